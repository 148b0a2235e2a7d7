"""Delivery, read back by another program than made it, from files and from a real SMTP server."""

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from berichten import bezorging, services
from berichten.bezorging import bezorg
from berichten.enums import BerichtStaat as S
from berichten.models import Bericht
from berichten.registratie import Aanleiding, Klasse, Mail, register
from berichten.services import plan_bericht, wis_oude_tekst
from leefsturing.lib import klok
from tests.factories import DeelnameFactory, PersoonFactory, TrajectFactory
from tests.fouten import proef
from tests.fouten.putje import Putje, lees_map, putje
from trajecten.enums import MailRitme
from trajecten.models import Signaal
from trajecten.services.signalen import TAAKSOORT, bereken_signalen
from werk import uitvoering
from werk.models import Hartslag, Taak

pytestmark = pytest.mark.django_db
proef.meld_aan()
Aanmelden = Callable[..., str]


@pytest.fixture
def map_(settings: Any, tmp_path: Path) -> Path:
    """Mail as files, in the folder of this test."""
    settings.EMAIL_BACKEND = "berichten.postbussen.Bestanden"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


@pytest.fixture
def server(settings: Any) -> Iterator[Putje]:
    """Mail by SMTP to a server of this test."""
    with putje() as put:
        settings.EMAIL_BACKEND = "berichten.postbussen.Smtp"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", put.port, 5
        yield put


@pytest.fixture
def aanleiding() -> Iterator[Aanmelden]:
    """Adds an occasion for the length of a test."""
    erbij = []

    def meld_aan(naam: str = "eigen", klasse: Klasse = Klasse.A, **velden: Any) -> str:
        velden = {"render": lambda b, now: Mail("Titel", ["Tekst."]), "alleen_overdag": False} | velden
        register.aanleiding(Aanleiding(naam, klasse, **velden))
        erbij.append(naam)
        return naam

    yield meld_aan
    for naam in erbij:
        del register.aanleidingen[naam]


def _plan(naam: str = "proef.a", **velden: Any) -> Bericht:
    persoon = velden.pop("persoon", None) or PersoonFactory(**velden)
    return plan_bericht(aanleiding=naam, persoon=persoon, onderwerp_id="x", periode="nu")


def _na(bericht: Bericht) -> Bericht:
    return Bericht.objects.get(pk=bericht.pk)


# ── What arrives ──────────────────────────────────────────────────────────────────────────────────────────


def test_mail_komt_aan_zoals_bedoeld(map_: Path) -> None:
    traject = TrajectFactory(naam='Brink "Zuid" & <co>')
    bericht = _plan(persoon=PersoonFactory(traject=traject, voornaam="Jan <b>", email="jan@example.org"))
    bezorg(bericht.pk)
    (mail,) = lees_map(map_)
    na = _na(bericht)
    assert mail["Message-ID"] == bericht.kenmerk
    assert mail["To"] == "jan@example.org"
    assert mail["From"].addresses[0].display_name == "Brink Zuid & co"
    assert mail["Subject"].startswith("Dag Jan <b>")
    assert mail.get_content_type() == "multipart/alternative"
    tekst = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert "Een eerste regel & een <b>tweede</b>." in tekst
    assert "Een eerste regel &amp; een &lt;b&gt;tweede&lt;/b&gt;." in html
    assert 'href="https://example.org/punt"' in html
    assert "/mijn/in/" in tekst
    assert "/mijn/in/" in html
    assert "/mijn/in/" in mail["List-Unsubscribe"]
    assert na.staat == S.VERZONDEN
    assert "[persoonlijke link]" in na.tekst
    assert "/mijn/in/" not in na.tekst
    assert Hartslag.objects.get(pk="mail").bericht == "ok"


def test_smtp_geeft_een_ontvanger_per_mail(server: Putje) -> None:
    bericht = _plan(email="jan@example.org")
    bezorg(bericht.pk)
    assert server.ontvangers == [["jan@example.org"]]
    assert server.mails[0]["Message-ID"] == bericht.kenmerk
    assert _na(bericht).staat == S.VERZONDEN


@pytest.mark.parametrize(
    "kwaad",
    [
        "naam\r\nBcc: ander@example.org",
        "a\nSubject: b",
        "\x00\x1b[31m",
        "\u202eomgekeerd",
        "x" * 5000,
        "é🚲" * 40,
        '"<a@b>" ,;:\\',
    ],
    ids=["crlf", "lf", "nul", "rtl", "lang", "tekens", "adres"],
)
def test_geen_naam_wordt_een_kopregel(map_: Path, aanleiding: Aanmelden, kwaad: str) -> None:
    traject = TrajectFactory(naam=kwaad[:120])
    naam = aanleiding(render=lambda b, now: Mail(kwaad, [kwaad.replace("\x00", "")]))
    bericht = _plan(naam, persoon=PersoonFactory(traject=traject))
    bezorg(bericht.pk)
    (mail,) = lees_map(map_)
    assert set(mail.keys()) == {
        "Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted",
        "X-Auto-Response-Suppress", "List-Unsubscribe",
    }  # fmt: skip
    assert len(mail["From"].addresses) == len(mail["To"].addresses) == 1
    assert len(mail["Subject"].strip()) <= 150
    assert not {"\u202e", "\r", "\n", "\x00"} & set(mail["Subject"] + mail["From"])


# ── Once ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.gegevensbank
def test_zelfde_aanleiding_onderwerp_en_periode_is_een_rij() -> None:
    persoon = PersoonFactory()
    rijen = {plan_bericht(aanleiding="proef.a", persoon=persoon, onderwerp_id="x", periode="1").pk for _ in range(5)}
    ander = plan_bericht(aanleiding="proef.a", persoon=persoon, onderwerp_id="x", periode="2").pk
    assert len(rijen) == 1
    assert ander not in rijen


@pytest.mark.gegevensbank
def test_vijftig_keer_bellen_is_een_mail(map_: Path) -> None:
    bericht = _plan()
    for _ in range(50):
        bezorg(bericht.pk)
    assert len(lees_map(map_)) == 1


def test_zonder_claim_waren_het_er_meer(map_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: with every row always due, the same task sends again."""
    monkeypatch.setattr("berichten.models.BerichtQuerySet.toe_aan", lambda self, now: self)
    bericht = _plan()
    for _ in range(3):
        bezorg(bericht.pk)
    assert len(lees_map(map_)) == 3


# ── When in doubt ─────────────────────────────────────────────────────────────────────────────────────────


def _overgedragen(naam: str) -> Bericht:
    """As a worker leaves it that died between handing over and hearing the answer."""
    bericht = _plan(naam)
    Bericht.objects.filter(pk=bericht.pk).update(
        staat=S.OVERGEDRAGEN, pogingen=1, lease_tot=timezone.now() - timedelta(seconds=1)
    )
    return bericht


@pytest.mark.gegevensbank
def test_klasse_a_gaat_opnieuw_met_hetzelfde_kenmerk_en_een_merk(map_: Path) -> None:
    bericht = _overgedragen("proef.a")
    bezorg(bericht.pk)
    (mail,) = lees_map(map_)
    na = _na(bericht)
    assert (na.staat, na.dubbel_mogelijk) == (S.VERZONDEN, True)
    assert mail["Message-ID"] == bericht.kenmerk


@pytest.mark.gegevensbank
def test_klasse_b_wordt_onzeker_en_gaat_niet_vanzelf_opnieuw(map_: Path) -> None:
    bericht = _overgedragen("proef.b")
    for _ in range(3):
        bezorg(bericht.pk)
    na = _na(bericht)
    assert na.staat == S.ONZEKER
    assert "misschien kwam het aan" in na.reden
    assert lees_map(map_) == []


@pytest.mark.parametrize(
    ("klasse", "instelling", "staat", "dubbel", "mailserver"),
    [
        ("a", {"bij_rcpt": "550 onbekend"}, S.MISLUKT, False, "ok"),
        ("b", {"bij_rcpt": "450 straks"}, S.GEPLAND, False, "ok"),
        ("b", {"bij_data": "554 geweigerd"}, S.MISLUKT, False, "ok"),
        ("b", {"bij_data": "451 straks"}, S.GEPLAND, False, "ok"),
        ("a", {"breek_af": True}, S.GEPLAND, True, "niet ok"),
        ("b", {"breek_af": True}, S.ONZEKER, False, "niet ok"),
    ],
)
def test_antwoord_van_de_server_bepaalt_de_stand(
    server: Putje, klasse: str, instelling: dict[str, Any], staat: S, dubbel: bool, mailserver: str
) -> None:
    for naam, waarde in instelling.items():
        setattr(server, naam, waarde)
    bericht = _plan(f"proef.{klasse}")
    bezorg(bericht.pk)
    na = _na(bericht)
    assert (na.staat, na.dubbel_mogelijk) == (staat, dubbel)
    assert na.reden
    assert Hartslag.objects.get(pk="mail").bericht == mailserver


def test_server_weg_dan_later_met_groeiende_pauze_tot_een_grens(settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "berichten.postbussen.Smtp", "127.0.0.1", 9
    bericht, pauzes = _plan("proef.b"), []
    for _ in range(services.MAX_POGINGEN):
        voor = timezone.now()
        Bericht.objects.filter(pk=bericht.pk).update(volgende_op=voor)
        bezorg(bericht.pk)
        pauzes.append((_na(bericht).volgende_op - voor).total_seconds() // 60)
    assert pauzes[:-1] == list(bezorging.PAUZES_MINUTEN)
    assert _na(bericht).staat == S.MISLUKT
    bezorg(bericht.pk)
    assert _na(bericht).pogingen == services.MAX_POGINGEN


def test_server_die_druppelt_houdt_ons_niet_vast(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte now and then keeps a socket awake for ever; the clock over the whole dialogue does not mind."""
    monkeypatch.setattr("berichten.postbussen.HOOGSTENS", 0.5)
    klaar, vol = threading.Event(), threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as kraan:

        def druppel() -> None:
            lijn, _adres = kraan.accept()
            with lijn, contextlib.suppress(OSError):
                # Left alone it drips for half a minute; by then the delivery must have given up long ago.
                for _ in range(600):
                    lijn.send(b"2")
                    if klaar.wait(0.05):
                        return
            vol.set()

        loper = threading.Thread(target=druppel)
        loper.start()
        settings.EMAIL_BACKEND, settings.EMAIL_HOST = "berichten.postbussen.Smtp", "127.0.0.1"
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = kraan.getsockname()[1], 5
        bericht = _plan("proef.b")
        bezorg(bericht.pk)
        gaf_op = not vol.is_set()
        klaar.set()
        loper.join()
    assert gaf_op
    assert _na(bericht).staat == S.GEPLAND
    assert _na(bericht).reden.startswith("De mailserver")


@pytest.mark.gegevensbank
def test_wie_de_rij_kwijt_is_verstuurt_niet(map_: Path, aanleiding: Aanmelden) -> None:
    def overgenomen(bericht: Bericht, now: datetime) -> Mail:
        Bericht.objects.filter(pk=bericht.pk).update(pogingen=bericht.pogingen + 1)
        return Mail("Titel", ["Tekst."])

    bericht = _plan(aanleiding(render=overgenomen))
    bezorg(bericht.pk)
    assert lees_map(map_) == []
    assert _na(bericht).staat == S.BEZIG


def test_derde_dood_van_een_mail_is_mislukt(map_: Path) -> None:
    bericht = _plan()
    Bericht.objects.filter(pk=bericht.pk).update(
        staat=S.BEZIG, pogingen=3, gestorven=2, lease_tot=timezone.now() - timedelta(seconds=1)
    )
    bezorg(bericht.pk)
    assert _na(bericht).staat == S.MISLUKT
    assert lees_map(map_) == []


def test_signaal_verschijnt_en_gaat_weer(server: Putje, nu: datetime) -> None:
    server.bij_rcpt = "550 onbekend"
    bericht = _plan()
    bezorg(bericht.pk)
    bereken_signalen(traject=bericht.traject)
    (signaal,) = Signaal.objects.filter(code="bericht.niet_aangekomen")
    assert "stand=aandacht" in signaal.adres
    assert Taak.objects.filter(soort=TAAKSOORT, onderwerp=str(bericht.traject_id)).exists()
    services.noteer_aangekomen(bericht=_na(bericht), by=None)
    bereken_signalen(traject=bericht.traject)
    assert not Signaal.objects.filter(code="bericht.niet_aangekomen").exists()


# ── Whether it may ────────────────────────────────────────────────────────────────────────────────────────


def test_wie_niet_gemaild_kan_worden_staat_er_met_de_reden() -> None:
    assert "bel even" in _plan(email="").reden
    assert _plan("proef.b", mail_ritme=MailRitme.NOOIT).staat == S.VERVALLEN
    assert _plan("proef.a", mail_ritme=MailRitme.NOOIT).staat == S.GEPLAND


def test_bij_versturen_wordt_opnieuw_gekeken(map_: Path, aanleiding: Aanmelden) -> None:
    gewist, weg = _plan(), DeelnameFactory()
    gewist.persoon.gewist_op = timezone.now()
    gewist.persoon.save()
    lid = plan_bericht(aanleiding="proef.a", gebruiker=weg.gebruiker, traject=weg.traject)
    weg.delete()
    niet_meer = _plan(aanleiding(mag_nog=lambda b: "Al beantwoord."))
    for bericht in (gewist, lid, niet_meer):
        bezorg(bericht.pk)
    standen = {(_na(b).staat, bool(_na(b).reden)) for b in (gewist, lid, niet_meer)}
    assert standen == {(S.VERVALLEN, True)}
    assert lees_map(map_) == []


def test_herinnering_gaat_niet_in_de_nacht(map_: Path, aanleiding: Aanmelden) -> None:
    nacht = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)
    bericht = _plan(aanleiding(klasse=Klasse.B, alleen_overdag=None))
    Bericht.objects.filter(pk=bericht.pk).update(volgende_op=nacht)
    bezorg(bericht.pk, now=nacht)
    na = _na(bericht)
    assert (na.staat, na.pogingen) == (S.GEPLAND, 0)
    assert na.volgende_op.astimezone(klok.AMSTERDAM).isoformat() == "2026-11-25T08:00:00+01:00"
    assert lees_map(map_) == []


def test_nieuws_gaat_in_het_ritme_dat_iemand_koos(aanleiding: Aanmelden, nu: datetime) -> None:
    naam = aanleiding(is_nieuws=True)
    persoon = PersoonFactory(mail_ritme=MailRitme.WEKELIJKS)
    eerste = plan_bericht(aanleiding=naam, persoon=persoon, periode="1")
    Bericht.objects.filter(pk=eerste.pk).update(staat=S.VERZONDEN, verzonden_op=nu)
    tweede = plan_bericht(aanleiding=naam, persoon=persoon, periode="2")
    assert tweede.volgende_op == nu + timedelta(days=7)


# ── Afterwards ────────────────────────────────────────────────────────────────────────────────────────────


def test_nazorg_die_mislukt_houdt_verzonden_niet_tegen(map_: Path, aanleiding: Aanmelden) -> None:
    gezien: list[int] = []

    def bezorgd(bericht: Bericht) -> None:
        if not Taak.objects.filter(soort=bezorging.NAZORG).exists():
            raise RuntimeError
        gezien.append(bericht.pk)

    bericht = _plan(aanleiding(bezorgd=bezorgd))
    bezorg(bericht.pk)
    assert (_na(bericht).staat, gezien) == (S.VERZONDEN, [])
    taak = Taak.objects.get(soort=bezorging.NAZORG)
    assert uitvoering.voer_uit(taak.pk)
    assert gezien == [bericht.pk]


def test_tekst_gaat_na_een_half_jaar_weg_en_de_rij_blijft(map_: Path, nu: datetime) -> None:
    bericht = _plan()
    bezorg(bericht.pk)
    wis_oude_tekst(nu + timedelta(days=179))
    assert _na(bericht).tekst
    wis_oude_tekst(nu + timedelta(days=181))
    na = _na(bericht)
    assert (na.tekst, na.titel, na.adres, na.staat) == ("", "", "", S.VERZONDEN)
