"""Kruispunten: the board, one page, and what hangs on it (M60-M62, M66)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comakers.selectors.herkomst import met_bronnen
from kruispunten.enums import KruispuntStaat
from kruispunten.models import Combinatie, Initiatief, Kruispunt, KruispuntHerkomst
from kruispunten.selectors.initiatieven import met_middelen
from pijlers.models import Effect, Pijler
from toegang import beleid
from trajecten.models import Partij, Traject, TrajectQuerySet
from trajecten.navigatie import kamer_adres


def _aantal(qs: QuerySet[Any], veld: str) -> Coalesce:
    """How many rows of ``qs`` point at the kruispunt, without a join that multiplies."""
    telling = qs.filter(**{veld: OuterRef("pk")}).order_by().values(veld).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(telling, output_field=IntegerField()), 0)


def kruispunten(*, actor: Any, traject: Traject) -> TrajectQuerySet:
    """The kruispunten of a traject that ``actor`` may see, with everything a card shows. Three queries."""
    in_kruispunt: Any = Kruispunt.initiatieven.through
    return (
        Kruispunt.objects.visible_to(actor)
        .for_traject(traject)
        .annotate(
            aantal_initiatieven=_aantal(in_kruispunt.objects.all(), "kruispunt"),
            aantal_combinaties=_aantal(Combinatie.objects.levend(), "kruispunt"),
            aantal_bronnen=_aantal(KruispuntHerkomst.objects.all(), "product"),
        )
        .prefetch_related(
            Prefetch("pijlers", queryset=Pijler.objects.levend()),
            Prefetch("partijen", queryset=Partij.objects.order_by("naam")),
        )
        .order_by("created_at", "pk")
    )


def bord(rijen: QuerySet[Kruispunt]) -> list[tuple[KruispuntStaat, list[Kruispunt]]]:
    """The board: every state with its kruispunten, also the empty ones."""
    alle = list(rijen)
    return [(staat, [k for k in alle if k.staat == staat]) for staat in KruispuntStaat]


def een_kruispunt(*, actor: Any, traject: Traject) -> QuerySet[Kruispunt]:
    """Kruispunten with everything their page shows; a fixed number of queries."""
    middelen = Initiatief.objects.niet_gewist().met_eigenaar().prefetch_related("middelen")
    return (
        Kruispunt.objects.visible_to(actor)
        .for_traject(traject)
        .select_related("vraagstuk")
        .prefetch_related(
            Prefetch("pijlers", queryset=Pijler.objects.levend()),
            Prefetch("effecten", queryset=Effect.objects.select_related("pijler").order_by("pijler__plaats", "pk")),
            Prefetch("partijen", queryset=Partij.objects.order_by("naam")),
            Prefetch("initiatieven", queryset=middelen.order_by("naam", "pk")),
            Prefetch("combinaties", queryset=combinaties().order_by("gearchiveerd_op", "created_at", "pk")),
        )
    )


def combinaties() -> TrajectQuerySet:
    """Combinaties with who is in them."""
    return Combinatie.objects.select_related("kruispunt").prefetch_related(
        Prefetch("partijen", queryset=Partij.objects.order_by("naam")),
        Prefetch("initiatieven", queryset=Initiatief.objects.niet_gewist().met_eigenaar().order_by("naam", "pk")),
    )


def deelnemers(combinatie: Combinatie) -> list[Partij]:
    """The partijen of a combinatie, also those that come in with an initiatief of theirs (M66)."""
    erbij = [i.eigenaar_partij for i in combinatie.initiatieven.all() if i.eigenaar_partij]
    uniek = {p.pk: p for p in [*combinatie.partijen.all(), *erbij]}
    return sorted(uniek.values(), key=lambda p: p.naam.casefold())


def vertel_combinaties(kruispunt: Kruispunt) -> tuple[list[Combinatie], list[Combinatie]]:
    """The combinaties of a kruispunt with ``deelnemers``, and those put away."""
    alle: list[Any] = list(kruispunt.combinaties.all())
    for combinatie in alle:
        combinatie.deelnemers = deelnemers(combinatie)
    return [c for c in alle if not c.is_opgeborgen], [c for c in alle if c.is_opgeborgen]


def initiatieven_in(kruispunt: Kruispunt) -> list[Initiatief]:
    """The living initiatieven of a kruispunt, with what they seek and offer."""
    return met_middelen(i for i in kruispunt.initiatieven.all() if not i.is_opgeborgen)


def gebundeld(traject: Traject) -> QuerySet[Kruispunt]:
    """Kruispunten in sight with all that a reader of the plan needs, and ``bronnen``: a fixed number of queries."""
    levend = Kruispunt.objects.for_traject(traject).levend()
    return met_bronnen(
        levend.prefetch_related(
            Prefetch("pijlers", queryset=Pijler.objects.levend()),
            Prefetch("effecten", queryset=Effect.objects.order_by("pijler__plaats", "pk")),
            Prefetch("partijen", queryset=Partij.objects.order_by("naam")),
            Prefetch(
                "initiatieven", queryset=Initiatief.objects.niet_gewist().levend().met_eigenaar().order_by("naam", "pk")
            ),
            Prefetch("combinaties", queryset=combinaties().levend().order_by("created_at", "pk")),
        ).order_by("created_at", "pk")
    )


def lopende(traject: Traject) -> QuerySet[Kruispunt]:
    """Kruispunten in sight that are not finished, with who takes part. Three queries."""
    return (
        Kruispunt.objects.for_traject(traject)
        .levend()
        .exclude(staat=KruispuntStaat.AFGEROND)
        .prefetch_related("partijen", Prefetch("initiatieven", queryset=Initiatief.objects.niet_gewist().levend()))
        .order_by("created_at", "pk")
    )


def aantal_deelnemers(kruispunt: Kruispunt) -> int:
    """How many different parties come together: those named, and the owners of what runs."""
    wie: set[tuple[str, int | None]] = {("partij", p.pk) for p in kruispunt.partijen.all()}
    for i in kruispunt.initiatieven.all():
        wie.add(("partij", i.eigenaar_partij_id) if i.eigenaar_partij_id else ("comaker", i.eigenaar_comaker_id))
    return len(wie)


@dataclass(frozen=True)
class Verbonden:
    """What came of a kruispunt in a room further on: its name, how far it is, and its page."""

    naam: str
    stand: str
    adres: str


@dataclass(frozen=True)
class Vervolg:
    """One room further on: what came of the kruispunt there, and where one more begins."""

    sleutel: str
    titel: Promise | str
    rijen: list[Verbonden]
    nieuw: str
    woorden: Promise | str


@dataclass(frozen=True)
class _Kamer:
    kant: str  # the way back from the kruispunt
    url_naam: str
    actie: str
    titel: Promise
    woorden: Promise


_VERDER = (
    _Kamer("ateliers", "atelier", "atelier", _("Ateliers"), _("Nodig mensen uit aan tafel")),
    _Kamer("ketens", "keten", "keten", _("Ketens"), _("Begin een keten")),
    _Kamer("projecten", "project", "project", _("Projecten"), _("Maak er een project van")),
)


def wat_volgde(kruispunt: Any, *, rol: Any, slug: str) -> list[Vervolg]:
    """The ateliers, ketens and projects of a kruispunt, as far as their room exists and this role may enter it."""
    gevonden = []
    for kamer in _VERDER:
        bestaat = hasattr(kruispunt, kamer.kant) and kamer_adres(kamer.url_naam, slug, 1) is not None
        if not bestaat or not beleid.mag(rol, f"{kamer.actie}.bekijken"):
            continue
        rijen = [
            Verbonden(str(rij), _stand(rij), kamer_adres(kamer.url_naam, slug, rij.pk) or "")
            for rij in getattr(kruispunt, kamer.kant).levend().order_by("created_at", "pk")
        ]
        nieuw = kamer_adres(f"{kamer.url_naam}_nieuw", slug) if beleid.mag(rol, f"{kamer.actie}.wijzigen") else None
        adres = f"{nieuw}?kruispunt={kruispunt.pk}" if nieuw else ""
        gevonden.append(Vervolg(kamer.kant, kamer.titel, rijen, adres, kamer.woorden))
    return gevonden


def _stand(rij: Any) -> str:
    toon = getattr(rij, "get_staat_display", None)
    return str(toon()) if toon else ""
