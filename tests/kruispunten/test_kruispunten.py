"""The board and the page of a kruispunt, and combinaties with three marks, through the front door (M60-M68)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comakers.enums import Toestemming
from comakers.services.herkomst import koppel_herkomst
from kruispunten.enums import KruispuntStaat
from kruispunten.models import Combinatie, Kruispunt, KruispuntHerkomst
from kruispunten.services import kruispunten as services
from tests.conftest import Cast, FormClient
from tests.factories import (
    CoMakerFactory,
    EffectFactory,
    PartijFactory,
    PijlerFactory,
    UitspraakFactory,
)
from tests.factories.kruispunten import AtelierFactory, CombinatieFactory, InitiatiefFactory, KruispuntFactory

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]
KENMERKEN = {
    "dichter_bij_doelen": "De school krijgt ouders binnen.",
    "opent_iets_nieuws": "Samen eten.",
    "kost_weinig": "De keuken staat er.",
}


def adres(naam: str, cast: Cast, **kwargs: Any) -> str:
    return reverse(naam, kwargs={"slug": cast.traject.slug, **kwargs})


def test_kruispunt_uit_een_uitspraak_en_terug_in_het_spoor(cast: Cast, als: Als) -> None:
    """One gesture from the uitspraak; each state is told, with the moment it began (M26, M27)."""
    uitspraak = UitspraakFactory(comaker=cast.comaker, tekst="Wij koken graag voor een ander.")
    pijler, partij = PijlerFactory(traject=cast.traject), PartijFactory(traject=cast.traject)
    client = als("kerngroeplid")
    pagina = client.get(adres("kruispunt_nieuw", cast), {"uitspraak": uitspraak.pk}).content.decode()
    assert "Wij koken graag voor een ander." in pagina
    antwoord = client.post(
        adres("kruispunt_nieuw", cast),
        {"vraag": "Wie kookt er?", "titel": "Eten", "pijlers": [pijler.pk], "partijen": [partij.pk],
         "uitspraak": [uitspraak.pk]},
    )  # fmt: skip
    kruispunt = Kruispunt.objects.get()
    assert antwoord["Location"] == adres("kruispunt", cast, nummer=kruispunt.pk)
    assert list(kruispunt.partijen.all()) == [partij]
    client.post(adres("kruispunt_staat", cast, nummer=kruispunt.pk), {"staat": "in_atelier"})
    kruispunt.refresh_from_db()
    koppeling = KruispuntHerkomst.objects.get(uitspraak=uitspraak)
    stappen = list(kruispunt.spoorstappen(koppeling.gekoppeld_op))
    assert [s.zin for s in stappen][1] == "Mensen gaan er samen mee aan tafel: Eten."
    assert stappen[1].op == kruispunt.staat_sinds


@pytest.mark.parametrize("van", KruispuntStaat.values)
def test_elke_stap_mag_ook_terug(cast: Cast, als: Als, van: str) -> None:
    client = als("kerngroeplid")
    for naar in set(KruispuntStaat.values) - {van}:
        kruispunt = KruispuntFactory(traject=cast.traject, staat=van)
        assert client.post(adres("kruispunt_staat", cast, nummer=kruispunt.pk), {"staat": naar}).status_code == 303
        kruispunt.refresh_from_db()
        assert (kruispunt.staat, kruispunt.staat_sinds is not None, kruispunt.versie) == (naar, True, 2)
    assert client.post(adres("kruispunt_staat", cast, nummer=kruispunt.pk), {"staat": "x"}).status_code == 422


def test_twee_vragen_worden_genoemd_en_niet_tegengehouden(cast: Cast, als: Als) -> None:
    client = als("kerngroeplid")
    velden = {"vraag": "Wie kookt er, en hoe krijgen we de zaal?", "titel": "Eten"}
    antwoord = client.post(adres("kruispunt_nieuw", cast), velden)
    assert "Misschien staan hier twee vragen." in client.get(antwoord["Location"]).content.decode()
    assert Kruispunt.objects.get().vraag == velden["vraag"]


def test_bord_per_staat_en_per_pijler(cast: Cast, als: Als) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    met = KruispuntFactory(traject=cast.traject, vraag="Met pijler?", staat="in_uitvoering")
    met.pijlers.add(pijler)
    met.effecten.add(EffectFactory(pijler=pijler))
    KruispuntFactory(traject=cast.traject, vraag="Zonder pijler?")
    weg = KruispuntFactory(traject=cast.traject, vraag="Opgeborgen?")
    services.berg_op(product=weg, by=cast.kerngroeplid)
    KruispuntFactory(traject=cast.ander_traject, vraag="Van elders?")
    client = als("meelezer")
    alles = client.get(adres("kruispunten", cast))
    assert [(s.value, [k.vraag for k in groep]) for s, groep in alles.context["bord"]] == [
        ("benoemd", ["Zonder pijler?"]), ("in_atelier", []), ("in_uitvoering", ["Met pijler?"]), ("afgerond", []),
    ]  # fmt: skip
    assert adres("kruispunt_nieuw", cast) not in alles.content.decode()
    deel = client.get(
        adres("kruispunten", cast), {"pijler": pijler.pk}, headers={"HX-Request": "true", "HX-Target": "bord"}
    ).content.decode()
    assert deel.strip().startswith('<div id="bord"')
    assert ("Met pijler?" in deel, "Zonder pijler?" in deel) == (True, False)
    assert client.get(adres("kruispunten", cast), {"pijler": "9" * 40}).status_code == 200
    assert "Opgeborgen?" in client.get(adres("kruispunten", cast), {"opgeborgen": 1}).content.decode()


def test_leeg_bord_legt_uit_en_biedt_de_eerste_stap(cast: Cast, als: Als) -> None:
    assert adres("vraagstukken", cast) in als("kerngroeplid").get(adres("kruispunten", cast)).content.decode()


def test_twee_bewerkers_de_tweede_ziet_beide(cast: Cast, als: Als) -> None:
    kruispunt = KruispuntFactory(traject=cast.traject)
    partij = PartijFactory(traject=cast.traject)
    wijzig = adres("kruispunt_wijzigen", cast, nummer=kruispunt.pk)
    client = als("kerngroeplid")
    basis = {"vraag": kruispunt.vraag, "titel": kruispunt.titel, "versie": 1}
    assert client.post(wijzig, basis | {"kern": "van de een", "partijen": [partij.pk]}).status_code == 303
    tweede = client.post(wijzig, basis | {"kern": "van de ander"})
    assert tweede.status_code == 409
    assert all(woorden in tweede.content.decode() for woorden in ("van de een", "van de ander"))
    kruispunt.refresh_from_db()
    assert (kruispunt.kern, list(kruispunt.partijen.all())) == ("van de een", [partij])


@pytest.mark.parametrize("veld", ["pijlers", "effecten", "partijen", "initiatieven", "uitspraak"])
def test_iets_van_een_ander_traject_is_geen_keuze(cast: Cast, als: Als, veld: str) -> None:
    vreemd = {"pijlers": PijlerFactory, "effecten": EffectFactory, "partijen": PartijFactory,
              "initiatieven": InitiatiefFactory, "uitspraak": UitspraakFactory}[veld]()  # fmt: skip
    velden = {"vraag": "Wie?", "titel": "Eten", veld: [vreemd.pk]}
    assert als("kerngroeplid").post(adres("kruispunt_nieuw", cast), velden).status_code == 422
    assert not Kruispunt.objects.exists()


def test_combinatie_met_drie_kenmerken_en_de_doelen_ernaast(cast: Cast, als: Als) -> None:
    """Each mark has its reason; beside the first stand the goals of each partij in its own words (M62, M66)."""
    school = PartijFactory(traject=cast.traject, naam="School", doelen="Ouders binnen de deur.")
    koor = PartijFactory(traject=cast.traject, naam="Koor", doelen="Zingen voor publiek.")
    kruispunt = KruispuntFactory(traject=cast.traject)
    kruispunt.partijen.add(school)
    kruispunt.initiatieven.add(initiatief := InitiatiefFactory(traject=cast.traject, eigenaar_partij=koor))
    client, nieuw = als("kerngroeplid"), adres("combinatie_nieuw", cast, nummer=kruispunt.pk)
    assert "Zingen voor publiek." in client.get(nieuw).content.decode()
    velden = {"naam": "De zaal zingt", "soort": "ruimte", "partijen": [school.pk], **KENMERKEN}
    alleen = client.post(nieuw, velden)
    assert (alleen.status_code, "van twee of meer" in alleen.content.decode()) == (422, True)
    zonder = client.post(nieuw, velden | {"initiatieven": [initiatief.pk], "kost_weinig": " "})
    assert (zonder.status_code, "De zaal zingt" in zonder.content.decode()) == (422, True)
    achterstevoren = {"venster_van": "2026-05-01", "venster_tot": "2026-04-01"}
    assert client.post(nieuw, velden | {"initiatieven": [initiatief.pk]} | achterstevoren).status_code == 422
    assert client.post(nieuw, velden | {"initiatieven": [initiatief.pk]}).status_code == 303
    pagina = client.get(adres("kruispunt", cast, nummer=kruispunt.pk)).content.decode()
    assert all(w in pagina for w in (*KENMERKEN.values(), "Ouders binnen de deur.", "Zingen voor publiek."))
    combinatie = Combinatie.objects.get()
    anders = velden | {"initiatieven": [initiatief.pk], "naam": "Anders", "versie": 9}
    assert client.post(adres("combinatie", cast, nummer=combinatie.pk), anders).status_code == 409
    client.post(adres("combinatie_opbergen", cast, nummer=combinatie.pk))
    assert not Combinatie.objects.all().levend().exists()
    client.post(adres("combinatie_terughalen", cast, nummer=combinatie.pk))
    assert Combinatie.objects.all().levend().get() == combinatie


def test_wat_volgde_staat_op_de_pagina(cast: Cast, als: Als) -> None:
    kruispunt = KruispuntFactory(traject=cast.traject)
    atelier = AtelierFactory(traject=cast.traject, kruispunt=kruispunt, titel="Avond over eten")
    lees, schrijf = (
        {k.sleutel: k for k in als(wie).get(adres("kruispunt", cast, nummer=kruispunt.pk)).context["volgde"]}
        for wie in ("meelezer", "kerngroeplid")
    )
    assert [v.naam for v in lees["ateliers"].rijen] == [str(atelier)]
    assert (lees["ketens"].rijen, lees["ketens"].nieuw) == ([], "")
    assert schrijf["ketens"].nieuw == f"{adres('keten_nieuw', cast)}?kruispunt={kruispunt.pk}"


def test_meelezer_ziet_geen_naam_van_een_eigenaar_en_geen_teruggetrokken_woord(cast: Cast, als: Als) -> None:
    comaker = CoMakerFactory(traject=cast.traject, persoon__achternaam="Kanarievogel")
    kruispunt = CombinatieFactory(kruispunt__traject=cast.traject).kruispunt
    eigen = InitiatiefFactory(traject=cast.traject, eigenaar_partij=None, eigenaar_comaker=comaker)
    kruispunt.initiatieven.add(eigen)
    kruispunt.combinaties.get().initiatieven.add(eigen)
    weg = UitspraakFactory(comaker=comaker, tekst="eerst wel en toen niet")
    koppel_herkomst(product=kruispunt, uitspraken=[weg], by=cast.kerngroeplid)
    weg.toestemming = Toestemming.NIET
    weg.save()
    for naam, nummer in (("kruispunt", kruispunt.pk), ("initiatief", eigen.pk)):
        pagina = als("meelezer").get(adres(naam, cast, nummer=nummer)).content.decode()
        assert "Kanarievogel" not in pagina
        assert "eerst wel en toen niet" not in pagina
        assert "Kanarievogel" in als("kerngroeplid").get(adres(naam, cast, nummer=nummer)).content.decode()


def _queries(client: FormClient, url: str) -> int:
    with CaptureQueriesContext(connection) as vragen:
        assert client.get(url).status_code == 200
    return len(vragen)


def test_aantal_vragen_groeit_niet_mee(cast: Cast, als: Als) -> None:
    client = als("kerngroeplid")
    pijler = PijlerFactory(traject=cast.traject)

    def vul(kruispunt: Kruispunt, n: int) -> None:
        for _ in range(n):
            comaker = CoMakerFactory(traject=cast.traject)
            initiatief = InitiatiefFactory(traject=cast.traject, eigenaar_partij=None, eigenaar_comaker=comaker)
            partij = PartijFactory(traject=cast.traject, doelen="rust")
            kruispunt.initiatieven.add(initiatief)
            kruispunt.partijen.add(partij)
            combinatie = CombinatieFactory(kruispunt=kruispunt)
            combinatie.partijen.add(partij)
            combinatie.initiatieven.add(initiatief)
            koppel_herkomst(product=kruispunt, uitspraken=[UitspraakFactory(comaker=comaker)], by=None)
            ander = KruispuntFactory(traject=cast.traject)
            ander.pijlers.add(pijler)
            ander.partijen.add(partij)

    kruispunt = KruispuntFactory(traject=cast.traject)
    kruispunt.pijlers.add(pijler)
    vul(kruispunt, 2)
    paden = [adres("kruispunten", cast), adres("kruispunt", cast, nummer=kruispunt.pk),
             adres("kruispunt_wijzigen", cast, nummer=kruispunt.pk)]  # fmt: skip
    client.get(paden[0])
    eerst = [_queries(client, pad) for pad in paden]
    vul(kruispunt, 7)
    assert [_queries(client, pad) for pad in paden] == eerst
