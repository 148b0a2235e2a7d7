"""Ketens through the front door: begun at a kruispunt, strongest first, money exact, and the overheid steps out."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ketens.enums import Inzet, Kracht
from ketens.models import Inbreng, Keten, Schakel
from ketens.selectors.inbreng import totaal_van
from ketens.selectors.ketens import ketenblad, schakels_van
from ketens.services.ketens import voeg_schakel_toe, wijzig_schakel
from ketens.services.netwerk import plaats_netwerk
from leefsturing.lib.fouten import DomainError
from tests.conftest import Cast, FormClient
from tests.factories import (
    CoMakerFactory,
    InbrengFactory,
    InitiatiefFactory,
    KetenFactory,
    KruispuntFactory,
    PartijFactory,
    ProjectFactory,
    SchakelFactory,
)
from toegang.models import Logregel

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]


def adres(naam: str, cast: Cast, **kwargs: Any) -> str:
    return reverse(naam, kwargs={"slug": cast.traject.slug, **kwargs})


def velden(**anders: Any) -> dict[str, Any]:
    return {"kracht": "gewoon", "inzet": "genoemd"} | anders


def test_begint_bij_een_kruispunt_voor_er_een_project_is(cast: Cast, als: Als) -> None:
    """The form proposes who meets there: partijen named, and owners of its initiatieven (M77)."""
    genoemd, eigenaar, ander = (PartijFactory(traject=cast.traject, naam=n) for n in ("Markt", "School", "Bank"))
    kruispunt = KruispuntFactory(traject=cast.traject, titel="Handel")
    kruispunt.partijen.add(genoemd)
    kruispunt.initiatieven.add(InitiatiefFactory(traject=cast.traject, eigenaar_partij=eigenaar, eigenaar_comaker=None))
    client = als("kerngroeplid")
    leeg = client.get(adres("ketens", cast), {"kruispunt": kruispunt.pk}).content.decode()
    nieuw = f"{adres('keten_nieuw', cast)}?kruispunt={kruispunt.pk}"
    assert nieuw in leeg
    assert set(client.get(nieuw).context["form"].initial["partijen"]) == {genoemd, eigenaar}
    antwoord = client.post(nieuw, {"naam": "Van groente tot tafel", "kruispunt": kruispunt.pk,
                                   "partijen": [genoemd.pk, eigenaar.pk]})  # fmt: skip
    keten = Keten.objects.get()
    assert (antwoord.status_code, antwoord["Location"]) == (303, adres("keten", cast, nummer=keten.pk))
    assert {s.partij for s in keten.schakels.all()} == {genoemd, eigenaar}
    assert ander not in {s.partij for s in keten.schakels.all()}
    opent = client.get(adres("ketens", cast), {"kruispunt": kruispunt.pk}).content.decode()
    assert "Van groente tot tafel" in opent
    assert Logregel.objects.filter(werkwoord="keten.gemaakt", onderwerp=f"keten:{keten.pk}").exists()


@pytest.mark.parametrize("veld", ["kruispunt", "partijen", "projecten"])
def test_iets_van_een_ander_traject_is_geen_keuze(cast: Cast, als: Als, veld: str) -> None:
    vreemd = {"kruispunt": KruispuntFactory, "partijen": PartijFactory, "projecten": ProjectFactory}[veld]()
    antwoord = als("kerngroeplid").post(adres("keten_nieuw", cast), {"naam": "getypt", veld: [vreemd.pk]})
    assert antwoord.status_code == 422
    assert "getypt" in antwoord.content.decode()
    assert not Keten.objects.exists()


def test_sterkste_eerst_en_wie_weg_is_staat_apart(cast: Cast) -> None:
    keten = KetenFactory(traject=cast.traject)
    zwak = SchakelFactory(keten=keten, kracht=Kracht.ZWAK)
    sterk = SchakelFactory(keten=keten, kracht=Kracht.STERK)
    vast = SchakelFactory(
        keten=keten, kracht=Kracht.STERK, inzet=Inzet.VASTGELEGD, vastgelegd_met="x", vastgelegd_wat="y"
    )
    weg = SchakelFactory(keten=keten, kracht=Kracht.STERK, vertrokken_op=timezone.localdate())
    blad = ketenblad(keten)
    assert blad.schakels == [vast, sterk, zwak]
    assert (blad.vertrokken, blad.sterkste) == ([weg], vast)


def test_vastgelegd_noemt_wie_en_wat(cast: Cast, als: Als) -> None:
    """In the form at the field, in the service, and (elsewhere) in the database (M82)."""
    keten, partij = KetenFactory(traject=cast.traject), PartijFactory(traject=cast.traject)
    nieuw = adres("schakel_nieuw", cast, nummer=keten.pk)
    half = velden(partij=partij.pk, inzet="vastgelegd", vastgelegd_wat="twee avonden")
    antwoord = als("kerngroeplid").post(nieuw, half)
    assert antwoord.status_code == 422
    assert "Wie kon dit namens de partij afspreken?" in antwoord.content.decode()
    assert "twee avonden" in antwoord.content.decode()
    with pytest.raises(DomainError, match="Vastgelegd"):
        voeg_schakel_toe(keten=keten, waarden={"partij": partij, "inzet": "vastgelegd"}, by=cast.kerngroeplid)
    assert als("kerngroeplid").post(nieuw, half | {"vastgelegd_met": "de directeur"}).status_code == 303
    assert Schakel.objects.get().is_vastgelegd


def test_een_partij_of_een_mens_en_nooit_twee_keer(cast: Cast, als: Als) -> None:
    keten, partij = KetenFactory(traject=cast.traject), PartijFactory(traject=cast.traject)
    client, nieuw = als("kerngroeplid"), adres("schakel_nieuw", cast, nummer=keten.pk)
    assert client.post(nieuw, velden()).status_code == 422
    assert client.post(nieuw, velden(partij=partij.pk, persoon=cast.persoon.pk)).status_code == 422
    assert client.post(nieuw, velden(persoon=cast.persoon.pk)).status_code == 303
    dubbel = client.post(nieuw, velden(persoon=cast.persoon.pk))
    assert dubbel.status_code == 422
    assert "zit al in deze keten" in dubbel.content.decode()
    assert client.post(nieuw, velden(voornaam="Ans", achternaam="Ploeg")).status_code == 303
    assert {str(s) for s in Schakel.objects.met_wie()} == {cast.persoon.volledige_naam, "Ans Ploeg"}


def test_vertrekken_en_terugkomen(cast: Cast, als: Als) -> None:
    schakel = SchakelFactory(keten=KetenFactory(traject=cast.traject), rol="zingt")
    client, weg = als("kerngroeplid"), adres("schakel_weg", cast, nummer=schakel.pk)
    straks = (timezone.localdate() + timedelta(days=3)).isoformat()
    assert client.post(weg, {"op": straks}).status_code == 422
    assert client.post(weg, {"op": "gisteren"}).status_code == 422
    client.post(weg, {})
    schakel.refresh_from_db()
    assert schakel.vertrokken_op == timezone.localdate()
    assert "Al uit de keten" in client.get(adres("keten", cast, nummer=schakel.keten_id)).content.decode()
    terug = voeg_schakel_toe(keten=schakel.keten, waarden={"partij": schakel.partij}, by=cast.kerngroeplid)
    assert (terug.pk, terug.rol, terug.vertrokken_op) == (schakel.pk, "zingt", None)


def test_twee_bewerkers_van_een_schakel(cast: Cast, als: Als) -> None:
    schakel = SchakelFactory(keten=KetenFactory(traject=cast.traject))
    client, pagina = als("kerngroeplid"), adres("schakel", cast, nummer=schakel.pk)
    assert client.post(pagina, velden(rol="van de een", versie=1)).status_code == 303
    tweede = client.post(pagina, velden(rol="van de ander", versie=1))
    assert tweede.status_code == 409
    assert "van de een" in tweede.content.decode()
    assert "van de ander" in tweede.content.decode()
    keten = adres("keten_wijzigen", cast, nummer=schakel.keten_id)
    assert client.post(keten, {"naam": "A", "versie": 1}).status_code == 303
    assert client.post(keten, {"naam": "B", "versie": 1}).status_code == 409


def test_inbreng_in_hele_centen_en_met_een_gewone_fout(cast: Cast, als: Als) -> None:
    schakel = SchakelFactory(keten=KetenFactory(traject=cast.traject))
    client, nieuw = als("kerngroeplid"), adres("inbreng_nieuw", cast, nummer=schakel.pk)
    fout = client.post(nieuw, {"soort": "geld", "bedrag": "2.50", "verwacht_terug": "getypt"})
    assert fout.status_code == 422
    assert "Een punt staat tussen duizenden" in fout.content.decode()
    assert 'value="2.50"' in fout.content.decode()
    assert "getypt" in fout.content.decode()
    assert client.post(nieuw, {"soort": "uren", "wat": "x", "bedrag": "10"}).status_code == 422
    assert client.post(nieuw, {"soort": "uren", "wat": " "}).status_code == 422
    assert client.post(nieuw, {"soort": "geld", "bedrag": "€ 2.500,50"}).status_code == 303
    rij = Inbreng.objects.get()
    assert rij.bedrag_cent == 250050
    wijzig = adres("inbreng", cast, nummer=rij.pk)
    assert "2.500,50" in client.get(wijzig).content.decode()
    client.post(wijzig, {"soort": "geld", "wat": "bedrag volgt"})
    rij.refresh_from_db()
    assert rij.bedrag_cent is None
    assert "bedrag nog niet genoemd" in client.get(adres("keten", cast, nummer=schakel.keten_id)).content.decode()
    client.post(adres("inbreng_weg", cast, nummer=rij.pk))
    assert not Inbreng.objects.exists()


def test_welk_deel_komt_van_buiten(cast: Cast) -> None:
    """Money exactly and never added to anything else; an unknown side counts as neither (M76)."""
    keten = KetenFactory(traject=cast.traject)

    def breng(zijde: str, **inbreng: Any) -> None:
        partij = PartijFactory(traject=cast.traject, zijde=zijde) if zijde else None
        persoon = None if partij else CoMakerFactory(traject=cast.traject).persoon
        InbrengFactory(schakel=SchakelFactory(keten=keten, partij=partij, persoon=persoon), **inbreng)

    breng("overheid", soort="geld", bedrag_cent=100001)
    breng("investeerders", soort="geld", bedrag_cent=50000)
    breng("gebruikers", soort="geld", bedrag_cent=None, wat="volgt")
    breng("", soort="geld", bedrag_cent=1)
    breng("gebruikers", soort="uren", wat="drie avonden")
    breng("overheid", soort="uren", wat="een belletje")
    totaal = totaal_van(schakels_van([keten]))
    assert (totaal.alles.cent, totaal.buiten.cent, totaal.onbekend.cent) == (150002, 50000, 1)
    assert (totaal.alles.stuks, totaal.buiten.stuks, totaal.geld_buiten_procent) == (2, 1, 33)
    assert totaal.geldzin == (
        "€\u00a01.500,02 in geld, waarvan €\u00a0500 van buiten de gemeente. Van €\u00a00,01 weten we de kant niet. "
        "Eén keer is geld genoemd zonder bedrag."
    )
    assert totaal.stukszin == "Verder 2 × uren: 1 van de 2 van buiten de gemeente."


def test_weggelegd_en_terug(cast: Cast, als: Als) -> None:
    keten = KetenFactory(traject=cast.traject, naam="Oude keten")
    client, berg = als("kerngroeplid"), adres("keten_opbergen", cast, nummer=keten.pk)
    client.post(berg)
    keten.refresh_from_db()
    assert keten.is_opgeborgen
    assert "1 weggelegde keten" in client.get(adres("ketens", cast)).content.decode()
    client.post(berg)
    keten.refresh_from_db()
    assert not keten.is_opgeborgen


def test_meelezer_ziet_geen_namen_en_geen_knoppen(cast: Cast, als: Als) -> None:
    keten = KetenFactory(traject=cast.traject)
    mens = CoMakerFactory(traject=cast.traject, persoon__achternaam="Kanarievogel").persoon
    vast = {"inzet": Inzet.VASTGELEGD, "vastgelegd_met": "mevrouw Kanarievogel", "vastgelegd_wat": "twee avonden"}
    SchakelFactory(keten=keten, partij=None, persoon=mens, **vast)
    client = als("meelezer")
    for pagina in (adres("keten", cast, nummer=keten.pk), adres("ketens_beeld", cast)):
        tekst = client.get(pagina).content.decode()
        assert "Kanarievogel" not in tekst
        assert adres("keten_nieuw", cast) not in tekst
        assert "Kanarievogel" in als("kerngroeplid").get(pagina).content.decode()
    assert client.post(adres("keten_opbergen", cast, nummer=keten.pk)).status_code == 403
    assert als("kerngroeplid").get(adres("keten", cast, nummer=KetenFactory().pk)).status_code == 404


def test_brug_naar_een_andere_keten(cast: Cast, als: Als) -> None:
    partij = PartijFactory(traject=cast.traject, naam="School")
    een, ander = (KetenFactory(traject=cast.traject, naam=n) for n in ("Eten", "Deur"))
    for keten in (een, ander):
        SchakelFactory(keten=keten, partij=partij)
    tekst = als("meelezer").get(adres("keten", cast, nummer=een.pk)).content.decode()
    assert "zit ook in" in tekst
    beeld = als("meelezer").get(adres("ketens_beeld", cast)).content.decode()
    assert "Deze twee ketens hangen aan één partij" in beeld
    assert "wordt bijgewerkt" in beeld
    plaats_netwerk(traject=cast.traject)
    assert "wordt bijgewerkt" not in als("meelezer").get(adres("ketens_beeld", cast)).content.decode()


def test_vragen_groeien_niet_mee(cast: Cast, als: Als) -> None:
    client = als("kerngroeplid")

    def vul(n: int) -> Keten:
        for _ in range(n):
            keten = KetenFactory(traject=cast.traject, kruispunt=KruispuntFactory(traject=cast.traject))
            keten.projecten.add(ProjectFactory(traject=cast.traject))
            for _ in range(n):
                InbrengFactory(schakel=SchakelFactory(keten=keten))
                SchakelFactory(keten=keten, partij=None, persoon=CoMakerFactory(traject=cast.traject).persoon)
        return keten

    def vragen(keten: Keten) -> list[int]:
        uit = []
        for pagina in (adres("keten", cast, nummer=keten.pk), adres("ketens", cast), adres("ketens_beeld", cast)):
            client.get(pagina)
            with CaptureQueriesContext(connection) as gesteld:
                assert client.get(pagina).status_code == 200
            uit.append(len(gesteld))
        return uit

    assert vragen(vul(1)) == vragen(vul(5))


def test_uitstapdag_van_de_overheid_staat_erbij(cast: Cast, als: Als) -> None:
    overheid = PartijFactory(traject=cast.traject, zijde="overheid")
    schakel = SchakelFactory(keten=KetenFactory(traject=cast.traject), partij=overheid)
    pagina = adres("keten", cast, nummer=schakel.keten_id)
    assert "Nog geen dag" in als("meelezer").get(pagina).content.decode()
    wijzig_schakel(schakel=schakel, waarden={"stapt_uit_op": date(2027, 3, 1)}, versie=1, by=cast.kerngroeplid)
    assert "stapt eruit op 1 maart 2027" in als("meelezer").get(pagina).content.decode()
