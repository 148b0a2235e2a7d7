"""The snapshot that the rules over co-makers, gesprekken and statements look at."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from comakers.enums import CoMakerStaat, Doel, GesprekStaat, Toestemming, VerslagStaat
from comakers.models import CoMaker, Gesprek, Onderbouwing, Thema, Toezegging, Uitspraak
from leefsturing.lib import klok
from pijlers.models import Pijler
from trajecten.models import Categorie, Traject


@dataclass(frozen=True)
class CategorieFeit:
    """A category: its place, when it was first spoken with (co-makersgesprekken only, M15), and whether it will be."""

    pk: int
    naam: str
    volgorde: int
    eerste_gesprek: datetime | None
    heeft_gepland: bool


@dataclass(frozen=True)
class ComakerFeit:
    """A co-maker: grounds, and days since they last heard something."""

    pk: int
    naam: str
    actief: bool
    gesproken: bool
    heeft_grond: bool
    contactpersoon: int | None
    dagen_stil: int | None


@dataclass(frozen=True)
class GesprekFeit:
    """A held gesprek with a co-maker, and how it stands with the verslag."""

    pk: int
    met_wie: str
    interviewer: int | None
    gedeeld: bool
    werkdagen_sinds: int
    wacht_op_antwoord: bool
    werkdagen_sinds_delen: int


@dataclass(frozen=True)
class ThemaFeit:
    """A living thema: how many people name it, and whether it touches a pijler."""

    pk: int
    naam: str
    mensen: int
    raakt_pijler: bool


@dataclass(frozen=True)
class PijlerFeit:
    """A living pijler and how many statements speak for or against it."""

    pk: int
    naam: str
    onderbouwingen: int


@dataclass(frozen=True)
class Beeld:
    """One traject as the rules see it."""

    slug: str
    now: datetime
    deel: float
    norm_verslag: int
    norm_antwoord: int
    norm_stilte: int
    categorieen: tuple[CategorieFeit, ...] = ()
    comakers: tuple[ComakerFeit, ...] = ()
    gesprekken: tuple[GesprekFeit, ...] = ()
    onaangeroerd: tuple[datetime, ...] = ()
    heeft_uitspraken: bool = False
    open_beloften: int = 0
    themas: tuple[ThemaFeit, ...] = ()
    pijlers: tuple[PijlerFeit, ...] = ()


def snapshot(traject: Traject, now: datetime) -> Beeld:
    """Reads it in a constant number of queries."""
    dag = klok.vandaag(now)
    usable = Q(onderbouwingen__uitspraak__terzijde_op=None) & ~Q(
        onderbouwingen__uitspraak__toestemming=Toestemming.NIET
    )
    return Beeld(
        slug=traject.slug,
        now=now,
        deel=traject.deel_van_planperiode(dag),
        norm_verslag=traject.norm_verslag_dagen,
        norm_antwoord=traject.norm_antwoord_dagen,
        norm_stilte=traject.norm_stilte_dagen,
        categorieen=_categorieen(traject),
        comakers=_comakers(traject, dag),
        gesprekken=_gesprekken(traject, dag),
        onaangeroerd=tuple(
            Uitspraak.objects.for_traject(traject).onaangeroerd().values_list("created_at", flat=True)
        ),
        heeft_uitspraken=Uitspraak.objects.for_traject(traject).bruikbaar().exists(),
        open_beloften=Toezegging.objects.for_traject(traject).filter(nagekomen_op=None).count(),
        themas=_themas(traject),
        pijlers=tuple(
            PijlerFeit(p.pk, p.titel, p.aantal)
            for p in Pijler.objects.for_traject(traject)
            .levend()
            .annotate(aantal=Count("onderbouwingen", filter=usable, distinct=True))
        ),
    )  # fmt: skip


def _categorieen(traject: Traject) -> tuple[CategorieFeit, ...]:
    counts = Q(comakers__gesprekken__doel=Doel.COMAKER)
    rows = Categorie.objects.for_traject(traject).annotate(
        eerste=Min(
            "comakers__gesprekken__wanneer", filter=counts & Q(comakers__gesprekken__staat=GesprekStaat.GEVOERD)
        ),
        gepland=Count(
            "comakers__gesprekken", filter=counts & Q(comakers__gesprekken__staat=GesprekStaat.GEPLAND)
        ),
    )  # fmt: skip
    return tuple(CategorieFeit(c.pk, c.naam, c.volgorde, c.eerste, bool(c.gepland)) for c in rows.order_by("volgorde"))


def _comakers(traject: Traject, dag: Any) -> tuple[ComakerFeit, ...]:
    rows = (
        CoMaker.objects.for_traject(traject)
        .select_related("persoon")
        .filter(persoon__gewist_op=None)
        .met_laatst_gehoord()
    )
    return tuple(
        ComakerFeit(
            pk=c.pk,
            naam=c.persoon.volledige_naam,
            actief=c.staat != CoMakerStaat.AFGEHAAKT,
            gesproken=c.is_gesproken,
            heeft_grond=c.heeft_selectiegrond,
            contactpersoon=c.contactpersoon_id,
            dagen_stil=c.dagen_stil(dag),
        )
        for c in rows.order_by("persoon__sorteernaam", "pk")
    )


def _gesprekken(traject: Traject, dag: Any) -> tuple[GesprekFeit, ...]:
    rows = (
        Gesprek.objects.for_traject(traject)
        .gevoerd()
        .filter(comakers__isnull=False)
        # What is agreed on or waits for the kerngroep shows no signal here; the long texts are not looked at.
        .exclude(verslag__staat__in=[VerslagStaat.AKKOORD, VerslagStaat.OPMERKINGEN])
        .defer("aantekeningen", "voornemen", "verslag__tekst")
        .distinct()
        .select_related("verslag")
        .prefetch_related("comakers__persoon", "interviewers")
        .annotate(laatste_versie=Max("verslag__versies__op"), laatste_akkoord=Max("verslag__versies__akkoorden__op"))
    )
    result = []
    for g in rows.order_by("wanneer", "pk"):
        verslag = getattr(g, "verslag", None)
        gedeeld_op = verslag.gedeeld_op if verslag else None
        # A reopened verslag waits for the kerngroep, not for the co-maker who agreed before.
        beantwoord = g.laatste_akkoord is not None and g.laatste_versie is not None and (
            g.laatste_akkoord >= g.laatste_versie
        )  # fmt: skip
        result.append(
            GesprekFeit(
                pk=g.pk,
                met_wie=g.met_wie,
                interviewer=next((i.pk for i in g.interviewers.all()), None),
                gedeeld=gedeeld_op is not None,
                werkdagen_sinds=klok.werkdagen_tussen(klok.vandaag(g.wanneer), dag),
                wacht_op_antwoord=bool(verslag and verslag.staat == VerslagStaat.GEDEELD and not beantwoord),
                werkdagen_sinds_delen=klok.werkdagen_tussen(klok.vandaag(gedeeld_op), dag) if gedeeld_op else 0,
            )
        )
    return tuple(result)


def _themas(traject: Traject) -> tuple[ThemaFeit, ...]:
    usable = Q(uitspraken__terzijde_op=None) & ~Q(uitspraken__toestemming=Toestemming.NIET)
    touches = Onderbouwing.objects.filter(uitspraak__themas=OuterRef("pk")).exclude(pijler__staat="vervallen")
    rows = Thema.objects.for_traject(traject).filter(opgegaan_in=None)
    rows = rows.annotate(
        mensen=Count("uitspraken__comaker", filter=usable, distinct=True), raakt_pijler=Exists(touches)
    )
    return tuple(ThemaFeit(t.pk, t.naam, t.mensen, t.raakt_pijler) for t in rows.order_by("naam"))
