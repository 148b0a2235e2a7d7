"""What can be found of the gesprekken: uitspraken, co-makers, gesprekken, verslagen and thema's.

Names and addresses are in the part of the index that is for the kerngroep, where a page shows them to the kerngroep
only; outside the kerngroep a uitspraak is found when it may be used, and is of whom consent says (M26).
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from comakers.models import CoMaker, Gesprek, Thema, Uitspraak, Verslag
from leefsturing.lib import klok
from toegang.enums import KERNGROEP
from trajecten.zoekbronnen import Treffer, Zoekbron, adres_van, alles, registreer


def _uitspraken(qs: QuerySet[Any], rol: Any) -> QuerySet[Any]:
    return qs if rol in KERNGROEP else qs.bruikbaar()  # type: ignore[attr-defined]


def _uitspraak(rij: Any, rol: Any, slug: str) -> Treffer:
    wie = rij.comaker.persoon.volledige_naam if rol in KERNGROEP else rij.naam_naar_buiten()
    return Treffer(rij.tekst, adres_van(rij, slug, eigen="uitspraak"), erbij=wie, gezegd=True)


def _comaker(rij: Any, rol: Any, slug: str) -> Treffer:
    tekst = " ".join(deel for deel in (rij.wil_weten, rij.wil_meedenken, rij.sleutelfiguur_voor) if deel)
    return Treffer(
        rij.persoon.volledige_naam, adres_van(rij, slug, eigen="comaker"), tekst, erbij=rij.categorie.enkelvoud
    )


def _dag(moment: Any) -> str:
    return date_format(klok.vandaag(moment), "j F Y")


def _gesprek(rij: Any, rol: Any, slug: str) -> Treffer:
    tekst = " ".join(deel for deel in (rij.voornemen, rij.aantekeningen) if deel) if rol in KERNGROEP else ""
    return Treffer(rij.met_wie, adres_van(rij, slug, eigen="gesprek"), tekst, erbij=_dag(rij.wanneer))


def _verslag(rij: Any, rol: Any, slug: str) -> Treffer:
    adres = adres_van(rij.gesprek, slug, eigen="verslag")
    return Treffer(
        rij.gesprek.met_wie, adres, rij.tekst, erbij=f"{_dag(rij.gesprek.wanneer)} · {rij.get_staat_display()}"
    )


def _thema(rij: Any, rol: Any, slug: str) -> Treffer:
    return Treffer(rij.naam, adres_van(rij, slug, eigen="thema"), rij.omschrijving)


def _levende_themas(qs: QuerySet[Any], rol: Any) -> QuerySet[Any]:
    return qs.filter(opgegaan_in=None)


BRONNEN = (
    Zoekbron(
        "uitspraken",
        _("Uitspraken"),
        Uitspraak,
        _uitspraak,
        titel=("tekst",),
        besloten=("interne_notitie",),
        zichtbaar=_uitspraken,
        erbij=("comaker__persoon", "comaker__categorie"),
        icoon="uitspraak",
        plaats=5,
    ),
    Zoekbron(
        "comakers",
        _("Co-makers"),
        CoMaker,
        _comaker,
        titel=("persoon__voornaam", "persoon__tussenvoegsel", "persoon__achternaam"),
        tekst=("wil_weten", "wil_meedenken", "sleutelfiguur_voor", "persoon__partij__naam", "categorie__enkelvoud"),
        besloten=("persoon__email", "persoon__telefoon"),
        zichtbaar=alles,
        erbij=("persoon", "categorie"),
        stap=2,
        plaats=10,
    ),
    Zoekbron(
        "gesprekken",
        _("Gesprekken"),
        Gesprek,
        _gesprek,
        titel=("titel",),
        tekst=("plaats",),
        besloten=("voornemen", "aantekeningen"),
        zichtbaar=alles,
        vooraf=("comakers__persoon",),
        stap=2,
        plaats=15,
    ),
    Zoekbron(
        "verslagen",
        _("Verslagen"),
        Verslag,
        _verslag,
        titel=(),
        tekst=("tekst",),
        zichtbaar=alles,
        erbij=("gesprek",),
        vooraf=("gesprek__comakers__persoon",),
        stap=2,
        plaats=20,
    ),
    Zoekbron(
        "themas",
        _("Thema's"),
        Thema,
        _thema,
        titel=("naam",),
        tekst=("omschrijving",),
        zichtbaar=_levende_themas,
        stap=3,
        plaats=25,
    ),
)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    registreer(*BRONNEN)
