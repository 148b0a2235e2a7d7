"""The page of the raad: main lines, the same work at every size, and nothing about a person (M8, M81)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leefsturing.lib import klok
from pijlers.models import Effect, Meting
from tests.conftest import Cast, FormClient
from tests.factories import (
    BesluitFactory,
    BesluitmomentFactory,
    EffectFactory,
    KetenFactory,
    PartijFactory,
    PersoonFactory,
    PijlerFactory,
    PlanFactory,
    ProjectFactory,
    SchakelFactory,
    UitspraakFactory,
)
from trajecten.models import Traject

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]
URL = "/t/brink/raad/"


def pagina(client: FormClient) -> str:
    antwoord = client.get(URL)
    assert antwoord.status_code == 200
    return antwoord.content.decode()


def meet(effect: Effect, *waarden: float) -> Effect:
    for i, waarde in enumerate(waarden, start=1):
        Meting.objects.create(
            traject=effect.traject, effect=effect, datum=date(2026, i, 1), waarde=waarde, bron="straatvraag"
        )
    return effect


def vul(traject: Traject, keer: int) -> None:
    pijler = PijlerFactory(traject=traject, plaats=keer % 3 + 1)
    for i in range(keer):
        meet(EffectFactory(pijler=pijler, verhaal="Na de markt ging het omhoog."), 6, 7)
        ProjectFactory(traject=traject, naam=f"Soepdag {i}", staat="gestart", trekker_zijde="gebruikers")
        SchakelFactory(keten=KetenFactory(traject=traject))
        BesluitmomentFactory(traject=traject, onderwerp=f"Besluit nummer {i}")
        PlanFactory(traject=traject, staat="gepresenteerd")


@pytest.mark.gegevensbank
def test_hoofdlijnen_kosten_evenveel_bij_elke_grootte(als: Als, cast: Cast) -> None:
    client, aantallen = als("raadslid"), []
    for keer in (0, 1, 2, 9):
        vul(cast.traject, keer) if keer else None
        with CaptureQueriesContext(connection) as gevangen:
            pagina(client)
        aantallen.append(len(gevangen))
    # Without effects their measurements are not asked for.
    assert aantallen == [6, 7, 7, 7]


def test_wie_kijkt_en_de_schakelaar(als: Als, cast: Cast) -> None:
    vul(cast.traject, 1)
    for wie in ("raadslid", "meelezer", "kerngroeplid", "opdrachtgever"):
        assert "Soepdag 0" in pagina(als(wie)), wie
    assert als("vreemde").get(URL).status_code == 404
    assert als("raadslid").get("/t/brink/").headers["Location"] == URL
    Traject.objects.filter(pk=cast.traject.pk).update(raad_kijkt_mee=False)
    dicht = als("raadslid").get(URL)
    assert dicht.status_code == 403
    assert "nog niet voor de raad geopend" in dicht.content.decode()
    assert "Raadsleden zien deze pagina nog niet" in pagina(als("kerngroeplid"))
    assert "Raadsleden zien deze pagina nog niet" not in pagina(als("meelezer"))


def test_een_cijfer_staat_nooit_zonder_verhaal(als: Als, cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    met = meet(EffectFactory(pijler=pijler, naam="Hoger cijfer", verhaal="Na de markt.", eenheid="punten"), 61, 66)
    zonder = meet(EffectFactory(pijler=pijler, naam="Lege winkels", eenheid="winkels"), 7_077, 7_078)
    raad, kern = pagina(als("raadslid")), pagina(als("kerngroeplid"))
    assert "Van 61 naar 66 punten" in raad
    for tekst in (raad, kern):
        assert "Lege winkels" in tekst
        assert "7078" not in tekst.replace(".", "")
    for url in ("/t/brink/pijlers/", f"/t/brink/pijlers/{pijler.pk}/"):
        op_hoofdlijnen, keuken = (als(wie).get(url).content.decode() for wie in ("raadslid", "kerngroeplid"))
        assert "Van 7077 naar 7078 winkels" in keuken.replace(".", "")
        assert "7078" not in op_hoofdlijnen.replace(".", "")
        assert "Lege winkels" in op_hoofdlijnen
        assert "Nog niet gemeten" not in op_hoofdlijnen
    melding = "Een cijfer zonder verhaal staat hier niet"
    assert melding in kern
    assert melding not in raad
    assert melding not in pagina(als("meelezer"))
    Effect.objects.filter(pk=zonder.pk).update(verhaal="Twee winkels gingen dicht.")
    assert "Van 7077 naar 7078 winkels" in pagina(als("raadslid")).replace(".", "")
    assert met.verhaal in raad


def test_een_meting_van_minder_dan_vijf_mensen_ziet_de_raad_nergens(als: Als, cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    meet(EffectFactory(pijler=pijler, verhaal="Geteld.", eenheid="mensen per maand"), 3, 12, 46)
    meet(EffectFactory(pijler=pijler, verhaal="Gevraagd.", eenheid="rapportcijfer"), 4, 4.5)
    for url in (URL, "/t/brink/pijlers/", f"/t/brink/pijlers/{pijler.pk}/"):
        raad = als("raadslid").get(url).content.decode()
        assert "Van 12 naar 46 mensen" in raad, url
        assert "Van 4 naar 4,5 rapportcijfer" in raad, url
        assert "Van 3 naar" not in raad, url
    assert "Van 3 naar 46 mensen" in als("kerngroeplid").get("/t/brink/pijlers/").content.decode()


def test_niets_over_een_mens(als: Als, cast: Cast) -> None:
    trekker = PersoonFactory(traject=cast.traject, voornaam="Fatma", achternaam="Yilmaz")
    ProjectFactory(traject=cast.traject, naam="Soep van Fatma", trekker=trekker, trekker_zijde="gebruikers")
    ProjectFactory(traject=cast.traject, naam="Licht op het pad", trekker=trekker, trekker_zijde="gebruikers")
    UitspraakFactory(comaker=cast.comaker, tekst="Mijn straat is donker.")
    tekst = pagina(als("raadslid"))
    for geheim in ("Fatma", "Yilmaz", "Mijn straat", cast.persoon.achternaam, cast.comaker.categorie.naam):
        assert geheim not in tekst, geheim
    assert "Licht op het pad" in tekst
    assert "Een snel succes in de wijk" in tekst


def test_een_project_dat_naar_een_ander_heet_ook_niet(als: Als, cast: Cast) -> None:
    """Its trekker may call it what they like, and it is on the page at once; one word alone is nobody's name."""
    PersoonFactory(traject=cast.traject, voornaam="Fatma", tussenvoegsel="van", achternaam="Brink")
    for naam in ("Soep van fatma van Brink", "Licht op Brink", "Fatmagroep"):
        ProjectFactory(traject=cast.traject, naam=naam, trekker=cast.persoon, trekker_zijde="gebruikers")
    tekst = pagina(als("raadslid"))
    assert "Soep van" not in tekst
    assert "Een snel succes in de wijk" in tekst
    assert "Licht op Brink" in tekst
    assert "Fatmagroep" in tekst


def test_een_mens_erbij_is_een_uur_later_niet_te_zien(als: Als, cast: Cast) -> None:
    """Planted: from nobody to four on a side, one by one, the page stays the same but for the list of successes."""
    for _ in range(7):
        ProjectFactory(traject=cast.traject, soort="langlopend", trekker_zijde="gebruikers")
    beelden = set()
    for _ in range(5):
        tekst = pagina(als("raadslid"))
        beelden.add(tekst[tekst.index('id="kop-trekken"') : tekst.index('id="kop-besluiten"')])
        ProjectFactory(traject=cast.traject, soort="langlopend", trekker_zijde="investeerders")
    (beeld,) = beelden
    assert "6–10" in beeld
    assert "Meer dan de helft van de projecten wordt van buiten de gemeente getrokken." in beeld


def test_ketens_besluiten_en_het_plan(als: Als, cast: Cast) -> None:
    dag = klok.vandaag()
    met, zonder, weg = (KetenFactory(traject=cast.traject) for _ in range(3))
    gemeente = PartijFactory(traject=cast.traject, naam="gemeente", zijde="overheid")
    SchakelFactory(keten=met, partij=gemeente)
    SchakelFactory(keten=zonder, partij=PartijFactory(traject=cast.traject, naam="bakker", zijde="gebruikers"))
    SchakelFactory(keten=weg, partij=gemeente, vertrokken_op=dag)
    BesluitmomentFactory(traject=cast.traject, onderwerp="Het plan vaststellen", datum=dag + timedelta(days=9))
    BesluitmomentFactory(traject=cast.traject, onderwerp="Al gedaan", besluit=BesluitFactory(traject=cast.traject))
    BesluitmomentFactory(traject=cast.traject, onderwerp="Toch niet", vervallen_reden="uitgesteld")
    plan = PlanFactory(traject=cast.traject, nummer=1, staat="gepresenteerd")
    PlanFactory(traject=cast.traject, nummer=2, staat="concept")
    for wie in ("raadslid", "kerngroeplid"):
        tekst = pagina(als(wie))
        assert "2 van de 3 ketens gaan door zonder de gemeente." in tekst
        assert "Het plan vaststellen" in tekst
        assert "Al gedaan" not in tekst
        assert "Toch niet" not in tekst
        assert f"/t/brink/plan/{plan.pk}/" in tekst or "versie 1" in tekst
        assert "versie 2" not in tekst


def test_lege_pagina_legt_uit(als: Als, cast: Cast) -> None:
    tekst = pagina(als("raadslid"))
    for zin in ("Nog geen pijlers", "Nog geen snel succes", "Er staat nu niets op de agenda", "nog geen versie"):
        assert zin in tekst
    assert "/nieuw/" not in tekst
