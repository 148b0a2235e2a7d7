"""The chain of chains of a traject as a graph, and the last picture of it (M73)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from ketens import plaatsing
from ketens.enums import ProjectStaat
from ketens.graaf import Graaf, Knoop, Lijn
from ketens.models import Keten, Netwerk, Project, Schakel
from leefsturing.lib import klok
from trajecten.models import Traject


def graaf_van(traject: Traject, *, naar_buiten: bool = False, dag: date | None = None) -> Graaf:
    """Who carries what in the living ketens: three queries. ``naar_buiten`` names people by their group only."""
    dag = dag or klok.vandaag()
    rijen = (
        Keten.objects.for_traject(traject)
        .levend()
        .prefetch_related(
            Prefetch("schakels", queryset=Schakel.objects.met_wie().order_by("created_at", "pk")),
            Prefetch("projecten", queryset=Project.objects.exclude(staat=ProjectStaat.GESTOPT).order_by("pk")),
        )
        .order_by("created_at", "pk")
    )
    knopen: dict[str, Knoop] = {}
    lijnen: list[Lijn] = []
    for keten in rijen:
        hub = Knoop(f"k{keten.pk}", "keten", keten.naam, pk=keten.pk)
        knopen[hub.sleutel] = hub
        for schakel in keten.schakels.all():
            if not schakel.is_weg(dag):
                knoop = _knoop(schakel, naar_buiten)
                knopen.setdefault(knoop.sleutel, knoop)
                lijnen.append(Lijn(hub.sleutel, knoop.sleutel, str(schakel.kracht)))
        for project in keten.projecten.all():
            knopen.setdefault(f"j{project.pk}", Knoop(f"j{project.pk}", "project", project.naam, pk=project.pk))
            lijnen.append(Lijn(hub.sleutel, f"j{project.pk}", "project"))
    return Graaf(tuple(knopen.values()), tuple(lijnen))


def _knoop(schakel: Any, naar_buiten: bool) -> Knoop:
    naam = schakel.naam_naar_buiten() if naar_buiten else schakel.naam
    if schakel.partij_id:
        return Knoop(f"p{schakel.partij_id}", "partij", naam, schakel.zijde, schakel.partij_id)
    return Knoop(f"m{schakel.persoon_id}", "mens", naam, schakel.zijde, schakel.persoon_id)


@dataclass(frozen=True)
class Netwerkbeeld:
    """The graph of now with the places it stands on; ``wordt_bijgewerkt`` when the worker still has to place it."""

    graaf: Graaf
    plaatsing: plaatsing.Plaatsing
    wordt_bijgewerkt: bool


def netwerkbeeld(traject: Traject, *, naar_buiten: bool = False) -> Netwerkbeeld:
    """What is true now, on the places of the last picture; who is new stands below until the worker has been."""
    graaf = graaf_van(traject, naar_buiten=naar_buiten)
    rij = Netwerk.objects.for_traject(traject).first()
    if rij is None:
        return Netwerkbeeld(graaf, plaatsing.eenvoudig(graaf), bool(graaf.ketens))
    bewaard = plaatsing.ontdooi(rij.posities)
    return Netwerkbeeld(graaf, plaatsing.passend(graaf, bewaard), rij.kenmerk != graaf.kenmerk)
