"""Gesprekken: what comes, what was held, what is still without verslag; and what to bring along (M24, M25, M34)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from comakers.enums import GesprekStaat
from comakers.models import Gesprek, Uitspraak
from comakers.selectors.themas import met_alles

PER_PAGINA = 25
MEE_TE_NEMEN = 6


@dataclass(frozen=True)
class GesprekLijst:
    """What comes, soonest first; and a page of what was, newest first."""

    komend: list[Gesprek]
    voorbij: Page
    zonder_verslag: int


def _met_mensen(actor: Any, traject: Any) -> QuerySet[Gesprek]:
    return (
        Gesprek.objects.visible_to(actor)
        .for_traject(traject)
        .select_related("verslag")
        .defer("aantekeningen", "voornemen", "verslag__tekst")
        .prefetch_related("comakers__persoon", "comakers__categorie", "interviewers")
        .annotate(aantal_uitspraken=Count("uitspraken", distinct=True))
    )


def gesprek_lijst(*, traject: Any, actor: Any, now: datetime, toon: str = "", pagina: Any = 1) -> GesprekLijst:
    """Planned ones soonest first (also those of which the day has passed), then the past newest first."""
    rows = _met_mensen(actor, traject)
    voorbij = rows.exclude(staat=GesprekStaat.GEPLAND)
    zonder = (
        Gesprek.objects.visible_to(actor)
        .for_traject(traject)
        .filter(staat=GesprekStaat.GEVOERD, verslag__gedeeld_op=None)
    )
    if toon == "zonder-verslag":
        voorbij = voorbij.filter(staat=GesprekStaat.GEVOERD, verslag__gedeeld_op=None)
    komend = (
        []
        if toon == "zonder-verslag"
        else list(rows.filter(staat=GesprekStaat.GEPLAND).order_by("wanneer", "id")[:100])
    )
    for gesprek in komend:
        gesprek.is_voorbij = gesprek.wanneer < now  # type: ignore[attr-defined]
    page = Paginator(voorbij.order_by("-wanneer", "-id"), PER_PAGINA).get_page(pagina)
    return GesprekLijst(komend, page, zonder.count())


@dataclass(frozen=True)
class Voorbereiding:
    """What one knows and brings along: what they said earlier, and sounds of other categories within consent."""

    eerder: list[Uitspraak]
    mee_te_nemen: list[Uitspraak]


def voorbereiding(*, gesprek: Gesprek, actor: Any) -> Voorbereiding:
    """For the page before a gesprek: own earlier words, and recent ones of other categories that may be told (M34)."""
    comakers = list(gesprek.comakers.all())
    all_rows = met_alles(Uitspraak.objects.visible_to(actor).for_traject(gesprek.traject_id))
    eerder = all_rows.filter(comaker__in=comakers).exclude(gesprek=gesprek).order_by("-created_at", "-id")[:20]
    others = (
        all_rows.bruikbaar()
        .exclude(comaker__in=comakers)
        .exclude(comaker__categorie__in=[c.categorie_id for c in comakers])
        .order_by("-created_at", "-id")[:MEE_TE_NEMEN]
    )
    return Voorbereiding(list(eerder), list(others))


def geknipte_uitspraken(gesprek: Gesprek, actor: Any) -> list[Uitspraak]:
    """The statements cut from these notes that ``actor`` may see, in the order of the notes."""
    return list(met_alles(gesprek.uitspraken.visible_to(actor)).order_by("begin", "id"))
