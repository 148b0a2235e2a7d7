"""News about one's contributions: bundled, told once, at the pace somebody chose, never when nothing happened."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail

from berichten.bezorging import bezorg
from berichten.herinneringen import voer_uit
from berichten.models import Bericht
from comakers import spoorpost
from comakers.models import CoMaker, GemeldeStap, Terugkoppeling, Uitspraak
from ketens.models import ProjectHerkomst
from leefsturing.lib import klok
from tests.factories import CoMakerFactory, GesprekFactory, ProjectFactory, ThemaFactory, UitspraakFactory
from trajecten.models import Persoon

pytestmark = pytest.mark.django_db
NU = datetime.fromisoformat("2026-11-24T10:00:00+01:00")


@pytest.fixture
def comaker() -> CoMaker:
    return CoMakerFactory(persoon__voornaam="Fatma")


@pytest.fixture
def uitspraak(comaker: CoMaker) -> Uitspraak:
    gesprek = GesprekFactory(traject=comaker.traject, comakers=[comaker], wanneer=NU - timedelta(days=5))
    return UitspraakFactory(comaker=comaker, gesprek=gesprek, tekst="Er is geen plek om te zitten.")


@pytest.fixture(autouse=True)
def reis() -> Any:
    with time_machine.travel(NU, tick=False) as gereisd:
        yield gereisd


def bericht() -> Bericht | None:
    return Bericht.objects.filter(aanleiding=spoorpost.NAAM).order_by("-pk").first()


def dag_en_bezorg(dag: date) -> list[str]:
    """The daily run of ``dag``, then the worker; the mails that left, as text."""
    voor = len(mail.outbox)
    voer_uit(dag, now=klok.nu())
    for rij in Bericht.objects.filter(aanleiding=spoorpost.NAAM, staat="gepland"):
        bezorg(rij.pk, now=klok.nu())
    return [str(m.body) for m in mail.outbox[voor:] if "iets mee voor" in str(m.body)]


def maak_project(uitspraak: Uitspraak, naam: str) -> None:
    project = ProjectFactory(traject=uitspraak.traject, naam=naam)
    ProjectHerkomst.objects.create(
        traject=uitspraak.traject, uitspraak=uitspraak, product=project, gekoppeld_op=klok.nu()
    )


@pytest.mark.parametrize(
    ("ritme", "laatst", "verwacht"),
    [
        ("direct", None, "2026-11-24"),
        ("direct", date(2026, 11, 23), "2026-11-24"),
        ("direct", date(2026, 11, 24), None),
        ("wekelijks", None, "2026-W48"),
        ("wekelijks", date(2026, 11, 18), None),
        ("wekelijks", date(2026, 11, 17), "2026-W48"),
        ("maandelijks", date(2026, 10, 26), None),
        ("maandelijks", date(2026, 10, 25), "2026-11"),
        ("nooit", None, None),
    ],
)
def test_ritme(ritme: str, laatst: date | None, verwacht: str | None) -> None:
    assert spoorpost.periode_op(date(2026, 11, 24), ritme, laatst) == verwacht


def test_zonder_nieuws_geen_mail(uitspraak: Uitspraak) -> None:
    assert dag_en_bezorg(NU.date()) == []
    assert bericht() is None


def test_nieuws_gaat_een_keer_en_telt_als_terugkoppeling(comaker: CoMaker, uitspraak: Uitspraak) -> None:
    uitspraak.themas.add(ThemaFactory(traject=comaker.traject, naam="zitten"))
    maak_project(uitspraak, "Bankjes")
    (tekst,) = dag_en_bezorg(NU.date())
    assert "Dag Fatma" in tekst
    assert "zitten" in tekst
    assert "Hieruit kwam een project: Bankjes." in tekst
    assert "Jij zei: “Er is geen plek om te zitten.”" in tekst
    rij = Terugkoppeling.objects.get(bericht__isnull=False)
    assert (rij.kanaal, rij.is_resultaat, rij.comaker) == ("spoor", True, comaker)
    assert GemeldeStap.objects.count() == 2
    assert "/mijn/in/" not in Bericht.objects.get(pk=rij.bericht_id).tekst
    # Tomorrow, next week, next month: nothing new, nothing sent.
    for dagen in (1, 8, 40):
        assert dag_en_bezorg(NU.date() + timedelta(days=dagen)) == []


def test_thema_alleen_zet_de_klok_van_resultaat_niet_terug(comaker: CoMaker, uitspraak: Uitspraak) -> None:
    uitspraak.themas.add(ThemaFactory(traject=comaker.traject))
    dag_en_bezorg(NU.date())
    assert Terugkoppeling.objects.get(bericht__isnull=False).is_resultaat is False


def test_nieuw_nieuws_wacht_op_het_ritme(comaker: CoMaker, uitspraak: Uitspraak, reis: Any) -> None:
    maak_project(uitspraak, "Bankjes")
    assert len(dag_en_bezorg(NU.date())) == 1
    maak_project(uitspraak, "Lampen")
    for dagen in range(1, 7):
        reis.move_to(NU + timedelta(days=dagen))
        assert dag_en_bezorg(klok.vandaag()) == []
    reis.move_to(NU + timedelta(days=7))
    (tekst,) = dag_en_bezorg(klok.vandaag())
    assert "Lampen" in tekst
    assert "Bankjes" not in tekst


@pytest.mark.parametrize("velden", [{"mail_ritme": "nooit"}, {"gewist_op": NU}])
def test_wie_niet_wil_of_er_niet_meer_is(comaker: CoMaker, uitspraak: Uitspraak, velden: dict[str, Any]) -> None:
    Persoon.objects.filter(pk=comaker.persoon_id).update(**velden)
    maak_project(uitspraak, "Bankjes")
    assert dag_en_bezorg(NU.date()) == []
    assert bericht() is None


def test_zonder_adres_blijft_zichtbaar_wie_te_bellen(comaker: CoMaker, uitspraak: Uitspraak) -> None:
    Persoon.objects.filter(pk=comaker.persoon_id).update(email="")
    maak_project(uitspraak, "Bankjes")
    assert dag_en_bezorg(NU.date()) == []
    rij = bericht()
    assert rij is not None
    assert (rij.staat, rij.reden) == ("vervallen", "Geen e-mailadres, bel even.")


def test_wat_intussen_terugging_gaat_niet(comaker: CoMaker, uitspraak: Uitspraak) -> None:
    """Planned, and then the link is undone, or the co-maker stops, before it leaves."""
    maak_project(uitspraak, "Bankjes")
    voer_uit(NU.date(), now=NU)
    ProjectHerkomst.objects.all().delete()
    rij = bericht()
    assert rij is not None
    bezorg(rij.pk, now=NU)
    rij.refresh_from_db()
    assert (rij.staat, rij.reden) == ("vervallen", "Er is niets nieuws te vertellen.")
    assert not [m for m in mail.outbox if "Bankjes" in str(m.body)]


def test_veel_nieuws_wordt_gebundeld_en_de_rest_komt_later(comaker: CoMaker, uitspraak: Uitspraak, reis: Any) -> None:
    for n in range(8):
        maak_project(uitspraak, f"Project {n}!")
    (tekst,) = dag_en_bezorg(NU.date())
    assert sum(f"Project {n}!" in tekst for n in range(8)) == spoorpost.HOOGUIT
    assert GemeldeStap.objects.count() == spoorpost.HOOGUIT
    reis.move_to(NU + timedelta(days=7))
    (rest,) = dag_en_bezorg(klok.vandaag())
    assert sum(f"Project {n}!" in rest for n in range(8)) == 2


def test_herhaalde_nazorg_telt_een_keer(comaker: CoMaker, uitspraak: Uitspraak) -> None:
    for n in range(8):
        maak_project(uitspraak, f"Project {n}!")
    dag_en_bezorg(NU.date())
    rij = bericht()
    assert rij is not None
    spoorpost.bezorgd(rij)
    assert GemeldeStap.objects.count() == spoorpost.HOOGUIT
    assert Terugkoppeling.objects.filter(bericht=rij).count() == 1
