"""Where the wijk stands: what comes at it on every scale, and what it is strong in (M40-M42)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from comakers.enums import Houding, Toestemming
from comakers.models import CoMaker
from pijlers.models import Pijler
from streefbeelden.models import Kracht, Ontwikkeling
from streefbeelden.tekening import BREED, LANEN, SMAL, Feit, Kader, Tekening, tekeningen
from trajecten.models import Traject

# How many uitspraken lie under a product that may leave the kerngroep; others count for nobody.
BRUIKBAAR = Count(
    "herkomst",
    filter=Q(herkomst__uitspraak__terzijde_op=None) & ~Q(herkomst__uitspraak__toestemming=Toestemming.NIET),
)


def ontwikkelingen(*, actor: Any, traject: Traject) -> QuerySet[Ontwikkeling]:
    """The ontwikkelingen that ``actor`` may see, early ones first, with the number of uitspraken under them."""
    return (
        Ontwikkeling.objects.visible_to(actor)
        .for_traject(traject)
        .annotate(aantal_uitspraken=BRUIKBAAR)
        .order_by("van_jaar", "-tot_jaar", "titel", "pk")
    )


def krachten(*, actor: Any, traject: Traject) -> QuerySet[Kracht]:
    """The krachten that ``actor`` may see, with the number of uitspraken under them."""
    return (
        Kracht.objects.visible_to(actor)
        .for_traject(traject)
        .annotate(aantal_uitspraken=BRUIKBAAR)
        .order_by("created_at", "pk")
    )


def kader_van(traject: Traject, dag: date) -> Kader:
    """The time around the map."""
    return Kader(dag, traject.planperiode_start, traject.planperiode_eind, traject.horizonjaar)


def feiten_van(rijen: Iterable[Ontwikkeling]) -> list[Feit]:
    """What the drawing knows of ontwikkelingen."""
    return [Feit(r.titel, r.schaal, r.van_jaar, r.tot_jaar, r.werking, r.soort) for r in rijen]


@dataclass(frozen=True)
class Drager:
    """How many key figures speak for a pijler (M42)."""

    pijler: Pijler
    aantal: int


@dataclass(frozen=True)
class Positie:
    """Everything in the room."""

    lanen: list[tuple[str, list[Ontwikkeling]]]
    aantal: int
    voorbij: int
    breed: list[Tekening]
    smal: list[Tekening]
    krachten: list[Kracht]
    opgeborgen: list[Ontwikkeling | Kracht]
    sleutelfiguren: int
    dragers: list[Drager]

    @property
    def ontbreekt(self) -> list[str]:
        """The scales on which nothing stands yet."""
        return [naam for naam, rijen in self.lanen if not rijen]

    @property
    def is_leeg(self) -> bool:
        """Nothing on the map and no strength either."""
        return not (self.aantal or self.krachten)


def positie(*, actor: Any, traject: Traject, dag: date) -> Positie:
    """The room of positionering: four queries."""
    alle = list(ontwikkelingen(actor=actor, traject=traject))
    sterk = list(krachten(actor=actor, traject=traject))
    op_de_kaart = [o for o in alle if not o.is_opgeborgen]
    kader, feiten = kader_van(traject, dag), feiten_van(op_de_kaart)
    figuren = CoMaker.objects.visible_to(actor).for_traject(traject).exclude(sleutelfiguur_voor="")
    voor = Q(onderbouwingen__houding=Houding.VOOR, onderbouwingen__uitspraak__comaker__in=figuren.values("pk"))
    pijlers = (
        Pijler.objects.visible_to(actor)
        .for_traject(traject)
        .levend()
        .annotate(figuren=Count("onderbouwingen__uitspraak__comaker", filter=voor, distinct=True))
    )
    return Positie(
        lanen=[(str(s.label), [o for o in op_de_kaart if o.schaal == s]) for s in LANEN],
        aantal=len(op_de_kaart),
        voorbij=sum(o.tot_jaar < kader.begin for o in op_de_kaart),
        breed=tekeningen(feiten, kader, BREED),
        smal=tekeningen(feiten, kader, SMAL),
        krachten=[k for k in sterk if not k.is_opgeborgen],
        opgeborgen=[*(o for o in alle if o.is_opgeborgen), *(k for k in sterk if k.is_opgeborgen)],
        sleutelfiguren=figuren.count(),
        dragers=[Drager(p, p.figuren) for p in pijlers],
    )
