"""Time as the method counts it: moments in UTC, days in Europe/Amsterdam, working days without Dutch holidays."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.utils import timezone

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def nu() -> datetime:
    """The present moment, aware."""
    return timezone.now()


def vandaag(moment: datetime | None = None) -> date:
    """The calendar day in Amsterdam at ``moment`` (default now)."""
    return (moment or nu()).astimezone(AMSTERDAM).date()


def moment_op(dag: date, tijd: time = time(0, 0)) -> datetime:
    """The aware moment of a local day and time in Amsterdam."""
    return datetime.combine(dag, tijd, tzinfo=AMSTERDAM)


@lru_cache(maxsize=64)
def _feestdagen(jaar: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=jaar))


def is_werkdag(dag: date) -> bool:
    """Monday to Friday, and no Dutch public holiday."""
    return dag.weekday() < 5 and dag not in _feestdagen(dag.year)


def werkdagen(vanaf: date, tot: date) -> Iterator[date]:
    """The working days after ``vanaf`` up to and including ``tot``."""
    dag = vanaf
    while dag < tot:
        dag += timedelta(days=1)
        if is_werkdag(dag):
            yield dag


def werkdagen_tussen(vanaf: date, tot: date) -> int:
    """How many working days have passed since ``vanaf``, ``tot`` counted; 0 when ``tot`` is not later."""
    return sum(1 for _ in werkdagen(vanaf, tot))


def plus_werkdagen(dag: date, aantal: int) -> date:
    """The day that lies ``aantal`` working days after ``dag``."""
    while aantal > 0:
        dag += timedelta(days=1)
        aantal -= is_werkdag(dag)
    return dag
