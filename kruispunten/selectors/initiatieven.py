"""What runs and comes, whose it is, what it seeks and offers (M61, M63)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from kruispunten.enums import ZoektBiedt
from kruispunten.models import Initiatief, Kruispunt, Middel
from trajecten.models import Traject, TrajectQuerySet

_MIDDELEN = Prefetch("middelen", queryset=Middel.objects.order_by("richting", "pk"))


def initiatieven(*, actor: Any, traject: Traject) -> TrajectQuerySet:
    """The initiatieven of a traject that ``actor`` may see, with owner and means, by name. Two queries."""
    return (
        Initiatief.objects.visible_to(actor)
        .for_traject(traject)
        .niet_gewist()
        .met_eigenaar()
        .prefetch_related(_MIDDELEN)
        .annotate(aantal_uitspraken=Count("herkomst", distinct=True))
        .order_by("naam", "pk")
    )


def gefilterd(qs: QuerySet[Initiatief], filters: dict[str, str]) -> QuerySet[Initiatief]:
    """The initiatieven that answer the filters of the list; an unknown value finds nothing."""
    if zoek := filters.get("zoek", "").strip():
        qs = qs.filter(
            Q(naam__icontains=zoek) | Q(plaats__icontains=zoek) | Q(eigenaar_partij__naam__icontains=zoek)
            | Q(pk__in=Middel.objects.filter(wat__icontains=zoek).values("initiatief_id"))
        )  # fmt: skip
    if soort := filters.get("soort"):
        richting = filters.get("richting", "") or ZoektBiedt.ZOEKT.value
        qs = qs.filter(pk__in=Middel.objects.filter(soort=soort, richting=richting).values("initiatief_id"))
    elif richting := filters.get("richting", ""):
        qs = qs.filter(pk__in=Middel.objects.filter(richting=richting).values("initiatief_id"))
    if filters.get("van") == "partij":
        qs = qs.filter(eigenaar_partij__isnull=False)
    elif filters.get("van") == "comaker":
        qs = qs.filter(eigenaar_comaker__isnull=False)
    return qs


def verdeeld(initiatief: Initiatief) -> tuple[list[Middel], list[Middel]]:
    """What it seeks and what it offers, from the means that were fetched along."""
    alle = list(initiatief.middelen.all())
    zoekt = [m for m in alle if m.richting == ZoektBiedt.ZOEKT]
    return zoekt, [m for m in alle if m.richting == ZoektBiedt.BIEDT]


def met_middelen(rijen: Iterable[Initiatief]) -> list[Initiatief]:
    """The rows with ``zoekt`` and ``biedt``, for a list."""
    uit = list(rijen)
    for initiatief in uit:
        initiatief.zoekt, initiatief.biedt = verdeeld(initiatief)  # type: ignore[attr-defined] # for the screen
    return uit


def kruispunten_van(initiatief: Initiatief) -> QuerySet[Kruispunt]:
    """Where it comes together with others."""
    return Kruispunt.objects.filter(initiatieven=initiatief).levend().order_by("created_at", "pk")


def eigen(persoon: Any) -> QuerySet[Initiatief]:
    """The initiatieven of a co-maker, newest first."""
    return (
        Initiatief.objects.visible_to(persoon).levend().prefetch_related(_MIDDELEN).order_by("-created_at", "-pk")
    )  # fmt: skip
