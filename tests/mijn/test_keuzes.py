"""Consent: per statement and for all, at once, everywhere; and the spoor pages."""

import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comakers.enums import Toestemming
from comakers.models import CoMaker, Uitspraak
from plannen import selectors as planselectors
from plannen.services import maak_versie
from tests.conftest import FormClient
from tests.factories import CoMakerFactory, ThemaFactory, ToezeggingFactory, UitspraakFactory
from tests.mijn.conftest import Mijn
from toegang.models import Logregel
from trajecten import links


def kies(mijn: Mijn, uitspraak: Uitspraak, waarde: str, **velden: Any) -> Any:
    return mijn.client.post(f"/mijn/uitspraak/{uitspraak.pk}/toestemming/", {"toestemming": waarde} | velden)


def gekozen(html: str) -> list[str]:
    return re.findall(r'value="(\w+)" id="[^"]+" aria-pressed="true"', html)


@pytest.mark.parametrize("waarde", Toestemming.values)
def test_een_tik_per_uitspraak(mijn: Mijn, waarde: str) -> None:
    een, twee = mijn.uitspraken
    response = kies(mijn, een, waarde)
    assert (response.status_code, response["Location"]) == (303, f"/mijn/keuzes/#u-{een.pk}")
    een.refresh_from_db()
    twee.refresh_from_db()
    assert (een.toestemming, twee.toestemming) == (waarde, Toestemming.ANONIEM)
    assert een.toestemming_op is not None
    assert twee.toestemming_op is None
    assert Logregel.objects.filter(werkwoord=f"toestemming.{waarde}", onderwerp=f"uitspraak:{een.pk}").count() == 1
    assert gekozen(mijn.client.get("/mijn/keuzes/").content.decode()) == [waarde]


def test_voor_alles_tegelijk_en_voor_wat_komt(mijn: Mijn) -> None:
    mijn.client.post("/mijn/keuzes/alles/", {"toestemming": "met_naam"})
    assert set(Uitspraak.objects.values_list("toestemming", flat=True)) == {"met_naam"}
    assert CoMaker.objects.get(pk=mijn.cast.comaker.pk).toestemming == "met_naam"
    assert gekozen(mijn.client.get("/mijn/keuzes/").content.decode()) == ["met_naam"] * 3


def test_nog_niet_gekozen_is_zonder_naam_en_niets_staat_aan(mijn: Mijn) -> None:
    assert gekozen(mijn.client.get("/mijn/keuzes/").content.decode()) == []
    assert "koos je nog niet" in mijn.client.get("/mijn/").content.decode()


@pytest.mark.parametrize("waarde", ["", "alles", "met_naam; DROP", "<b>"])
def test_onzin_als_keuze(mijn: Mijn, waarde: str) -> None:
    assert kies(mijn, mijn.uitspraken[0], waarde).status_code == 422
    assert mijn.client.post("/mijn/keuzes/alles/", {"toestemming": waarde}).status_code == 422
    assert not Uitspraak.objects.exclude(toestemming_op=None).exists()


def test_uitspraak_van_een_ander_bestaat_niet(mijn: Mijn) -> None:
    ander = UitspraakFactory(comaker=CoMakerFactory(traject=mijn.cast.traject), tekst="geheim van een ander")
    assert kies(mijn, ander, "met_naam").status_code == 404
    for pad in ("/mijn/", "/mijn/keuzes/", "/mijn/spoor/"):
        assert "geheim van een ander" not in mijn.client.get(pad).content.decode()
    mijn.client.post("/mijn/keuzes/alles/", {"toestemming": "niet_gebruiken"})
    ander.refresh_from_db()
    assert ander.toestemming == Toestemming.ANONIEM


def test_kerngroep_kan_niet_kiezen_voor_een_ander(mijn: Mijn, als: Any) -> None:
    client = als("kerngroeplid")
    response = client.post(f"/mijn/uitspraak/{mijn.uitspraken[0].pk}/toestemming/", {"toestemming": "met_naam"})
    assert response.status_code in (302, 303)
    assert not Uitspraak.objects.exclude(toestemming_op=None).exists()


def test_dubbele_tik_schrijft_een_regel(mijn: Mijn) -> None:
    sleutel = str(uuid.uuid4())
    for _ in range(3):
        kies(mijn, mijn.uitspraken[0], "met_naam", _sleutel=sleutel)
    assert Logregel.objects.filter(werkwoord="toestemming.met_naam").count() == 1


def test_keuze_geldt_meteen_in_het_plan(mijn: Mijn) -> None:
    """What is read of a frozen version follows the choice of now."""
    kies(mijn, mijn.uitspraken[0], "met_naam")
    plan = maak_versie(traject=mijn.cast.traject, by=mijn.cast.kerngroeplid)
    assert mijn.persoon.volledige_naam in str(planselectors.lees(plan).inhoud)
    kies(mijn, mijn.uitspraken[0], "anoniem")
    inhoud = str(planselectors.lees(plan).inhoud)
    assert mijn.persoon.volledige_naam not in inhoud
    assert "Meer banken." in inhoud
    kies(mijn, mijn.uitspraken[0], "niet_gebruiken")
    assert "Meer banken." not in str(planselectors.lees(plan).inhoud)


# ── Pages ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_spoor_toont_wat_er_gebeurde(mijn: Mijn) -> None:
    mijn.uitspraken[0].themas.add(ThemaFactory(traject=mijn.cast.traject, naam="zitten"))
    html = mijn.client.get("/mijn/spoor/").content.decode()
    assert "Je gaf ons 2 dingen mee. Met 1 daarvan is al iets gebeurd." in html
    assert "Dit hoort bij een thema dat we in de gaten houden: zitten." in html
    assert "Hier hebben we nog niets mee gedaan. Je hoort het uiterlijk" in html
    assert "zitten" in mijn.client.get("/mijn/").content.decode()


def _spoor(html: str) -> str:
    found = re.search(r'<div class="sporen">.*</article>', html, re.DOTALL)
    assert found
    return found[0]


@pytest.mark.parametrize("wie", ["kerngroeplid", "opdrachtgever", "meelezer"])
def test_kerngroep_ziet_precies_hetzelfde(mijn: Mijn, als: Any, wie: str) -> None:
    mijn.uitspraken[0].themas.add(ThemaFactory(traject=mijn.cast.traject))
    adres = f"/t/{mijn.cast.traject.slug}/comakers/{mijn.cast.comaker.pk}/spoor/"
    van_hen = als(wie).get(adres)
    assert van_hen.status_code == 200
    assert _spoor(van_hen.content.decode()) == _spoor(mijn.client.get("/mijn/spoor/").content.decode())


def test_spoor_is_niet_voor_raadslid_en_vreemde(mijn: Mijn, als: Any) -> None:
    adres = f"/t/{mijn.cast.traject.slug}/comakers/{mijn.cast.comaker.pk}/spoor/"
    assert als("raadslid").get(adres).status_code == 403
    assert als("vreemde").get(adres).status_code == 404
    vreemd = CoMakerFactory(traject=mijn.cast.ander_traject)
    assert als("kerngroeplid").get(adres.replace(str(mijn.cast.comaker.pk), str(vreemd.pk))).status_code == 404


def test_belofte_en_contact_staan_op_de_voorpagina(mijn: Mijn) -> None:
    ToezeggingFactory(comaker=mijn.cast.comaker, tekst="We bellen de corporatie.")
    ToezeggingFactory(comaker=mijn.cast.comaker, tekst="Al gedaan.", nagekomen_op="2026-01-01")
    html = mijn.client.get("/mijn/").content.decode()
    assert "We bellen de corporatie." in html
    assert "Al gedaan." not in html
    assert mijn.cast.opdrachtnemer.email in html
    CoMaker.objects.filter(pk=mijn.cast.comaker.pk).update(contactpersoon=mijn.cast.opdrachtgever)
    assert mijn.cast.opdrachtgever.email in mijn.client.get("/mijn/").content.decode()


def test_lege_paginas_leggen_uit(cast: Any, als: Any) -> None:
    client = als("persoon")
    assert "Hier komt te staan wat we doen met wat je zegt." in client.get("/mijn/").content.decode()
    assert "Nog niets te vertellen" in client.get("/mijn/spoor/").content.decode()
    assert "Hier valt nog niets te kiezen" in client.get("/mijn/keuzes/").content.decode()
    assert client.get("/mijn/plan/").status_code == 404


def test_wie_geen_co_maker_is_ziet_een_eigen_pagina(cast: Any) -> None:
    from tests.factories import PersoonFactory

    trekker = PersoonFactory(traject=cast.traject)
    client = FormClient()
    client.post(f"/mijn/in/{links.token_van(links.geef_link(persoon=trekker))}/")
    for pad in ("/mijn/", "/mijn/spoor/", "/mijn/keuzes/", "/mijn/gegevens/", "/mijn/gegevens/inzien/"):
        assert client.get(pad).status_code == 200


@pytest.mark.parametrize("pad", ["/mijn/", "/mijn/keuzes/", "/mijn/spoor/"])
def test_vragen_groeien_niet(mijn: Mijn, pad: str) -> None:
    """Thirty statements cost what two cost."""

    def vragen() -> int:
        with CaptureQueriesContext(connection) as ctx:
            assert mijn.client.get(pad).status_code == 200
        return len(ctx)

    thema = ThemaFactory(traject=mijn.cast.traject)
    mijn.uitspraken[0].themas.add(thema)
    bij_twee = vragen()
    for _ in range(28):
        UitspraakFactory(comaker=mijn.cast.comaker, gesprek=mijn.verslag.gesprek).themas.add(thema)
    assert vragen() == bij_twee
