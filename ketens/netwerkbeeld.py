"""The chain of chains as a picture: pure geometry in whole numbers; one template draws it on screen and on paper.

Side of the triangle is a shape and a word, strength is a kind of line and a word; colour only helps. On paper a large
picture carries numbers instead of names, with the key beside it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketens.graaf import Graaf, Knoop, Lijn
from ketens.plaatsing import VAKKEN, Plaatsing
from leefsturing.lib.zetwerk import breedte, kort, regels

LETTER, LETTER_KETEN, LETTER_MIST, LETTER_NUMMER = 12, 14, 11, 22
STRAAL = 9
VORM_BOVEN = 14  # from the top of the box to the middle of the shape


@dataclass(frozen=True)
class Tekst:
    """One line of words: its middle, and where its foot stands."""

    x: int
    y: int
    woorden: str


@dataclass(frozen=True)
class Vak:
    """A rectangle: what a label or a shape takes."""

    x: int
    y: int
    breedte: int
    hoogte: int


@dataclass(frozen=True)
class Streep:
    """A line of a keten; ``kruis`` is the mark in the middle of a broken one."""

    x1: int
    y1: int
    x2: int
    y2: int
    soort: str
    kruis: str


@dataclass(frozen=True)
class Punt:
    """A partij, a mens or a project: its shape, the ring of a bridge, its name or its number."""

    knoop: Knoop
    pad: str
    ring: str
    vlak: Vak
    regels: list[Tekst]
    nummer: int
    titel: str


@dataclass(frozen=True)
class Hub:
    """A keten: a plate with its name, and what it misses."""

    knoop: Knoop
    vlak: Vak
    regels: list[Tekst]
    mist: Tekst | None
    zwak: bool
    nummer: int
    titel: str


@dataclass(frozen=True)
class Tekening:
    """The whole drawing, and in words what it shows; ``genummerd`` when names stand in the key."""

    zin: str
    breedte: int
    hoogte: int
    strepen: list[Streep]
    hubs: list[Hub]
    punten: list[Punt]
    genummerd: bool

    @property
    def sleutel(self) -> list[tuple[int, str]]:
        """Number and name, for a numbered picture."""
        hubs = [(h.nummer, h.knoop.naam) for h in self.hubs]
        return hubs + [(p.nummer, p.knoop.naam) for p in self.punten]


def tekening(graaf: Graaf, plaatsing: Plaatsing, *, genummerd: bool = False) -> Tekening | None:
    """The picture of ``graaf`` with its knots at ``plaatsing``; None when there are no ketens."""
    if not graaf.ketens:
        return None
    nummers = {k.sleutel: n for n, k in enumerate(sorted(graaf.knopen, key=lambda k: k.soort != "keten"), 1)}
    plek = plaatsing.plekken
    return Tekening(
        zin=_zin(graaf),
        breedte=plaatsing.breedte,
        hoogte=plaatsing.hoogte,
        strepen=[_streep(graaf, lijn, plaatsing) for lijn in graaf.lijnen],
        hubs=[_hub(graaf, k, plek[k.sleutel], nummers[k.sleutel], genummerd) for k in graaf.ketens],
        punten=[
            _punt(graaf, k, plek[k.sleutel], nummers[k.sleutel], genummerd) for k in graaf.knopen if k.soort != "keten"
        ],
        genummerd=genummerd,
    )


def _zin(graaf: Graaf) -> str:
    partijen = sum(k.soort == "partij" for k in graaf.knopen)
    mensen = sum(k.soort == "mens" for k in graaf.knopen)
    bruggen = len([b for b in graaf.bruggen if graaf.op_sleutel[b].soort != "project"])
    return _("%(ketens)s, gedragen door %(partijen)s en %(mensen)s. %(bruggen)s.") % {
        "ketens": ngettext("Eén keten", "%(n)s ketens", len(graaf.ketens)) % {"n": len(graaf.ketens)},
        "partijen": ngettext("één partij", "%(n)s partijen", partijen) % {"n": partijen},
        "mensen": ngettext("één mens", "%(n)s mensen", mensen) % {"n": mensen},
        "bruggen": ngettext(
            "Eén van hen zit in meer dan één keten", "%(n)s van hen zitten in meer dan één keten", bruggen
        )
        % {"n": bruggen}
        if bruggen
        else _("Niemand zit in meer dan één keten"),
    }


def _midden(graaf: Graaf, sleutel: str, plaatsing: Plaatsing) -> tuple[int, int]:
    """Where a line ends: the middle of a plate, or of a shape."""
    x, y = plaatsing.plekken[sleutel]
    soort = graaf.op_sleutel[sleutel].soort
    return (x, y) if soort == "keten" else (x, y - VAKKEN[soort][1] // 2 + VORM_BOVEN)


def _streep(graaf: Graaf, lijn: Lijn, plaatsing: Plaatsing) -> Streep:
    x1, y1 = _midden(graaf, lijn.keten, plaatsing)
    x2, y2 = _midden(graaf, lijn.ander, plaatsing)
    # Just outside the plate, where nothing else stands.
    b, h = VAKKEN["keten"]
    rand = min(b / 2 / max(1, abs(x2 - x1)), h / 2 / max(1, abs(y2 - y1)), 0.9)
    deel = rand + 0.28 * (1 - rand)
    mx, my = round(x1 + deel * (x2 - x1)), round(y1 + deel * (y2 - y1))
    kruis = f"M{mx - 6} {my - 6}l12 12m0 -12l-12 12" if lijn.soort == "gebroken" else ""
    return Streep(x1, y1, x2, y2, lijn.soort, kruis)


def _hub(graaf: Graaf, knoop: Knoop, plek: tuple[int, int], nummer: int, genummerd: bool) -> Hub:
    b, h = VAKKEN["keten"]
    x, y = plek
    mist = graaf.mist(knoop.sleutel)
    woorden = regels(knoop.naam, LETTER_KETEN, b - 28, hoogstens=2) if not genummerd else [str(nummer)]
    hoog = 17 if not genummerd else 26
    boven = y + 5 - (hoog * (len(woorden) - 1)) // 2 - (7 if mist and not genummerd else 0)
    onder = kort(_mist_in_woorden(mist), LETTER_MIST, b - 12) if mist and not genummerd else ""
    return Hub(
        knoop=knoop,
        vlak=Vak(x - b // 2, y - h // 2, b, h),
        regels=[Tekst(x, boven + n * hoog, w) for n, w in enumerate(woorden)],
        mist=Tekst(x, y + h // 2 - 7, onder) if onder else None,
        zwak="sterk" in mist,
        nummer=nummer,
        titel=f"{knoop.naam}. {_mist_in_woorden(mist)}" if mist else knoop.naam,
    )


def _mist_in_woorden(mist: list[str]) -> str:
    """What a keten misses, in a few words."""
    woorden = {"sterk": _("sterke schakel"), "gebruikers": _("gebruikers"), "investeerders": _("investeerders")}
    return _("mist: %(wat)s") % {"wat": ", ".join(woorden[m] for m in mist)} if mist else ""


def _punt(graaf: Graaf, knoop: Knoop, plek: tuple[int, int], nummer: int, genummerd: bool) -> Punt:
    b, h = VAKKEN[knoop.soort]
    x, y = plek
    boven = y - h // 2
    cy = boven + VORM_BOVEN
    brug = len(graaf.ketens_van.get(knoop.sleutel, ())) > 1
    if genummerd:
        woorden, letter, begin = [str(nummer)], LETTER_NUMMER, boven + 46
    else:
        woorden, letter, begin = (
            regels(knoop.naam, LETTER, b - 4, hoogstens=2),
            LETTER,
            boven + VORM_BOVEN + STRAAL + 14,
        )
    teksten = [Tekst(x, begin + n * 14, w) for n, w in enumerate(woorden)]
    hoog = 14 * len(woorden) if not genummerd else 24
    breed = min(b - 2, 6 + round(max((breedte(w, letter) for w in woorden), default=0)))
    return Punt(
        knoop=knoop,
        pad=vorm(knoop.zijde if knoop.soort != "project" else "project", x, cy, STRAAL),
        ring=vorm(knoop.zijde if knoop.soort != "project" else "project", x, cy, STRAAL + 5) if brug else "",
        vlak=Vak(x - breed // 2, begin - letter + 1, breed, hoog),
        regels=teksten,
        nummer=nummer,
        titel=_titel(graaf, knoop),
    )


def _titel(graaf: Graaf, knoop: Knoop) -> str:
    ketens = ", ".join(graaf.op_sleutel[k].naam for k in graaf.ketens_van.get(knoop.sleutel, ()))
    return f"{knoop.naam}: {ketens}" if ketens else knoop.naam


def vorm(soort: str, x: int, y: int, r: int) -> str:
    """The path of a shape: round for gebruikers, square for investeerders, a triangle for the overheid."""
    if soort == "investeerders":
        z = round(r * 0.9)
        return f"M{x - z} {y - z}h{2 * z}v{2 * z}h{-2 * z}z"
    if soort == "overheid":
        return f"M{x} {y - r - 1}L{x + r + 1} {y + r - 1}H{x - r - 1}z"
    if soort == "project":
        return f"M{x} {y - r - 1}L{x + r + 1} {y}L{x} {y + r + 1}L{x - r - 1} {y}z"
    if soort == "gebruikers":
        return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"
    z = round(r * 0.62)  # a side nobody knows: a six-sided shape
    return f"M{x - z} {y - r}h{2 * z}l{r - z} {r}l{z - r} {r}h{-2 * z}l{z - r} {-r}z"


def vakken(beeld: Tekening) -> Iterator[tuple[str, Vak]]:
    """Every rectangle that must stay free: plates, labels and shapes, each with the knot it belongs to."""
    for hub in beeld.hubs:
        yield hub.knoop.sleutel, hub.vlak
    for punt in beeld.punten:
        yield punt.knoop.sleutel, punt.vlak
