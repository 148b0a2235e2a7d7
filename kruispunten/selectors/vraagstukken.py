"""The tree of vraagstukken: complex on top, single below (M60)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from kruispunten.models import Kruispunt, Vraagstuk
from trajecten.models import Traject


def vraagstukken(*, actor: Any, traject: Traject) -> QuerySet[Vraagstuk]:
    """Every question of a traject that ``actor`` may see, with ``punten``: the kruispunten made of it. Two queries."""
    levend = Kruispunt.objects.levend().order_by("pk")
    return (
        Vraagstuk.objects.visible_to(actor)
        .for_traject(traject)
        .prefetch_related(Prefetch("kruispunten", queryset=levend, to_attr="punten"))
        .order_by("created_at", "pk")
    )


def boom(rijen: Iterable[Vraagstuk]) -> list[Vraagstuk]:
    """The questions on top, each with ``takken``; one whose parent is out of sight stands on top itself."""
    alle: list[Any] = list(rijen)
    op_pk = {v.pk: v for v in alle}
    for vraagstuk in alle:
        vraagstuk.takken = []
    for vraagstuk in alle:
        if vraagstuk.ouder_id in op_pk:
            op_pk[vraagstuk.ouder_id].takken.append(vraagstuk)
    return [v for v in alle if v.ouder_id not in op_pk]


def mogelijke_ouders(vraagstuk: Vraagstuk) -> QuerySet[Vraagstuk]:
    """Where a question may hang: anywhere but in its own branch. Two queries."""
    paren = dict(Vraagstuk.objects.filter(traject=vraagstuk.traject_id).values_list("pk", "ouder_id"))
    eigen, erbij = {vraagstuk.pk}, {vraagstuk.pk}
    while erbij:
        erbij = {pk for pk, ouder in paren.items() if ouder in erbij} - eigen
        eigen |= erbij
    levend = Vraagstuk.objects.filter(traject=vraagstuk.traject_id).levend()
    return levend.exclude(pk__in=eigen).order_by("created_at", "pk")
