"""The triangle of who pulls, as plain numbers and words: one circle at each corner, larger as its band is higher."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from overzichten.groepen import KLEINSTE, NIEMAND, WieTrekt
from trajecten.enums import Zijde

BREEDTE, HOOGTE = 320, 248
KLEIN, GROEI, GROOT = 20, 7, 48
# The corner of each side; the name stands over the top one and under the others.
_HOEKEN = {
    Zijde.OVERHEID.value: (160, 82),
    Zijde.GEBRUIKERS.value: (68, 172),
    Zijde.INVESTEERDERS.value: (252, 172),
}


@dataclass(frozen=True)
class Hoek:
    """One corner: a circle, its band in words, and the name of the side under it."""

    sleutel: str
    x: int
    y: int
    straal: int
    naam: str
    naam_y: int
    tekst: str


@dataclass(frozen=True)
class Driehoek:
    """The drawing, with the sentence that says the same."""

    breedte: int
    hoogte: int
    punten: str
    hoeken: tuple[Hoek, ...]
    beschrijving: str


def driehoek(wie: WieTrekt) -> Driehoek:
    """The drawing of ``wie``: made of bands, so that it tells no more than they do."""
    hoeken = []
    for sleutel, (x, y) in _HOEKEN.items():
        kant = wie.kant(sleutel)
        straal = min(GROOT, KLEIN + GROEI * (kant.band.hoog // KLEINSTE - 1))
        naam_y = y - straal - 9 if y < HOOGTE // 2 else y + straal + 20
        hoeken.append(Hoek(sleutel, x, y, straal, kant.naam, naam_y, f"{kant.band.laag}–{kant.band.hoog}"))
    zinnen = [f"{k.naam}: {k.band.in_woorden}" for k in wie.kanten if k.sleutel != NIEMAND]
    punten = " ".join(f"{x},{y}" for x, y in _HOEKEN.values())
    beschrijving = _("Projecten per kant van de driehoek. %(wat)s.") % {"wat": "; ".join(zinnen)}
    return Driehoek(BREEDTE, HOOGTE, punten, tuple(hoeken), beschrijving)
