"""Invitations as they leave and as a phone reads them; answers by the person; a change told once (M70)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.urls import reverse

from berichten.models import Bericht
from kruispunten import kalender
from kruispunten.models import Atelier, Uitnodiging
from kruispunten.selectors.ateliers import uitnodigingen_van
from kruispunten.services import ateliers, uitnodigingen
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from tests.ateliers.conftest import Avond, agenda, verstuur
from tests.conftest import Cast, FormClient
from tests.factories import AtelierFactory, UitnodigingFactory
from trajecten import links

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def mijn(avond: Avond, naam: str = "mijn_atelier") -> str:
    return reverse(naam, kwargs={"uid": avond.atelier.uid})


def wijzig(avond: Avond, **waarden: Any) -> None:
    ateliers.wijzig_atelier(
        atelier=avond.vers(), waarden=waarden, versie=avond.vers().versie, by=avond.cast.kerngroeplid
    )


def test_de_uitnodiging_komt_aan_met_een_agendabestand(avond: Avond, als: Als) -> None:
    """Read back by others than made it: the mail by the standard library, the calendar by vobject."""
    bellen = avond.nodig_uit()
    assert [u.persoon for u in bellen] == [avond.ambtenaar]  # no address: a human calls
    brieven = {str(b["To"]): b for b in verstuur()}
    assert set(brieven) == {"fatma@example.org", "bas@example.org"}
    brief = brieven["fatma@example.org"]
    tekst = brief.get_body(("plain",)).get_content()
    assert "Je zei: “Laat mijn zoon met hout werken.”" in tekst
    assert links.token_van(links.geef_link(persoon=avond.bewoner)) in tekst
    assert "Laat mijn zoon" not in brieven["bas@example.org"].get_body(("plain",)).get_content()
    methode, ics = agenda(brief)
    gelezen = vobject.readOne(ics)
    assert (methode, gelezen.method.value) == ("PUBLISH", "PUBLISH")
    event = gelezen.vevent
    assert event.summary.value == "Handwerk; in de wijk"
    assert event.location.value == "De schuur"
    assert event.dtstart.value == avond.atelier.wanneer.replace(microsecond=0)
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=150)
    assert f"DTSTART;TZID=Europe/Amsterdam:{avond.atelier.wanneer.astimezone(AMSTERDAM):%Y%m%dT%H%M%S}" in ics
    assert gelezen.vtimezone.tzid.value == "Europe/Amsterdam"
    assert event.uid.value.startswith(f"atelier-{avond.atelier.uid}@")
    assert event.sequence.value == "0"
    for geheim in ("mijn/in", "Fatma", "Yılmaz"):
        assert geheim not in ics
    bericht = Bericht.objects.get(persoon=avond.bewoner)
    assert agenda(brief)[1] == kalender.agenda(avond.vers(), gemaakt=bericht.created_at)  # the same once more


def _regels(ics: str) -> None:
    """What RFC 5545 asks of every line, and what the standard asks of the whole."""
    assert ics.endswith("\r\n")
    for regel in ics.split("\r\n")[:-1]:
        assert len(regel.encode()) <= 75
        assert "\n" not in regel
        assert "\r" not in regel
    stapel = []
    for regel in ics.replace("\r\n ", "").split("\r\n"):
        if regel.startswith("BEGIN:"):
            stapel.append(regel[6:])
        elif regel.startswith("END:"):
            assert stapel.pop() == regel[4:]
    assert not stapel


@pytest.mark.parametrize("dag", [datetime(2026, 10, 25, 1, 30), datetime(2027, 3, 28, 1, 30)])
def test_over_de_grens_van_zomertijd_en_met_lastige_tekst(cast: Cast, dag: datetime) -> None:
    """The night the clock changes; text that would break a file stays text (CR LF injection)."""
    atelier = AtelierFactory(
        traject=cast.traject,
        titel="é, ; \\ \r\nATTENDEE:mailto:x@y.z",
        vraag="lang " * 55,
        plaats="\u202egebouw\nSUMMARY:anders",
        wanneer=dag.replace(tzinfo=AMSTERDAM),
        duur_minuten=240,
    )
    ics = kalender.agenda(atelier, gemaakt=klok.nu())
    _regels(ics)
    event = vobject.readOne(ics).vevent
    assert (event.dtend.value.timestamp() - event.dtstart.value.timestamp()) == 240 * 60
    assert not hasattr(event, "attendee")
    assert "ATTENDEE" in event.summary.value


def test_ja_en_nee_in_een_tik_met_iets_erbij(avond: Avond, als: Als) -> None:
    avond.nodig_uit()
    client = als("persoon")
    pagina = client.get(mijn(avond)).content.decode()
    assert "Kom je?" in pagina
    assert "Je zei: “Laat mijn zoon met hout werken.”" in pagina
    assert client.post(mijn(avond), {"antwoord": "ja"})["Location"] == mijn(avond)
    assert "Je zei ja." in client.get(mijn(avond)).content.decode()
    assert client.post(mijn(avond), {"antwoord": "misschien", "opmerking": "ik weet het niet"}).status_code == 422
    assert (
        "ik weet het niet"
        in client.post(mijn(avond), {"antwoord": "", "opmerking": "ik weet het niet"}).content.decode()
    )
    client.post(mijn(avond), {"antwoord": "nee", "opmerking": "Ik moet werken."})
    rij = Uitnodiging.objects.get(persoon=avond.bewoner)
    assert (rij.antwoord, rij.opmerking) == ("nee", "Ik moet werken.")
    assert "Ik moet werken." in als("kerngroeplid").get(avond.adres("atelier")).content.decode()
    ics = client.get(mijn(avond, "mijn_atelier_agenda"))
    assert ics["Content-Type"].startswith("text/calendar")
    assert vobject.readOne(ics.content.decode()).vevent.status.value == "CONFIRMED"


def test_op_de_eigen_pagina_staat_geen_naam_van_een_ander(avond: Avond, als: Als) -> None:
    """Only how many of which kind are asked (consent)."""
    avond.nodig_uit()
    UitnodigingFactory(persoon=avond.bankier, atelier=AtelierFactory(traject=avond.cast.traject, uitgenodigd=True))
    pagina = als("persoon").get(mijn(avond)).content.decode()
    assert "Tot nu toe 3 mensen" in pagina
    for naam in ("Bankje", "Bas", "Ada", "Stadhuis", "De Bank"):
        assert naam not in pagina
    vreemd = AtelierFactory(traject=avond.cast.traject, uitgenodigd=True)
    for naam in ("mijn_atelier", "mijn_atelier_agenda"):
        assert als("persoon").get(reverse(naam, kwargs={"uid": vreemd.uid})).status_code == 404
        assert als("anoniem").get(reverse(naam, kwargs={"uid": avond.atelier.uid})).status_code == 403


def test_voor_het_versturen_ziet_niemand_iets(avond: Avond, als: Als) -> None:
    uitnodigingen.zet_op_lijst(atelier=avond.atelier, personen=avond.mensen, by=avond.cast.kerngroeplid)
    assert als("persoon").get(mijn(avond)).status_code == 404
    assert list(uitnodigingen_van(avond.bewoner)) == []
    als("kerngroeplid").post(avond.adres("atelier_versturen"))
    assert [u.atelier for u in uitnodigingen_van(avond.bewoner)] == [avond.atelier]
    assert avond.kruispunt.__class__.objects.get().staat == "in_atelier"
    assert als("kerngroeplid").post(avond.adres("atelier_versturen")).status_code == 422  # nobody left to send to
    assert list(uitnodigingen_van(avond.bewoner, now=klok.nu() + timedelta(days=30))) == []


def test_andere_dag_wordt_een_keer_verteld_en_vraagt_een_nieuw_antwoord(avond: Avond) -> None:
    avond.nodig_uit()
    verstuur()
    rij = Uitnodiging.objects.get(persoon=avond.bewoner)
    uitnodigingen.beantwoord(uitnodiging=rij, antwoord="ja", by=avond.bewoner)
    wijzig(avond, draaiboek="anders")
    wijzig(avond, titel="Houtwerk")
    assert not verstuur()
    wijzig(avond, wanneer=avond.atelier.wanneer + timedelta(days=7))
    wijzig(avond, plaats="De kelder")
    brieven = [b for b in verstuur() if b["To"] == "fatma@example.org"]
    assert len(brieven) == 1  # the second change goes; what it made old does not
    _methode, ics = agenda(brieven[0])
    event = vobject.readOne(ics).vevent
    assert (event.location.value, event.sequence.value) == ("De kelder", "3")
    rij.refresh_from_db()
    assert rij.antwoord == "open"
    assert Bericht.objects.filter(persoon=avond.bewoner, staat="vervallen").count() == 1


def test_later_erbij_en_ingetrokken(avond: Avond, als: Als) -> None:
    uitnodigingen.zet_op_lijst(atelier=avond.atelier, personen=[avond.bewoner], by=avond.cast.kerngroeplid)
    uitnodigingen.verstuur_uitnodigingen(atelier=avond.atelier, by=avond.cast.kerngroeplid)
    verstuur()
    client = als("kerngroeplid")
    client.post(avond.adres("atelier_uitnodigen"), {"persoon": [avond.bankier.pk]})
    client.post(avond.adres("atelier_versturen"))
    assert [b["To"] for b in verstuur()] == ["bas@example.org"]
    rij = Uitnodiging.objects.get(persoon=avond.bewoner)
    client.post(avond.adres("uitnodiging_weg", rij.pk))
    [brief] = verstuur()
    assert (brief["To"], agenda(brief)[0]) == ("fatma@example.org", "CANCEL")
    assert "vervallen" in als("persoon").get(mijn(avond)).content.decode()
    rij.refresh_from_db()
    with pytest.raises(DomainError):
        uitnodigingen.beantwoord(uitnodiging=rij, antwoord="ja", by=avond.bewoner)
    avond.nodig_uit()
    opnieuw = next(b for b in verstuur() if b["To"] == "fatma@example.org")
    nummers = [int(vobject.readOne(agenda(b)[1]).vevent.sequence.value) for b in (brief, opnieuw)]
    assert nummers[1] >= nummers[0]


def test_wat_intussen_vervalt_gaat_niet_meer_weg(avond: Avond) -> None:
    avond.nodig_uit()
    ateliers.las_af(atelier=avond.atelier, reden="Nat.", by=avond.cast.kerngroeplid)
    assert all("Gaat niet door" in str(b["Subject"]) for b in verstuur())
    assert Bericht.objects.filter(aanleiding="atelier.uitnodiging", staat="gepland").count() == 0


def test_na_het_begin_kan_niemand_meer_worden_uitgenodigd(avond: Avond) -> None:
    Atelier.objects.update(wanneer=klok.nu() - timedelta(hours=1))
    uitnodigingen.zet_op_lijst(atelier=avond.atelier, personen=[avond.bewoner], by=avond.cast.kerngroeplid)
    with pytest.raises(DomainError, match="al geweest"):
        uitnodigingen.verstuur_uitnodigingen(atelier=avond.atelier, by=avond.cast.kerngroeplid)
