"""Projects, ketens and the overheid in the plan: plain data, nobody by name (M74, M80)."""

from typing import Any

from django.utils.formats import date_format

from ketens import plaatsing
from ketens.bedragen import schrijf_bedrag
from ketens.bevindingen import bevindingen
from ketens.graaf import ontdooi
from ketens.models import Project, Schakel
from ketens.netwerkbeeld import tekening
from ketens.selectors.inbreng import totaal_van
from ketens.selectors.ketens import levende_ketens, schakels_van
from ketens.selectors.netwerk import netwerkbeeld
from leefsturing.lib import klok
from trajecten.enums import Zijde
from trajecten.models import Traject

NUMMERS_VANAF = 25  # so many knots, and names no longer fit on a sheet of paper


def ketens(traject: Traject) -> dict[str, Any]:
    """Who carries what together, strongest first, and who brings in what; with the picture of all of it (M73, M76)."""
    beeld = netwerkbeeld(traject, naar_buiten=True)
    rijen = list(levende_ketens(traject))
    schakels = [s for s in schakels_van(rijen) if not s.is_weg(klok.vandaag())]
    totaal = totaal_van(schakels)
    return {
        "ketens": [
            {
                "naam": k.naam,
                "omschrijving": k.omschrijving,
                "kruispunt": k.kruispunt.titel if k.kruispunt else "",
                "schakels": [_schakel(s) for s in schakels if s.keten_id == k.pk],
            }
            for k in rijen
        ],
        "beeld": beeld.graaf.bevries() | {"plaatsing": beeld.plaatsing.bevries()},
        "geldzin": "" if totaal.is_leeg else totaal.geldzin,
        "stukszin": "" if totaal.is_leeg else totaal.stukszin,
    }


def _schakel(schakel: Schakel) -> dict[str, Any]:
    return {
        "naam": schakel.naam_naar_buiten(),
        "zijde": str(dict(Zijde.choices).get(schakel.zijde, "")),
        "rol": schakel.rol,
        "kracht": str(schakel.get_kracht_display()),
        "inzet": str(schakel.get_inzet_display()),
        "inbreng": [
            {
                "soort": str(i.get_soort_display()),
                "wat": " ".join(deel for deel in (schrijf_bedrag(i.bedrag_cent), i.wat) if deel),
                "terug": i.verwacht_terug,
            }
            for i in schakel.inbreng.all()
        ],
    }


def met_beeld(gegevens: dict[str, Any]) -> dict[str, Any]:
    """Adds the drawing and what it tells, from what was frozen."""
    bevroren = gegevens.get("beeld") or {}
    graaf = ontdooi(bevroren)
    beeld = tekening(
        graaf, plaatsing.ontdooi(bevroren.get("plaatsing") or {}), genummerd=len(graaf.knopen) >= NUMMERS_VANAF
    )
    return gegevens | {"tekening": beeld, "bevindingen": bevindingen(graaf)[:4]}


def overheid(traject: Traject) -> dict[str, Any]:
    """What the overheid pulls, and its role and day to step out in each keten (M74)."""
    namen = (
        Project.objects.for_traject(traject).levend().filter(trekker_zijde=Zijde.OVERHEID).order_by("created_at", "pk")
    )
    rollen = [
        {
            "keten": keten.naam,
            "wie": schakel.naam_naar_buiten(),
            "rol": schakel.rol,
            "uit": date_format(schakel.stapt_uit_op, "j F Y") if schakel.stapt_uit_op else "",
            "weg": date_format(schakel.vertrokken_op, "j F Y") if schakel.vertrokken_op else "",
        }
        for keten in levende_ketens(traject)
        for schakel in keten.schakels.all()
        if schakel.is_overheid
    ]
    return {"projecten": list(namen.values_list("naam", flat=True)), "rollen": rollen}


def bij_project(project: Project) -> dict[str, Any]:
    """What a project adds to its section: where it belongs, and its milestones; needs them read already."""
    return {
        "stap": str(project.stap) if project.stap else "",
        "kruispunt": project.kruispunt.titel if project.kruispunt else "",
        "mijlpalen": [
            {
                "wat": m.wat,
                "dag": date_format(m.gehaald_op or m.uiterlijk, "F Y"),
                "gehaald": m.gehaald_op is not None,
            }
            for m in sorted(project.mijlpalen.all(), key=lambda m: (m.uiterlijk, m.pk))
        ],
    }
