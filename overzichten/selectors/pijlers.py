"""The pijlers with what pleads for and against them, and the strong themes that fit none (M13)."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from comakers.enums import Houding, Toestemming
from comakers.models import Onderbouwing, Thema, Uitspraak
from overzichten.selectors.keuken import levende_pijlers
from pijlers import selectors
from pijlers.beeld import Lijn, lijn
from pijlers.enums import PijlerStaat
from pijlers.models import Effect, Pijler
from trajecten.models import Categorie, Traject

CITATEN = 2
PER_BLADZIJDE = 20
# A theme is strong when so many people brought it up, and outside when so small a part of it is under a pijler.
STERK = 3
DEEL_ONDER_PIJLER = 4
MAX_THEMAS = 6


@dataclass
class Telling:
    """How many usable uitspraken of one category plead for and against."""

    categorie: Categorie
    nummer: int
    voor: int = 0
    tegen: int = 0


@dataclass
class PijlerBeeld:
    """A pijler as the room shows it."""

    pijler: Pijler
    effecten: list[tuple[Effect, Lijn | None]]
    tellingen: list[Telling] = field(default_factory=list)
    voor: list[Onderbouwing] = field(default_factory=list)
    tegen: list[Onderbouwing] = field(default_factory=list)


@dataclass(frozen=True)
class Pijlerkamer:
    """The room: living pijlers, withdrawn ones, and strong themes outside."""

    beelden: list[PijlerBeeld]
    vervallen: list[Pijler]
    buiten: list[Thema]


def pijlerkamer(*, actor: Any, traject: Traject, met_onderbouwing: bool) -> Pijlerkamer:
    """The whole room; without evidence for who may not see it. A constant number of queries (seven)."""
    pijlers = list(levende_pijlers(actor, traject).select_related("besluit"))
    per_pijler = defaultdict(list)
    for effect in selectors.effecten(actor, traject, zonder_kleine_groepen=not met_onderbouwing):
        per_pijler[effect.pijler_id].append((effect, lijn_voor(effect, op_hoofdlijnen=not met_onderbouwing)))
    beelden = [PijlerBeeld(p, per_pijler[p.pk]) for p in pijlers]
    vervallen = list(selectors.pijlers(actor, traject).filter(staat=PijlerStaat.VERVALLEN).order_by("-pk"))
    if not met_onderbouwing:
        return Pijlerkamer(beelden, vervallen, [])
    _voeg_bewijs_toe(beelden, actor, traject)
    return Pijlerkamer(beelden, vervallen, themas_buiten(actor, traject))


def lijn_voor(effect: Effect, *, op_hoofdlijnen: bool) -> Lijn | None:
    """The line of an effect; on main lines a figure never stands without its story (M81)."""
    return None if op_hoofdlijnen and not effect.verhaal.strip() else lijn(effect)


def bewijs(actor: Any, traject: Traject) -> QuerySet[Onderbouwing]:
    """Evidence under living pijlers that may be used: consent given, and not set aside."""
    return (
        Onderbouwing.objects.visible_to(actor)
        .for_traject(traject)
        .exclude(pijler__staat=PijlerStaat.VERVALLEN)
        .filter(uitspraak__terzijde_op=None)
        .exclude(uitspraak__toestemming=Toestemming.NIET)
    )


def _voeg_bewijs_toe(beelden: list[PijlerBeeld], actor: Any, traject: Traject) -> None:
    """Counts by category, and the latest few words on each side: three queries."""
    categorieen = list(Categorie.objects.for_traject(traject).order_by("volgorde"))
    alles = bewijs(actor, traject)
    tellingen = (
        alles.order_by().values_list("pijler", "uitspraak__comaker__categorie", "houding").annotate(n=Count("pk"))
    )
    aantallen = {(pijler, categorie, houding): n for pijler, categorie, houding, n in tellingen}
    rang = Window(
        RowNumber(), partition_by=[F("pijler"), F("houding")], order_by=[F("created_at").desc(), F("pk").desc()]
    )
    laatste = alles.annotate(rang=rang).filter(rang__lte=CITATEN).values("pk")
    woorden = met_uitspraak(Onderbouwing.objects.filter(pk__in=laatste)).order_by("-created_at", "-pk")
    per_kant = defaultdict(list)
    for rij in woorden:
        per_kant[rij.pijler_id, rij.houding].append(rij)
    for beeld in beelden:
        pk = beeld.pijler.pk
        beeld.tellingen = [
            Telling(c, i, aantallen.get((pk, c.pk, Houding.VOOR), 0), aantallen.get((pk, c.pk, Houding.TEGEN), 0))
            for i, c in enumerate(categorieen, start=1)
        ]
        beeld.voor, beeld.tegen = per_kant[pk, Houding.VOOR], per_kant[pk, Houding.TEGEN]


def met_uitspraak(rijen: QuerySet[Onderbouwing]) -> QuerySet[Onderbouwing]:
    """Evidence with what the quotation needs."""
    return rijen.select_related("uitspraak__comaker__persoon", "uitspraak__comaker__categorie", "uitspraak__gesprek")


def themas_buiten(actor: Any, traject: Traject) -> list[Thema]:
    """Themes of several people of which hardly anything is under a living pijler, the strongest first; one query."""
    bruikbaar = Q(uitspraken__terzijde_op=None) & ~Q(uitspraken__toestemming=Toestemming.NIET)
    levend = Onderbouwing.objects.filter(uitspraak=OuterRef("uitspraken__pk")).exclude(
        pijler__staat=PijlerStaat.VERVALLEN
    )
    return list(
        Thema.objects.visible_to(actor)
        .for_traject(traject)
        .filter(opgegaan_in=None)
        .annotate(
            mensen=Count("uitspraken__comaker", filter=bruikbaar, distinct=True),
            aantal=Count("uitspraken", filter=bruikbaar, distinct=True),
            onder_pijler=Count("uitspraken", filter=bruikbaar & Q(Exists(levend)), distinct=True),
        )
        .filter(mensen__gte=STERK, aantal__gt=F("onder_pijler") * DEEL_ONDER_PIJLER)
        .order_by("-mensen", "-aantal", "naam")[:MAX_THEMAS]
    )


@dataclass(frozen=True)
class Bewijsbladzijde:
    """One side of the evidence under one pijler, by category, with what does not count."""

    pagina: Page
    voor: int
    tegen: int
    telt_niet: int


def bewijs_onder(*, actor: Any, pijler: Pijler, houding: Houding, pagina: Any) -> Bewijsbladzijde:
    """The uitspraken for or against ``pijler``, by category and newest first."""
    alles = bewijs(actor, pijler.traject).filter(pijler=pijler)
    telling = dict(alles.order_by().values_list("houding").annotate(n=Count("pk")))
    rijen = met_uitspraak(alles.filter(houding=houding)).order_by(
        "uitspraak__comaker__categorie__volgorde", "-created_at", "-pk"
    )
    buiten = Uitspraak.objects.visible_to(actor).filter(onderbouwingen__pijler=pijler)
    telt_niet = buiten.filter(Q(toestemming=Toestemming.NIET) | Q(terzijde_op__isnull=False)).count()
    return Bewijsbladzijde(
        Paginator(rijen, PER_BLADZIJDE).get_page(pagina),
        telling.get(Houding.VOOR, 0),
        telling.get(Houding.TEGEN, 0),
        telt_niet,
    )
