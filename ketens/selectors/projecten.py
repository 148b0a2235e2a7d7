from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comakers.selectors.herkomst import met_bronnen
from ketens.enums import ProjectSoort, ProjectStaat
from ketens.models import Keten, Meedoener, Mijlpaal, Project, Voortgang
from leefsturing.lib import klok
from toegang.models import Logregel
from trajecten.enums import Zijde
from trajecten.models import Persoon, Traject

VOLGORDE = (ProjectStaat.GESTART, ProjectStaat.IDEE, ProjectStaat.RESULTAAT, ProjectStaat.GESTOPT)


def projecten(*, actor: Any, traject: Traject) -> QuerySet[Project]:
    """The projects of a traject that ``actor`` may see, with everything a list shows; newest first."""
    return (
        Project.objects.visible_to(actor)
        .for_traject(traject)
        .select_related(
            "pijler",
            "effect",
            "stap",
            "kruispunt",
            "initiatief",
            "atelier",
            "trekker__partij",
            "trekker__comaker__categorie",
        )
        .annotate(aantal_uitspraken=Count("herkomst", distinct=True), laatste_bericht=Max("voortgangen__op"))
        .order_by("-created_at", "-pk")
    )


def gefilterd(qs: QuerySet[Project], filters: dict[str, str], *, met_namen: bool) -> QuerySet[Project]:
    """The projects that answer the filters of the list; an unknown value finds nothing.

    A trekker is found by a name that this reader may see: ``met_namen``, or when the trekker agreed to be named.
    """
    if zoek := filters.get("zoek", "").strip():
        genoemd = Q() if met_namen else Q(trekker_genoemd=True)
        qs = qs.filter(
            Q(naam__icontains=zoek) | Q(omschrijving__icontains=zoek) | Q(beoogd_resultaat__icontains=zoek)
            | Q(genoemd, trekker__achternaam__icontains=zoek) | Q(trekker__partij__naam__icontains=zoek)
        )  # fmt: skip
    for veld in ("soort", "staat"):
        if waarde := filters.get(veld):
            qs = qs.filter(**{veld: waarde})
    if pijler := filters.get("pijler"):
        qs = qs.filter(pijler=int(pijler)) if pijler.isdecimal() and len(pijler) < 10 else qs.none()
    if zijde := filters.get("zijde"):
        qs = qs.filter(trekker_zijde="" if zijde == "niemand" else zijde)
    return qs


@dataclass(frozen=True)
class Trekkers:
    """Who pulls, by side of the triangle (M72): counts, and one sentence."""

    zijden: list[tuple[str, str, int]]  # value, label, count
    totaal: int
    van_buiten: int

    @property
    def zin(self) -> str:
        """What the figures say, for a person."""
        if not self.totaal:
            return _("Er zijn nog geen projecten.")
        return _("%(buiten)s van de %(alle)s projecten hebben een trekker van buiten de gemeente.") % {
            "buiten": self.van_buiten,
            "alle": self.totaal,
        }


def trekkers(traject: Traject) -> Trekkers:
    """Who pulls the living projects of a traject: one query."""
    rijen = dict(
        Project.objects.for_traject(traject)
        .levend()
        .values_list("trekker_zijde")
        .annotate(n=Count("pk"))
        .order_by("trekker_zijde")
    )
    zijden = [(z.value, str(z.label), rijen.get(z.value, 0)) for z in (Zijde.GEBRUIKERS, Zijde.INVESTEERDERS,
                                                                      Zijde.OVERHEID)]  # fmt: skip
    zijden.append(("niemand", _("nog niemand"), rijen.get("", 0)))
    totaal = sum(n for *_rest, n in zijden)
    buiten = sum(n for waarde, _label, n in zijden if waarde in (Zijde.GEBRUIKERS, Zijde.INVESTEERDERS))
    return Trekkers(zijden, totaal, buiten)


def per_staat(rijen: QuerySet[Project]) -> list[tuple[ProjectStaat, list[Project]]]:
    """The list in groups, what runs first."""
    alle = list(rijen)
    groepen = [(staat, [p for p in alle if p.staat == staat]) for staat in VOLGORDE]
    return [(staat, groep) for staat, groep in groepen if groep]


@dataclass(frozen=True)
class Projectblad:
    """What the page of one project shows beside its fields and its sources."""

    voortgangen: list[Voortgang]
    mijlpalen: list[Mijlpaal]
    meedoeners: list[Meedoener]
    ketens: list[Keten]
    zelf_gedaan: list[tuple[datetime, str, str]]
    dag: date


def projectblad(project: Project, *, dag: date | None = None) -> Projectblad:
    """Everything on the page of ``project``: a fixed few queries."""
    return Projectblad(
        voortgangen=list(voortgang_van(project)),
        mijlpalen=list(project.mijlpalen.order_by("uiterlijk", "pk")),
        meedoeners=list(meedoeners_van(project)),
        ketens=list(project.ketens.levend().order_by("naam", "pk")),
        zelf_gedaan=zelf_gedaan(project),
        dag=dag or klok.vandaag(),
    )


def meedoeners_van(project: Project) -> QuerySet[Meedoener]:
    """Who takes part now, the first ones first."""
    return (
        project.meedoeners.filter(gestopt_op=None)
        .select_related("persoon__partij", "persoon__comaker__categorie")
        .order_by("created_at", "pk")
    )


_ZELF = {
    "project.gewijzigd": gettext_lazy("paste aan wat het project is"),
    "project.voortgang": gettext_lazy("vertelde hoe het gaat"),
    "project.mijlpaal_gehaald": gettext_lazy("zette een mijlpaal op gehaald"),
    "project.mijlpaal_heropend": gettext_lazy("haalde een mijlpaal weer open"),
    "project.meedoener_erbij": gettext_lazy("zette iemand erbij die meedoet"),
    "project.drager_erbij": gettext_lazy("zette iemand in de keten"),
}


def zelf_gedaan(project: Project, limiet: int = 8) -> list[tuple[datetime, str, str]]:
    """What a trekker changed through the personal link, newest first: when, who and what. Two queries."""
    regels = list(
        Logregel.objects.filter(
            traject_nummer=project.traject_id,
            onderwerp=f"project:{project.pk}",
            werkwoord__in=_ZELF,
            actor__startswith="persoon:",
        ).order_by("-pk")[:limiet]
    )
    namen = Persoon.objects.for_traject(project.traject_id).in_bulk({int(r.actor.split(":")[1]) for r in regels} | {0})
    return [
        (r.op, str(namen.get(int(r.actor.split(":")[1]), _("iemand"))), str(_ZELF[r.werkwoord])) for r in regels
    ]  # fmt: skip


def voortgang_van(project: Project) -> QuerySet[Voortgang]:
    """How it went, newest first."""
    return project.voortgangen.select_related("door", "door_persoon").order_by("-op", "-pk")


def laatst_iets_gehoord(traject: Traject) -> QuerySet[Project]:
    """Running projects with ``gehoord``: the moment of the last word on it, or of its making (M27)."""
    return (
        Project.objects.for_traject(traject)
        .filter(staat=ProjectStaat.GESTART)
        .annotate(gehoord=Greatest(Coalesce(Max("voortgangen__op"), "created_at"), "created_at"))
        .order_by("pk")
    )


def overgenomen_van_anderen(traject: Traject) -> QuerySet[Project]:
    """What the overheid pulls now although it builds on an initiatief of a co-maker or of another side (M63)."""
    van_een_ander = Q(initiatief__eigenaar_comaker__isnull=False) | Q(
        initiatief__eigenaar_partij__zijde__in=[Zijde.GEBRUIKERS, Zijde.INVESTEERDERS]
    )
    return (
        Project.objects.for_traject(traject)
        .filter(van_een_ander, trekker_zijde=Zijde.OVERHEID, staat__in=[ProjectStaat.IDEE, ProjectStaat.GESTART])
        .select_related("initiatief")
        .order_by("pk")
    )


def eerste_succes(traject: Traject) -> datetime | None:
    """When the first quick success was made, if there is one (M31)."""
    return (
        Project.objects.for_traject(traject)
        .levend()
        .filter(Q(soort=ProjectSoort.SNEL_SUCCES) | Q(staat=ProjectStaat.RESULTAAT))
        .order_by("created_at")
        .values_list("created_at", flat=True)
        .first()
    )


def met_herkomst(traject: Traject) -> QuerySet[Project]:
    """Living projects with milestones and usable uitspraken, for who bundles them (the plan): four queries."""
    return met_bronnen(
        Project.objects.for_traject(traject)
        .levend()
        .select_related("pijler", "effect", "stap", "kruispunt", "trekker__partij", "trekker__comaker__categorie")
        .prefetch_related("mijlpalen")
        .order_by("pijler__plaats", "created_at", "pk")
    )
