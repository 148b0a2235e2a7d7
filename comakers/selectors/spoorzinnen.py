"""The words of the spoor: what a resident would say of each thing that happened (M27)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comakers.enums import Doel, Houding, Toestemming
from comakers.models import Onderbouwing, Uitspraak
from comakers.selectors.spoorbron import Bron, doel_van
from leefsturing.lib import klok
from pijlers.enums import PijlerStaat

# Fewer people than this are never counted on screen: a small group could be guessed.
KLEINSTE_GROEP = 5
# The step of the method a product belongs to, for its colour and icon: by app, or by kind where an app holds two steps.
_STAPPEN = {
    "streefbeelden": (5, "streefbeeld"),
    "streefbeelden.ontwikkeling": (4, "positionering"),
    "streefbeelden.kracht": (4, "positionering"),
    "kruispunten": (6, "kruispunten"),
    "kruispunten.idee": (6, "ateliers"),
    "ketens": (7, "projecten"),
    "plannen": (0, "plan"),
}


@dataclass(frozen=True)
class Stap:
    """One thing that happened: when, in which words, and whether it is news and a result (M38)."""

    op: datetime
    zin: str
    soort: str
    sleutel: str
    stap: int = 0
    icoon: str = "uitspraak"
    is_resultaat: bool = False
    is_nieuws: bool = False

    @property
    def dag(self) -> date:
        """The day in Amsterdam."""
        return klok.vandaag(self.op)


def stappen_van(uitspraak: Uitspraak, bron: Bron) -> Iterator[Stap]:
    """Everything that happened with one statement, in no order yet."""
    yield from _gezegd(uitspraak, bron)
    gezien: set[int] = set()
    for koppeling in bron.themas.get(uitspraak.pk, ()):
        thema = doel_van(koppeling)
        if thema.pk not in gezien:
            gezien.add(thema.pk)
            zin = thema_zin(thema.naam, bron.anderen.get(thema.pk, 0))
            yield Stap(koppeling.gekoppeld_op, zin, "thema", f"thema:{thema.pk}", 3, "themas", is_nieuws=True)
    for reden in bron.onderbouwingen.get(uitspraak.pk, ()):
        yield from _pijler(reden)
    for product, op in bron.producten.get(uitspraak.pk, ()):
        yield from _product(product, op)
    if uitspraak.terzijde_op:
        zin = _("We gebruiken dit niet. De reden: %(reden)s") % {"reden": uitspraak.terzijde_reden}
        sleutel = f"terzijde:{uitspraak.terzijde_op.isoformat()}"
        yield Stap(uitspraak.terzijde_op, zin, "terzijde", sleutel, 0, "sluiten", is_resultaat=True, is_nieuws=True)
    if uitspraak.toestemming == Toestemming.NIET:
        waar = bron.producten.get(uitspraak.pk)
        zin = (
            _("Je koos: niet gebruiken. Waar het al in staat, halen we het weg.")
            if waar
            else _("Je koos: niet gebruiken. We laten dit weg.")
        )
        op = uitspraak.toestemming_op or uitspraak.created_at
        yield Stap(op, zin, "keuze", "keuze:niet", 0, "niet-gebruiken")


def _gezegd(uitspraak: Uitspraak, bron: Bron) -> Iterator[Stap]:
    """Said, and read back in the verslag."""
    gesprek = uitspraak.gesprek
    if gesprek is None:
        yield Stap(uitspraak.created_at, _("Je liet ons dit weten."), "gezegd", "gezegd", 2, "gesprekken")
        return
    if gesprek.doel == Doel.ANDERS and gesprek.titel:
        zin = _("Je zei dit bij: %(titel)s.") % {"titel": gesprek.titel}
    else:
        zin = _("Je zei dit in ons gesprek.")
    yield Stap(gesprek.wanneer, zin, "gezegd", "gezegd", 2, "gesprekken")
    if gesprek.pk in bron.verslagen:
        op, _staat = bron.verslagen[gesprek.pk]
        yield Stap(op, _("We stuurden je het verslag van dat gesprek."), "verslag", "verslag", 2, "verslag")
    if gesprek.pk in bron.akkoorden:
        zin = _("Je las het verslag en ging akkoord.")
        yield Stap(bron.akkoorden[gesprek.pk], zin, "akkoord", "akkoord", 2, "gelukt")


def thema_zin(naam: str, anderen: int) -> str:
    """That more people say this; a number only when nobody can be guessed from it."""
    if anderen >= KLEINSTE_GROEP:
        return _("Meer mensen noemden dit: %(naam)s. Je deelt het met %(anderen)s anderen.") % {
            "naam": naam,
            "anderen": anderen,
        }
    if anderen:
        return _("Meer mensen noemden dit: %(naam)s.") % {"naam": naam}
    return _("Dit hoort bij een thema dat we in de gaten houden: %(naam)s.") % {"naam": naam}


def _pijler(reden: Onderbouwing) -> Iterator[Stap]:
    pijler = reden.pijler
    if pijler.staat == PijlerStaat.VERVALLEN:
        zin = _("Dit hielp ons bij een ambitie die later verviel: %(titel)s. De reden: %(reden)s")
    elif reden.houding == Houding.VOOR:
        zin = _("Dit helpt ons bij een ambitie voor de wijk: %(titel)s.")
    else:
        zin = _("Dit laat zien wat er schuurt bij een ambitie voor de wijk: %(titel)s. Ook dat tellen we mee.")
    sleutel = f"pijler:{pijler.pk}:{reden.houding}"
    yield Stap(
        reden.created_at,
        zin % {"titel": pijler.titel, "reden": pijler.vervallen_reden},
        "pijler",
        sleutel,
        1,
        "pijlers",
        is_nieuws=True,
    )
    if pijler.besluit and pijler.staat in {PijlerStaat.VOORLOPIG, PijlerStaat.VASTGESTELD}:
        vast = (
            _("Een ambitie waar dit bij past is voorlopig vastgesteld door %(orgaan)s: %(titel)s.")
            if pijler.staat == PijlerStaat.VOORLOPIG
            else _("Een ambitie waar dit bij past is vastgesteld door %(orgaan)s: %(titel)s.")
        )
        op = max(klok.moment_op(pijler.besluit.datum), reden.created_at)
        yield Stap(
            op,
            vast % {"orgaan": pijler.besluit.orgaan, "titel": pijler.titel},
            "pijler",
            f"{sleutel}:{pijler.staat}",
            1,
            "gelukt",
            is_resultaat=True,
            is_nieuws=True,
        )


def _product(product: Any, gekoppeld_op: datetime) -> Iterator[Stap]:
    stap, icoon = _STAPPEN.get(product._meta.label_lower) or _STAPPEN[product._meta.app_label]
    for gezegd in product.spoorstappen(gekoppeld_op):
        zin = str(gezegd.zin).strip()
        sleutel = f"{product._meta.label_lower}:{product.pk}:{zin}"
        # A running project that is linked later did not begin before it was said.
        op = max(gezegd.op, gekoppeld_op)
        yield Stap(op, zin, "product", sleutel, stap, icoon, gezegd.is_resultaat, gezegd.is_nieuws)


def verwachting_van(uitspraak: Uitspraak, bron: Bron) -> str:
    """By when the co-maker hears more; honest when that day has passed (M27)."""
    gezegd_op = uitspraak.gesprek.wanneer if uitspraak.gesprek else uitspraak.created_at
    uiterlijk = klok.vandaag(max(bron.laatst_gehoord or gezegd_op, gezegd_op) + bron.norm)
    if uiterlijk < klok.vandaag(bron.now):
        return _("Hier hebben we nog niets mee gedaan. Je had al van ons moeten horen; vraag ons er gerust naar.")
    return _("Hier hebben we nog niets mee gedaan. Je hoort het uiterlijk %(dag)s.") % {
        "dag": date_format(uiterlijk, "j F Y")
    }
