"""What kinds of work there are; every app adds its own in ``AppConfig.ready()``."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werk.models import Taak


@dataclass(frozen=True)
class Taaksoort:
    """One kind of work: ``handler(taak)`` does it and may be called again (idempotent).

    ``lease`` is how long a silent worker keeps it; ``mislukt(taak)`` is told when all attempts are used.
    """

    naam: str
    handler: Callable[["Taak"], None]
    lease: timedelta = timedelta(seconds=60)
    max_pogingen: int = 3
    queue: str = "werk"
    mislukt: Callable[["Taak"], None] | None = None


@dataclass(frozen=True)
class Bron:
    """A table of due work other than Taak (the outbox): what to ring for, and which Celery task does it."""

    naam: str
    toe_aan: Callable[[datetime, int], Iterable[int]]
    task: str
    queue: str = "werk"


@dataclass
class Register:
    """All kinds and sources; refuses a name that is there already."""

    soorten: dict[str, Taaksoort] = field(default_factory=dict)
    bronnen: dict[str, Bron] = field(default_factory=dict)
    # Ticks of the planner: called every second or so with the present moment.
    tikken: list[Callable[[datetime], None]] = field(default_factory=list)

    def taaksoort(self, soort: Taaksoort) -> None:
        """Adds a kind of work; raises ValueError for a second one of the same name."""
        if soort.naam in self.soorten:
            raise ValueError(f"taaksoort {soort.naam} bestaat al")
        self.soorten[soort.naam] = soort

    def bron(self, bron: Bron) -> None:
        """Adds a source of due work; raises ValueError for a second one of the same name."""
        if bron.naam in self.bronnen:
            raise ValueError(f"bron {bron.naam} bestaat al")
        self.bronnen[bron.naam] = bron


register = Register()
