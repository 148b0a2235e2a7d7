"""Where the knots of the chain of chains stand: boxes that never overlap, the same for the same graph (M73).

Every knot has a box with room for its name. ``eenvoudig`` lays them in rows, at once and without any library;
``plaats`` lets networkx find who belongs near whom, and then moves the boxes apart. The worker does the latter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ketens.graaf import Graaf

ZAAD = 7
RAND = 14
VAKKEN = {"keten": (168, 62), "partij": (114, 56), "mens": (114, 56), "project": (114, 56)}
Plek = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Plaatsing:
    """The middle of each box, and how large the sheet is."""

    plekken: Plek
    breedte: int
    hoogte: int

    def bevries(self) -> dict[str, Any]:
        """As plain data."""
        return {"plekken": {k: list(p) for k, p in self.plekken.items()}, "maat": [self.breedte, self.hoogte]}


def ontdooi(gegevens: dict[str, Any]) -> Plaatsing:
    """What ``bevries`` wrote down; empty for anything else."""
    maat = gegevens.get("maat") or [0, 0]
    return Plaatsing({k: (p[0], p[1]) for k, p in gegevens.get("plekken", {}).items()}, maat[0], maat[1])


def bladbreedte(aantal: int) -> int:
    """How wide the sheet is for so many knots."""
    return 760 if aantal <= 24 else 980 if aantal <= 70 else 1240


# ── Rows ──────────────────────────────────────────────────────────────────────────────────────────────────


def eenvoudig(graaf: Graaf, *, van: int = 0, breedte: int = 0, alleen: set[str] | None = None) -> Plaatsing:
    """Each keten with under it who hangs in it first, in rows; from height ``van``, only the knots of ``alleen``."""
    breedte = breedte or bladbreedte(len(graaf.knopen))
    gehad: set[str] = set()
    plekken: Plek = {}
    y = van + RAND
    for groep in _groepen(graaf):
        rij = [s for s in groep if s not in gehad and (alleen is None or s in alleen)]
        gehad.update(rij)
        y = _in_rijen(graaf, rij, y, breedte, plekken)
    return Plaatsing(plekken, breedte, y + RAND)


def _groepen(graaf: Graaf) -> list[list[str]]:
    """Keys per keten, and last who hangs in none."""
    per_keten = [[k.sleutel, *(r.ander for r in graaf.per_keten[k.sleutel])] for k in graaf.ketens]
    return [*per_keten, [k.sleutel for k in graaf.knopen]]


def _in_rijen(graaf: Graaf, rij: Sequence[str], y: int, breedte: int, plekken: Plek) -> int:
    x, hoogst = RAND, 0
    for sleutel in dict.fromkeys(rij):
        b, h = VAKKEN[graaf.op_sleutel[sleutel].soort]
        if x + b > breedte - RAND and x > RAND:
            x, y, hoogst = RAND, y + hoogst + 16, 0
        plekken[sleutel] = (x + b // 2, y + h // 2)
        x, hoogst = x + b + 12, max(hoogst, h)
    return y + hoogst + (44 if rij else 0)


def passend(graaf: Graaf, bewaard: Plaatsing) -> Plaatsing:
    """The last places for a graph that has changed since: who is gone is gone, who is new stands in rows below."""
    bekend = {k: p for k, p in bewaard.plekken.items() if k in graaf.op_sleutel}
    nieuw = {k.sleutel for k in graaf.knopen} - set(bekend)
    if not bekend:
        return eenvoudig(graaf)
    if not nieuw:
        return Plaatsing(bekend, bewaard.breedte, bewaard.hoogte)
    onder = eenvoudig(graaf, van=bewaard.hoogte, breedte=max(bewaard.breedte, 400), alleen=nieuw)
    return Plaatsing(bekend | onder.plekken, max(bewaard.breedte, onder.breedte), onder.hoogte)


# ── By who belongs near whom ──────────────────────────────────────────────────────────────────────────────


def plaats(graaf: Graaf) -> Plaatsing:
    """The places of all knots: each part that hangs together by itself, and the parts beside and under each other."""
    import networkx as nx  # noqa: PLC0415 - large, and only the worker places

    net = nx.Graph()
    net.add_nodes_from(k.sleutel for k in graaf.knopen)
    net.add_edges_from((r.keten, r.ander) for r in graaf.lijnen)
    volgorde = {k.sleutel: n for n, k in enumerate(graaf.knopen)}
    delen = [sorted(deel, key=volgorde.__getitem__) for deel in nx.connected_components(net)]
    delen.sort(key=lambda deel: (-len(deel), volgorde[deel[0]]))
    losse = [deel[0] for deel in delen if len(deel) == 1]
    vellen = [_deel(graaf, net, deel) for deel in delen if len(deel) > 1]
    if losse:
        rijen: Plek = {}
        hoogte = _in_rijen(graaf, losse, 0, bladbreedte(len(graaf.knopen)), rijen)
        vellen.append(Plaatsing(rijen, bladbreedte(len(graaf.knopen)), hoogte))
    return _bij_elkaar(graaf, vellen, max([bladbreedte(len(graaf.knopen)), *(v.breedte for v in vellen)], default=0))


def _deel(graaf: Graaf, net: Any, deel: list[str]) -> Plaatsing:
    """One part: a spring layout from a fixed beginning, then boxes moved apart until none overlap."""
    import networkx as nx  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    rijen = eenvoudig(graaf, alleen=set(deel))
    begin = {s: (rijen.plekken[s][0] / rijen.breedte, rijen.plekken[s][1] / max(1, rijen.hoogte)) for s in deel}
    sub = net.subgraph(deel)
    gevonden = nx.spring_layout(sub, pos=begin, seed=ZAAD, iterations=180, k=1.7 / len(deel) ** 0.5)
    half = np.array([_ruim(graaf.op_sleutel[s].soort) for s in deel], dtype=float) / 2
    punten = _rechtop(np.array([gevonden[s] for s in deel]))
    punten -= punten.min(axis=0)
    punten /= np.maximum(punten.max(axis=0), 1e-9)
    # Half the place itself, half its rank: the middle thins out and the corners are used.
    punten = (punten + punten.argsort(axis=0, kind="stable").argsort(axis=0) / len(deel)) / 2
    opp = float((4 * half[:, 0] * half[:, 1]).sum()) * 1.7
    breed = min(1180.0, opp**0.5)
    punten *= np.array([breed, opp / breed])
    punten = _uit_elkaar(punten, half)
    punten -= (punten - half).min(axis=0)
    maat = (punten + half).max(axis=0)
    plekken = {s: (round(float(p[0])), round(float(p[1]))) for s, p in zip(deel, punten, strict=True)}
    return Plaatsing(plekken, round(float(maat[0])), round(float(maat[1])))


def _rechtop(punten: Any) -> Any:
    """The longest way through the points from top to bottom, the first point in the upper left half: a page is high."""
    import numpy as np  # noqa: PLC0415

    punten = punten - punten.mean(axis=0)
    _waarden, richtingen = np.linalg.eigh(punten.T @ punten)
    punten = punten @ richtingen  # least spread first: across, then down
    return punten * np.where(punten[0] > 0, -1.0, 1.0)


def _ruim(soort: str) -> tuple[int, int]:
    """The box of a knot with the room around it in which its lines can be seen."""
    b, h = VAKKEN[soort]
    return (b + 20, h + 34) if soort == "keten" else (b + 8, h + 16)


def _uit_elkaar(punten: Any, half: Any) -> Any:
    """Moves boxes apart along the shortest way, one by one; spreads everything a little when that does not help."""
    import numpy as np  # noqa: PLC0415

    for _poging in range(80):
        for _ronde in range(60):
            rustig = True
            for i in range(len(punten)):
                verschil = punten[i] - punten
                over = half[i] + half - np.abs(verschil)
                over[i] = 0
                for j in np.flatnonzero((over > 0).all(axis=1)):
                    as_ = int(over[j, 1] <= over[j, 0])
                    kant = np.sign(verschil[j, as_]) or (1 if i > j else -1)
                    punten[i, as_] += kant * 0.52 * over[j, as_]
                    punten[j, as_] -= kant * 0.52 * over[j, as_]
                    rustig = False
            if rustig:
                return punten
        punten *= 1.03
    return punten


def _bij_elkaar(graaf: Graaf, vellen: Sequence[Plaatsing], breedte: int) -> Plaatsing:
    """The parts beside each other while they fit, then under each other."""
    plekken: Plek = {}
    x = y = RAND
    hoogst = 0
    for vel in vellen:
        if x + vel.breedte > breedte + RAND and x > RAND:
            x, y, hoogst = RAND, y + hoogst + 36, 0
        plekken |= {s: (px + x, py + y) for s, (px, py) in vel.plekken.items()}
        x, hoogst = x + vel.breedte + 36, max(hoogst, vel.hoogte)
    return Plaatsing(plekken, breedte + 2 * RAND, y + hoogst + RAND)


def overlapt(graaf: Graaf, plaatsing: Plaatsing) -> list[tuple[str, str]]:
    """The pairs of knots whose boxes overlap: none, or something is wrong."""
    vakken = []
    for sleutel, (x, y) in sorted(plaatsing.plekken.items(), key=lambda item: item[1]):
        b, h = VAKKEN[graaf.op_sleutel[sleutel].soort]
        vakken.append((x - b / 2, y - h / 2, x + b / 2, y + h / 2, sleutel))
    return [
        (a[4], b[4])
        for n, a in enumerate(vakken)
        for b in vakken[n + 1 :]
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
