"""What a trekker sees of their own projects through the personal link (M72)."""

from dataclasses import dataclass

from django.db.models import F, Max, QuerySet

from ketens.models import Keten, Meedoener, Mijlpaal, Project, Schakel, Voortgang
from ketens.selectors.projecten import meedoeners_van, voortgang_van
from trajecten.models import Persoon


def projecten_van(persoon: Persoon) -> QuerySet[Project]:
    """The projects ``persoon`` pulls, what still goes on first; with ``laatste_bericht``, the last word on each."""
    return (
        Project.objects.visible_to(persoon)
        .for_traject(persoon.traject)
        .levend()
        .select_related("traject", "pijler", "effect", "kruispunt")
        .annotate(laatste_bericht=Max("voortgangen__op"))
        .order_by(F("afgerond_op").asc(nulls_first=True), "-created_at", "-pk")
    )


@dataclass(frozen=True)
class Drager:
    """Who helps to carry the project, as its trekker may read it."""

    naam: str
    rol: str


@dataclass(frozen=True)
class Trekkerblad:
    """What the page of a trekker shows beside the project itself."""

    voortgangen: list[Voortgang]
    te_halen: list[Mijlpaal]
    gehaald: list[Mijlpaal]
    meedoeners: list[Meedoener]
    keten: Keten | None
    dragers: list[Drager]


def trekkerblad(project: Project) -> Trekkerblad:
    """Everything on the page of a trekker: a fixed few queries. People are named who take part in the project."""
    mijlpalen = list(project.mijlpalen.order_by("uiterlijk", "pk"))
    meedoeners = list(meedoeners_van(project))
    keten = project.ketens.levend().order_by("created_at", "pk").first()
    bekend = {m.persoon_id: str(m.persoon) for m in meedoeners} | {project.trekker_id: str(project.trekker or "")}
    schakels = Schakel.objects.filter(keten=keten, vertrokken_op=None).met_wie().op_kracht() if keten else []
    return Trekkerblad(
        voortgangen=list(voortgang_van(project)[:5]),
        te_halen=[m for m in mijlpalen if m.gehaald_op is None],
        gehaald=[m for m in mijlpalen if m.gehaald_op],
        meedoeners=meedoeners,
        keten=keten,
        dragers=[Drager(bekend.get(s.persoon_id) or s.naam_naar_buiten(), s.rol) for s in schakels],
    )
