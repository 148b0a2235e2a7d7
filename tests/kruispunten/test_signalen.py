"""Each rule appears, and goes (M60, M61, M67)."""

from datetime import UTC, datetime, timedelta

import pytest

from kruispunten import signalen
from kruispunten.models import Kruispunt
from kruispunten.services import kansen
from leefsturing.lib import klok
from tests.factories import GebruikerFactory, PartijFactory, TrajectFactory
from tests.factories.kruispunten import CombinatieFactory, InitiatiefFactory, KansFactory, KruispuntFactory
from trajecten.models import Traject
from trajecten.signalen import Waarneming

pytestmark = pytest.mark.django_db
NU = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAG = klok.vandaag(NU)


@pytest.fixture
def traject() -> Traject:
    return TrajectFactory()


def gezien(traject: Traject, now: datetime = NU) -> dict[str, Waarneming]:
    staat = signalen.snapshot(traject, now)
    return {regel.code: w for regel in signalen.REGELS for w in regel.bepaal(staat)}


def rond(traject: Traject, **velden: object) -> Kruispunt:
    """A kruispunt of two parties, put down long ago."""
    kruispunt = KruispuntFactory(traject=traject, **velden)
    kruispunt.partijen.add(PartijFactory(traject=traject), PartijFactory(traject=traject))
    Kruispunt.objects.update(created_at=NU - timedelta(days=30))
    return kruispunt


def test_twee_vragen_in_een_kruispunt(traject: Traject) -> None:
    kruispunt = rond(traject, vraag="Wie kookt er, en hoe krijgen we de zaal?")
    waarneming = gezien(traject)["kruispunt.twee_vragen"]
    assert waarneming.adres.endswith(f"/kruispunten/{kruispunt.pk}/wijzigen/")
    Kruispunt.objects.update(vraag="Wie kookt er?")
    assert gezien(traject) == {}


def test_kruispunt_met_een_partij(traject: Traject) -> None:
    """Owners of what runs count too; a new one is left in peace for a week, a finished one for good."""
    kruispunt = rond(traject)
    assert gezien(traject) == {}
    kruispunt.partijen.remove(kruispunt.partijen.first())
    assert gezien(traject)["kruispunt.een_partij"].onderwerp == str(kruispunt.pk)
    Kruispunt.objects.update(created_at=NU - timedelta(days=7))
    assert gezien(traject) == {}
    Kruispunt.objects.update(staat="in_atelier")
    assert list(gezien(traject)) == ["kruispunt.een_partij"]
    kruispunt.initiatieven.add(InitiatiefFactory(traject=traject))
    assert gezien(traject) == {}


@pytest.mark.parametrize(("dagen", "zichtbaar"), [(-1, False), (0, True), (14, True), (15, False)])
def test_venster_van_een_kans_sluit(traject: Traject, dagen: int, zichtbaar: bool) -> None:
    kans = KansFactory(traject=traject, venster_tot=DAG + timedelta(days=dagen))
    KansFactory(traject=traject, venster_tot=DAG + timedelta(days=dagen + 1))
    assert ("kans.venster_sluit" in gezien(traject)) is (zichtbaar or dagen == -1)
    if zichtbaar:
        assert gezien(traject)["kans.venster_sluit"].onderwerp == str(kans.pk)
        kansen.leg_weg(kans=kans, by=GebruikerFactory())
        assert gezien(traject).get("kans.venster_sluit", Waarneming("", "", "", "")).onderwerp != str(kans.pk)


def test_venster_van_een_combinatie_sluit(traject: Traject) -> None:
    combinatie = CombinatieFactory(kruispunt=rond(traject), venster_tot=DAG + timedelta(days=14))
    assert gezien(traject)["combinatie.venster_sluit"].adres.endswith(f"#combinatie-{combinatie.pk}")
    assert gezien(traject, NU - timedelta(days=1)) == {}
    Kruispunt.objects.update(staat="afgerond")
    assert gezien(traject) == {}


def test_elk_signaal_zegt_wat_waarom_en_wat_nu() -> None:
    for regel in signalen.REGELS:
        assert regel.methode in {"M60", "M61", "M67"}
        assert str(regel.waarom).endswith(".")
