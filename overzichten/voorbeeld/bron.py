"""What the TOML files of the example hold, and the calendar that turns their day numbers into dates.

Dates are day numbers relative to today, so that the example never grows stale; they fall on working days.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from leefsturing.lib import klok

MAP = Path(__file__).parent
BESTANDEN = (
    "traject",
    "comakers",
    "gesprekken",
    "themas",
    "projecten",
    "positionering",
    "streefbeeld",
    "initiatieven",
    "kruispunten",
    "ateliers",
    "ketens",
    "plan",
)


@dataclass(frozen=True)
class Kalender:
    """Turns a day number into a date: earlier than today back to a working day, later on to one."""

    vandaag: date

    def precies(self, nummer: int) -> date:
        """The day itself, working day or not."""
        return self.vandaag + timedelta(days=nummer)

    def dag(self, nummer: int) -> date:
        """The nearest working day on the same side of today."""
        return self.werkdag(self.precies(nummer))

    def werkdag(self, dag: date) -> date:
        """``dag`` itself, or the nearest working day on the same side of today."""
        stap = timedelta(days=-1 if dag <= self.vandaag else 1)
        while not klok.is_werkdag(dag):
            dag += stap
        return dag

    def moment(self, nummer: int, tijd: str = "12:00") -> datetime:
        """A moment on that working day; what is not in the future by its number is never later than now."""
        moment = klok.moment_op(self.dag(nummer), time.fromisoformat(tijd))
        return min(moment, klok.nu()) if nummer <= 0 else moment

    def na(self, vorige: datetime, nummer: int, tijd: str) -> datetime:
        """That moment, but always later than ``vorige``: weekends can bring two days together."""
        return max(self.moment(min(nummer, 0), tijd), vorige + timedelta(minutes=50))


class Bron:
    """All files of the example, read once."""

    @cached_property
    def bestanden(self) -> dict[str, dict[str, Any]]:
        """Each file by its name, without the extension."""
        return {naam: tomllib.loads((MAP / f"{naam}.toml").read_text(encoding="utf-8")) for naam in BESTANDEN}

    @property
    def accounts(self) -> list[dict[str, Any]]:
        """Who can log in."""
        return list(self.bestanden["traject"]["accounts"])

    @property
    def trajecten(self) -> list[dict[str, Any]]:
        """The two trajecten, each with its frame."""
        return list(self.bestanden["traject"]["trajecten"])

    def van(self, bestand: str, tabel: str, slug: str) -> list[dict[str, Any]]:
        """The rows of one table that belong to the traject ``slug``."""
        return [rij for rij in self.bestanden[bestand].get(tabel, []) if rij.get("traject", HOOFD) == slug]


HOOFD = "wesselerbrink"
