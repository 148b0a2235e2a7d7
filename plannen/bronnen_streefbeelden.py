"""What the traject holds on positionering and streefbeeld, for the plan: plain data, consent applied (M40-M56)."""

from datetime import date
from typing import Any

from django.db.models import F
from django.utils.formats import date_format

from comakers.selectors.herkomst import met_bronnen
from leefsturing.lib import klok
from pijlers.models import Pijler
from plannen.toestemming import bevries_uitspraak
from streefbeelden.models import Kracht, Ontwikkeling, Stap, Streefbeeldpunt
from streefbeelden.selectors.streefbeeld import verhalen_van
from streefbeelden.selectors.terugweg import dragers
from streefbeelden.tekening import LANEN, SMAL, Feit, Kader, tekeningen
from streefbeelden.terugtekening import GEEN, Stapfeit, bladen, gat_in_woorden, gaten
from trajecten.models import Traject

Gegevens = dict[str, Any]


def _kader(traject: Traject) -> Gegevens:
    return {
        "dag": klok.vandaag().isoformat(),
        "start": traject.planperiode_start.isoformat(),
        "eind": traject.planperiode_eind.isoformat(),
        "horizon": traject.horizonjaar,
    }


def _stemmen(product: Any) -> list[Gegevens]:
    return [bevries_uitspraak(k.uitspraak) for k in product.bronnen]


def positionering(traject: Traject) -> Gegevens:
    """The map of what comes at the wijk, and what it is strong in."""
    ontwikkelingen = Ontwikkeling.objects.for_traject(traject).levend().order_by("van_jaar", "-tot_jaar", "titel", "pk")
    krachten = met_bronnen(Kracht.objects.for_traject(traject).levend().order_by("created_at", "pk"))
    return {
        "kader": _kader(traject),
        "ontwikkelingen": [
            {
                "titel": o.titel,
                "schaal": o.schaal,
                "van": o.van_jaar,
                "tot": o.tot_jaar,
                "werking": o.werking,
                "werking_woord": str(o.get_werking_display()),
                "soort": o.soort,
                "soort_woord": str(o.get_soort_display()),
                "betekenis": o.betekenis,
            }
            for o in ontwikkelingen
        ],
        "krachten": [{"titel": k.titel, "toelichting": k.toelichting, "uitspraken": _stemmen(k)} for k in krachten],
    }


def teken_positionering(gegevens: Gegevens) -> Gegevens:
    """Adds the drawing and the order of the table."""
    lijst = gegevens.get("ontwikkelingen", [])
    if not lijst:
        return gegevens | {"bladen": [], "lanen": []}
    k = gegevens["kader"]
    kader = Kader(
        date.fromisoformat(k["dag"]), date.fromisoformat(k["start"]), date.fromisoformat(k["eind"]), k["horizon"]
    )
    feiten = [Feit(o["titel"], o["schaal"], o["van"], o["tot"], o["werking"], o["soort"]) for o in lijst]
    lanen = [(str(s.label), [o for o in lijst if o["schaal"] == s]) for s in LANEN]
    return gegevens | {"bladen": tekeningen(feiten, kader, SMAL), "lanen": [(n, rijen) for n, rijen in lanen if rijen]}


def streefbeeld(traject: Traject) -> Gegevens:
    """The story and the points per pijler, and the way back with what carries it."""
    pijlers = list(Pijler.objects.for_traject(traject).levend())
    verhalen = verhalen_van(traject)
    punten = met_bronnen(Streefbeeldpunt.objects.for_traject(traject).levend().order_by("soort", "created_at", "pk"))
    per: dict[int | None, list[Gegevens]] = {None: [], **{p.pk: [] for p in pijlers}}
    for punt in punten:
        per[punt.pijler_id if punt.pijler_id in per else None].append(
            {"tekst": punt.tekst, "is_er": punt.is_er, "aspect": punt.aspect, "uitspraken": _stemmen(punt)}
        )
    beelden = [
        {
            "titel": p.titel,
            "plaats": p.plaats,
            "verhaal": verhalen[p.pk].tekst if p.pk in verhalen else "",
            "op": date_format(klok.vandaag(verhalen[p.pk].op), "j F Y") if p.pk in verhalen else "",
            "punten": per[p.pk],
        }
        for p in pijlers
    ]
    if per[None]:
        beelden.append({"titel": "", "plaats": 0, "verhaal": "", "op": "", "punten": per[None]})
    return {"kader": _kader(traject), "beelden": beelden, "stappen": _stappen(traject)}


def _stappen(traject: Traject) -> list[Gegevens]:
    rijen = (
        Stap.objects.for_traject(traject)
        .levend()
        .select_related("pijler")
        .prefetch_related("projecten")
        .order_by("-jaar", F("pijler__plaats").asc(nulls_last=True), "pk")
    )
    return [
        {
            "jaar": s.jaar,
            "tekst": s.tekst,
            "soort": s.soort,
            "soort_woord": str(s.get_soort_display()),
            "plaats": s.pijler.plaats if s.pijler and not s.pijler.is_vervallen else 0,
            "pijler": s.pijler.titel if s.pijler else "",
            "projecten": [str(p) for p in dragers(s)],
        }
        for s in rijen
    ]


def teken_streefbeeld(gegevens: Gegevens) -> Gegevens:
    """Adds the drawing of the way back, the gaps in it, and who spoke under each point."""
    stappen, k = gegevens.get("stappen", []), gegevens.get("kader", {})
    beelden = [
        b | {"kanten": [_kant(b["punten"], "sociaal"), _kant(b["punten"], "fysiek")]}
        for b in gegevens.get("beelden", [])
    ]
    if not stappen:
        return gegevens | {"beelden": beelden, "bladen": [], "gaten": []}
    draden = [(b["plaats"], b["titel"]) for b in beelden if b["plaats"]]
    plek = {plaats: n for n, (plaats, _titel) in enumerate(draden)}
    feiten = [
        Stapfeit(s["jaar"], s["tekst"], s["soort"] == "effect", s["soort_woord"], plek.get(s["plaats"], GEEN),
                 tuple(s["projecten"]))
        for s in stappen
    ]  # fmt: skip
    nu = date.fromisoformat(k["dag"]).year
    return gegevens | {
        "beelden": beelden,
        "bladen": bladen(feiten, draden, nu=nu, horizon=k["horizon"], vorm=SMAL),
        "gaten": [gat_in_woorden(a, b) for a, b in gaten([s["jaar"] for s in stappen], nu, k["horizon"])],
    }


def _kant(punten: list[Gegevens], aspect: str) -> Gegevens:
    """One side of a pijler: what is there, what is gone, each with the categories of who said it."""
    rijen = [
        p | {"wie": sorted({(u["categorie_nr"], u["categorie"]) for u in p["uitspraken"]})}
        for p in punten
        if p["aspect"] == aspect
    ]
    return {
        "aspect": aspect,
        "er": [p for p in rijen if p["is_er"]],
        "weg": [p for p in rijen if not p["is_er"]],
    }
