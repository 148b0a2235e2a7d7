"""Each rule appears, and goes (M27, M31, M72)."""

from datetime import UTC, datetime, timedelta

import pytest

from ketens import services, signalen
from ketens.models import Project
from ketens.services.ketens import laat_gaan
from leefsturing.lib import klok
from tests.factories import (
    CoMakerFactory,
    GebruikerFactory,
    InitiatiefFactory,
    KetenFactory,
    PartijFactory,
    ProjectFactory,
    SchakelFactory,
    TrajectFactory,
)
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


def test_keten_zonder_sterkste_en_gebroken(traject: Traject) -> None:
    """Both appear and go; a keten that is put away says nothing (M73)."""
    keten = KetenFactory(traject=traject)
    schakel = SchakelFactory(keten=keten, kracht="gebroken")
    assert gezien(traject, BEGIN) == ["keten.zonder_sterkste", "keten.gebroken"]
    SchakelFactory(keten=keten, kracht="sterk")
    assert gezien(traject, BEGIN) == ["keten.gebroken"]
    laat_gaan(schakel=schakel, by=GebruikerFactory())
    assert "keten.gebroken" not in gezien(traject, klok.nu())
    leeg = KetenFactory(traject=traject)
    assert "keten.zonder_sterkste" in gezien(traject, BEGIN)
    leeg.berg_op(by=GebruikerFactory(), now=BEGIN)
    assert "keten.zonder_sterkste" not in gezien(traject, BEGIN)


def test_overheid_zonder_uitstapdag(traject: Traject) -> None:
    """No day, a day to come, a day that has passed, and gone (M74)."""
    keten = KetenFactory(traject=traject)
    SchakelFactory(keten=keten, kracht="sterk")
    overheid = SchakelFactory(keten=keten, partij=PartijFactory(traject=traject, zijde="overheid"))

    def met(**velden: object) -> list[str]:
        type(overheid).objects.filter(pk=overheid.pk).update(**velden)
        return gezien(traject, BEGIN)

    assert met() == ["keten.overheid_blijft"]
    assert met(stapt_uit_op=BEGIN.date() + timedelta(days=30)) == []
    assert met(stapt_uit_op=BEGIN.date() - timedelta(days=1)) == ["keten.overheid_blijft"]
    assert met(vertrokken_op=BEGIN.date()) == []


def test_initiatief_van_een_ander_overgenomen(traject: Traject) -> None:
    """The overheid pulls what somebody else began; its own initiatief is no matter (M63)."""
    van_bewoners = InitiatiefFactory(traject=traject, eigenaar_comaker=CoMakerFactory(traject=traject),
                                     eigenaar_partij=None)  # fmt: skip
    project = ProjectFactory(traject=traject, initiatief=van_bewoners, trekker_zijde="overheid")
    assert gezien(traject, BEGIN) == ["project.overgenomen"]

    def met(**velden: object) -> list[str]:
        Project.objects.filter(pk=project.pk).update(**velden)
        return gezien(traject, BEGIN)

    assert met(trekker_zijde="gebruikers") == []
    assert met(trekker_zijde="overheid", staat="resultaat") == []
    eigen = InitiatiefFactory(traject=traject, eigenaar_comaker=None,
                              eigenaar_partij=PartijFactory(traject=traject, zijde="overheid"))  # fmt: skip
    assert met(staat="idee", initiatief=eigen) == []
