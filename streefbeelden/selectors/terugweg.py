"""The way back: steps from the horizon to now, and what carries them (M52, M56)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from pijlers.models import Pijler
from streefbeelden.enums import StapSoort
from streefbeelden.models import Stap
from streefbeelden.terugtekening import BREED, GEEN, SMAL, Blad, Stapfeit, bladen, gat_in_woorden, gaten
from trajecten.models import Traject

RESULTAAT_JAREN = 3  # so long after the planperiode a step may still name a result


def laatste_resultaatjaar(traject: Traject) -> int:
    """The last year for which a step may name a result (M6, M56)."""
    return int(traject.planperiode_eind.year) + RESULTAAT_JAREN


def stappen(*, actor: Any, traject: Traject) -> QuerySet[Stap]:
    """The steps that ``actor`` may see, from far to near, with the projects that carry them."""
    return (
        Stap.objects.visible_to(actor)
        .for_traject(traject)
        .select_related("pijler")
        .prefetch_related("projecten")
        .order_by("-jaar", F("pijler__plaats").asc(nulls_last=True), "pk")
    )


def dragers(stap: Stap) -> list[Any]:
    """What carries out a step: the projects that point at it and are not stopped."""
    return [p for p in stap.projecten.all() if not p.gestopt]


@dataclass(frozen=True)
class Rij:
    """A step in the table, with what carries it."""

    stap: Stap
    dragers: list[Any]


@dataclass(frozen=True)
class Terugweg:
    """The whole way back."""

    rijen: list[Rij]
    breed: list[Blad]
    smal: list[Blad]
    gaten: list[str]
    opgeborgen: list[Stap]
    horizon: int
    laatste_resultaat: int


def feiten_van(rijen: list[Rij], draden: list[tuple[int, str]]) -> list[Stapfeit]:
    """What the drawing knows, of steps whose pijlers and projects are read already."""
    plaats = {nummer: n for n, (nummer, _titel) in enumerate(draden)}
    return [
        Stapfeit(
            jaar=r.stap.jaar,
            tekst=r.stap.tekst,
            is_effect=r.stap.soort == StapSoort.EFFECT,
            soort=str(r.stap.get_soort_display()),
            draad=plaats.get(r.stap.pijler.plaats, GEEN) if r.stap.pijler else GEEN,
            dragers=tuple(str(p) for p in r.dragers),
        )
        for r in rijen
    ]


def terugweg(*, actor: Any, traject: Traject, dag: date) -> Terugweg:
    """Steps, drawing and gaps of a traject: three queries."""
    alle = list(stappen(actor=actor, traject=traject))
    rijen = [Rij(s, dragers(s)) for s in alle if not s.is_opgeborgen]
    draden = [(p.plaats, p.titel) for p in Pijler.objects.visible_to(actor).for_traject(traject).levend()]
    feiten = feiten_van(rijen, draden)

    def teken(vorm: Any) -> list[Blad]:
        return bladen(feiten, draden, nu=dag.year, horizon=traject.horizonjaar, vorm=vorm)

    leeg = gaten([f.jaar for f in feiten], dag.year, traject.horizonjaar) if feiten else []
    return Terugweg(
        rijen=rijen,
        breed=teken(BREED),
        smal=teken(SMAL),
        gaten=[gat_in_woorden(a, b) for a, b in leeg],
        opgeborgen=[s for s in alle if s.is_opgeborgen],
        horizon=traject.horizonjaar,
        laatste_resultaat=laatste_resultaatjaar(traject),
    )
