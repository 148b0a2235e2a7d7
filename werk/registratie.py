"""What kinds of work there are, what else can be due, and what ticks; every app adds its own in ``ready()``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

if TYPE_CHECKING:
    from werk.models import Taak


@dataclass(frozen=True)
class Taaksoort:
    """One kind of work: ``handler(taak)`` does it and may be called again (idempotent).

    ``lease`` is how long a worker that died keeps it: a living one prolongs its lease by itself, up to ``max_duur``.
    ``mislukt(taak)`` is told when all attempts are used, in the transaction that says so.
    """

    naam: str
    handler: Callable[["Taak"], None]
    lease: timedelta = timedelta(seconds=20)
    max_pogingen: int = 3
    queue: str = "werk"
    mislukt: Callable[["Taak"], None] | None = None
    max_duur: timedelta = timedelta(minutes=10)


@dataclass(frozen=True)
class Bron:
    """A table of due work: which rows are due, and which Celery task does one of them.

    ``toe_aan(now)`` gives the due rows; they carry ``volgende_op``, ``lease_tot`` and ``gebeld_tot``.
    """

    naam: str
    toe_aan: Callable[[datetime], QuerySet[Any]]
    task: str
    argument: str
    queue: Callable[[Any], str] = lambda rij: "werk"


@dataclass(frozen=True)
class Tik:
    """Something small that the planner does every so often; safe when two planners do it at once."""

    naam: str
    doe: Callable[[datetime], Any]
    iedere: timedelta = timedelta(seconds=1)


@dataclass
class Register:
    """All kinds, sources and ticks; refuses a name that is there already."""

    soorten: dict[str, Taaksoort] = field(default_factory=dict)
    bronnen: dict[str, Bron] = field(default_factory=dict)
    tikken: dict[str, Tik] = field(default_factory=dict)

    def taaksoort(self, soort: Taaksoort) -> None:
        """Adds a kind of work; raises ValueError for a second one of the same name."""
        _voeg_toe(self.soorten, soort)

    def bron(self, bron: Bron) -> None:
        """Adds a source of due work; raises ValueError for a second one of the same name."""
        _voeg_toe(self.bronnen, bron)

    def tik(self, tik: Tik) -> None:
        """Adds something the planner does every so often; raises ValueError for a second one of the same name."""
        _voeg_toe(self.tikken, tik)


def _voeg_toe(waar: dict[str, Any], wat: Taaksoort | Bron | Tik) -> None:
    if wat.naam in waar:
        raise ValueError(f"{type(wat).__name__.lower()} {wat.naam} bestaat al")
    waar[wat.naam] = wat


register = Register()
