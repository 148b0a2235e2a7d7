"""Suggested combinations: new ones in their order, and what became of the others (M61, M67)."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from kruispunten.enums import KansStaat
from kruispunten.models import Combinatie, Kans
from trajecten.models import Traject, TrajectQuerySet

GETOOND = 12
BESLOTEN = 40


def kansen(*, actor: Any, traject: Traject) -> TrajectQuerySet:
    """The kansen of a traject that ``actor`` may see, with both initiatieven and their owners. One query."""
    return (
        Kans.objects.visible_to(actor)
        .for_traject(traject)
        .select_related(
            "een__eigenaar_partij",
            "een__eigenaar_comaker__persoon",
            "een__eigenaar_comaker__categorie",
            "ander__eigenaar_partij",
            "ander__eigenaar_comaker__persoon",
            "ander__eigenaar_comaker__categorie",
            "thema",
            "afgehandeld_door",
            "combinatie__kruispunt",
        )
    )


def besloten(qs: QuerySet[Kans], staat: KansStaat) -> list[Kans]:
    """Those with this decision, the latest first."""
    return list(qs.filter(staat=staat).order_by("-afgehandeld_op", "-pk")[:BESLOTEN])


def sluitende_kansen(traject: Traject, van: date, tot: date) -> QuerySet[Kans]:
    """New ones whose window closes between two days, the soonest first (M67)."""
    nieuw = Kans.objects.for_traject(traject).filter(staat=KansStaat.NIEUW, venster_tot__range=(van, tot))
    return nieuw.order_by("venster_tot", "plaats", "pk")


def sluitende_combinaties(traject: Traject, van: date, tot: date) -> QuerySet[Combinatie]:
    """Combinaties whose window closes between two days, in a kruispunt that is not finished (M67)."""
    return (
        Combinatie.objects.for_traject(traject)
        .levend()
        .filter(venster_tot__range=(van, tot), kruispunt__gearchiveerd_op=None)
        .exclude(kruispunt__staat="afgerond")
        .select_related("kruispunt")
        .order_by("venster_tot", "pk")
    )
