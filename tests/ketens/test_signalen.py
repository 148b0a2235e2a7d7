"""Each rule appears, and goes (M27, M31, M72)."""

from datetime import UTC, datetime, timedelta

import pytest

from ketens import services, signalen
from ketens.models import Project
from tests.factories import ProjectFactory, TrajectFactory
from trajecten.models import Traject

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 9, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def traject() -> Traject:
    return TrajectFactory()


def gezien(traject: Traject, now: datetime) -> list[str]:
    staat = signalen.snapshot(traject, now)
    return [regel.code for regel in signalen.REGELS for _ in regel.bepaal(staat)]


def test_geen_snel_succes_na_een_derde_van_de_planperiode(traject: Traject) -> None:
    assert gezien(traject, BEGIN + timedelta(days=60)) == []
    na_een_derde = BEGIN + timedelta(days=75)
    assert gezien(traject, na_een_derde) == ["project.geen_succes"]
    project = ProjectFactory(traject=traject, soort="proefproject")
    assert gezien(traject, na_een_derde) == ["project.geen_succes"]
    services.zet_staat(project=project, staat="resultaat", by=None)
    assert gezien(traject, na_een_derde) == []


def test_meeste_trekkers_van_de_gemeente(traject: Traject) -> None:
    overheid = [ProjectFactory(traject=traject, trekker_zijde="overheid") for _ in range(2)]
    assert gezien(traject, BEGIN) == []  # two say nothing yet
    ProjectFactory(traject=traject, trekker_zijde="gebruikers")
    assert gezien(traject, BEGIN) == ["project.trekkers_overheid"]
    services.zet_staat(project=overheid[0], staat="gestopt", reden="overgedragen", by=None)
    assert gezien(traject, BEGIN) == []


@pytest.mark.gegevensbank
def test_project_waar_niemand_meer_iets_over_zegt(traject: Traject) -> None:
    project = ProjectFactory(traject=traject, staat="gestart")
    Project.objects.update(created_at=BEGIN)
    norm = timedelta(days=traject.norm_stilte_dagen)
    assert gezien(traject, BEGIN + norm) == []
    later = BEGIN + norm + timedelta(days=1)
    assert gezien(traject, later) == ["project.stil"]
    waarneming = next(signalen.stil_project(signalen.snapshot(traject, later)))
    assert waarneming.onderwerp == str(project.pk)
    assert waarneming.adres.endswith(f"/projecten/{project.pk}/")
    services.meld_voortgang(project=project, tekst="het loopt", by=None, now=later)
    assert gezien(traject, later) == []


def test_elk_signaal_zegt_wat_waarom_en_wat_nu(traject: Traject) -> None:
    for regel in signalen.REGELS:
        assert regel.methode in {"M27", "M31", "M63", "M72", "M73", "M74"}
        assert str(regel.waarom).endswith(".")
