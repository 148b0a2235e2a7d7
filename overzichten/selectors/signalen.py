"""What the tool noticed, most urgent first and mine on top; and by who handles it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Count, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext as _

from toegang.models import Gebruiker
from trajecten.models import Signaal, Traject

MIJ, NIEMAND = "mij", "niemand"


def signalen_te_tonen(gebruiker: Gebruiker, traject: Traject) -> QuerySet[Signaal]:
    """What is not set aside: what concerns me on top, most urgent first, then the oldest."""
    mijn = Case(When(voor=gebruiker, then=Value(True)), default=Value(False), output_field=BooleanField())
    return (
        Signaal.objects.visible_to(gebruiker)
        .for_traject(traject)
        .te_tonen()
        .annotate(is_mijn=mijn)
        .order_by("-is_mijn", "rang", "sinds", "id")
    )


def per_persoon(signalen: QuerySet[Any], wie: str = "") -> QuerySet[Any]:
    """Mine, then those of the others by name, then those of nobody in particular; of one of them when ``wie`` says."""
    groep = Case(
        When(is_mijn=True, then=Value(0)), When(voor=None, then=Value(2)), default=Value(1), output_field=IntegerField()
    )
    if wie == MIJ:
        signalen = signalen.filter(is_mijn=True)
    elif wie == NIEMAND:
        signalen = signalen.filter(voor=None)
    elif wie:
        signalen = signalen.filter(voor=int(wie)) if wie.isdecimal() and len(wie) < 12 else signalen.none()
    gesorteerd = signalen.select_related("voor").annotate(groep=groep)
    return gesorteerd.order_by("groep", "voor__naam", "voor_id", "rang", "sinds", "id")


@dataclass(frozen=True)
class Deel:
    """How many signalen one person handles; ``sleutel`` is what the address says."""

    sleutel: str
    naam: str
    aantal: int
    gekozen: bool


def verdeling(signalen: QuerySet[Any], *, gebruiker: Gebruiker, wie: str) -> list[Deel]:
    """Who handles how many: one query."""
    rijen = list(signalen.order_by().values_list("voor", "voor__naam").annotate(n=Count("pk")))
    delen = [("", _("Alle"), sum(n for *_rest, n in rijen), 0)]
    for nummer, naam, n in rijen:
        if nummer is None:
            delen.append((NIEMAND, _("De hele kerngroep"), n, 3))
        else:
            delen.append((MIJ, _("Jij"), n, 1) if nummer == gebruiker.pk else (str(nummer), naam, n, 2))
    return [
        Deel(sleutel, naam, n, sleutel == wie) for sleutel, naam, n, _plek in sorted(delen, key=lambda d: (d[3], d[1]))
    ]
