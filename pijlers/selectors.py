"""Reads over pijlers and effects, without evidence: that is one floor up, where the uitspraken are."""

import difflib
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from pijlers.enums import PijlerStaat
from pijlers.models import Effect, Formulering, Meting, Pijler, PijlerQuerySet
from trajecten.models import Traject

Deel = tuple[str, str]
# Fewer people than this are not a figure; by these words in its unit an effect counts people.
KLEINSTE_GROEP = 5
MENSEN = r"(mensen|personen|bewoners|inwoners|gezinnen|huishoudens|kinderen|jongeren|ouderen|leden|klanten|bezoekers)"


def pijlers(actor: Any, traject: Traject) -> PijlerQuerySet:
    """The pijlers that ``actor`` may see, withdrawn ones too."""
    return Pijler.objects.visible_to(actor).for_traject(traject).select_related("besluit")


def levende_pijlers(actor: Any, traject: Traject) -> QuerySet[Pijler]:
    """Those that steer now, in their places."""
    return pijlers(actor, traject).exclude(staat=PijlerStaat.VERVALLEN).order_by("plaats")


def effecten(actor: Any, traject: Traject, *, zonder_kleine_groepen: bool = False) -> QuerySet[Effect]:
    """Effects with their measurements in order of date: two queries.

    ``zonder_kleine_groepen`` leaves out what counts fewer than five people: for who steers on main lines (M81).
    """
    metingen = Meting.objects.order_by("datum")
    if zonder_kleine_groepen:
        metingen = metingen.exclude(waarde__gt=0, waarde__lt=KLEINSTE_GROEP, effect__eenheid__iregex=MENSEN)
    return (
        Effect.objects.visible_to(actor)
        .for_traject(traject)
        .prefetch_related(Prefetch("metingen", queryset=metingen))
        .order_by("pijler__plaats", "pk")
    )


@dataclass(frozen=True)
class Verwoording:
    """One wording beside the one before it: what went is marked in the old words, what came in the new ones."""

    formulering: Formulering
    titel_oud: list[Deel]
    titel: list[Deel]
    toelichting_oud: list[Deel]
    toelichting: list[Deel]
    is_eerste: bool


def geschiedenis(pijler: Pijler) -> list[Verwoording]:
    """Every wording of ``pijler``, newest first, each compared with the one before it; one query."""
    rijen = list(Formulering.objects.filter(pijler=pijler).select_related("door").order_by("nummer"))
    return [
        Verwoording(
            nu,
            *naast_elkaar(eerder.titel, nu.titel),
            *naast_elkaar(eerder.toelichting, nu.toelichting),
            is_eerste=eerder is nu,
        )
        for eerder, nu in zip([rijen[0], *rijen] if rijen else [], rijen, strict=False)
    ][::-1]


def naast_elkaar(oud: str, nieuw: str) -> tuple[list[Deel], list[Deel]]:
    """Two texts by word: the old one in parts that are *gelijk* or *weg*, the new one *gelijk* or *erbij*."""
    a, b = (re.findall(r"\s*\S+", tekst) for tekst in (oud, nieuw))
    links: list[Deel] = []
    rechts: list[Deel] = []
    for soort, i1, i2, j1, j2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if i2 > i1:
            links.append(("gelijk" if soort == "equal" else "weg", "".join(a[i1:i2])))
        if j2 > j1:
            rechts.append(("gelijk" if soort == "equal" else "erbij", "".join(b[j1:j2])))
    return links, rechts
