"""Why mails leave: every app adds its occasions in ``AppConfig.ready()``; delivery reaches the apps through here only.

from berichten.registratie import Aanleiding, Klasse, Mail, register
register.aanleiding(Aanleiding("verslag.gedeeld", Klasse.A, render=mails.verslag_gedeeld, bezorgd=services.geteld))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from berichten.enums import Klasse

if TYPE_CHECKING:
    from berichten.models import Bericht

__all__ = ["Aanleiding", "Bijlage", "Klasse", "Knop", "Mail", "Punt", "register"]

Tekst = str | Promise


@dataclass(frozen=True)
class Knop:
    """The one thing to do: what it says and where it leads (a whole address)."""

    tekst: Tekst
    url: str


@dataclass(frozen=True)
class Punt:
    """One line of a list; ``url`` (a whole address) makes it a link, ``uitleg`` stands under it."""

    tekst: Tekst
    url: str = ""
    uitleg: Tekst = ""


@dataclass(frozen=True)
class Bijlage:
    """A file with a mail: its name, its type (``text/calendar``), its text, and what else the type says of it.

    Nothing is stored: ``render`` makes it from the rows each time, and for the same rows it is the same.
    """

    naam: str
    soort: str
    inhoud: str
    kenmerken: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Mail:
    """What stands in a mail, as plain sentences; text of people may be put in as it is, it is never read as markup.

    Both the html and the text version are made from it, in this order.
    """

    titel: Tekst
    alineas: Sequence[Tekst] = ()
    punten: Sequence[Punt] = ()
    knop: Knop | None = None
    slot: Sequence[Tekst] = ()
    bijlagen: Sequence[Bijlage] = ()


def _altijd(bericht: "Bericht") -> str | None:
    return None


def _niets(bericht: "Bericht") -> None:
    return None


@dataclass(frozen=True)
class Aanleiding:
    """One occasion to mail.

    ``klasse`` A: when in doubt sent again with the same Message-ID; B: never by itself, shown as *onzeker*.
    ``render(bericht, now)`` makes the mail at the moment of sending (personal links too:
    ``berichten.opmaak.persoonlijk_adres``). ``mag_nog(bericht)`` is asked just before: a reason (Dutch) makes the row
    *vervallen*. ``bezorgd(bericht)`` runs in the transaction that says *verzonden*.
    ``is_nieuws``: goes only to who wants news (mail_ritme), at the pace they chose.
    ``actie`` of the policy table: a gebruiker whose role may not do it (any more) does not get the mail.
    ``alleen_overdag``: leaves between 8 and 20 o'clock; by default for class B.
    """

    naam: str
    klasse: Klasse
    render: Callable[["Bericht", datetime], Mail]
    mag_nog: Callable[["Bericht"], str | None] = _altijd
    bezorgd: Callable[["Bericht"], None] = _niets
    is_nieuws: bool = False
    actie: str = "traject.bekijken"
    alleen_overdag: bool | None = None
    omschrijving: Tekst = ""

    @property
    def wacht_op_dag(self) -> bool:
        """Whether it leaves in daytime only."""
        return self.klasse == Klasse.B if self.alleen_overdag is None else self.alleen_overdag


@dataclass
class Register:
    """All occasions; refuses a name that is there already."""

    aanleidingen: dict[str, Aanleiding] = field(default_factory=dict)

    def aanleiding(self, aanleiding: Aanleiding) -> None:
        """Adds an occasion; raises ValueError for a second one of the same name."""
        if aanleiding.naam in self.aanleidingen:
            raise ValueError(f"aanleiding {aanleiding.naam} bestaat al")
        self.aanleidingen[aanleiding.naam] = aanleiding


register = Register()
