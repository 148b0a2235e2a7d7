"""What can be found in a traject: every app registers its own sources in ``AppConfig.ready()``.

A source says which words of its rows go into the index, who may see a row, and how a row is shown. What is found is
always read again through ``visible_to``, so that rights and consent hold from the moment they change.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise

from trajecten.navigatie import kamer_adres


@dataclass(frozen=True)
class Treffer:
    """One thing that was found, as it is shown: title, words around what was asked for, and where it stands.

    ``erbij`` is a few words on what it is (a state, a date, a category); ``gezegd`` sets the title as a quotation.
    """

    titel: str
    adres: str | None
    tekst: str = ""
    erbij: str = ""
    gezegd: bool = False


def adres_van(rij: Any, slug: str, *, eigen: str = "", kamer: str = "") -> str | None:
    """The page of a row itself when there is one, else the room in which it stands."""
    naam = eigen or getattr(rij, "kamer", "")
    return (naam and kamer_adres(naam, slug, rij.pk)) or (kamer_adres(kamer, slug) if kamer else None)


def alles(qs: QuerySet[Any], rol: Any) -> QuerySet[Any]:
    """Rows are seen whatever became of them."""
    return qs


def _zoals_ze_is(qs: QuerySet[Any], rol: Any) -> QuerySet[Any]:
    return qs.levend()  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Zoekbron:
    """One kind of thing that can be found.

    ``titel``, ``tekst`` and ``besloten`` name fields, through relations too (``persoon__voornaam``, never to many);
    ``besloten`` is found by the kerngroep only. ``zichtbaar(qs, rol)`` leaves what this role may see of rows it may
    see at all; ``toon(row, rol, slug)`` shows one; ``erbij`` (one) and ``vooraf`` (many) are fetched along.
    """

    soort: str
    naam: Promise | str
    model: type[models.Model]
    toon: Callable[[Any, Any, str], Treffer]
    titel: tuple[str, ...]
    tekst: tuple[str, ...] = ()
    besloten: tuple[str, ...] = ()
    zichtbaar: Callable[[QuerySet[Any], Any], QuerySet[Any]] = _zoals_ze_is
    erbij: tuple[str, ...] = ()
    vooraf: tuple[str, ...] = ()
    # The step of the method, for its colour; the icon when it is of no step.
    stap: int = 0
    icoon: str = "zoeken"
    # The room: the source takes part as soon as its address exists.
    kamer: str = ""
    # Where it stands among the others on the page.
    plaats: int = 50

    @property
    def velden(self) -> tuple[str, ...]:
        """Every field that goes into the index."""
        return (*self.titel, *self.tekst, *self.besloten)

    def rijen(self, *, actor: Any, traject: Any, rol: Any) -> QuerySet[Any]:
        """What this person may see of it now."""
        manager: Any = self.model._default_manager
        return self.zichtbaar(manager.visible_to(actor).for_traject(traject), rol)


@dataclass
class Register:
    """All sources; refuses one that is there already."""

    bronnen: dict[str, Zoekbron] = field(default_factory=dict)

    def registreer(self, *bronnen: Zoekbron) -> None:
        """Adds sources; raises ValueError for a kind that is registered already."""
        for bron in bronnen:
            if bron.soort in self.bronnen:
                raise ValueError(f"zoekbron {bron.soort} bestaat al")
            self.bronnen[bron.soort] = bron

    def in_huis(self, slug: str) -> list[Zoekbron]:
        """The sources whose room exists, in the order in which they are shown."""
        bronnen = sorted(self.bronnen.values(), key=lambda b: b.plaats)
        return [b for b in bronnen if not b.kamer or kamer_adres(b.kamer, slug) is not None]

    def van_model(self, labels: Iterable[str]) -> list[Zoekbron]:
        """The sources of these models."""
        gezocht = set(labels)
        return [b for b in self.bronnen.values() if b.model._meta.label in gezocht]


register = Register()
registreer = register.registreer
