"""Navigation by the steps of the method; a room appears when its address exists and the role may see it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toegang import beleid
from toegang.middleware import regel_van


@dataclass(frozen=True)
class Item:
    """One room in the navigation; ``stap`` 1-7 is the step of the method, 0 none."""

    naam: Promise | str
    url: str
    stap: int
    icoon: str
    actief: bool


@dataclass(frozen=True)
class Groep:
    """Rooms that stand together under a heading (empty for the first)."""

    naam: Promise | str
    items: list[Item] = field(default_factory=list)


@dataclass(frozen=True)
class _Kamer:
    naam: Promise
    url_naam: str
    stap: int
    icoon: str
    # The action that shows the room, when it is another than the rule of its address.
    actie: str = ""


_KAMERS: list[tuple[Promise | str, list[_Kamer]]] = [
    ("", [_Kamer(_("Keuken"), "keuken", 0, "keuken", "keuken.bekijken")]),
    (
        _("De stappen"),
        [
            _Kamer(_("Pijlers"), "pijlers", 1, "pijlers"),
            _Kamer(_("Co-makers"), "comakers", 2, "comakers"),
            _Kamer(_("Gesprekken"), "gesprekken", 2, "gesprekken"),
            _Kamer(_("Zeven"), "themas", 3, "themas"),
            _Kamer(_("Positionering"), "positionering", 4, "positionering"),
            _Kamer(_("Streefbeeld"), "streefbeeld", 5, "streefbeeld"),
            _Kamer(_("Kruispunten"), "kruispunten", 6, "kruispunten"),
            _Kamer(_("Ateliers"), "ateliers", 6, "ateliers"),
            _Kamer(_("Projecten"), "projecten", 7, "projecten"),
            _Kamer(_("Ketens"), "ketens", 7, "ketens"),
        ],
    ),
    (
        _("Samen verder"),
        [
            _Kamer(_("Plan van aanpak"), "plan", 0, "plan"),
            _Kamer(_("Raad"), "raad", 0, "raad"),
            _Kamer(_("Agenda"), "agenda", 0, "agenda"),
            _Kamer(_("Signalen"), "signalen", 0, "signalen"),
        ],
    ),
    (
        _("Het traject"),
        [
            _Kamer(_("Partijen"), "partijen", 0, "partijen"),
            _Kamer(_("Berichten"), "berichten", 0, "berichten"),
            _Kamer(_("Logboek"), "logboek", 0, "logboek"),
            _Kamer(_("Instellingen"), "instellingen", 0, "instellingen"),
        ],
    ),
]


@lru_cache(maxsize=256)
def _kamer(url_naam: str, slug: str) -> tuple[str, str] | None:
    """Address and rule of a room, or None when it does not exist (yet)."""
    try:
        url = reverse(url_naam, kwargs={"slug": slug})
    except NoReverseMatch:
        return None
    return url, regel_van(resolve(url)) or ""


def kamer_adres(url_naam: str, slug: str, nummer: int | None = None) -> str | None:
    """The address of a room, or of object ``nummer`` in it; None when it does not exist (yet)."""
    try:
        return reverse(url_naam, kwargs={"slug": slug} if nummer is None else {"slug": slug, "nummer": nummer})
    except NoReverseMatch:
        return None


def _items(kamers: list[_Kamer], path: str, slug: str, rol: Any) -> Iterator[Item]:
    for kamer in kamers:
        found = _kamer(kamer.url_naam, slug)
        actie = found and (kamer.actie or found[1])
        if found and actie in beleid.ACTIES and beleid.mag(rol, actie):
            actief = path == found[0] if kamer.url_naam == "keuken" else path.startswith(found[0])
            yield Item(kamer.naam, found[0], kamer.stap, kamer.icoon, actief)


def navigatie_voor(request: HttpRequest, traject: Any, rol: Any) -> list[Groep]:
    """The groups of rooms that this role may see in this traject."""
    groepen = [Groep(naam, list(_items(kamers, request.path, traject.slug, rol))) for naam, kamers in _KAMERS]
    return [groep for groep in groepen if groep.items]
