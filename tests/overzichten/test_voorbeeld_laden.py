"""Loading the example and made-up data: never beside real work, the same for the same seed."""

from datetime import date, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from comakers.models import CoMaker, Gesprek, Uitspraak
from leefsturing.lib import klok
from overzichten.voorbeeld.bron import HOOFD, Kalender
from overzichten.voorbeeld.volume import Maat, vul
from tests.factories import TrajectFactory
from toegang.models import Gebruiker
from trajecten.models import Persoon, Traject

pytestmark = pytest.mark.django_db


def test_refuses_beside_real_trajecten_unless_told(db: None) -> None:
    echt = TrajectFactory(slug="echt")
    with pytest.raises(CommandError, match="--toch"):
        call_command("voorbeeld")
    assert list(Traject.objects.all()) == [echt]
    assert not Gebruiker.objects.filter(email="kerngroep@example.org").exists()
    call_command("voorbeeld", "--toch", stdout=StringIO())
    assert Traject.objects.count() == 3


def test_never_touches_a_real_traject_with_the_same_address(db: None) -> None:
    TrajectFactory(slug=HOOFD, naam="Onze wijk")
    with pytest.raises(CommandError, match="echt traject"):
        call_command("voorbeeld", "--toch", "--opnieuw")
    assert Traject.objects.get(slug=HOOFD).naam == "Onze wijk"


@pytest.mark.parametrize("vandaag", [date(2026, 1, 2), date(2026, 5, 5), date(2027, 12, 27), date(2028, 2, 29)])
def test_the_calendar_stays_on_its_side_of_today(vandaag: date) -> None:
    kalender = Kalender(vandaag)
    for nummer in range(-140, 90):
        dag = kalender.dag(nummer)
        assert klok.is_werkdag(dag)
        assert dag <= vandaag if nummer <= 0 else dag > vandaag


def _volume() -> list[Any]:
    list(vul(Maat(trajecten=3, comakers=31, uitspraken=200, gesprekken=25), saad=5))
    alles = Uitspraak.objects.order_by("pk")
    return [
        Traject.objects.count(),
        CoMaker.objects.count(),
        Gesprek.objects.count(),
        list(alles.values_list("tekst", "toestemming", "comaker__persoon__achternaam", "created_at")),
        list(Persoon.objects.order_by("pk").values_list("voornaam", "sorteernaam", "email")),
    ]


def test_volume_makes_the_totals_asked_for_the_same_each_time(db: None) -> None:
    beurten = []
    for _beurt in range(2):
        with transaction.atomic():
            beurten.append(_volume())
            transaction.set_rollback(True)
    assert beurten[0] == beurten[1]
    assert beurten[0][:3] == [3, 31, 25]
    assert len(beurten[0][3]) == 200
    assert all(isinstance(rij[3], datetime) for rij in beurten[0][3])


def test_volume_refuses_beside_real_trajecten(db: None) -> None:
    TrajectFactory()
    with pytest.raises(CommandError, match="echte trajecten"):
        call_command("volume", trajecten=1, comakers=1, uitspraken=1)


@pytest.mark.parametrize(("comakers", "uitspraken"), [(0, 0), (0, 5), (1, 1)])
def test_volume_copes_with_little(db: None, comakers: int, uitspraken: int) -> None:
    call_command("volume", trajecten=1, comakers=comakers, uitspraken=uitspraken, stdout=StringIO())
    assert CoMaker.objects.count() == comakers
    assert Uitspraak.objects.count() == (uitspraken if comakers else 0)
