"""The later steps of the method as people walk them: streefbeeld, kruispunt, atelier, keten, trekker, raad."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from tests.e2e.conftest import Product, Scherm, link_in, tekst_van

TREKKER = "karim.proefpersoon@example.org"
PUNT = "Kinderen spelen tot het donker is."
KRUISPUNT, VRAAG = "De sleutel van het hek", "Wie doet het hek open als er niemand van de gemeente is?"
PROJECT = "Sleutelploeg"
NIEUWS = "We zijn nu met zes vaders."
KETEN = "Buiten blijven spelen"


def _van_uitspraak(kern: Scherm, uitspraak: str, gebaar: str) -> None:
    """From the page of a uitspraak: what can be made of it."""
    kern.open(uitspraak)
    kern.volg(gebaar)


def maak_streefbeeldpunt(kern: Scherm, uitspraak: str) -> None:
    """What was said becomes part of the picture of the wijk in the horizon year (M51)."""
    page = kern.page
    _van_uitspraak(kern, uitspraak, "Maak hiervan een streefbeeldpunt")
    page.locator("main [name=tekst]").fill(PUNT)
    page.locator("main [name=aspect][value=sociaal]").check()
    page.locator("main [name=pijler]").select_option(label="Samen buiten")
    kern.klik(re.compile("punt|opslaan|zet", re.IGNORECASE))


def maak_kruispunt(kern: Scherm, uitspraak: str) -> str:
    """One question where parties meet; gives its address (M60)."""
    page = kern.page
    _van_uitspraak(kern, uitspraak, "Maak hiervan een kruispunt")
    page.locator("main [name=vraag]").fill(VRAAG)
    page.locator("main [name=titel]").fill(KRUISPUNT)
    page.locator("main [name=partijen]").first.check()
    kern.klik("Maak het kruispunt")
    expect(page.get_by_role("heading", level=1)).to_have_text(VRAAG)
    return page.url


def bereid_atelier_voor(kern: Scherm, basis: str, kruispunt: str) -> str:
    """An atelier around the kruispunt, with everybody of it invited; gives its address (M70)."""
    page = kern.page
    kern.open(f"{basis}/ateliers/nieuw/?kruispunt={re.findall(r'[0-9]+', kruispunt)[-1]}")
    page.locator("main [name=titel]").fill("Avond bij het hek")
    page.locator("main [name=vraag]").fill(VRAAG)
    page.locator("main [name=dag]").fill((date.today() + timedelta(days=1)).isoformat())
    page.locator("main [name=tijd]").fill("19:30")
    page.locator("main [name=plaats]").fill("Bij de speeltuin")
    kern.klik("Verder: wie zit er aan tafel")
    atelier = page.url.removesuffix("uitnodigen/")
    for vakje in page.locator("main [name=persoon]").all():
        vakje.check()
    kern.klik("Zet op de lijst")
    kern.klik(re.compile("^Verstuur"))
    return atelier


def zeg_ja(telefoon: Scherm, product: Product, adres: str) -> None:
    """The invited: the mail with a calendar file, the link, yes in one tap."""
    mail = product.mail_aan(adres, "Avond bij het hek")
    agenda = [deel for deel in mail.iter_attachments() if deel.get_content_type() == "text/calendar"]
    assert "BEGIN:VEVENT" in agenda[0].get_content()
    telefoon.open(link_in(mail))
    telefoon.klik("Naar mijn pagina")
    telefoon.klik("Ja, ik kom")
    expect(telefoon.page.get_by_text("Je zei ja").first).to_be_visible()


def houd_atelier(kern: Scherm, atelier: str, uitspraak_tekst: str) -> None:
    """It has begun: a card with its source, and the closing with a project, a trekker and a first step (M72)."""
    page = kern.page
    kern.open(f"{atelier}wijzigen/")
    page.locator("main [name=dag]").fill((date.today() - timedelta(days=1)).isoformat())
    kern.klik("Opslaan")
    kern.open(atelier)
    page.get_by_text("Er kwam nog iemand").click()
    page.locator("main [name=voornaam]").fill("Karim")
    page.locator("main [name=achternaam]").fill("Proefpersoon")
    page.locator("main [name=email]").fill(TREKKER)
    kern.klik("Welkom")
    page.locator("#kaart [name=tekst]").fill("Zes vaders met een sleutel.")
    page.locator("#kaart [name=persoon]").select_option(label="Karim Proefpersoon")
    kern.klik("Leg de kaart neer")
    kern.volg("Wijzig, of koppel een uitspraak")
    kern.volg(re.compile("Koppel uitspraken"))
    page.get_by_label(re.compile(re.escape(uitspraak_tekst[:30]))).check()
    kern.klik("Koppel")
    kern.open(atelier)
    kern.volg("Sluit het atelier")
    page.locator("main [name$=uitkomst]").first.fill("Zes vaders delen de sleutel. Karim trekt het.")
    rij = page.get_by_role("group", name="Project 1", exact=True)
    rij.locator("[name$=naam]").fill(PROJECT)
    rij.locator("[name$=trekker]").select_option(label="Karim Proefpersoon")
    rij.locator("[name$=trekker_zijde]").select_option("gebruikers")
    rij.locator("[name$=stap]").fill("de sleutel is nagemaakt")
    rij.locator("[name$=stap_op]").fill((date.today() + timedelta(days=10)).isoformat())
    page.locator("#kaarten [name$=werd]").first.select_option("project-0")
    kern.klik(re.compile("^Sluit het atelier$"))
    expect(page.get_by_text(PROJECT).first).to_be_visible()


def trek(telefoon: Scherm, product: Product) -> None:
    """The trekker, on a phone: the result of the evening by mail, and how it goes in two taps (M72)."""
    mail = product.mail_aan(TREKKER, "Avond bij het hek")
    assert "sleutel" in tekst_van(mail)
    telefoon.open(link_in(mail))
    telefoon.klik("Naar mijn pagina")
    telefoon.open("/mijn/")
    telefoon.volg(re.compile(PROJECT))
    telefoon.page.get_by_label(re.compile("Wil je er iets over zeggen")).fill(NIEUWS)
    telefoon.klik(re.compile("gaat goed", re.IGNORECASE))
    telefoon.klik(re.compile("Gehaald"))


def maak_keten(kern: Scherm, basis: str, kruispunt: str) -> None:
    """Who carries it together, with an inbreng (M73, M76)."""
    page = kern.page
    kern.open(f"{basis}/ketens/nieuw/?kruispunt={re.findall(r'[0-9]+', kruispunt)[-1]}")
    page.locator("main [name=naam]").fill(KETEN)
    page.get_by_label(PROJECT).check()
    kern.klik("Begin de keten")
    kern.volg(re.compile("Schakel erbij"))
    page.locator("main [name=persoon]").select_option(label="Karim Proefpersoon")
    page.locator("main [name=kracht]").select_option("sterk")
    kern.klik(re.compile("opslaan|schakel|zet", re.IGNORECASE))
    expect(page.get_by_text("Karim Proefpersoon").first).to_be_visible()
    kern.open(f"{basis}/ketens/beeld/")


def bekijk_raad(kern: Scherm, basis: str) -> None:
    """The main lines: what goes well, nothing about a person (M81)."""
    kern.open(f"{basis}/raad/")
    tekst = kern.page.locator("main").inner_text()
    assert "Samen buiten" in tekst
    assert not re.search("Josien|Karim|Testpersoon|Proefpersoon", tekst)
