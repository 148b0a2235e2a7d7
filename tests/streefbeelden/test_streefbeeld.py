"""The streefbeeld through the front door: points, images, stories with versions, the way back (M50-M56)."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import Image

from comakers.enums import KernSoort, Toestemming
from comakers.models import Kernpunt
from comakers.services.herkomst import koppel_herkomst
from leefsturing.lib.fouten import Conflict, DomainError
from streefbeelden.enums import Aspect, PuntSoort
from streefbeelden.models import Stap, Streefbeeld, Streefbeeldpunt
from streefbeelden.selectors.terugweg import laatste_resultaatjaar
from streefbeelden.services import producten, verhalen
from tests.conftest import Cast, FormClient
from tests.factories import (
    CategorieFactory,
    CoMakerFactory,
    GesprekFactory,
    PijlerFactory,
    ProjectFactory,
    StapFactory,
    StreefbeeldFactory,
    StreefbeeldpuntFactory,
    UitspraakFactory,
)

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]


def adres(naam: str, cast: Cast, **kwargs: Any) -> str:
    return reverse(naam, kwargs={"slug": cast.traject.slug, **kwargs})


def velden(**anders: Any) -> dict[str, Any]:
    return {"tekst": "Iedereen kent de buren.", "soort": "is_er", "aspect": "sociaal"} | anders


def foto() -> SimpleUploadedFile:
    uit = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(uit, "PNG")
    return SimpleUploadedFile("../x.png", uit.getvalue(), "image/png")


def queries(client: FormClient, url: str) -> int:
    with CaptureQueriesContext(connection) as vragen:
        assert client.get(url).status_code == 200
    return len(vragen)


def test_uitspraak_wordt_met_een_gebaar_een_punt(cast: Cast, als: Als) -> None:
    uitspraak = UitspraakFactory(comaker=cast.comaker, tekst="De bus rijdt tot elf uur.")
    client, nieuw = als("kerngroeplid"), adres("punt_nieuw", cast)
    assert f"{nieuw}?uitspraak={uitspraak.pk}" in client.get(adres("uitspraak", cast, nummer=uitspraak.pk)).text
    assert client.get(nieuw, {"uitspraak": uitspraak.pk}).context["form"].initial["tekst"] == uitspraak.tekst
    client.post(nieuw, velden(tekst=uitspraak.tekst, aspect="fysiek", uitspraak=[uitspraak.pk]))
    punt = Streefbeeldpunt.objects.get()
    assert (punt.aspect, punt.herkomst.get().uitspraak) == (Aspect.FYSIEK, uitspraak)
    assert next(s.zin for s in punt.spoorstappen(punt.created_at)).endswith("De bus rijdt tot elf uur.")


def test_antwoord_op_de_kernvraag_wordt_een_punt_en_is_dan_niet_meer_aangeboden(cast: Cast, als: Als) -> None:
    gesprek = GesprekFactory(traject=cast.traject, comakers=[cast.comaker])
    antwoorden = [
        Kernpunt.objects.create(traject=cast.traject, gesprek=gesprek, soort=soort, nummer=1, tekst=tekst)
        for soort, tekst in ((KernSoort.VERANDERD, "iedereen groet"), (KernSoort.VERDWENEN, "hekken om het plein"))
    ]
    uitspraak = UitspraakFactory(comaker=cast.comaker, gesprek=gesprek, tekst="haal die hekken weg")
    client, kamer, nieuw = als("kerngroeplid"), adres("streefbeeld", cast), adres("punt_nieuw", cast)
    assert f"{nieuw}?kernpunt={antwoorden[1].pk}" in client.get(kamer).text
    formulier = client.get(nieuw, {"kernpunt": antwoorden[1].pk})
    assert (formulier.context["form"].initial["tekst"], formulier.context["form"].initial["soort"]) == (
        "hekken om het plein", PuntSoort.IS_WEG,
    )  # fmt: skip
    assert "haal die hekken weg" in formulier.text
    client.post(nieuw, velden(tekst="hekken", soort="is_weg", kernpunt=antwoorden[1].pk, uitspraak=[uitspraak.pk]))
    assert Streefbeeldpunt.objects.get().kernpunt == antwoorden[1]
    kamer_nu = client.get(kamer).text
    assert "iedereen groet" in kamer_nu
    assert f"kernpunt={antwoorden[1].pk}" not in kamer_nu
    assert "kernpunt=" not in als("meelezer").get(kamer).text
    # An answer of another traject does not exist here.
    elders = GesprekFactory(traject=cast.ander_traject)
    vreemd = Kernpunt.objects.create(traject=cast.ander_traject, gesprek=elders, nummer=1, tekst="geheim van elders")
    assert "geheim van elders" not in client.get(nieuw, {"kernpunt": vreemd.pk}).text


def test_kamer_zet_sociaal_en_fysiek_naast_elkaar_met_wie_het_zei(cast: Cast, als: Als) -> None:
    pijler = PijlerFactory(traject=cast.traject, plaats=1, titel="Trots")
    bewoner, visie = (CategorieFactory(traject=cast.traject, enkelvoud=e, volgorde=40 + n) for n, e in
                      enumerate(("bewoner-x", "visionair-x")))  # fmt: skip
    sociaal = StreefbeeldpuntFactory(traject=cast.traject, pijler=pijler, tekst="Men groet.")
    fysiek = StreefbeeldpuntFactory(
        traject=cast.traject, pijler=pijler, aspect="fysiek", soort="is_weg", tekst="Hekken."
    )
    buiten = StreefbeeldpuntFactory(traject=cast.traject, tekst="Past nergens.")
    for categorie in (visie, bewoner):
        comaker = CoMakerFactory(traject=cast.traject, categorie=categorie)
        koppel_herkomst(product=sociaal, uitspraken=[UitspraakFactory(comaker=comaker)], by=None)
    ingetrokken = UitspraakFactory(comaker=CoMakerFactory(traject=cast.traject, categorie=visie))
    koppel_herkomst(product=fysiek, uitspraken=[ingetrokken], by=None)
    ingetrokken.toestemming = Toestemming.NIET
    ingetrokken.save()
    trots, los = als("meelezer").get(adres("streefbeeld", cast)).context["kamer"].beelden
    kant_sociaal, kant_fysiek = trots.kanten
    assert [(r.punt, [n for _nr, n in r.categorieen]) for r in kant_sociaal.er] == [
        (sociaal, ["bewoner-x", "visionair-x"])
    ]
    assert [(r.punt, r.categorieen) for r in kant_fysiek.weg] == [(fysiek, [])]
    assert (los.pijler, los.kanten[0].er[0].punt) == (None, buiten)


def test_beeld_vraagt_woorden_en_wordt_alleen_getoond_aan_wie_mag(cast: Cast, als: Als) -> None:
    client, nieuw = als("kerngroeplid"), adres("punt_nieuw", cast)
    zonder = client.post(nieuw, velden(beeld=foto()))
    assert zonder.status_code == 422
    assert "wat er te zien is" in zonder.text
    assert client.post(nieuw, velden(beeld=foto(), beeld_beschrijving="een boom")).status_code == 303
    punt = Streefbeeldpunt.objects.get()
    eerste, foto_adres = punt.beeld.name, adres("punt_foto", cast, nummer=punt.pk)
    assert ".." not in eerste
    antwoord = als("meelezer").get(foto_adres)
    assert b"".join(antwoord.streaming_content).startswith(b"\xff\xd8")
    assert "sandbox" in antwoord["Content-Security-Policy"]
    assert [als(wie).get(foto_adres).status_code for wie in ("raadslid", "vreemde", "anoniem")] == [403, 404, 302]
    assert 'alt="een boom"' in client.get(adres("streefbeeld", cast)).text
    erbij = adres("punt_beeld", cast, nummer=punt.pk)
    kapot = SimpleUploadedFile("x.png", b"<svg onload=alert(1)>", "image/png")
    assert client.post(erbij, {"beeld": kapot, "beeld_beschrijving": "x"}).status_code == 422
    assert client.post(erbij, {"beeld_beschrijving": "een oude boom"}).status_code == 303
    punt.refresh_from_db()
    assert (punt.beeld.name, punt.beeld_beschrijving) == (eerste, "een oude boom")
    client.post(adres("punt_beeld_weg", cast, nummer=punt.pk))
    punt.refresh_from_db()
    assert (punt.beeld.name, punt.beeld_beschrijving) == ("", "")
    assert client.get(foto_adres).status_code == 404


def test_punt_wijzigen_opbergen_en_conflict(cast: Cast, als: Als) -> None:
    punt = StreefbeeldpuntFactory(traject=cast.traject, tekst="oud")
    client, wijzig = als("kerngroeplid"), adres("punt_wijzigen", cast, nummer=punt.pk)
    vreemd = PijlerFactory(traject=cast.ander_traject)
    assert client.post(wijzig, velden(pijler=vreemd.pk, versie=1)).status_code == 422
    assert client.post(wijzig, velden(tekst="van de een", versie=1)).status_code == 303
    tweede = client.post(wijzig, velden(tekst="van de ander", versie=1))
    assert tweede.status_code == 409
    assert "van de een" in tweede.text
    assert "van de ander" in tweede.text
    client.post(adres("punt_opbergen", cast, nummer=punt.pk))
    assert all(b.is_leeg for b in client.get(adres("streefbeeld", cast)).context["kamer"].beelden)
    client.post(adres("punt_terughalen", cast, nummer=punt.pk))
    assert "van de een" in als("meelezer").get(adres("streefbeeld", cast)).text


def test_verhaal_bewaart_elke_versie_en_de_tweede_schrijver_ziet_beide(cast: Cast, als: Als) -> None:
    pijler = PijlerFactory(traject=cast.traject, plaats=1)
    client, verhaal = als("kerngroeplid"), adres("verhaal", cast, nummer=pijler.pk)
    assert client.post(verhaal, {"versie": 0, "tekst": "Het is november."}).status_code == 303
    assert client.post(verhaal, {"versie": 1, "tekst": "Het is mei.", "reden": "zonniger"}).status_code == 303
    botsing = client.post(verhaal, {"versie": 1, "tekst": "Het is juli."})
    assert botsing.status_code == 409
    assert "Het is mei." in botsing.text
    assert "Het is juli." in botsing.text
    assert 'name="versie" value="2"' in botsing.text
    assert client.post(verhaal, {"versie": 2, "tekst": "Het is mei."}).status_code == 303  # nothing new
    assert list(Streefbeeld.objects.order_by("nummer").values_list("nummer", "tekst")) == [
        (1, "Het is november."), (2, "Het is mei."),
    ]  # fmt: skip
    assert "Het is mei." in client.get(adres("streefbeeld", cast)).text
    versies = als("meelezer").get(adres("verhaal_versies", cast, nummer=pijler.pk))
    assert "<del>november</del><ins>mei</ins>" in versies.text
    assert "zonniger" in versies.text
    eerste = client.get(adres("verhaal_versies", cast, nummer=pijler.pk), {"versie": "1"}).text
    assert "<del>" not in eerste
    assert client.post(verhaal, {"versie": 2, "tekst": " "}).status_code == 422


def test_verhaal_dat_een_ander_tegelijk_schreef(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database has the last word: two second versions are impossible."""
    pijler = PijlerFactory(traject=cast.traject, plaats=1)
    eerste = StreefbeeldFactory(pijler=pijler, nummer=1, tekst="een")
    StreefbeeldFactory(pijler=pijler, nummer=2, tekst="twee")
    gezien = iter([eerste])
    echt = verhalen.huidig_verhaal
    monkeypatch.setattr(verhalen, "huidig_verhaal", lambda p: next(gezien, None) or echt(p))
    with pytest.raises(Conflict) as botsing:
        verhalen.schrijf_verhaal(pijler=pijler, tekst="ook twee", versie=1, by=cast.kerngroeplid)
    assert (botsing.value.versie, botsing.value.velden[0][1:]) == (2, ("ook twee", "twee"))
    with pytest.raises(IntegrityError), transaction.atomic():
        StreefbeeldFactory(pijler=pijler, nummer=2)


def test_ver_weg_geen_resultaat(cast: Cast, als: Als) -> None:
    """A result may be promised up to three years after the planperiode; further on it is an effect (M56)."""
    grens = laatste_resultaatjaar(cast.traject)
    assert grens == cast.traject.planperiode_eind.year + 3
    client, nieuw = als("kerngroeplid"), adres("stap_nieuw", cast)
    stap = {"tekst": "Er staat een zaal", "soort": "resultaat", "jaar": str(grens + 1)}
    te_ver = client.post(nieuw, stap)
    assert te_ver.status_code == 422
    assert f"tot en met {grens} beloven. Noem verder weg een effect" in te_ver.text
    assert "Er staat een zaal" in te_ver.text
    assert client.post(nieuw, stap | {"jaar": str(grens)}).status_code == 303
    assert client.post(nieuw, stap | {"soort": "effect", "jaar": "2040"}).status_code == 303
    rij = Stap.objects.get(jaar=grens)
    wijzig = adres("stap_wijzigen", cast, nummer=rij.pk)
    assert client.post(wijzig, stap | {"versie": 1}).status_code == 422
    with pytest.raises(DomainError, match="effect"):
        producten.wijzig(rij=rij, waarden={"jaar": grens + 1}, versie=1, by=cast.kerngroeplid)
    assert client.post(wijzig, stap | {"versie": 1, "soort": "effect"}).status_code == 303
    botsing = client.post(wijzig, stap | {"versie": 1, "soort": "effect", "tekst": "van de ander"})
    assert botsing.status_code == 409


def test_weg_terug_toont_wat_een_stap_draagt_en_waar_nog_niets_staat(cast: Cast, als: Als) -> None:
    pijler = PijlerFactory(traject=cast.traject, plaats=1, titel="Trots")
    horizon = cast.traject.horizonjaar
    stap = StapFactory(traject=cast.traject, pijler=pijler, jaar=horizon - 8, tekst="Iedereen kent het plein")
    ProjectFactory(traject=cast.traject, stap=stap, naam="Soep op dinsdag")
    ProjectFactory(traject=cast.traject, stap=stap, naam="Gestopt ding", staat="gestopt", stopreden="op")
    client, kamer = als("kerngroeplid"), adres("terugweg", cast)
    pagina = client.get(kamer)
    assert "Soep op dinsdag" in pagina.text
    assert "Gestopt ding" not in pagina.text
    assert f"Tussen {horizon - 8} en {horizon} staat nog niets." in pagina.text
    assert pagina.context["weg"].breed[0].merken[0].feit.dragers == ("Soep op dinsdag",)
    client.post(adres("stap_opbergen", cast, nummer=stap.pk))
    leeg = client.get(kamer)
    assert "Nog geen stap terug" in leeg.text
    assert adres("stap_terughalen", cast, nummer=stap.pk) in leeg.text
    assert adres("stap_nieuw", cast) not in als("meelezer").get(kamer).text


def test_leeg_streefbeeld_legt_uit(cast: Cast, als: Als) -> None:
    kamer, nieuw = adres("streefbeeld", cast), adres("punt_nieuw", cast)
    pagina = als("kerngroeplid").get(kamer).text
    assert "Nog geen beeld van later" in pagina
    assert pagina.count(nieuw) >= 2
    assert nieuw not in als("meelezer").get(kamer).text
    assert als("raadslid").get(kamer).status_code == 403


def test_aantal_vragen_groeit_niet_mee(cast: Cast, als: Als) -> None:
    client = als("kerngroeplid")
    pijlers = [PijlerFactory(traject=cast.traject, plaats=p) for p in (1, 2, 3)]

    def vul(n: int) -> Streefbeeldpunt:
        for m in range(n):
            gesprek = GesprekFactory(traject=cast.traject, comakers=[CoMakerFactory(traject=cast.traject)])
            Kernpunt.objects.create(traject=cast.traject, gesprek=gesprek, nummer=1, tekst="groen")
            UitspraakFactory(comaker=CoMakerFactory(traject=cast.traject), soort="streefbeeldpunt")
            punt = StreefbeeldpuntFactory(traject=cast.traject, pijler=[*pijlers, None][m % 4])
            koppel_herkomst(
                product=punt, uitspraken=[UitspraakFactory(comaker=CoMakerFactory(traject=cast.traject))], by=None
            )
            StreefbeeldFactory(pijler=pijlers[m % 3])
            stap = StapFactory(traject=cast.traject, pijler=pijlers[m % 3], jaar=2030 + m % 12)
            ProjectFactory(traject=cast.traject, stap=stap)
        return punt

    punt = vul(4)
    adressen = [adres("streefbeeld", cast), adres("terugweg", cast), adres("punt", cast, nummer=punt.pk),
                adres("verhaal_versies", cast, nummer=pijlers[0].pk)]  # fmt: skip
    client.get(adressen[0])
    eerst = [queries(client, a) for a in adressen]
    vul(16)
    assert [queries(client, a) for a in adressen] == eerst
