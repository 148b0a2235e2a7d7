"""The living example, looked at: every room of every role, on a phone and in the dark, and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import Product, Scherm

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("product")]

KAMERS = ["", "pijlers/", "comakers/", "gesprekken/", "themas/", "themas/overzicht/", "positionering/",
          "streefbeeld/", "streefbeeld/terug/", "kruispunten/", "kruispunten/vraagstukken/",
          "kruispunten/initiatieven/", "kruispunten/kansen/", "ateliers/", "projecten/", "ketens/", "ketens/beeld/",
          "plan/", "raad/", "zoeken/?q=bus", "agenda/", "signalen/", "dos-en-donts/",
          "partijen/", "berichten/", "logboek/", "besluiten/", "instellingen/",
          "instellingen/kerngroep/", "instellingen/categorieen/"]  # fmt: skip

DIEPER = ("pijlers/", "comakers/", "gesprekken/", "themas/", "positionering/", "streefbeeld/", "kruispunten/",
          "kruispunten/initiatieven/", "ateliers/", "projecten/", "plan/")  # fmt: skip


@pytest.mark.parametrize(("soort", "donker"), [("bureau", True), ("klein", False)])
def test_elke_kamer(scherm: Callable[..., Scherm], soort: str, donker: bool) -> None:
    """As opdrachtgever: each room, and the first thing in each list."""
    wie = scherm(soort, donker=donker)
    wie.log_in("opdrachtgever@example.org")
    for kamer in KAMERS:
        wie.open(f"/t/wesselerbrink/{kamer}")
        dieper = wie.page.locator(
            "main .lijn__titel a, main .uitspraak a, main .punt__tekst a, main .vraagkaart__vraag a, main th a"
        ).first
        if kamer in DIEPER and dieper.count():
            wie.open(str(dieper.evaluate("a => a.href")))
    assert len(wie.gezien) > len(KAMERS)


@pytest.mark.parametrize("account", ["raad@example.org", "meelezer@example.org", "ander@example.org"])
def test_wie_minder_mag_ziet_alleen_het_eigene(scherm: Callable[..., Scherm], account: str) -> None:
    """Every link in the navigation of these accounts opens; the other traject does not."""
    wie = scherm()
    wie.log_in(account)
    slug, vreemd = ("elders", "wesselerbrink") if account.startswith("ander") else ("wesselerbrink", "elders")
    wie.open("/")
    start = "pijlers/" if account.startswith("raad") else ""
    wie.open(f"/t/{slug}/{start}")
    for adres in wie.page.locator("nav a").evaluate_all("as => as.map(a => a.href)"):
        if f"/t/{slug}/" in adres:
            wie.open(adres)
    antwoord = wie.page.goto(f"{wie.product.url}/t/{vreemd}/")
    assert antwoord
    assert antwoord.status == 404
    wie.fouten.clear()  # the browser notes the 404 itself


def test_zonder_javascript_werkt_de_stroom(scherm: Callable[..., Scherm], product: Product) -> None:
    """Log in, search, add a co-maker with an error first, plan a gesprek, save notes, cut a statement by hand."""
    wie = scherm(javascript=False)
    page = wie.page
    wie.log_in("kerngroep@example.org")
    wie.open("/t/wesselerbrink/comakers/nieuw/")
    page.get_by_label(re.compile("^tussenvoegsel", re.IGNORECASE)).fill("van der")
    wie.klik(re.compile("toevoegen|opslaan|zet", re.IGNORECASE))
    expect(page.get_by_label(re.compile("^tussenvoegsel", re.IGNORECASE))).to_have_value("van der")
    page.get_by_label(re.compile("^voornaam", re.IGNORECASE)).fill("Zonder Script")
    page.get_by_label(re.compile("^categorie", re.IGNORECASE)).select_option(index=1)
    wie.klik(re.compile("toevoegen|opslaan|zet", re.IGNORECASE))
    wie.volg(re.compile("Plan een gesprek"))
    page.get_by_label(re.compile("^dag", re.IGNORECASE)).fill("2026-11-02")
    page.get_by_label(re.compile("^tijd", re.IGNORECASE)).fill("09:00")
    page.locator("[name=interviewers]").first.check()
    wie.klik(re.compile("plan|opslaan", re.IGNORECASE))
    wie.volg("Aantekeningen")
    page.get_by_label("Aantekeningen", exact=True).fill("Ze zei: meer bankjes in de zon.")
    wie.klik("Opslaan")
    page.locator("main form [name=tekst]").first.fill("meer bankjes in de zon")
    wie.klik("Maak hiervan een uitspraak")
    expect(page.get_by_text("meer bankjes in de zon").last).to_be_visible()
    wie.open("/t/wesselerbrink/projecten/nieuw/?uitspraak=1")
    wie.open("/t/wesselerbrink/plan/")
    wie.klik("Maak een versie")
    expect(page.get_by_text(re.compile("pdf"))).not_to_have_count(0)


def test_uitgelogd_terwijl_je_schrijft(scherm: Callable[..., Scherm]) -> None:
    """The login ends in the middle of a form: after coming in again everything is there, and is saved once."""
    wie = scherm()
    page = wie.page
    wie.log_in("kerngroep@example.org")
    wie.open("/t/wesselerbrink/partijen/nieuw/")
    page.get_by_label(re.compile("^naam", re.IGNORECASE)).fill("De Laatste Zin")
    page.get_by_role("radio", name=re.compile("^gebruikers", re.IGNORECASE)).check()
    page.get_by_label(re.compile("doelen", re.IGNORECASE)).fill("Een half uur getypt.")
    page.context.clear_cookies(name="sessionid")
    wie.klik(re.compile("partij|opslaan", re.IGNORECASE))
    page.get_by_label(re.compile("e-mail", re.IGNORECASE)).fill("kerngroep@example.org")
    page.get_by_label(re.compile("wachtwoord", re.IGNORECASE)).first.fill("voorbeeld")
    wie.klik("Inloggen")
    expect(page.get_by_text("Een half uur getypt.").first).to_be_visible()
    wie.klik("Alsnog opslaan")
    wie.open("/t/wesselerbrink/partijen/")
    expect(page.get_by_text("De Laatste Zin")).to_have_count(1)
