"""Which initiatieven could strengthen each other and have not found each other yet: a pure function (M61, M67).

It looks at what one seeks and another offers, and at themes that two worlds share. It explains each find in one
sentence; how strong a find is only decides the order and is never shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations

from django.utils.translation import gettext as _

from kruispunten.enums import KansSoort, Middelsoort
from leefsturing.lib.zoektaal import STOPWOORDEN, stam, woorden

# Words that say nothing about what is sought or offered.
_GEWOON = frozenset(
    [
        "iemand",
        "iets",
        "mensen",
        "week",
        "keer",
        "dag",
        "dagen",
        "straks",
        "elke",
        "alle",
        "zonder",
        "twee",
        "drie",
        "vier",
        "vijf",
        "zes",
        "acht",
        "tien",
        "groep",
        "jaar",
        "uur",
        "eigen",
        "goede",
        "ieder",
        "zelf",
        "hun",
        "loopt",
    ]
)
# Space and money serve anybody; with hands and things the words must say the same.
_VOOR_IEDEREEN = frozenset({Middelsoort.RUIMTE.value, Middelsoort.GELD.value})
_DEEL_VANAF = 4  # letters of a word that may be the end of a longer one: keuken, schoolkeuken


@dataclass(frozen=True)
class Aanbod:
    """What one initiatief brings to the table. ``eigenaren`` are the keys of everybody behind it."""

    pk: int
    naam: str
    eigenaren: frozenset[str]
    zijde: str = ""
    categorie: int | None = None
    van: date | None = None
    tot: date | None = None
    zoekt: tuple[tuple[str, str], ...] = ()
    biedt: tuple[tuple[str, str], ...] = ()
    themas: frozenset[tuple[int, str]] = frozenset()


@dataclass(frozen=True)
class Vondst:
    """Two initiatieven that fit: the one that seeks first, in words, and when it is possible."""

    kenmerk: str
    soort: str
    een: int
    ander: int
    uitleg: str
    thema: int | None
    venster_van: date | None
    venster_tot: date | None
    gewicht: int


def vind_kansen(aanbod: Iterable[Aanbod], dag: date, samen: frozenset[frozenset[int]] = frozenset()) -> list[Vondst]:
    """Every find on ``dag``, the strongest first, at most one per pair; ``samen`` are pairs that found each other.

    The order of what comes in makes no difference.
    """
    lopend = sorted((a for a in aanbod if a.tot is None or a.tot >= dag), key=lambda a: a.pk)
    vondsten = (
        _vondst(een, ander)
        for een, ander in combinations(lopend, 2)
        if not een.eigenaren & ander.eigenaren and frozenset((een.pk, ander.pk)) not in samen
    )
    return sorted((v for v in vondsten if v), key=lambda v: (-v.gewicht, v.kenmerk))


def _vondst(een: Aanbod, ander: Aanbod) -> Vondst | None:
    van = max((a.van for a in (een, ander) if a.van), default=None)
    tot = min((a.tot for a in (een, ander) if a.tot), default=None)
    if van and tot and van > tot:
        return None
    gedeeld = sorted(een.themas & ander.themas, key=lambda t: t[1]) if _andere_wereld(een, ander) else []
    passend = sorted(
        [*_passend(een, ander), *_passend(ander, een)], key=lambda p: (-p[0], p[1].pk, p[3:])
    )  # fmt: skip
    nummers = f"{een.pk}:{ander.pk}"
    if passend:
        woorden_gelijk, zoeker, bieder, wat, zoekt, biedt = passend[0]
        beide_kanten = len({p[1].pk for p in passend}) > 1
        uitleg = _("“%(een)s” zoekt %(zoekt)s. “%(ander)s” biedt %(biedt)s.") % {
            "een": _kort(zoeker.naam, 70), "zoekt": _kort(zoekt, 110), "ander": _kort(bieder.naam, 70),
            "biedt": _kort(biedt, 110),
        }  # fmt: skip
        gewicht = 10 * woorden_gelijk + 5 * beide_kanten + 3 * len(gedeeld) + 1 + 2 * (wat in _VOOR_IEDEREEN)
        return Vondst(f"zb:{nummers}", KansSoort.ZOEKT_BIEDT, zoeker.pk, bieder.pk, uitleg, None, van, tot, gewicht)
    if gedeeld:
        uitleg = _("“%(een)s” en “%(ander)s” komen uit twee werelden. Bij allebei gaat het over %(themas)s.") % {
            "een": _kort(een.naam, 90),
            "ander": _kort(ander.naam, 90),
            "themas": _opsomming([naam for _pk, naam in gedeeld[:3]]),
        }
        kenmerk = f"th:{nummers}"
        gewicht = 4 * len(gedeeld)
        return Vondst(kenmerk, KansSoort.ZELFDE_THEMA, een.pk, ander.pk, uitleg[:400], gedeeld[0][0], van, tot, gewicht)
    return None


def _andere_wereld(een: Aanbod, ander: Aanbod) -> bool:
    """Another category when both are people we spoke with, else another side of the triangle; unknown is no."""
    if een.categorie and ander.categorie:
        return een.categorie != ander.categorie
    return bool(een.zijde and ander.zijde) and een.zijde != ander.zijde


def _passend(zoeker: Aanbod, bieder: Aanbod) -> Iterator[tuple[int, Aanbod, Aanbod, str, str, str]]:
    """What the one seeks and the other offers, with how many words say the same thing."""
    for soort, zoekt in zoeker.zoekt:
        for andere_soort, biedt in bieder.biedt:
            if soort == andere_soort:
                yield _zelfde_woorden(zoekt, biedt), zoeker, bieder, soort, zoekt, biedt


def _zelfde_woorden(een: str, ander: str) -> int:
    links, rechts = _stammen(een), _stammen(ander)
    return sum(any(_past(a, b) for b in rechts) for a in links)


def _past(a: str, b: str) -> bool:
    kort, lang = sorted((a, b), key=len)
    return kort == lang or (len(kort) >= _DEEL_VANAF and lang.endswith(kort))


@lru_cache(maxsize=5_000)
def _stammen(tekst: str) -> frozenset[str]:
    zeggend = (w for w in woorden(tekst) if len(w) > 2 and w not in STOPWOORDEN and w not in _GEWOON)
    return frozenset(stam(w) for w in zeggend)


def _kort(tekst: str, lengte: int) -> str:
    tekst = " ".join(tekst.split()).rstrip(" .")
    return tekst if len(tekst) <= lengte else f"{tekst[: lengte - 1].rstrip()}…"


def _opsomming(namen: list[str]) -> str:
    if len(namen) == 1:
        return namen[0]
    return _("%(eerste)s en %(laatste)s") % {"eerste": ", ".join(namen[:-1]), "laatste": namen[-1]}
