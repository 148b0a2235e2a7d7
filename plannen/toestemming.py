"""Consent in the plan: what a statement or a name looks like when frozen, and what is left of it today.

Frozen content holds statements as dicts with ``uitspraak`` (the id) and names as dicts with ``persoon`` (the id).
Both are looked up again whenever the content leaves the database, for a page or for a PDF: consent that was
tightened since counts from that moment, consent that was widened counts from the next version.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.utils.formats import date_format

from comakers.enums import Toestemming
from comakers.models import Uitspraak
from ketens.models import Project
from leefsturing.lib import klok
from leefsturing.lib.tekst import schoon
from trajecten.models import Persoon


def canoniek(inhoud: Any) -> bytes:
    """The one way to write content down, so that the same content has the same hash."""
    return json.dumps(inhoud, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def vingerafdruk(inhoud: Any) -> str:
    """sha256 of the canonical form."""
    return sha256(canoniek(inhoud)).hexdigest()


def bevries_uitspraak(uitspraak: Uitspraak) -> dict[str, Any]:
    """A statement as everybody outside the kerngroep may read it; needs comaker, persoon, categorie and gesprek."""
    categorie = uitspraak.comaker.categorie
    met_naam = uitspraak.toestemming == Toestemming.MET_NAAM and uitspraak.comaker.persoon.gewist_op is None
    return {
        "uitspraak": uitspraak.pk,
        "tekst": schoon(uitspraak.tekst),
        "categorie": categorie.enkelvoud,
        "categorie_nr": categorie.volgorde,
        "naam": uitspraak.comaker.persoon.volledige_naam if met_naam else "",
        "persoon_nr": uitspraak.comaker.persoon_id if met_naam else None,
        "gesprek": maand(uitspraak.gesprek.wanneer) if uitspraak.gesprek else "",
    }


def bevries_naam(persoon: Persoon, *, anders: str, project: int | None = None) -> dict[str, Any]:
    """A name that may be shown, with the words that take its place when it no longer may."""
    return {"persoon": persoon.pk, "naam": persoon.volledige_naam, "anders": anders, "project": project}


def maand(moment: Any) -> str:
    """``maart 2026``, in Amsterdam."""
    return date_format(klok.vandaag(moment), "F Y")


@dataclass(frozen=True)
class Stand:
    """What is allowed now: per statement, and which names."""

    uitspraken: Mapping[int, str]
    personen: frozenset[int]
    trekkers: frozenset[tuple[int, int]]

    def mag_naam(self, naam: Mapping[str, Any]) -> bool:
        """Whether this name may still be shown: through a statement with name, or as trekker who agreed."""
        if naam.get("project"):
            return (naam["persoon"], naam["project"]) in self.trekkers
        return naam["persoon"] in self.personen


def _loop(deel: Any) -> Iterator[dict[str, Any]]:
    if isinstance(deel, dict):
        yield deel
        for waarde in deel.values():
            yield from _loop(waarde)
    elif isinstance(deel, list):
        for waarde in deel:
            yield from _loop(waarde)


def uitspraken_in(inhoud: Any) -> list[int]:
    """The ids of all statements in frozen content, each once, in order."""
    return list(dict.fromkeys(d["uitspraak"] for d in _loop(inhoud) if "uitspraak" in d))


def stand_van_nu(inhoud: Any) -> Stand:
    """Looks up what is allowed now for everything in ``inhoud``: three queries."""
    delen = list(_loop(inhoud))
    namen = [d for d in delen if d.get("persoon")]
    uitspraken = {}
    rijen = (
        Uitspraak.objects.filter(pk__in=uitspraken_in(inhoud))
        .bruikbaar()
        .values_list("pk", "toestemming", "comaker__persoon__gewist_op")
    )
    for pk, toestemming, gewist in rijen:
        uitspraken[pk] = "naam" if toestemming == Toestemming.MET_NAAM and gewist is None else "anoniem"
    # A name in a list of names stands on any statement that may be used with name, in this plan or not.
    personen = (
        Uitspraak.objects.bruikbaar()
        .filter(toestemming=Toestemming.MET_NAAM, comaker__persoon__gewist_op=None)
        .filter(comaker__persoon__in={d["persoon"] for d in namen if not d.get("project")} | {0})
        .values_list("comaker__persoon_id", flat=True)
    )
    trekkers = Project.objects.filter(
        pk__in={d["project"] for d in namen if d.get("project")} | {0},
        trekker_genoemd=True,
        trekker__gewist_op=None,
    ).values_list("trekker_id", "pk")
    return Stand(uitspraken, frozenset(personen), frozenset(trekkers))


WEG = object()


def _pas_toe(deel: Any, stand: Stand) -> Any:
    if isinstance(deel, list):
        return [n for n in (_pas_toe(d, stand) for d in deel) if n is not WEG]
    if not isinstance(deel, dict):
        return deel
    if "uitspraak" in deel:
        mag = stand.uitspraken.get(deel["uitspraak"])
        if mag is None:
            return WEG
        return deel if mag == "naam" else deel | {"naam": "", "persoon_nr": None}
    if "persoon" in deel:
        return deel if stand.mag_naam(deel) else deel | {"naam": "", "persoon": None, "project": None}
    return {k: n for k, n in ((k, _pas_toe(v, stand)) for k, v in deel.items()) if n is not WEG}


def zoals_nu_mag(inhoud: Any, stand: Stand | None = None) -> Any:
    """The content with today's consent: statements withdrawn are gone, names withdrawn give way to a category."""
    return _pas_toe(inhoud, stand or stand_van_nu(inhoud))
