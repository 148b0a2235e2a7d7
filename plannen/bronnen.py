"""What the traject holds for each section of the plan: plain data, consent applied, a constant number of queries."""

from typing import Any

from django.db.models import Count, Max, Min, Prefetch, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comakers.enums import GesprekStaat, Houding
from comakers.models import CoMaker, Gesprek, Onderbouwing, Thema, Uitspraak
from ketens import selectors as ketens
from ketens.enums import ProjectStaat
from ketens.models import Project
from pijlers.models import Effect, Pijler
from plannen.bronnen_ketens import bij_project
from plannen.toestemming import bevries_naam, bevries_uitspraak, maand
from trajecten.models import Besluit, Categorie, Traject

STEMMEN_PER_PIJLER = 3


def niets(traject: Traject) -> dict[str, Any]:
    """A section that holds only the kerngroep's own text."""
    return {}


def _datum(dag: Any) -> str:
    return date_format(dag, "j F Y") if dag else ""


def pijlers(traject: Traject) -> dict[str, Any]:
    """The living pijlers with effects, and who speaks for and against (M10-M13)."""
    stemmen = (
        Onderbouwing.objects.filter(uitspraak__in=Uitspraak.objects.bruikbaar())
        .select_related("uitspraak__comaker__persoon", "uitspraak__comaker__categorie", "uitspraak__gesprek")
        .order_by("uitspraak__comaker__categorie__volgorde", "created_at", "pk")
    )
    rijen = (
        Pijler.objects.for_traject(traject)
        .levend()
        .select_related("besluit")
        .prefetch_related(
            Prefetch("effecten", queryset=Effect.objects.prefetch_related("metingen").order_by("pk")),
            Prefetch("onderbouwingen", queryset=stemmen, to_attr="stemmen"),
        )
    )
    return {"pijlers": [_pijler(p) for p in rijen]}


def _pijler(pijler: Any) -> dict[str, Any]:
    voor = [o.uitspraak for o in pijler.stemmen if o.houding == Houding.VOOR]
    tegen = [o.uitspraak for o in pijler.stemmen if o.houding == Houding.TEGEN]
    return {
        "plaats": pijler.plaats,
        "titel": pijler.titel,
        "toelichting": pijler.toelichting,
        "duiding": pijler.duiding,
        "staat": str(pijler.get_staat_display()),
        "besluit": _("%(wie)s, %(dag)s") % {"wie": pijler.besluit.orgaan, "dag": _datum(pijler.besluit.datum)}
        if pijler.besluit
        else "",
        "effecten": [
            {"naam": e.naam, "verhaal": e.verhaal, "richting": str(e.get_richting_display()), "meting": _meting(e)}
            for e in pijler.effecten.all()
        ],
        "voor": [bevries_uitspraak(u) for u in _gespreid(voor)],
        "tegen": [bevries_uitspraak(u) for u in _gespreid(tegen)],
        "aantal_voor": len(voor),
        "aantal_tegen": len(tegen),
        "categorieen": len({u.comaker.categorie_id for u in voor + tegen}),
    }


def _meting(effect: Any) -> str:
    laatste = max(effect.metingen.all(), key=lambda m: m.datum, default=None)
    if laatste is None:
        return ""
    waarde = f"{laatste.waarde.normalize():f}".replace(".", ",")
    return _("%(waarde)s %(eenheid)s (%(dag)s, %(bron)s)") % {
        "waarde": waarde, "eenheid": effect.eenheid, "dag": _datum(laatste.datum), "bron": laatste.bron,
    }  # fmt: skip


def _gespreid(uitspraken: list[Uitspraak]) -> list[Uitspraak]:
    """A few of them, first one of each category: the difference stays visible."""
    gezien: set[int] = set()
    eerste = [u for u in uitspraken if not (u.comaker.categorie_id in gezien or gezien.add(u.comaker.categorie_id))]
    rest = [u for u in uitspraken if u not in eerste]
    return (eerste + rest)[:STEMMEN_PER_PIJLER]


def _met_naam(comaker: Any) -> bool:
    """Whether one of the statements that may be used carries the name."""
    return any(u.toestemming == "met_naam" for u in comaker.bruikbare)


def comakers(traject: Traject) -> dict[str, Any]:
    """Who was spoken with, in the deliberate order; names only of who has a statement with name (M20)."""
    gesproken = Q(gesprekken__staat=GesprekStaat.GEVOERD)
    rijen = (
        CoMaker.objects.for_traject(traject)
        .filter(gesproken)
        .distinct()
        .select_related("persoon", "categorie")
        .prefetch_related(Prefetch("uitspraken", queryset=Uitspraak.objects.bruikbaar(), to_attr="bruikbare"))
        .order_by("persoon__sorteernaam", "pk")
    )
    per_categorie: dict[int, list[CoMaker]] = {}
    for comaker in rijen:
        per_categorie.setdefault(comaker.categorie_id, []).append(comaker)
    periode = Gesprek.objects.for_traject(traject).gevoerd().aggregate(
        n=Count("pk"), van=Min("wanneer"), tot=Max("wanneer")
    )  # fmt: skip
    return {
        "categorieen": [
            {
                "naam": c.naam,
                "nr": c.volgorde,
                "reden": c.reden,
                "aantal": len(per_categorie.get(c.pk, [])),
                "namen": [
                    bevries_naam(m.persoon, anders=c.enkelvoud)
                    for m in per_categorie.get(c.pk, [])
                    if m.persoon.gewist_op is None and _met_naam(m)
                ],
            }
            for c in Categorie.objects.for_traject(traject).order_by("volgorde")
        ],
        "aantal": sum(len(lijst) for lijst in per_categorie.values()),
        "gesprekken": periode["n"],
        "van": maand(periode["van"]) if periode["van"] else "",
        "tot": maand(periode["tot"]) if periode["tot"] else "",
    }


def themas(traject: Traject) -> dict[str, Any]:
    """The sieved themes with the statements under them, strongest first; then what stands alone (M28, M32)."""
    bruikbaar = (
        Uitspraak.objects.for_traject(traject)
        .bruikbaar()
        .select_related("comaker__persoon", "comaker__categorie", "gesprek")
        .order_by("comaker__categorie__volgorde", "created_at", "pk")
    )
    rijen = (
        Thema.objects.for_traject(traject)
        .filter(opgegaan_in=None)
        .prefetch_related(Prefetch("uitspraken", queryset=bruikbaar, to_attr="stemmen"))
        .order_by("naam", "pk")
    )
    lijst = [
        {
            "naam": t.naam,
            "omschrijving": t.omschrijving,
            "uitspraken": [bevries_uitspraak(u) for u in t.stemmen],
        }
        for t in rijen
        if t.stemmen
    ]
    lijst.sort(key=lambda t: -len(t["uitspraken"]))
    return {"themas": lijst, "los": [bevries_uitspraak(u) for u in bruikbaar.filter(themas=None)]}


def _project(project: Project) -> dict[str, Any]:
    zijde = str(project.get_trekker_zijde_display()) if project.trekker_zijde else ""
    anders = project.trekker_naar_buiten()
    trekker: dict[str, Any] | None = None
    if project.trekker and project.trekker_genoemd and project.trekker.gewist_op is None:
        project.trekker_genoemd = False
        anders = project.trekker_naar_buiten()
        trekker = bevries_naam(project.trekker, anders=anders, project=project.pk)
    return {
        "naam": project.naam,
        "soort": str(project.get_soort_display()),
        "staat": str(project.get_staat_display()),
        "gelukt": project.staat == ProjectStaat.RESULTAAT,
        "resultaat": project.beoogd_resultaat,
        "omschrijving": project.omschrijving,
        "pijler": project.pijler.titel if project.pijler else "",
        "effect": project.effect.naam if project.effect else "",
        "trekker": trekker,
        "trekker_anders": anders,
        "zijde": zijde,
        "begonnen": maand_van_dag(project.gestart_op),
        "klaar": maand_van_dag(project.afgerond_op),
        "uitspraken": [bevries_uitspraak(k.uitspraak) for k in project.bronnen],  # type: ignore[attr-defined]
        **bij_project(project),
    }


def maand_van_dag(dag: Any) -> str:
    """``maart 2026`` of a date, empty without one."""
    return date_format(dag, "F Y") if dag else ""


def projecten(traject: Traject) -> dict[str, Any]:
    """What happens and who pulls; what was stopped, with the reason (M5, M72)."""
    gestopt = Project.objects.for_traject(traject).filter(staat=ProjectStaat.GESTOPT).order_by("afgerond_op", "pk")
    wie = ketens.trekkers(traject)
    return {
        "projecten": [_project(p) for p in ketens.met_herkomst(traject)],
        "gestopt": [{"naam": p.naam, "reden": p.stopreden} for p in gestopt],
        "trekkers": {"totaal": wie.totaal, "van_buiten": wie.van_buiten},
    }


def vervolg(traject: Traject) -> dict[str, Any]:
    """What was decided, and until when the planperiode runs."""
    besluiten = Besluit.objects.for_traject(traject).order_by("datum", "pk")
    return {
        "besluiten": [
            {"orgaan": b.orgaan, "datum": _datum(b.datum), "soort": str(b.get_soort_display()), "kenmerk": b.kenmerk}
            for b in besluiten
        ],
        "tot": _datum(traject.planperiode_eind),
    }


def verantwoording(traject: Traject) -> dict[str, Any]:
    """How the plan came about: counts, nothing about a person."""
    alle = Uitspraak.objects.for_traject(traject)
    telling = alle.aggregate(
        n=Count("pk"),
        bruikbaar=Count("pk", filter=~Q(toestemming="niet_gebruiken") & Q(terzijde_op=None)),
    )
    return {"uitspraken": telling["n"], "gebruikt": telling["bruikbaar"], "horizon": traject.horizonjaar}
