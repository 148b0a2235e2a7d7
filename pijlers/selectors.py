"""Reads over pijlers and effects, without evidence: that is one floor up, where the uitspraken are."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from pijlers.models import Effect, Formulering, Meting, Pijler
from trajecten.models import Traject

Deel = tuple[str, str]


def pijlers(actor: Any, traject: Traject) -> QuerySet[Pijler]:
    """The pijlers that ``actor`` may see, withdrawn ones too."""
    return Pijler.objects.visible_to(actor).for_traject(traject).select_related("besluit")


def effecten(actor: Any, traject: Traject) -> QuerySet[Effect]:
    """Effects with their measurements in order of date: two queries."""
    metingen = Meting.objects.order_by("datum")
    return (
        Effect.objects.visible_to(actor)
        .for_traject(traject)
        .prefetch_related(Prefetch("metingen", queryset=metingen))
        .order_by("pijler__plaats", "pk")
    )


@dataclass(frozen=True)
class Verwoording:
    """One wording beside the one before it: the words that stayed, went and came."""

    formulering: Formulering
    titel: list[Deel]
    toelichting: list[Deel]


def geschiedenis(pijler: Pijler) -> list[Verwoording]:
    """Every wording of ``pijler``, newest first, each compared with the one before it; one query."""
    rijen = list(Formulering.objects.filter(pijler=pijler).select_related("door").order_by("nummer"))
    return [
        Verwoording(nu, woordverschil(eerder.titel, nu.titel), woordverschil(eerder.toelichting, nu.toelichting))
        for eerder, nu in zip([rijen[0], *rijen] if rijen else [], rijen, strict=False)
    ][::-1]


def woordverschil(oud: str, nieuw: str) -> list[Deel]:
    """The difference between two texts by word: parts that are *gelijk*, *weg* or *erbij*."""
    a, b = (re.findall(r"\s+|[^\s]+", tekst) for tekst in (oud, nieuw))
    return list(_delen(a, b))


def _delen(a: list[str], b: list[str]) -> Iterator[Deel]:
    for soort, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if soort == "equal":
            yield "gelijk", "".join(a[i1:i2])
            continue
        if i2 > i1:
            yield "weg", "".join(a[i1:i2])
        if j2 > j1:
            yield "erbij", "".join(b[j1:j2])
