"""One keten with everything around it, and the list of ketens (M73-M82)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from ketens.enums import Kracht
from ketens.models import Inbreng, Keten, Project, Schakel
from ketens.selectors.inbreng import Totaal, totaal_van
from kruispunten.models import Kruispunt
from leefsturing.lib import klok
from trajecten.models import Partij, Traject


def ketenlijst(*, actor: Any, traject: Traject) -> QuerySet[Keten]:
    """The ketens of a traject that ``actor`` may see, the one that moved last first; put away ones too."""
    return (
        Keten.objects.visible_to(actor)
        .for_traject(traject)
        .select_related("kruispunt", "gearchiveerd_door")
        .annotate(
            aantal_schakels=Count("schakels", filter=Q(schakels__vertrokken_op=None), distinct=True),
            aantal_projecten=Count("projecten", distinct=True),
            bewogen=Max("schakels__created_at"),
        )
        .order_by("naam", "pk")
    )


def levende_ketens(traject: Traject) -> QuerySet[Keten]:
    """The ketens that are not put away, with their schakels: two queries."""
    schakels = Schakel.objects.met_wie().op_kracht()
    return (
        Keten.objects.for_traject(traject)
        .levend()
        .select_related("kruispunt")
        .prefetch_related(Prefetch("schakels", queryset=schakels))
        .order_by("created_at", "pk")
    )


def schakels_van(ketens: Sequence[Keten] | QuerySet[Keten]) -> QuerySet[Schakel]:
    """The schakels of these ketens, strongest first, with who they are and what they bring in: two queries."""
    rijen = Prefetch("inbreng", queryset=Inbreng.objects.order_by("soort", "created_at", "pk"))
    return Schakel.objects.filter(keten__in=ketens).met_wie().prefetch_related(rijen).op_kracht()


@dataclass(frozen=True)
class Ketenblad:
    """What the page of one keten shows; schakels hang together strongest first, who left stands apart."""

    keten: Keten
    schakels: list[Schakel]
    vertrokken: list[Schakel]
    projecten: list[Project]
    totaal: Totaal
    bruggen: dict[int, list[Keten]]

    @property
    def sterkste(self) -> Schakel | None:
        """The schakel to start with."""
        return next((s for s in self.schakels if s.kracht == Kracht.STERK), None)

    @property
    def gebroken(self) -> list[Schakel]:
        """Where the keten is broken."""
        return [s for s in self.schakels if s.kracht == Kracht.GEBROKEN]

    @property
    def overheid(self) -> list[Schakel]:
        """The schakels of the overheid, that have to step out in time (M74)."""
        return [s for s in self.schakels if s.is_overheid]

    @property
    def zonder_uitstap(self) -> list[Schakel]:
        """Those of the overheid without a day to step out."""
        return [s for s in self.overheid if s.stapt_uit_op is None]


def ketenblad(keten: Keten, *, dag: date | None = None) -> Ketenblad:
    """Everything on the page of ``keten``: a fixed few queries."""
    dag = dag or klok.vandaag()
    alle = list(schakels_van([keten]))
    hier = [s for s in alle if not s.is_weg(dag)]
    projecten = keten.projecten.select_related("trekker__partij", "trekker__comaker__categorie").order_by("naam", "pk")
    return Ketenblad(
        keten=keten,
        schakels=hier,
        vertrokken=[s for s in alle if s.is_weg(dag)],
        projecten=list(projecten),
        totaal=totaal_van(hier),
        bruggen=_bruggen(keten, hier, dag),
    )


def _bruggen(keten: Keten, schakels: Sequence[Schakel], dag: date) -> dict[int, list[Keten]]:
    """For each schakel the other living ketens its partij or persoon sits in (M73)."""
    elders = (
        Schakel.objects.for_traject(keten.traject_id)
        .filter(keten__gearchiveerd_op=None)
        .filter(
            Q(partij__in=[s.partij_id for s in schakels if s.partij_id])
            | Q(persoon__in=[s.persoon_id for s in schakels if s.persoon_id])
        )
        .exclude(keten=keten)
        .select_related("keten")
        .order_by("keten__naam", "pk")
    )
    waar: dict[tuple[int | None, int | None], list[Keten]] = defaultdict(list)
    for ander in elders:
        if not ander.is_weg(dag):
            waar[ander.partij_id, ander.persoon_id].append(ander.keten)
    return {s.pk: waar[s.partij_id, s.persoon_id] for s in schakels if (s.partij_id, s.persoon_id) in waar}


def partijen_bij(kruispunt: Kruispunt) -> list[Partij]:
    """The partijen that meet at a kruispunt: those named, and the owners of its initiatieven (M77)."""
    alle = Partij.objects.filter(Q(kruispunten=kruispunt) | Q(initiatieven__kruispunten=kruispunt))
    return list(alle.distinct().order_by("naam", "pk"))
