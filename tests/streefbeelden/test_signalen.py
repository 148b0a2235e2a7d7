"""Each rule appears, and goes (M40, M51)."""

from datetime import UTC, datetime, timedelta

import pytest

from streefbeelden import signalen
from streefbeelden.services import producten
from tests.factories import GebruikerFactory, OntwikkelingFactory, StreefbeeldpuntFactory, TrajectFactory
from trajecten.models import Traject
from trajecten.signalen import Waarneming

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def traject() -> Traject:
    return TrajectFactory()


def gezien(traject: Traject, now: datetime = BEGIN) -> dict[str, Waarneming]:
    staat = signalen.snapshot(traject, now)
    return {regel.code: w for regel in signalen.REGELS for w in regel.bepaal(staat)}


def test_alleen_dichtbij(traject: Traject) -> None:
    assert gezien(traject) == {}
    later = BEGIN + timedelta(days=75)
    assert "nog niets" in gezien(traject, later)["positionering.alleen_dichtbij"].wat
    OntwikkelingFactory.create_batch(2, traject=traject, schaal="buurt")
    assert gezien(traject) == {}  # two say nothing yet
    OntwikkelingFactory(traject=traject, schaal="wijk")
    waarneming = gezien(traject)["positionering.alleen_dichtbij"]
    assert "alleen wat er in de wijk zelf gebeurt" in waarneming.wat
    assert waarneming.adres.endswith("/positionering/ontwikkelingen/nieuw/")
    hoger = OntwikkelingFactory(traject=traject, schaal="stadsdeel")
    assert gezien(traject) == {}
    producten.berg_op(rij=hoger, by=GebruikerFactory())
    assert list(gezien(traject, later)) == ["positionering.alleen_dichtbij"]


@pytest.mark.parametrize(("aspect", "ander"), [("sociaal", "fysiek"), ("fysiek", "sociaal")])
def test_eenzijdig_streefbeeld(traject: Traject, aspect: str, ander: str) -> None:
    StreefbeeldpuntFactory.create_batch(3, traject=traject, aspect=aspect)
    assert gezien(traject) == {}  # three say nothing yet
    StreefbeeldpuntFactory(traject=traject, aspect=aspect)
    waarneming = gezien(traject)["streefbeeld.eenzijdig"]
    assert waarneming.wat.startswith("Alle 4 punten")
    assert waarneming.adres.endswith(f"/punten/nieuw/?aspect={ander}")
    punt = StreefbeeldpuntFactory(traject=traject, aspect=ander)
    assert gezien(traject) == {}
    producten.berg_op(rij=punt, by=GebruikerFactory())
    assert list(gezien(traject)) == ["streefbeeld.eenzijdig"]
    assert all(str(regel.waarom).endswith(".") for regel in signalen.REGELS)
