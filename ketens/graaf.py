"""The chain of chains as plain data: who carries what, in words and lines; nothing of the database (M73).

Keys say what a knot is: ``k3`` a keten, ``p12`` a partij, ``m5`` a mens, ``j7`` a project.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

VERSIE = 4  # of the way knots are placed: another number makes the worker place them again


@dataclass(frozen=True)
class Knoop:
    """A keten, a partij, a mens or a project; ``zijde`` is the side of the triangle, empty when nobody knows."""

    sleutel: str
    soort: str
    naam: str
    zijde: str = ""
    pk: int = 0


@dataclass(frozen=True)
class Lijn:
    """Who sits in a keten and how strong (``sterk``, ``gewoon``, ``zwak``, ``gebroken``), or a project of it."""

    keten: str
    ander: str
    soort: str


@dataclass(frozen=True)
class Graaf:
    """All knots and lines, in a fixed order."""

    knopen: tuple[Knoop, ...] = ()
    lijnen: tuple[Lijn, ...] = ()

    @cached_property
    def op_sleutel(self) -> dict[str, Knoop]:
        """Each knot by its key."""
        return {k.sleutel: k for k in self.knopen}

    @cached_property
    def ketens(self) -> tuple[Knoop, ...]:
        """The ketens."""
        return tuple(k for k in self.knopen if k.soort == "keten")

    @cached_property
    def per_keten(self) -> dict[str, list[Lijn]]:
        """The lines of each keten."""
        uit: dict[str, list[Lijn]] = {k.sleutel: [] for k in self.ketens}
        for lijn in self.lijnen:
            uit[lijn.keten].append(lijn)
        return uit

    @cached_property
    def ketens_van(self) -> dict[str, list[str]]:
        """For every other knot the ketens it hangs in."""
        uit: dict[str, list[str]] = defaultdict(list)
        for lijn in self.lijnen:
            uit[lijn.ander].append(lijn.keten)
        return uit

    @cached_property
    def bruggen(self) -> list[str]:
        """Who hangs in more than one keten, in the order of the knots; projects too."""
        return [k.sleutel for k in self.knopen if len(self.ketens_van.get(k.sleutel, ())) > 1]

    def mist(self, keten: str) -> list[str]:
        """What a keten misses: ``sterk`` without a strong schakel, and the sides of the triangle that are not in it."""
        dragers = [lijn for lijn in self.per_keten[keten] if lijn.soort != "project"]
        zijden = {self.op_sleutel[lijn.ander].zijde for lijn in dragers}
        uit = [] if any(lijn.soort == "sterk" for lijn in dragers) else ["sterk"]
        return uit + [z for z in ("gebruikers", "investeerders") if z not in zijden]

    @cached_property
    def kenmerk(self) -> str:
        """What the places of the knots depend on: which knots there are and what hangs on what."""
        wat = [VERSIE, [(k.sleutel, k.soort) for k in self.knopen], [(r.keten, r.ander) for r in self.lijnen]]
        return hashlib.sha256(json.dumps(wat, separators=(",", ":")).encode()).hexdigest()

    def bevries(self) -> dict[str, Any]:
        """As plain data."""
        return {"knopen": [asdict(k) for k in self.knopen], "lijnen": [asdict(r) for r in self.lijnen]}


def ontdooi(gegevens: Mapping[str, Any]) -> Graaf:
    """The graph that ``bevries`` wrote down."""
    return Graaf(
        tuple(Knoop(**k) for k in gegevens.get("knopen", ())), tuple(Lijn(**r) for r in gegevens.get("lijnen", ()))
    )
