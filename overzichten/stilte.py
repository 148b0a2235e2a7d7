"""The silence strip: everybody spoken with as a dot at the days since they last heard something (M27).

Pure geometry in whole numbers; the template draws it as SVG, with a sentence as text alternative and a table behind it.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

TABEL = 12
MET_NAAM = 40


@dataclass(frozen=True)
class Punt:
    """One co-maker: how many days since they heard something; None when they never did."""

    comaker: int
    naam: str
    dagen: int | None

    @property
    def in_woorden(self) -> str:
        """How long it was silent, as a person says it."""
        if self.dagen is None:
            return _("nog nooit iets gehoord")
        if self.dagen <= 0:
            return _("vandaag iets gehoord")
        return ngettext("%(n)s dag geleden", "%(n)s dagen geleden", self.dagen) % {"n": self.dagen}


class Maat(NamedTuple):
    """Measures of one drawing, in its own units: one for wide screens and paper, one for a phone."""

    naam: str
    breedte: int
    straal: int
    stapel: int
    nooit: int  # room at the right for who never heard anything


MATEN = (Maat("breed", 760, 6, 10, 96), Maat("smal", 344, 5, 9, 74))
_RAND = 10
_KOP = 26
_VOET = 30


@dataclass(frozen=True)
class Stip:
    """A dot: where, of whom, and whether past the norm."""

    x: int
    y: int
    titel: str
    is_over: bool


@dataclass(frozen=True)
class Tekening:
    """One drawing: sizes, the norm line, and how many more there are than fit in a column.

    Who heard something in time is part of one path; who is silent past the norm is a dot with a name, as long as
    there are not too many of them.
    """

    naam: str
    breedte: int
    hoogte: int
    straal: int
    as_y: int
    as_eind: int
    norm_x: int
    nooit_x: int
    verste: int
    rustig: str
    over: str
    stippen: list[Stip]
    teveel: list[tuple[int, int, str]]


@dataclass(frozen=True)
class Strip:
    """The strip as a whole: its sentence, its drawings, and the longest silent as rows of a table."""

    zin: str
    norm: int
    over: int
    totaal: int
    tekeningen: list[Tekening]
    rijen: list[Punt]
    heeft_nooit: bool


def strip(punten: Sequence[Punt], *, norm: int, totaal: int) -> Strip:
    """The strip over ``punten`` (longest silent first); ``totaal`` counts those left out too."""
    over = sum(1 for p in punten if is_over(p, norm))
    langste = max((p.dagen for p in punten if p.dagen is not None), default=0)
    verste = max(2 * norm, min(langste, 4 * norm))
    return Strip(
        zin=_zin(over, totaal, norm),
        norm=norm,
        over=over,
        totaal=totaal,
        tekeningen=[_teken(punten, norm, verste, maat) for maat in MATEN] if punten else [],
        rijen=list(punten[:TABEL]),
        heeft_nooit=any(p.dagen is None for p in punten),
    )


def is_over(punt: Punt, norm: int) -> bool:
    """Silent for longer than the norm, or never heard anything."""
    return punt.dagen is None or punt.dagen > norm


def _zin(over: int, totaal: int, norm: int) -> str:
    if not totaal:
        return _("Zodra je met iemand hebt gesproken, loopt hier de klok van de stilte.")
    if not over:
        return ngettext(
            "De ene co-maker met wie je sprak, hoorde de laatste %(norm)s dagen nog iets.",
            "Alle %(n)s co-makers met wie je sprak, hoorden de laatste %(norm)s dagen nog iets.",
            totaal,
        ) % {"n": totaal, "norm": norm}
    return ngettext(
        "%(over)s van de %(n)s co-makers hoorde langer dan %(norm)s dagen niets.",
        "%(over)s van de %(n)s co-makers hoorden langer dan %(norm)s dagen niets.",
        over,
    ) % {"over": over, "n": totaal, "norm": norm}


def _teken(punten: Sequence[Punt], norm: int, verste: int, maat: Maat) -> Tekening:
    stap = 2 * maat.straal + 1
    heeft_nooit = any(p.dagen is None for p in punten)
    as_eind = maat.breedte - (maat.nooit if heeft_nooit else _RAND)
    kolommen = (as_eind - _RAND) // stap
    # The norm falls between two columns, so that the line never runs through a dot or past the wrong one.
    grens = -(-(norm + 1) * kolommen // (verste + 1))
    per_kolom: dict[int, list[Punt]] = defaultdict(list)
    for punt in punten:
        per_kolom[_kolom(punt, norm, verste, kolommen, grens)].append(punt)
    hoogste = min(maat.stapel, max((len(k) for k in per_kolom.values()), default=1))
    as_y = _KOP + max(3, hoogste) * stap
    nooit_x = maat.breedte - maat.nooit // 2
    stippen, teveel = [], []
    for kolom, rij in sorted(per_kolom.items()):
        x = nooit_x if kolom < 0 else _RAND + kolom * stap + maat.straal
        for hoogte, punt in enumerate(rij[: maat.stapel]):
            y = as_y - 3 - maat.straal - hoogte * stap
            stippen.append(Stip(x, y, f"{punt.naam}: {punt.in_woorden}", is_over(punt, norm)))
        if len(rij) > maat.stapel:
            teveel.append((x, as_y - 6 - maat.stapel * stap, f"+{len(rij) - maat.stapel}"))
    over = [s for s in stippen if s.is_over]
    return Tekening(
        naam=maat.naam,
        breedte=maat.breedte,
        hoogte=as_y + _VOET,
        straal=maat.straal,
        as_y=as_y,
        as_eind=as_eind,
        norm_x=_RAND + grens * stap - 1,
        nooit_x=nooit_x,
        verste=verste,
        rustig=" ".join(_rondje(s, maat.straal) for s in stippen if not s.is_over),
        over=" ".join(_rondje(s, maat.straal) for s in over) if len(over) > MET_NAAM else "",
        stippen=over if len(over) <= MET_NAAM else [],
        teveel=teveel,
    )


def _rondje(stip: Stip, r: int) -> str:
    """A circle as part of a path."""
    return f"M{stip.x - r} {stip.y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0"


def _kolom(punt: Punt, norm: int, verste: int, kolommen: int, grens: int) -> int:
    """The column of a dot; -1 for who never heard anything, the last one for who is silent longer than the axis."""
    if punt.dagen is None:
        return -1
    kolom = max(0, punt.dagen) * kolommen // (verste + 1)
    return min(kolommen - 1, max(grens, kolom)) if is_over(punt, norm) else min(grens - 1, kolom)
