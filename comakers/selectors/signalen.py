"""The snapshot that the rules over co-makers, gesprekken and statements look at."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from comakers.enums import CoMakerStaat, Doel, GesprekStaat, Toestemming, VerslagStaat
from comakers.models import CoMaker, Gesprek, Onderbouwing, Terugkoppeling, Thema, Toezegging, Uitspraak
from comakers.models.herkomst import koppelingen
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
    # Days since a contribution last led to something; 0 when nothing was contributed yet.
    dagen_zonder_resultaat: int = 0


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
class BelofteFeit:
    """An open promise: what, by whom, by when, and where it was made."""

    pk: int
    tekst: str
    eigenaar: int
    uiterlijk: date
    gesprek: int | None
    comaker: int | None


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
    norm_resultaat: int = 60
    max_beloften: int = 10
    categorieen: tuple[CategorieFeit, ...] = ()
    comakers: tuple[ComakerFeit, ...] = ()
    gesprekken: tuple[GesprekFeit, ...] = ()
    onaangeroerd: tuple[datetime, ...] = ()
    heeft_uitspraken: bool = False
    beloften: tuple[BelofteFeit, ...] = ()
    themas: tuple[ThemaFeit, ...] = ()
    pijlers: tuple[PijlerFeit, ...] = ()

    @property
    def dag(self) -> date:
        """The day in Amsterdam."""
        return klok.vandaag(self.now)


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
        norm_resultaat=traject.norm_resultaat_dagen,
        max_beloften=traject.max_beloften,
        categorieen=_categorieen(traject),
        comakers=_comakers(traject, dag),
        gesprekken=_gesprekken(traject, dag),
        onaangeroerd=tuple(
            Uitspraak.objects.for_traject(traject).onaangeroerd().values_list("created_at", flat=True)
        ),
        heeft_uitspraken=Uitspraak.objects.for_traject(traject).bruikbaar().exists(),
        beloften=tuple(
            BelofteFeit(*rij)
            for rij in Toezegging.objects.for_traject(traject).filter(nagekomen_op=None).order_by("uiterlijk", "pk")
            .values_list("pk", "tekst", "eigenaar", "uiterlijk", "gesprek", "comaker")
        ),
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
    sinds = _laatste_resultaat(traject)
    return tuple(
        ComakerFeit(
            pk=c.pk,
            naam=c.persoon.volledige_naam,
            actief=c.staat != CoMakerStaat.AFGEHAAKT,
            gesproken=c.is_gesproken,
            heeft_grond=c.heeft_selectiegrond,
            contactpersoon=c.contactpersoon_id,
            dagen_stil=c.dagen_stil(dag),
            dagen_zonder_resultaat=(dag - klok.vandaag(sinds[c.pk])).days if c.pk in sinds else 0,
        )
        for c in rows.order_by("persoon__sorteernaam", "pk")
    )


def _laatste_resultaat(traject: Traject) -> dict[int, datetime]:
    """When a contribution of each co-maker last led to something, or else when the first one was made (M38).

    Use in a product counts, and so does setting aside with a reason; a mail in which nothing happened does not.
    """
    uitspraken = Uitspraak.objects.for_traject(traject).exclude(toestemming=Toestemming.NIET).order_by()
    gehoord = Terugkoppeling.objects.for_traject(traject).filter(is_resultaat=True).order_by()
    delen = [
        uitspraken.filter(terzijde_op__isnull=False).values_list("comaker").annotate(laatst=Max("terzijde_op")),
        gehoord.values_list("comaker").annotate(laatst=Max("op")),
    ]
    for model in koppelingen():
        if model.telt_als_gebruik:
            eigen = model.objects.for_traject(traject).order_by()
            delen.append(eigen.values_list("uitspraak__comaker").annotate(laatst=Max("gekoppeld_op")))
    sinds = dict(uitspraken.values_list("comaker").annotate(eerst=Min("created_at")))
    resultaten: dict[int, datetime] = {}
    for comaker, laatst in delen[0].union(*delen[1:], all=True):
        resultaten[comaker] = max(laatst, resultaten.get(comaker, laatst))
    return sinds | {comaker: laatst for comaker, laatst in resultaten.items() if comaker in sinds}


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
