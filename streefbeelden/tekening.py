"""The map of positionering: scales as lanes, years from left to right, developments as bars that never overlap (M40).

Pure geometry in whole numbers: from plain facts to sheets that one template draws, on screen, in print and in the
PDF. The higher the scale, the higher on the map: what comes at the wijk comes from above as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leefsturing.lib.zetwerk import breedte, regels
from streefbeelden.enums import OntwikkelingSoort, Schaal, Werking

TITEL, ONDER = 14, 12  # letter sizes of a bar
REGEL_TITEL, REGEL_ONDER = 17, 15
NAAM, RECHTS, HOOFD = 88, 8, 52  # the column of scales, the edge, the head with years
KOP, KLEINST = 24, 30  # the mark at the head of a bar, the shortest bar
BALK = 36
WIT = 12  # between two bars, and above and below in a lane
LEEG = 40
VERDER = 0.14  # the part of the map that lies beyond the horizon
NAAST = 330  # a label beside a bar is not wider than this
LANEN = tuple(reversed(Schaal))


@dataclass(frozen=True)
class Feit:
    """What the drawing knows of one development."""

    titel: str
    schaal: str
    van: int
    tot: int
    werking: str
    soort: str

    @property
    def onder(self) -> str:
        """The small words: how it works out, what it is, when."""
        soort = {OntwikkelingSoort.INVESTERING: _("investering"), OntwikkelingSoort.BELEID: _("beleid")}.get(
            OntwikkelingSoort(self.soort), ""
        )
        werking = {Werking.KANS: _("kans"), Werking.DRUK: _("druk"), Werking.BEIDE: _("allebei of open")}
        return " · ".join(deel for deel in (str(werking[Werking(self.werking)]), str(soort), self.jaren) if deel)

    @property
    def jaren(self) -> str:
        """``2027`` or ``2027–2031``."""
        return str(self.van) if self.van == self.tot else f"{self.van}–{self.tot}"


@dataclass(frozen=True)
class Kader:
    """The time around it: today, the planperiode, the horizon."""

    dag: date
    start: date
    eind: date
    horizon: int

    @property
    def begin(self) -> int:
        """The first year on the map."""
        return min(self.dag.year, self.start.year)


@dataclass(frozen=True)
class Vorm:
    """A size of the drawing; with ``hoogste`` it is cut into sheets that are no higher."""

    naam: str
    breedte: int
    hoogste: int = 0


BREED, SMAL = Vorm("breed", 1080), Vorm("smal", 620, 930)


@dataclass(frozen=True)
class Regel:
    """A line of words: where it begins (or ends, when ``eind``), and whether it is small."""

    x: int
    y: int
    tekst: str
    klein: bool
    eind: bool


@dataclass(frozen=True)
class Balk:
    """A development in the drawing: the bar, its mark, its words, and the room it takes with them."""

    feit: Feit
    x: int
    y: int
    breedte: int
    hoogte: int
    merk: str
    regels: list[Regel]
    vlak: tuple[int, int, int, int]  # left, top, right, bottom of bar and words together

    @property
    def kleed(self) -> tuple[int, int, int, int] | None:
        """The ground under words beside the bar, so that no line runs through them: x, y, width, height."""
        links, boven, rechts, onder = self.vlak
        if rechts > self.x + self.breedte:
            links = self.x + self.breedte + 3
        elif links < self.x:
            rechts = self.x - 3
        else:
            return None
        return links, boven, rechts - links, onder - boven

    @property
    def hoek(self) -> int:
        """Round for what happens by itself, square for what somebody decides or pays."""
        return 16 if self.feit.soort == OntwikkelingSoort.ONTWIKKELING else 3


@dataclass(frozen=True)
class Lane:
    """A scale: its name and its bars; ``vervolg`` when it goes on from the sheet before."""

    naam: str
    y: int
    hoogte: int
    balken: list[Balk]
    vervolg: bool
    even: bool

    @property
    def tekst_y(self) -> int:
        """Where its name stands."""
        return self.y + 26

    @property
    def onder_y(self) -> int:
        """Where stands that it goes on from the sheet before."""
        return self.y + 42


@dataclass(frozen=True)
class Tekening:
    """One sheet of the map."""

    naam: str
    zin: str
    breedte: int
    hoogte: int
    links: int
    rechts: int
    boven: int
    onder: int
    jaren: list[tuple[int, str]]
    vandaag_x: int
    plan_x: int
    plan_breedte: int
    horizon_x: int
    horizon: int
    lanen: list[Lane]

    @property
    def vlak_hoogte(self) -> int:
        """How high the field with lanes is."""
        return self.onder - self.boven

    @property
    def verder_breedte(self) -> int:
        """How wide the part beyond the horizon is."""
        return self.rechts - self.horizon_x

    @property
    def verder_x(self) -> int:
        """Where the words above that part begin."""
        return self.horizon_x + 8

    @property
    def leeg_x(self) -> int:
        """Where stands that a scale has nothing yet."""
        return self.links + 8


class _Tijd:
    """Where a year stands: even up to the horizon, closer together beyond it."""

    def __init__(self, kader: Kader, feiten: Sequence[Feit], vorm: Vorm) -> None:
        self.begin, self.horizon = kader.begin, max(kader.horizon, kader.begin + 1)
        self.links, self.rechts = NAAM, vorm.breedte - RECHTS
        self.horizon_x = self.rechts - round((self.rechts - self.links) * VERDER)
        self.laatste = max([f.tot + 1 for f in feiten] + [self.horizon + 6])

    def x(self, jaar: float) -> int:
        """The place of a moment, as a year with a fraction, kept inside the map."""
        grens = self.horizon + 1
        if jaar <= grens:
            deel = max(0.0, (jaar - self.begin) / (grens - self.begin))
            return self.links + round((self.horizon_x - self.links) * deel)
        deel = min(1.0, (jaar - grens) / (self.laatste - grens))
        return self.horizon_x + round((self.rechts - self.horizon_x) * deel)

    def dag_x(self, dag: date) -> int:
        """The place of a day."""
        return self.x(dag.year + (dag.timetuple().tm_yday - 1) / 366)

    def merken(self) -> list[tuple[int, str]]:
        """The years that are written on the axis: as many as there is room for."""
        per_jaar = (self.horizon_x - self.links) / (self.horizon + 1 - self.begin)
        stap = next((s for s in (1, 2, 5, 10, 20, 50) if s * per_jaar >= 46), 100)
        eerste = self.begin if stap <= 2 else -(-self.begin // stap) * stap
        return [(self.x(j), str(j)) for j in range(eerste, self.horizon + 1, stap) if self.x(j) <= self.horizon_x - 44]


def tekeningen(feiten: Sequence[Feit], kader: Kader, vorm: Vorm) -> list[Tekening]:
    """The map of ``feiten`` in one or more sheets; what is past before the map begins is not on it."""
    te_zien = sorted((f for f in feiten if f.tot >= kader.begin), key=lambda f: (f.van, -f.tot, f.titel))
    if not te_zien:
        return []
    tijd = _Tijd(kader, te_zien, vorm)
    bladen: list[list[Lane]] = [[]]
    y = HOOFD
    for nummer, schaal in enumerate(LANEN):
        rijen = _rijen([f for f in te_zien if f.schaal == schaal], tijd)
        eerste = True
        while rijen or eerste:
            passend, rijen = _passend(rijen, vorm.hoogste and max(1, vorm.hoogste - y - 2 * WIT), dwing=not bladen[-1])
            if rijen and not passend:
                bladen.append([])
                y = HOOFD
                continue
            lane = _lane(schaal, y, passend, vervolg=not eerste, even=nummer % 2 == 0)
            if vorm.hoogste and y + lane.hoogte > vorm.hoogste and bladen[-1]:
                bladen.append([])
                y = HOOFD
                lane = _lane(schaal, y, passend, vervolg=not eerste, even=nummer % 2 == 0)
            bladen[-1].append(lane)
            y, eerste = y + lane.hoogte, False
    return [_blad(blad, te_zien, kader, tijd, vorm) for blad in bladen]


@dataclass
class _Vak:
    """A bar with its words before it has a height on the sheet; all y from the top of its row."""

    feit: Feit
    x: int
    eind: int
    links: int
    rechts: int
    hoogte: int
    balkhoogte: int
    regels: list[Regel]


@dataclass
class _Rij:
    vakken: list[_Vak] = field(default_factory=list)

    @property
    def hoogte(self) -> int:
        return max(v.hoogte for v in self.vakken)

    def past(self, vak: _Vak) -> bool:
        """Whether the bar and its words stay clear of all others in the row."""
        return all(vak.links >= v.rechts + WIT or vak.rechts + WIT <= v.links for v in self.vakken)


def _rijen(feiten: Sequence[Feit], tijd: _Tijd) -> list[_Rij]:
    """Packs the bars of a lane in as few rows as first-fit finds."""
    rijen: list[_Rij] = []
    for feit in feiten:
        vak = _vak(feit, tijd)
        rij = next((r for r in rijen if r.past(vak)), None)
        if rij is None:
            rijen.append(rij := _Rij())
        rij.vakken.append(vak)
    return rijen


def _vak(feit: Feit, tijd: _Tijd) -> _Vak:
    """A bar with its words inside it when they fit there, else on the side with the most room."""
    x = min(tijd.x(feit.van), tijd.rechts - KLEINST)
    eind = max(tijd.x(feit.tot + 1), x + KLEINST)
    binnen = eind - x - KOP - 16
    if binnen >= 110:
        titel, onder = regels(feit.titel, TITEL, binnen), regels(feit.onder, ONDER, binnen)
        naast = max(tijd.rechts - eind, x - tijd.links)
        if (len(titel) <= 2 and len(onder) == 1) or naast < 170:
            hoog = len(titel) * REGEL_TITEL + len(onder) * REGEL_ONDER + 10
            woorden = _woorden(titel, onder, x + KOP + 8, 18, eind=False)
            return _Vak(feit, x, eind, x, eind, hoog, hoog, woorden)
    rechts = tijd.rechts - eind >= min(NAAST, x - tijd.links)
    ruimte = min(NAAST, (tijd.rechts - eind if rechts else x - tijd.links) - 8)
    titel, onder = regels(feit.titel, TITEL, ruimte), regels(feit.onder, ONDER, ruimte)
    breed = max([breedte(r, TITEL) for r in titel] + [breedte(r, ONDER) for r in onder])
    hoog = max(BALK, len(titel) * REGEL_TITEL + len(onder) * REGEL_ONDER + 4)
    woorden = _woorden(titel, onder, eind + 8 if rechts else x - 8, 14, eind=not rechts)
    links, tot = (x, eind + 8 + breed) if rechts else (x - 8 - breed, eind)
    return _Vak(feit, x, eind, links, tot, hoog, BALK, woorden)


def _woorden(titel: list[str], onder: list[str], x: int, y: int, *, eind: bool) -> list[Regel]:
    groot = [Regel(x, y + n * REGEL_TITEL, tekst, klein=False, eind=eind) for n, tekst in enumerate(titel)]
    begin = y + len(titel) * REGEL_TITEL - 2
    return groot + [Regel(x, begin + n * REGEL_ONDER, tekst, klein=True, eind=eind) for n, tekst in enumerate(onder)]


def _passend(rijen: list[_Rij], ruimte: int, *, dwing: bool) -> tuple[list[_Rij], list[_Rij]]:
    """The rows that still fit on the sheet, and the rest; ``ruimte`` 0 means a sheet without end."""
    if not ruimte:
        return rijen, []
    hoog, aantal = 0, 0
    for rij in rijen:
        hoog += rij.hoogte + WIT
        if hoog > ruimte and not (dwing and aantal == 0):
            break
        aantal += 1
    return rijen[:aantal], rijen[aantal:]


def _lane(schaal: Schaal, y: int, rijen: list[_Rij], *, vervolg: bool, even: bool) -> Lane:
    balken, onder = [], y + WIT
    for rij in rijen:
        balken += [_balk(vak, onder) for vak in rij.vakken]
        onder += rij.hoogte + WIT
    return Lane(str(schaal.label), y, max(LEEG, onder - y), balken, vervolg, even)


def _balk(vak: _Vak, y: int) -> Balk:
    return Balk(
        feit=vak.feit,
        x=vak.x,
        y=y,
        breedte=vak.eind - vak.x,
        hoogte=vak.balkhoogte,
        merk=merk(vak.feit.werking, vak.x + KOP // 2, y + vak.balkhoogte // 2),
        regels=[Regel(r.x, r.y + y, r.tekst, r.klein, r.eind) for r in vak.regels],
        vlak=(vak.links, y, vak.rechts, y + vak.hoogte),
    )


def merk(werking: str, x: int, y: int) -> str:
    """The mark around (x, y): up for a chance, down for pressure, both for both."""
    op = f"M{x} {y - 6}L{x + 6} {y + 5}H{x - 6}Z"
    neer = f"M{x} {y + 6}L{x - 6} {y - 5}H{x + 6}Z"
    allebei = f"M{x} {y - 10}L{x + 6} {y - 2}H{x - 6}ZM{x} {y + 10}L{x - 6} {y + 2}H{x + 6}Z"
    return {Werking.KANS: op, Werking.DRUK: neer}.get(Werking(werking), allebei)


def _blad(lanen: list[Lane], feiten: Sequence[Feit], kader: Kader, tijd: _Tijd, vorm: Vorm) -> Tekening:
    onder = lanen[-1].y + lanen[-1].hoogte
    plan_x = tijd.dag_x(kader.start)
    return Tekening(
        naam=vorm.naam,
        zin=_zin(feiten, kader),
        breedte=vorm.breedte,
        hoogte=onder + 8,
        links=tijd.links,
        rechts=tijd.rechts,
        boven=HOOFD,
        onder=onder,
        jaren=tijd.merken(),
        vandaag_x=tijd.dag_x(kader.dag),
        plan_x=plan_x,
        plan_breedte=max(3, tijd.dag_x(kader.eind) - plan_x),
        horizon_x=tijd.horizon_x,
        horizon=tijd.horizon,
        lanen=lanen,
    )


def _zin(feiten: Sequence[Feit], kader: Kader) -> str:
    """What the picture says, for who cannot see it."""
    kansen = sum(f.werking == Werking.KANS for f in feiten)
    druk = sum(f.werking == Werking.DRUK for f in feiten)
    aantal = ngettext("Kaart van één ontwikkeling", "Kaart van %(n)s ontwikkelingen", len(feiten)) % {"n": len(feiten)}
    return _(
        "%(aantal)s, van buurt tot wereld en van %(van)s tot voorbij %(horizon)s. "
        "Een kans: %(kansen)s. Druk: %(druk)s. Allebei of nog open: %(rest)s. De tabel eronder zegt hetzelfde."
    ) % {
        "aantal": aantal,
        "van": kader.begin,
        "horizon": kader.horizon,
        "kansen": kansen,
        "druk": druk,
        "rest": len(feiten) - kansen - druk,
    }
