"""The contract of a signaal and the registry of rules: the tool watches the method, few and calm, and never blocks.

Every app registers its rules in ``AppConfig.ready()``: one snapshot of its own data, and pure functions over it.
The worker computes and stores them (``trajecten.services.signalen``); the keuken reads one table.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from trajecten.enums import Ernst

Snapshot = Callable[[Any, datetime], Any]


@dataclass(frozen=True)
class Waarneming:
    """What a rule saw: about what (a key that stays the same while the cause stays), in words, and the one next step.

    ``adres`` is the address where the next step is taken, ``volgende`` the words on the link; ``voor`` the id of the
    gebruiker it concerns most, when there is one.
    """

    onderwerp: str
    wat: str
    adres: str
    volgende: str
    voor: int | None = None


@dataclass(frozen=True)
class Regel:
    """One rule of the method: its code, the id of the method, how much it presses, why it matters, and the rule itself.

    ``bepaal`` is pure: it gets the snapshot of its app and nothing else, and yields what it sees.
    """

    code: str
    methode: str
    ernst: Ernst
    waarom: str | Promise
    bepaal: Callable[[Any], Iterable[Waarneming]]


@dataclass(frozen=True)
class Regelset:
    """The rules of one app, over one snapshot."""

    app: str
    snapshot: Snapshot
    regels: tuple[Regel, ...]


@dataclass
class Register:
    """All rules of the installation; refuses an app or a code that is there already."""

    sets: dict[str, Regelset] = field(default_factory=dict)

    def registreer(self, app: str, snapshot: Snapshot, regels: Sequence[Regel]) -> None:
        """Adds the rules of ``app``; raises ValueError when the app or a code is registered already."""
        if app in self.sets:
            raise ValueError(f"signalen van {app} zijn al aangemeld")
        codes = [regel.code for regel in regels]
        bekend = {regel.code for regel in self.regels()}
        if dubbel := [code for i, code in enumerate(codes) if code in bekend or code in codes[:i]]:
            raise ValueError(f"signaal bestaat al: {', '.join(dubbel)}")
        self.sets[app] = Regelset(app, snapshot, tuple(regels))

    def regels(self) -> list[Regel]:
        """Every rule, by app in order of registration."""
        return [regel for regelset in self.sets.values() for regel in regelset.regels]


register = Register()
registreer = register.registreer
