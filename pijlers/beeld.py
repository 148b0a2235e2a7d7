"""The course of an effect as a small line: pure geometry in whole numbers, with the sentence that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pijlers.enums import Richting
from pijlers.models import Effect, Meting, getal

BREEDTE, HOOGTE, RAND = 240, 56, 6


@dataclass(frozen=True)
class Lijn:
    """A sparkline: the points of its line, its last point, and in words where it goes."""

    punten: str
    eind_x: int
    eind_y: int
    zin: str
    gaat_goed: bool | None
    laatste: str
    breedte: int = BREEDTE
    hoogte: int = HOOGTE


def lijn(effect: Effect) -> Lijn | None:
    """The line of an effect whose measurements are read already, in order of date; None without any."""
    metingen = list(effect.metingen.all())
    if not metingen:
        return None
    plekken = _plekken(metingen)
    eerste, laatste = metingen[0], metingen[-1]
    verschil = laatste.waarde - eerste.waarde
    goed = None if not verschil else (verschil > 0) == (effect.richting == Richting.OMHOOG)
    return Lijn(
        punten=" ".join(f"{x},{y}" for x, y in plekken),
        eind_x=plekken[-1][0],
        eind_y=plekken[-1][1],
        zin=_zin(effect, metingen, goed),
        gaat_goed=goed,
        laatste=getal(laatste.waarde),
    )


def _plekken(metingen: Sequence[Meting]) -> list[tuple[int, int]]:
    dagen = [(m.datum - metingen[0].datum).days for m in metingen]
    laag, hoog = min(m.waarde for m in metingen), max(m.waarde for m in metingen)
    breed, hoogte = BREEDTE - 2 * RAND, HOOGTE - 2 * RAND

    def y(waarde: Decimal) -> int:
        return HOOGTE // 2 if hoog == laag else HOOGTE - RAND - round((waarde - laag) * hoogte / (hoog - laag))

    if len(metingen) == 1:
        return [(BREEDTE // 2, HOOGTE // 2)]
    return [(RAND + dag * breed // max(1, dagen[-1]), y(m.waarde)) for dag, m in zip(dagen, metingen, strict=True)]


def _zin(effect: Effect, metingen: Sequence[Meting], goed: bool | None) -> str:
    eerste, laatste = metingen[0], metingen[-1]
    woorden = {
        "van": getal(eerste.waarde),
        "naar": getal(laatste.waarde),
        "eenheid": f" {effect.eenheid}" if effect.eenheid else "",
        "begin": date_format(eerste.datum, "F Y"),
        "eind": date_format(laatste.datum, "F Y"),
    }
    if len(metingen) == 1:
        return _("%(naar)s%(eenheid)s in %(eind)s. Eén meting zegt nog niet waar het heen gaat.") % woorden
    zin = _("Van %(van)s naar %(naar)s%(eenheid)s, van %(begin)s tot %(eind)s.") % woorden
    if goed is None:
        return f"{zin} {_('Het blijft gelijk.')}"
    return f"{zin} {_('Het gaat de goede kant op.') if goed else _('Het gaat de verkeerde kant op.')}"
