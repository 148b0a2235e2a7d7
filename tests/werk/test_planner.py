"""The planner: rings for what is due, once per while, whoever else does; no broker trouble ends it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.fouten import proef
from werk import planner
from werk.bel import BrokerWeg, Lijn
from werk.hartslag import klop
from werk.models import Hartslag, Taak, TaakQuerySet
from werk.planner import Planner
from werk.registratie import Tik, register
from werk.services import plan_taak

pytestmark = [pytest.mark.django_db, pytest.mark.gegevensbank]
proef.meld_aan()


class Luisteraar(Lijn):
    """A line that remembers who rang; with ``weg`` nobody is there."""

    def __init__(self) -> None:
        super().__init__()
        self.gebeld: list[int] = []
        self.weg = False
        self.wachten = 0

    def bel(self, task: str, queue: str, **kwargs: int) -> None:
        """Remembers, or fails as a broker that is gone."""
        if self.weg:
            raise BrokerWeg("ConnectionError")
        self.gebeld += kwargs.values()

    def lengte(self, queue: str) -> int:
        """How many wait; none by default, for who hears at once."""
        if self.weg:
            raise BrokerWeg("ConnectionError")
        return self.wachten


class Klok:
    """Monotonic time that a test moves."""

    nu = 1000.0

    def __call__(self) -> float:
        return self.nu


@pytest.fixture
def lijn(monkeypatch: pytest.MonkeyPatch) -> Luisteraar:
    """A line of this test, with a worker at home and no ticks but those of the test."""
    monkeypatch.setattr(register, "tikken", {})
    klop("worker")
    return Luisteraar()


def _taken(aantal: int) -> list[int]:
    return [plan_taak(soort="proef.doe", onderwerp=f"klaar:{n}").pk for n in range(aantal)]


def _ronde(lijn: Luisteraar, seconden: float = 0.1) -> None:
    Planner(lijn, Klok()).ronde(timezone.now() + timedelta(seconds=seconden))


def test_belt_een_keer_en_pas_na_een_tijd_weer(lijn: Luisteraar) -> None:
    (taak,) = _taken(1)
    for seconden in (0.1, 1, 5, 9):
        _ronde(lijn, seconden)
    assert lijn.gebeld == [taak]
    _ronde(lijn, 11)
    assert lijn.gebeld == [taak, taak]


def test_twee_planners_bellen_niet_dubbel(lijn: Luisteraar, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both read the same due row; the conditional update lets one of them ring."""
    (taak,) = _taken(1)
    bron, now = register.bronnen["taken"], timezone.now() + timedelta(seconds=1)
    (een,), (ander,) = planner.te_bellen(bron, now), planner.te_bellen(bron, now)
    assert planner.bel_voor(lijn, bron, een, now)
    assert not planner.bel_voor(lijn, bron, ander, now)
    assert lijn.gebeld == [taak]


def test_zonder_die_voorwaarde_bellen_ze_wel_dubbel(lijn: Luisteraar, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: an update that looks at nothing lets both ring."""
    (taak,) = _taken(1)
    bron, now = register.bronnen["taken"], timezone.now() + timedelta(seconds=1)
    (een,), (ander,) = planner.te_bellen(bron, now), planner.te_bellen(bron, now)
    filter_ = TaakQuerySet.filter
    monkeypatch.setattr(
        TaakQuerySet, "filter", lambda self, *a, **kw: filter_(self, *a, **{k: v for k, v in kw.items() if k == "pk"})
    )
    assert planner.bel_voor(lijn, bron, een, now)
    assert planner.bel_voor(lijn, bron, ander, now)
    assert lijn.gebeld == [taak, taak]


def test_niemand_thuis_dan_belt_hij_niet(lijn: Luisteraar) -> None:
    _taken(1)
    Hartslag.objects.filter(pk="worker").update(op=timezone.now() - timedelta(minutes=1))
    _ronde(lijn)
    assert lijn.gebeld == []


def test_broker_weg_houdt_niets_op_en_daarna_gaat_het_door(lijn: Luisteraar) -> None:
    (taak,), tikken = _taken(1), []
    register.tik(Tik("proef", tikken.append))
    klok = Klok()
    p = Planner(lijn, klok)
    lijn.weg = True
    for _ in range(5):
        p.ronde(timezone.now() + timedelta(seconds=1))
        klok.nu += 3
    assert len(tikken) == 5
    assert Hartslag.objects.get(pk="queue").bericht != "ok"
    assert Taak.objects.get(pk=taak).gebeld_tot is None
    lijn.weg = False
    p.ronde(timezone.now() + timedelta(seconds=1))
    assert lijn.gebeld == [taak]


def test_een_tik_die_faalt_stopt_de_andere_niet(lijn: Luisteraar) -> None:
    gezien: list[object] = []

    def kapot(now: object) -> None:
        raise RuntimeError

    register.tik(Tik("kapot", kapot))
    register.tik(Tik("heel", gezien.append))
    _ronde(lijn)
    assert len(gezien) == 1


def test_afgelopen_lease_wordt_weer_gebeld(lijn: Luisteraar) -> None:
    (taak,) = _taken(1)
    Taak.objects.claim(taak, now=timezone.now() + timedelta(seconds=0.1), lease=timedelta(seconds=2))
    _ronde(lijn, 1)
    assert lijn.gebeld == []
    _ronde(lijn, 3)
    assert lijn.gebeld == [taak]


def test_klok_die_terugspringt_houdt_werk_niet_tegen(lijn: Luisteraar) -> None:
    (taak,) = _taken(1)
    Taak.objects.update(gebeld_tot=timezone.now() + timedelta(hours=2))
    _ronde(lijn)
    assert lijn.gebeld == [taak]


def test_volle_wachtrij_krijgt_er_niet_nog_meer_bij(lijn: Luisteraar, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner, "HOOGSTENS_IN_RIJ", 3)
    taken = _taken(5)
    lijn.wachten = 1
    _ronde(lijn, 1)
    assert lijn.gebeld == taken[:2]
    # Nobody hears: however long it lasts, the queue grows no further.
    lijn.wachten = 3
    for seconden in (2, 20, 40, 60):
        klop("worker", now=timezone.now() + timedelta(seconds=seconden))
        _ronde(lijn, seconden)
    assert lijn.gebeld == taken[:2]
    lijn.wachten = 0
    _ronde(lijn, 61)
    assert lijn.gebeld == taken[:2] + taken[:3]
