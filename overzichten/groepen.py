"""Counts of people for who steers on main lines: in bands of five, rounded up, never a total beside its parts (M81).

Pure. Whoever looks, looks twice, and lays what the plan says beside it, can never compute a group of one to four
(decision record "Small groups"; proved in ``tests/overzichten/test_groepen.py``). What is said in words follows from
the bands alone, so that words give away nothing that the bands do not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from trajecten.enums import Zijde

KLEINSTE = 5
NIEMAND = "niemand"
# The sides in the order of the picture: the two from outside the gemeente, the overheid, and nobody yet.
KANTEN = (Zijde.GEBRUIKERS.value, Zijde.INVESTEERDERS.value, Zijde.OVERHEID.value, NIEMAND)
VAN_BUITEN = KANTEN[:2]


@dataclass(frozen=True)
class Band:
    """Somewhere from ``laag`` up to and including ``hoog``; which of them, nobody is told."""

    laag: int
    hoog: int

    def __add__(self, ander: "Band") -> "Band":
        """Two groups together: what follows from both bands, not from the counts."""
        return Band(self.laag + ander.laag, self.hoog + ander.hoog)

    @property
    def in_woorden(self) -> str:
        """As one says it."""
        if not self.laag:
            return _("hooguit %(hoog)s") % {"hoog": self.hoog}
        return _("%(laag)s tot %(hoog)s") % {"laag": self.laag, "hoog": self.hoog}


def band(aantal: int) -> Band:
    """The band of a count: 0-5, 6-10, 11-15 and so on; nobody and five are told alike."""
    trede = max(1, -(-aantal // KLEINSTE))
    return Band(0 if trede == 1 else KLEINSTE * (trede - 1) + 1, KLEINSTE * trede)


@dataclass(frozen=True)
class Kant:
    """One side of the triangle: what it is called, and how many projects it pulls."""

    sleutel: str
    naam: str
    band: Band


@dataclass(frozen=True)
class WieTrekt:
    """Who pulls the projects, by side, and in one sentence."""

    kanten: tuple[Kant, ...]
    zin: str

    def kant(self, sleutel: str) -> Kant:
        """One of the sides."""
        return next(k for k in self.kanten if k.sleutel == sleutel)


def wie_trekt(aantallen: Mapping[str, int]) -> WieTrekt:
    """The picture of ``aantallen`` per side (empty string or ``niemand``: no trekker yet)."""
    per_kant = {k: band(aantallen.get(k, 0)) for k in KANTEN}
    namen = {z.value: str(z.label) for z in Zijde} | {NIEMAND: _("nog niemand")}
    kanten = tuple(Kant(k, namen[k], per_kant[k]) for k in KANTEN)
    buiten = per_kant[VAN_BUITEN[0]] + per_kant[VAN_BUITEN[1]]
    return WieTrekt(kanten, _zin(buiten, per_kant[Zijde.OVERHEID.value]))


def _zin(buiten: Band, overheid: Band) -> str:
    """Which share is pulled from outside the gemeente, as far as the bands can tell (M81)."""
    minstens, hooguit = _deel(buiten.laag, overheid.hoog), _deel(buiten.hoog, overheid.laag)
    if minstens >= 3 / 4:
        return _("Minstens driekwart van de projecten wordt van buiten de gemeente getrokken.")
    if minstens > 1 / 2:
        return _("Meer dan de helft van de projecten wordt van buiten de gemeente getrokken.")
    if hooguit < 1 / 2:
        return _("Minder dan de helft van de projecten wordt van buiten de gemeente getrokken.")
    return _("Het zijn nog te weinig projecten om te zeggen welke kant het meest trekt.")


def _deel(een: int, ander: int) -> float:
    return een / (een + ander) if een + ander else 0.0
