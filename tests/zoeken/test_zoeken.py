"""The page and the field: grouped, marked, explained, within one's rights, and never written down."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comakers.models import Uitspraak
from leefsturing.lib import klok
from tests.conftest import Cast
from tests.factories import AtelierFactory, PartijFactory, PijlerFactory, ProjectFactory, ThemaFactory, UitspraakFactory
from toegang.logboek import log
from toegang.models import Logregel
from trajecten.models import Traject, Zoekregel
from trajecten.services.zoekindex import TAAKSOORT, Volger, alles_verouderd, werk_bij
from trajecten.zoekbronnen import Register, register
from werk.models import Taak
from werk.uitvoering import voer_uit

pytestmark = pytest.mark.django_db
ADRES = "/t/brink/zoeken/"
# The gate, the words, the index, what may be seen, and one for each kind that is found (five of them here).
VRAGEN = 10


def vul(cast: Cast, aantal: int) -> None:
    Uitspraak.objects.bulk_create(
        Uitspraak(traject=cast.traject, comaker=cast.comaker, tekst=f"Een speeltuin, nummer {i}.")
        for i in range(aantal)
    )
    for i in range(aantal):
        ProjectFactory(traject=cast.traject, naam=f"Speeltuin {i}")
        PartijFactory(traject=cast.traject, naam=f"Vrienden van speeltuin {i}")
        ThemaFactory(traject=cast.traject, naam=f"speeltuinen {i}")
    PijlerFactory(traject=cast.traject, titel="Elke buurt een speeltuin")
    werk_bij(traject=cast.traject)


@pytest.mark.parametrize("aantal", [2, 40])
def test_pagina_vraagt_even_vaak(cast: Cast, als: Any, aantal: int) -> None:
    vul(cast, aantal)
    client = als("kerngroeplid")
    client.get(ADRES)
    with CaptureQueriesContext(
        connection,
    ) as vragen:
        response = client.get(ADRES, {"q": "speeltuin"})
    assert response.status_code == 200
    assert len(vragen) == VRAGEN + 1, "\n".join(q["sql"][:120] for q in vragen)  # and the account of the session


def test_groepen_met_hooguit_tien_en_alles_van_een_soort(cast: Cast, als: Any) -> None:
    vul(cast, 12)
    client = als("meelezer")
    html = client.get(ADRES, {"q": "speeltuin"}).content.decode()
    assert html.count("gevonden__titel--gezegd") == 10
    assert "<mark>speeltuin</mark>" in html
    assert "?q=speeltuin&amp;soort=uitspraken" in html
    alles = client.get(ADRES, {"q": "speeltuin", "soort": "uitspraken"}).content.decode()
    assert alles.count("gevonden__titel--gezegd") == 12
    assert "soort-projecten" not in alles
    assert client.get(ADRES, {"q": "speeltuin", "soort": "geheim", "pagina": "²"}).status_code == 200


def test_onder_het_veld_en_zonder_script(cast: Cast, als: Any) -> None:
    vul(cast, 5)
    client = als("kerngroeplid")
    snel = client.get(ADRES, {"q": "speeltuin"}, headers={"HX-Request": "true", "HX-Target": "zoek-snel"})
    html = snel.content.decode()
    assert "<html" not in html
    assert html.count("gevonden__titel--gezegd") == 3
    assert 'href="/t/brink/zoeken/?q=speeltuin"' in html
    keuken = client.get("/t/brink/").content.decode()
    assert f'action="{ADRES}"' in keuken
    assert ADRES not in als("raadslid").get("/t/brink/pijlers/").content.decode()
    assert als("raadslid").get(ADRES).status_code == 403


@pytest.mark.parametrize(
    ("vraag", "uitleg"), [("", "Zoek op een woord"), ("a", "minstens twee letters"), ("zwembad", "Niets gevonden")]
)
def test_lege_en_te_korte_vraag_krijgen_uitleg(cast: Cast, als: Any, vraag: str, uitleg: str) -> None:
    assert uitleg in als("meelezer").get(ADRES, {"q": vraag}).content.decode()


def test_meelezer_ziet_geen_naam_die_niet_mag_en_niets_dat_niet_gebruikt_mag(cast: Cast, als: Any) -> None:
    type(cast.persoon).objects.filter(pk=cast.persoon.pk).update(voornaam="Fatma", achternaam="Yılmaz")
    UitspraakFactory(comaker=cast.comaker, tekst="Een orgel op het plein.", toestemming="anoniem")
    UitspraakFactory(comaker=cast.comaker, tekst="Een orgel in huis.", toestemming="niet_gebruiken")
    werk_bij(traject=cast.traject)
    lezer, lid = (als(w).get(ADRES, {"q": "orgel"}).content.decode() for w in ("meelezer", "kerngroeplid"))
    assert "op het plein" in lezer
    assert "in huis" not in lezer
    assert "Yılmaz" not in lezer
    assert lid.count("Yılmaz") == 2


def test_de_vindplaats_staat_er_altijd_bij(cast: Cast, als: Any) -> None:
    """Found in a field that is not shown otherwise: then that is what is shown, within one's rights."""
    AtelierFactory(traject=cast.traject, titel="Avond", vraag="Wat nu?", plaats="De hal", draaiboek="Begin met soep.")
    UitspraakFactory(comaker=cast.comaker, tekst="Meer licht.", interne_notitie="Soep beloofd.")
    werk_bij(traject=cast.traject)
    html = als("kerngroeplid").get(ADRES, {"q": "soep"}).content.decode()
    assert "Begin met <mark>soep</mark>." in html
    assert "<mark>Soep</mark> beloofd." in html
    assert "beloofd" not in als("meelezer").get(ADRES, {"q": "soep"}).content.decode()


def test_vijandige_vraag(cast: Cast, als: Any) -> None:
    UitspraakFactory(comaker=cast.comaker, tekst='<b>Vet</b> & "aangehaald".')
    werk_bij(traject=cast.traject)
    client = als("kerngroeplid")
    for vraag in (
        '"',
        "' OR 1=1 --",
        "NEAR(",
        "{titel}: x",
        "%",
        "\x00tuin",
        "<script>alert(1)</script>",
        "x" * 5000,
        "vet*",
    ):
        response = client.get(ADRES, {"q": vraag})
        assert response.status_code == 200, vraag
        assert "<script>alert" not in response.content.decode()
    assert "&lt;b&gt;<mark>Vet</mark>&lt;/b&gt; &amp;" in client.get(ADRES, {"q": "vet"}).content.decode()


def test_de_vraag_wordt_nergens_opgeschreven(cast: Cast, als: Any, caplog: pytest.LogCaptureFixture) -> None:
    regels = Logregel.objects.count()
    with caplog.at_level(logging.DEBUG):
        als("kerngroeplid").get(ADRES, {"q": "geheimwoord"})
    assert Logregel.objects.count() == regels
    assert "geheimwoord" not in "".join(r.getMessage() for r in caplog.records if r.name != "django.db.backends")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM django_session WHERE session_data LIKE %s", ["%geheimwoord%"])
        assert cursor.fetchone()[0] == 0


# ── The worker ────────────────────────────────────────────────────────────────────────────────────────────


def open_taken() -> list[str]:
    return list(Taak.objects.open().filter(soort=TAAKSOORT).values_list("onderwerp", flat=True))


def test_een_verandering_komt_na_een_tik_in_de_index(cast: Cast) -> None:
    volger, now = Volger(), klok.nu()
    log(by=cast.kerngroeplid, werkwoord="oud.nieuws", onderwerp=cast.comaker)
    volger.tik(now)
    assert not open_taken()
    uitspraak = UitspraakFactory(comaker=cast.comaker)
    for _ in range(3):
        log(by=cast.kerngroeplid, werkwoord="uitspraak.geknipt", onderwerp=uitspraak)
    volger.tik(now)
    volger.tik(now)
    assert open_taken() == [str(cast.traject.pk)]
    assert voer_uit(Taak.objects.get(soort=TAAKSOORT).pk, now=now + timedelta(seconds=1))
    assert Zoekregel.objects.for_traject(cast.traject).filter(soort="uitspraken", nummer=uitspraak.pk).exists()
    volger.tik(now)
    assert not open_taken()


def test_wat_verandert_terwijl_de_worker_leest_komt_daarna(cast: Cast) -> None:
    volger, now = Volger(), klok.nu()
    volger.tik(now)
    alles_verouderd(now)
    bezig = Taak.objects.filter(soort=TAAKSOORT, traject_id=cast.traject.pk)
    assert bezig.update(staat="bezig", lease_tot=now + timedelta(minutes=1)) == 1
    log(by=cast.kerngroeplid, werkwoord="comaker.gewijzigd", onderwerp=cast.comaker)
    volger.tik(now)
    bezig.update(staat="klaar", begonnen_op=now - timedelta(seconds=3), klaar_op=now)
    volger.tik(now)
    nieuw = Taak.objects.open().get(soort=TAAKSOORT, traject_id=cast.traject.pk)
    assert nieuw.volgende_op == now + timedelta(seconds=30), "a pass of three seconds gives half a minute of rest"


def test_elke_bron_kan_worden_getoond(cast: Cast) -> None:
    """The fields of every source exist, and every kind has its own place on the page."""
    werk_bij(traject=Traject.objects.get(pk=cast.traject.pk))
    for bron in register.bronnen.values():
        list(bron.model._default_manager.values_list(*bron.velden)[:1])
        assert not list(bron.rijen(actor=cast.vreemde, traject=cast.traject, rol="kerngroeplid"))
    assert set(register.bronnen) >= {
        "uitspraken", "comakers", "gesprekken", "verslagen", "themas", "pijlers", "ontwikkelingen", "streefbeeldpunten",
        "initiatieven", "kruispunten", "ateliers", "ideeen", "projecten", "ketens", "partijen", "plan",
    }  # fmt: skip
    plaatsen = [b.plaats for b in register.bronnen.values()]
    assert len(plaatsen) == len(set(plaatsen))
    leeg = Register()
    leeg.registreer(register.bronnen["themas"])
    with pytest.raises(ValueError, match="themas"):
        leeg.registreer(register.bronnen["themas"])
