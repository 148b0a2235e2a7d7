"""Reads over the frame of a traject."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from toegang.enums import TRAJECTROLLEN
from toegang.models import Gebruiker, Logregel
from trajecten.enums import Zijde
from trajecten.models import Besluit, Besluitmoment, Categorie, Deelname, Partij, Persoon, Traject

_VOLGORDE = {rol.value: i for i, rol in enumerate(r for r in type(next(iter(TRAJECTROLLEN))) if r in TRAJECTROLLEN)}


def deelnemers(traject: Traject) -> list[Deelname]:
    """Everybody who takes part, the kerngroep first; one query."""
    rijen = Deelname.objects.for_traject(traject).select_related("gebruiker")
    return sorted(rijen, key=lambda d: (_VOLGORDE[d.rol], d.gebruiker.naam.casefold()))


def categorieen(traject: Traject) -> QuerySet[Categorie]:
    """The categories in their order."""
    return Categorie.objects.for_traject(traject).order_by("volgorde")


def besluiten(actor: Any, traject: Traject) -> QuerySet[Besluit]:
    """The decisions, newest first."""
    return Besluit.objects.visible_to(actor).for_traject(traject).order_by("-datum", "-id")


def besluitmomenten(actor: Any, traject: Traject) -> QuerySet[Besluitmoment]:
    """What had or has to be decided, the soonest first."""
    rijen = Besluitmoment.objects.visible_to(actor).for_traject(traject)
    return rijen.select_related("besluit", "traject").order_by("datum", "id")


@dataclass(frozen=True)
class Zijdekolom:
    """One side of the triangle with its partijen."""

    zijde: Zijde
    partijen: list[Partij]


def driehoek(actor: Any, traject: Traject) -> list[Zijdekolom]:
    """The partijen by side of the triangle, by name; one query."""
    rijen = list(Partij.objects.visible_to(actor).for_traject(traject).order_by("naam"))
    return [Zijdekolom(zijde, [p for p in rijen if p.zijde == zijde]) for zijde in Zijde]


@dataclass(frozen=True)
class Logboekregel:
    """A line of the logboek as a person reads it."""

    op: Any
    wie: str
    wat: str
    waarover: str


def logregels(traject: Traject) -> QuerySet[Logregel]:
    """The lines about ``traject``, newest first."""
    return Logregel.objects.filter(traject_nummer=traject.pk).order_by("-id")


def leesbare_logregels(regels: list[Logregel]) -> list[Logboekregel]:
    """Names of the actors looked up now, for one page of lines: two queries, whatever the number of lines."""
    namen = {
        "gebruiker": dict(Gebruiker.objects.filter(pk__in=_nummers(regels, "gebruiker")).values_list("pk", "naam")),
        "persoon": {p.pk: p.volledige_naam for p in Persoon.objects.filter(pk__in=_nummers(regels, "persoon"))},
    }
    return [Logboekregel(r.op, _wie(r.actor, namen), _woorden(r.werkwoord), _onderwerp(r.onderwerp)) for r in regels]


def _nummers(regels: list[Logregel], soort: str) -> set[int]:
    delen = (r.actor.partition(":") for r in regels)
    return {int(nummer) for kop, _, nummer in delen if kop == soort and nummer.isdigit()}


def _wie(actor: str, namen: dict[str, dict[int, str]]) -> str:
    soort, _, nummer = actor.partition(":")
    if soort not in namen:
        return soort
    return namen[soort].get(int(nummer), f"{soort} {nummer}")


def _woorden(werkwoord: str) -> str:
    return werkwoord.replace(".", " ").replace("_", " ")


def _onderwerp(code: str) -> str:
    return code.replace(":", " ")
