"""The spoor: what happened with everything a co-maker said, in words a resident would use (M26, M27).

One selector over the links that herkomst makes, read the other way round. The number of queries is the same for
three statements and for three hundred: a fixed few, and two for every kind of product that exists.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from comakers.enums import Toestemming
from comakers.models import CoMaker, GemeldeStap, Uitspraak
from comakers.selectors.spoorbron import Bron, haal_op
from comakers.selectors.spoorzinnen import KLEINSTE_GROEP, Stap, stappen_van, verwachting_van
from leefsturing.lib import klok

__all__ = [
    "KLEINSTE_GROEP",
    "Stand",
    "Stap",
    "UitspraakSpoor",
    "hoogtepunten",
    "nieuwe_stappen",
    "spoor",
    "telling",
]


class Stand(StrEnum):
    """How a statement stands now."""

    RESULTAAT = "resultaat"
    BEZIG = "bezig"
    NIETS = "niets"
    TERZIJDE = "terzijde"
    NIET = "niet"


@dataclass(frozen=True)
class UitspraakSpoor:
    """One statement with what happened to it, oldest step first."""

    uitspraak: Uitspraak
    stappen: list[Stap]
    stand: Stand
    verwachting: str = ""

    @property
    def laatste(self) -> Stap:
        """The latest step; there is always one: it was said."""
        return self.stappen[-1]

    @property
    def kern(self) -> Stap | None:
        """The one step to tell when there is room for one: how it ended, what came of it, or where it went.

        What people do (a project) tells more than that it stands in the plan.
        """
        for soort in ("terzijde", "keuze"):
            if einde := [s for s in self.stappen if s.soort == soort]:
                return einde[-1]
        gevonden = [s for s in self.stappen if s.is_nieuws]
        op_belang = sorted(gevonden, key=lambda s: (s.soort == "product", s.stap > 0, s.op))
        return op_belang[-1] if op_belang else None

    @property
    def stand_in_woorden(self) -> str:
        """The state as a resident would say it."""
        return {
            Stand.RESULTAAT: _("Hier is iets mee gebeurd"),
            Stand.BEZIG: _("We zijn ermee bezig"),
            Stand.NIETS: _("Nog niets mee gedaan"),
            Stand.TERZIJDE: _("We gebruiken dit niet"),
            Stand.NIET: _("Je wilt niet dat we dit gebruiken"),
        }[self.stand]

    @property
    def soort_status(self) -> str:
        """The kind of dot the component ``status`` shows."""
        return {
            Stand.RESULTAAT: "gelukt",
            Stand.BEZIG: "loopt",
            Stand.NIETS: "wacht",
            Stand.TERZIJDE: "stil",
            Stand.NIET: "stil",
        }[self.stand]

    def kenmerk(self, stap: Stap) -> str:
        """What makes this step one and the same, whatever the count of others in its sentence."""
        return hashlib.sha256(f"{self.uitspraak.pk}|{stap.sleutel}".encode()).hexdigest()[:32]


def spoor(comaker: CoMaker, *, now: datetime | None = None) -> list[UitspraakSpoor]:
    """Everything the co-maker said and what happened with it; what moved last comes first."""
    bron = haal_op(comaker, now or klok.nu())
    alle = [_spoor_van(uitspraak, bron) for uitspraak in bron.uitspraken]
    return sorted(alle, key=lambda s: ((s.kern or s.laatste).op, s.uitspraak.pk), reverse=True)


def nieuwe_stappen(
    comaker: CoMaker, sinds: datetime | None = None, *, now: datetime | None = None
) -> list[tuple[UitspraakSpoor, Stap]]:
    """What happened that no message told yet, since ``sinds`` when given, oldest first.

    A step counts by what it says and not by its moment alone: what the kerngroep dates back is news all the same.
    """
    gemeld = set(GemeldeStap.objects.filter(comaker=comaker).values_list("kenmerk", flat=True))
    gevonden = [
        (een, stap)
        for een in spoor(comaker, now=now)
        if een.stand != Stand.NIET
        for stap in een.stappen
        if stap.is_nieuws and een.kenmerk(stap) not in gemeld and (sinds is None or stap.op >= sinds)
    ]
    return sorted(gevonden, key=lambda paar: paar[1].op)


def telling(sporen: Iterable[UitspraakSpoor]) -> dict[str, int]:
    """How many statements there are, and with how many of them something happened."""
    sporen = list(sporen)
    return {"alle": len(sporen), "met": sum(s.stand in {Stand.RESULTAAT, Stand.BEZIG} for s in sporen)}


def hoogtepunten(sporen: Iterable[UitspraakSpoor], aantal: int = 3) -> list[UitspraakSpoor]:
    """The few to show first: where something came of it, the latest first, and not the same sentence twice."""
    goed = [(s.kern.soort == "product", s.kern.stap > 0, s.kern.op, s) for s in sporen if s.kern and s.kern.is_nieuws]
    per_zin: dict[str, UitspraakSpoor] = {}
    for _product, _project, _op, een in sorted(goed, key=lambda g: g[:3], reverse=True):
        if een.kern:
            per_zin.setdefault(een.kern.zin, een)
    return list(per_zin.values())[:aantal]


def _spoor_van(uitspraak: Uitspraak, bron: Bron) -> UitspraakSpoor:
    gevonden: dict[str, Stap] = {}
    for stap in stappen_van(uitspraak, bron):
        eerder = gevonden.get(stap.zin)
        if eerder is None or stap.op < eerder.op:
            gevonden[stap.zin] = stap
    stappen = sorted(gevonden.values(), key=lambda s: s.op)
    stand = _stand(uitspraak, stappen)
    if stand in {Stand.TERZIJDE, Stand.NIET}:  # how it ended stands last, whatever was dated after it
        soort = "terzijde" if stand == Stand.TERZIJDE else "keuze"
        einde = next(s for s in stappen if s.soort == soort)
        stappen = [*(s for s in stappen if s is not einde), einde]
    return UitspraakSpoor(uitspraak, stappen, stand, verwachting_van(uitspraak, bron) if stand == Stand.NIETS else "")


def _stand(uitspraak: Uitspraak, stappen: list[Stap]) -> Stand:
    if uitspraak.toestemming == Toestemming.NIET:
        return Stand.NIET
    if uitspraak.terzijde_op:
        return Stand.TERZIJDE
    if any(s.soort == "product" for s in stappen):
        return Stand.RESULTAAT
    return Stand.BEZIG if any(s.soort in {"thema", "pijler"} for s in stappen) else Stand.NIETS
