"""Each rule appears, and goes (M70, M72, M75)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kruispunten import atelierregels
from kruispunten.models import Atelier
from kruispunten.services import ateliers
from tests.factories import (
    AtelierFactory,
    GebruikerFactory,
    PartijFactory,
    PersoonFactory,
    ProjectFactory,
    TrajectFactory,
    UitnodigingFactory,
)
from trajecten.models import Traject

pytestmark = pytest.mark.django_db
# A planperiode from September 2026 on; in the spring after it neither December nor the summer is near.
RUST = datetime(2027, 2, 10, 9, 0, tzinfo=UTC)


@pytest.fixture
def traject() -> Traject:
    return TrajectFactory()


def gezien(traject: Traject, now: datetime = RUST) -> list[str]:
    staat = atelierregels.snapshot(traject, now)
    return [regel.code for regel in atelierregels.REGELS for _ in regel.bepaal(staat)]


def komt(atelier: Atelier, zijde: str) -> None:
    persoon = PersoonFactory(traject=atelier.traject, partij=PartijFactory(traject=atelier.traject, zijde=zijde))
    UitnodigingFactory(atelier=atelier, persoon=persoon)


@pytest.mark.gegevensbank
def test_aan_tafel_zit_een_kant(traject: Traject) -> None:
    atelier = AtelierFactory(traject=traject, wanneer=RUST + timedelta(days=5))
    for _ in range(2):
        komt(atelier, "overheid")
    assert gezien(traject) == []  # two say nothing yet
    komt(atelier, "overheid")
    assert gezien(traject) == ["atelier.eenzijdig"]
    komt(atelier, "gebruikers")
    assert gezien(traject) == []
    Atelier.objects.update(wanneer=RUST - timedelta(days=1))
    assert gezien(traject) == []


@pytest.mark.gegevensbank
def test_gesloten_zonder_trekker(traject: Traject) -> None:
    wie = GebruikerFactory()
    atelier = AtelierFactory(
        traject=traject,
        staat="gesloten",
        wanneer=RUST,
        uitgenodigd_op=RUST,
        uitgenodigd_door=wie,
        gesloten_op=RUST,
        gesloten_door=wie,
        reden_zonder_trekker="Zij denken na.",
    )
    project = ProjectFactory(traject=traject, atelier=atelier)
    assert gezien(traject) == ["atelier.zonder_trekker"]
    project.trekker = PersoonFactory(traject=traject)
    project.save()
    assert gezien(traject) == []


@pytest.mark.parametrize(
    ("code", "soort", "in_seizoen", "te_vroeg"),
    [
        ("atelier.geen_voortgang", "voortgang", date(2027, 5, 10), date(2027, 4, 1)),
        ("atelier.geen_initiatieven", "nieuwe_initiatieven", date(2026, 11, 10), date(2026, 10, 1)),
    ],
)
def test_ritme_van_het_jaar(traject: Traject, code: str, soort: str, in_seizoen: date, te_vroeg: date) -> None:
    def op(dag: date) -> list[str]:
        return gezien(traject, datetime(dag.year, dag.month, dag.day, 9, 0, tzinfo=UTC))

    assert op(te_vroeg) == []
    assert op(in_seizoen) == [code]
    moment = datetime(in_seizoen.year, in_seizoen.month, 28, 18, 0, tzinfo=UTC)
    atelier = AtelierFactory(traject=traject, soort=soort, wanneer=moment)
    assert op(in_seizoen) == []
    ateliers.las_af(atelier=atelier, reden="Ziek.", by=GebruikerFactory())
    assert op(in_seizoen) == [code]
    traject.voortgang_maand = traject.initiatieven_maand = None
    traject.save()
    assert op(in_seizoen) == []


def test_wie_net_begint_wordt_niet_gevraagd_om_terug_te_kijken() -> None:
    traject = TrajectFactory(planperiode_start=date(2027, 5, 10), planperiode_eind=date(2027, 12, 1), horizonjaar=2040)
    assert gezien(traject, datetime(2027, 5, 20, 9, 0, tzinfo=UTC)) == []
