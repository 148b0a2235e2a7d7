"""Zeven: statements with filters, thema's, and the table of thema's by category (M28, M32)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from comakers.enums import Toestemming, UitspraakSoort
from comakers.models import Onderbouwing, Thema, ThemaKoppeling, Uitspraak
from trajecten.models import Categorie

PER_PAGINA = 30
LEVENDE_THEMAS = Prefetch("themas", Thema.objects.filter(opgegaan_in=None).order_by("naam"), to_attr="levende_themas")


def met_alles(uitspraken: Any) -> Any:
    """Statements with what the quotation on screen needs, in a constant number of queries."""
    return uitspraken.select_related("comaker__persoon", "comaker__categorie", "gesprek").prefetch_related(
        LEVENDE_THEMAS,
        Prefetch("onderbouwingen", Onderbouwing.objects.select_related("pijler").order_by("pijler__plaats")),
    )


@dataclass(frozen=True)
class Zeef:
    """What one filters statements by; ``stand`` is one of STANDEN."""

    zoek: str = ""
    thema: int | None = None
    categorie: int | None = None
    pijler: int | None = None
    soort: str = ""
    stand: str = ""

    @property
    def is_aan(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.zoek or self.thema or self.categorie or self.pijler or self.soort or self.stand)


# Empty: everything that may be used. The others show what would otherwise stay out of sight.
STANDEN = ("", "onaangeroerd", "zonder_thema", "terzijde", "niet_gebruiken")


def gezeefd(*, traject: Any, actor: Any, zeef: Zeef) -> QuerySet[Uitspraak]:
    """The statements that pass the sieve."""
    rows = Uitspraak.objects.visible_to(actor).for_traject(traject)
    match zeef.stand:
        case "onaangeroerd":
            rows = rows.onaangeroerd()
        case "terzijde":
            rows = rows.exclude(terzijde_op=None)
        case "niet_gebruiken":
            rows = rows.filter(toestemming=Toestemming.NIET)
        case "zonder_thema":
            has = ThemaKoppeling.objects.filter(uitspraak=OuterRef("pk"), thema__opgegaan_in=None)
            rows = rows.bruikbaar().exclude(Exists(has))
        case _:
            rows = rows.bruikbaar()
    if zeef.thema:
        rows = rows.filter(Exists(ThemaKoppeling.objects.filter(uitspraak=OuterRef("pk"), thema=zeef.thema)))
    if zeef.categorie:
        rows = rows.filter(comaker__categorie=zeef.categorie)
    if zeef.pijler:
        rows = rows.filter(Exists(Onderbouwing.objects.filter(uitspraak=OuterRef("pk"), pijler=zeef.pijler)))
    if zeef.soort in UitspraakSoort.values:
        rows = rows.filter(soort=zeef.soort)
    for woord in zeef.zoek.split()[:8]:
        rows = rows.filter(tekst__icontains=woord)
    return rows


def uitspraken_pagina(*, traject: Any, actor: Any, zeef: Zeef, pagina: Any = 1) -> Page:
    """One page of statements, newest first."""
    rows = gezeefd(traject=traject, actor=actor, zeef=zeef).order_by("-created_at", "-id")
    return Paginator(met_alles(rows), PER_PAGINA).get_page(pagina)


def levende_themas(*, traject: Any, actor: Any) -> QuerySet[Thema]:
    """Thema's that were not merged away, by name, with how many usable statements they have, of how many people."""
    usable = Q(uitspraken__terzijde_op=None) & ~Q(uitspraken__toestemming=Toestemming.NIET)
    return (
        Thema.objects.visible_to(actor)
        .for_traject(traject)
        .filter(opgegaan_in=None)
        .annotate(
            aantal=Count("uitspraken", filter=usable, distinct=True),
            mensen=Count("uitspraken__comaker", filter=usable, distinct=True),
        )
        .order_by("naam")
    )


@dataclass(frozen=True)
class Cel:
    """One cell of the table: statements, of how many people, and how strong against the fullest cell (0-4)."""

    categorie: Categorie
    aantal: int
    mensen: int
    sterkte: int


@dataclass(frozen=True)
class ThemaTabel:
    """Thema x category, in counts of statements and people, never percentages (M28)."""

    categorieen: list[Categorie]
    rijen: list[tuple[Thema, list[Cel]]]


def thema_tabel(*, traject: Any, actor: Any) -> ThemaTabel:
    """The table in three queries; the strongest thema on top."""
    categorieen = list(Categorie.objects.for_traject(traject).order_by("volgorde", "id"))
    themas = sorted(levende_themas(traject=traject, actor=actor), key=lambda t: (-getattr(t, "aantal", 0), t.naam))
    counts = {
        (rij["thema"], rij["uitspraak__comaker__categorie"]): (rij["aantal"], rij["mensen"])
        for rij in ThemaKoppeling.objects.for_traject(traject)
        .filter(thema__opgegaan_in=None, uitspraak__terzijde_op=None)
        .exclude(uitspraak__toestemming=Toestemming.NIET)
        .values("thema", "uitspraak__comaker__categorie")
        .annotate(aantal=Count("uitspraak", distinct=True), mensen=Count("uitspraak__comaker", distinct=True))
    }
    meest = max((n for n, _m in counts.values()), default=0)

    def cel(thema: Thema, categorie: Categorie) -> Cel:
        aantal, mensen = counts.get((thema.pk, categorie.pk), (0, 0))
        return Cel(categorie, aantal, mensen, -(-4 * aantal // meest) if meest else 0)

    return ThemaTabel(categorieen, [(t, [cel(t, c) for c in categorieen]) for t in themas])


def uitspraken_met(*, traject: Any, actor: Any, nummers: Iterable[int]) -> QuerySet[Uitspraak]:
    """The named statements as far as they are of this traject."""
    return Uitspraak.objects.visible_to(actor).for_traject(traject).filter(pk__in=list(nummers))
