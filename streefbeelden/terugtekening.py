"""The way back as a picture: from the horizon above down to today, a thread for each pijler, steps on the threads.

Pure geometry in whole numbers; one template draws it, on screen, in print and in the PDF (M52, M56).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leefsturing.lib.zetwerk import breedte, regels
from streefbeelden.tekening import BREED, SMAL, Vorm

__all__ = ["BREED", "SMAL", "Stapfeit", "bladen", "gaten"]

LETTER, ONDER, REGEL, REGEL_ONDER = 15, 13, 19, 17
JAAR, RAND, INSPRING = 66, 8, 24  # the column of years, the edge, from thread to words
HOOFD_REGEL, EIND, VOET = 20, 46, 44  # a line of the head, the band of the horizon, the band of today
PER_JAAR, MEESTE, WIT = 9, 64, 16  # how much room years without a step take
STIL = 4  # from this many years between two steps the gap is named
DRAGERS = 5  # more carriers than this are counted
GEEN = -1  # the thread of steps outside all pijlers


@dataclass(frozen=True)
class Stapfeit:
    """What the drawing knows of one step; ``draad`` is the place of its pijler in the row of threads."""

    jaar: int
    tekst: str
    is_effect: bool
    soort: str
    draad: int = GEEN
    dragers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Woorden:
    """A line of words; ``soort`` is what it is: titel, onder or drager."""

    x: int
    y: int
    tekst: str
    soort: str


@dataclass(frozen=True)
class Merk:
    """A step in the drawing: its place on the thread, its words, the room it takes."""

    feit: Stapfeit
    x: int
    y: int
    regels: list[Woorden]
    vlak: tuple[int, int, int, int]
    plaats: int = 0  # the number of its pijler, for the colour

    @property
    def pad(self) -> str:
        """A ring for an effect, a square for a result."""
        x, y = self.x, self.y
        if self.feit.is_effect:
            return f"M{x - 8} {y}a8 8 0 1 0 16 0a8 8 0 1 0 -16 0Z"
        return f"M{x - 7} {y - 7}h14v14h-14Z"


@dataclass(frozen=True)
class Draad:
    """A pijler as a thread through time: its number (the colour) and its title in lines."""

    nummer: int
    x: int
    regels: list[Woorden]


@dataclass(frozen=True)
class Jaar:
    """A year in the margin, and the line at its height."""

    y: int
    jaar: str

    @property
    def lijn(self) -> int:
        """The height of its line."""
        return self.y - 6


@dataclass(frozen=True)
class Gat:
    """A long stretch without a step, named in the drawing."""

    y: int
    tekst: str
    breedte: int

    @property
    def tekst_y(self) -> int:
        """Where the words stand."""
        return self.y + 18


@dataclass
class Blad:
    """One sheet of the way back."""

    naam: str
    zin: str
    breedte: int
    hoogte: int = 0
    boven: int = 0
    onder: int = 0
    draden: list[Draad] = field(default_factory=list)
    jaren: list[Jaar] = field(default_factory=list)
    gaten: list[Gat] = field(default_factory=list)
    merken: list[Merk] = field(default_factory=list)
    horizon_y: int = 0
    horizon: str = ""
    nu_y: int = 0
    nu: str = ""

    @property
    def rechts(self) -> int:
        """Where the drawing ends."""
        return self.breedte - RAND

    @property
    def draad_boven(self) -> int:
        """Where the threads begin: at the horizon when it is on this sheet."""
        return self.horizon_y if self.horizon else self.boven

    @property
    def draad_onder(self) -> int:
        """Where the threads end: at today when nothing lies below it."""
        return self.nu_y if self.nu and all(m.y < self.nu_y for m in self.merken) else self.onder

    @property
    def horizon_tekst_y(self) -> int:
        """Where the words of the horizon stand."""
        return self.horizon_y + 23

    @property
    def nu_tekst_y(self) -> int:
        """Where the words of today stand."""
        return self.nu_y + 23

    @property
    def gat_x(self) -> int:
        """Where the name of a gap begins."""
        return JAAR - 12

    @property
    def gat_tekst_x(self) -> int:
        """Where its words begin."""
        return JAAR + 4


@dataclass(frozen=True)
class _Laag:
    """What stands at one height: a year with at most one step on each thread, the horizon, or today."""

    jaar: int
    wat: str = "stappen"
    stappen: tuple[Stapfeit, ...] = ()
    eerste: bool = True


def gaten(jaren: Sequence[int], nu: int, horizon: int) -> list[tuple[int, int]]:
    """The long stretches between today, the steps and the horizon in which nothing stands yet, near first."""
    punten = sorted({nu, horizon, *(j for j in jaren if nu <= j <= horizon)})
    return [(a, b) for a, b in pairwise(punten) if b - a >= STIL]


def gat_in_woorden(van: int, tot: int) -> str:
    """A gap, said calmly."""
    return _("Tussen %(van)s en %(tot)s staat nog niets.") % {"van": van, "tot": tot}


def bladen(
    feiten: Sequence[Stapfeit], pijlers: Sequence[tuple[int, str]], *, nu: int, horizon: int, vorm: Vorm
) -> list[Blad]:
    """The way back in one or more sheets; ``pijlers`` are (number, title) of the threads, in order."""
    if not feiten:
        return []
    if any(f.draad == GEEN for f in feiten):
        pijlers = [*pijlers, (0, _("Buiten de pijlers"))]
    kolom = (vorm.breedte - JAAR - RAND) // len(pijlers)
    lagen = _lagen(feiten, nu, horizon)
    stil = {b: a for a, b in gaten([f.jaar for f in feiten], nu, horizon)}
    uit = [_nieuw(feiten, pijlers, kolom, horizon, vorm)]
    vorige: _Laag | None = None
    for laag in lagen:
        merken = [_merk(f, pijlers, kolom) for f in laag.stappen]
        hoog = {"horizon": EIND, "nu": VOET}.get(laag.wat, max((m.vlak[3] for m in merken), default=0))
        blad = uit[-1]
        tussen = _tussen(vorige, laag)
        if vorm.hoogste and blad.onder + tussen + hoog > vorm.hoogste and blad.onder > blad.boven:
            uit.append(blad := _nieuw(feiten, pijlers, kolom, horizon, vorm))
            tussen = WIT
        if vorige and laag.jaar != vorige.jaar and vorige.jaar in stil and stil[vorige.jaar] == laag.jaar:
            tussen = max(tussen, 56)
            zin = gat_in_woorden(laag.jaar, vorige.jaar)
            blad.gaten.append(Gat(blad.onder + tussen // 2 - 13, zin, breedte(zin, ONDER) + 32))
        _zet(blad, laag, merken, blad.onder + tussen)
        blad.onder += tussen + hoog
        vorige = laag
    for blad in uit:
        blad.hoogte = blad.onder + WIT
    return uit


def _lagen(feiten: Sequence[Stapfeit], nu: int, horizon: int) -> list[_Laag]:
    """From far to near: every year in as many layers as its fullest thread has steps."""
    lagen = [_Laag(horizon, "horizon"), _Laag(nu, "nu")]
    for jaar in sorted({f.jaar for f in feiten}):
        rest = [f for f in feiten if f.jaar == jaar]
        eerste = True
        while rest:
            deze = {f.draad: f for f in reversed(rest)}
            lagen.append(_Laag(jaar, stappen=tuple(deze.values()), eerste=eerste))
            rest = [f for f in rest if f is not deze[f.draad]]
            eerste = False
    # Within a year: steps of the horizon stand under its band, those of this year above today.
    plek = {"horizon": 0, "stappen": 1, "nu": 2}
    return sorted(lagen, key=lambda laag: (-laag.jaar, plek[laag.wat], not laag.eerste))


def _tussen(vorige: _Laag | None, laag: _Laag) -> int:
    if vorige is None:
        return 8
    return WIT + min(MEESTE, PER_JAAR * (vorige.jaar - laag.jaar))


def _nieuw(
    feiten: Sequence[Stapfeit], pijlers: Sequence[tuple[int, str]], kolom: int, horizon: int, vorm: Vorm
) -> Blad:
    """A sheet with the titles of its threads."""
    draden = []
    for plaats, (nummer, titel) in enumerate(pijlers):
        x = JAAR + plaats * kolom
        lijnen = regels(titel, LETTER, kolom - 14)
        draden.append(
            Draad(nummer, x + 9, [Woorden(x, 20 + n * HOOFD_REGEL, t, "titel") for n, t in enumerate(lijnen)])
        )
    boven = max(len(d.regels) for d in draden) * HOOFD_REGEL + 14
    return Blad(
        naam=vorm.naam, zin=_zin(feiten, horizon), breedte=vorm.breedte, boven=boven, onder=boven, draden=draden
    )


def _merk(feit: Stapfeit, pijlers: Sequence[tuple[int, str]], kolom: int) -> Merk:
    """A step with its words, its top at nought."""
    plaats = feit.draad if feit.draad != GEEN else len(pijlers) - 1
    draad = JAAR + plaats * kolom + 9
    x, ruimte = draad + INSPRING, kolom - INSPRING - 9 - 14
    y, uit = 14, [Woorden(x, 14, feit.soort, "onder")]
    for tekst in regels(feit.tekst, LETTER, ruimte):
        y += REGEL
        uit.append(Woorden(x, y, tekst, "titel"))
    over = len(feit.dragers) - DRAGERS
    dragers = [*feit.dragers[:DRAGERS], *([_("en nog %(n)s") % {"n": over}] if over > 0 else [])]
    for naam in dragers:
        for n, tekst in enumerate(regels(naam, ONDER, ruimte - 16)):
            y += REGEL_ONDER + (3 if n == 0 else 0)
            uit.append(Woorden(x if n == 0 else x + 16, y, f"› {tekst}" if n == 0 else tekst, "drager"))
    return Merk(feit, draad, 10, uit, (draad - 9, 0, draad + kolom - 20, y + 6), pijlers[plaats][0])


def _zet(blad: Blad, laag: _Laag, merken: list[Merk], y: int) -> None:
    """Puts a layer on the sheet at height ``y``."""
    if laag.wat == "horizon":
        blad.horizon_y, blad.horizon = y, str(laag.jaar)
        return
    if laag.wat == "nu":
        blad.nu_y, blad.nu = y, str(laag.jaar)
        return
    if laag.eerste:
        blad.jaren.append(Jaar(y + 16, str(laag.jaar)))
    for m in merken:
        woorden = [Woorden(w.x, w.y + y, w.tekst, w.soort) for w in m.regels]
        vlak = (m.vlak[0], y, m.vlak[2], y + m.vlak[3])
        blad.merken.append(Merk(m.feit, m.x, m.y + y, woorden, vlak, m.plaats))


def _zin(feiten: Sequence[Stapfeit], horizon: int) -> str:
    """What the picture says, for who cannot see it."""
    aantal = ngettext("één stap", "%(n)s stappen", len(feiten)) % {"n": len(feiten)}
    gedragen = sum(bool(f.dragers) for f in feiten)
    return _(
        "De weg terug van %(horizon)s naar nu, in %(aantal)s. Onder %(gedragen)s daarvan loopt al een project. "
        "De tabel eronder zegt hetzelfde."
    ) % {"horizon": horizon, "aantal": aantal, "gedragen": gedragen}
