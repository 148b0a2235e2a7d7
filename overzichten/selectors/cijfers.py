"""All figures of a traject in one query: a part for each kind of row, laid under each other.

Each part counts its rows in one pass; a figure more is a column more, not a query more.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast

from comakers.enums import CoMakerStaat, GesprekStaat, VerslagStaat
from comakers.models import CoMaker, Gesprek, Thema, ThemaKoppeling, Uitspraak, Verslag
from ketens.enums import Inzet, ProjectSoort, ProjectStaat
from ketens.enums import Kracht as Sterkte
from ketens.models import Keten, Project, Schakel
from kruispunten.enums import AtelierStaat, KansStaat, KruispuntStaat
from kruispunten.models import Atelier, Combinatie, Initiatief, Kans, Kruispunt
from leefsturing.lib import klok
from overzichten.cijfers import Cijfers
from overzichten.selectors.agenda import zonder_gedeeld_verslag
from pijlers.enums import PijlerStaat
from plannen.models import Plan
from streefbeelden.enums import BOVEN_DE_WIJK, Aspect
from streefbeelden.models import Kracht, Ontwikkeling, Stap, Streefbeeld, Streefbeeldpunt
from trajecten.enums import Zijde
from trajecten.models import Categorie, Traject

GESPROKEN = [CoMakerStaat.GESPROKEN, CoMakerStaat.BETROKKEN]
_GETALLEN = 5
_KOLOMMEN = ("c_soort", *(f"c_{i}" for i in range(_GETALLEN)), "c_tekst", "c_moment")
_NUL = Value(0, IntegerField())


def _deel(qs: QuerySet[Any], soort: str, *getallen: Any, tekst: Any = None, moment: Any = None) -> QuerySet[Any]:
    """One part of the union: up to five whole numbers, a word and a moment."""
    kolommen = {f"c_{i}": getal for i, getal in enumerate([*getallen, *[_NUL] * (_GETALLEN - len(getallen))])}
    return (
        qs.order_by()
        .values("traject")
        .annotate(
            c_soort=Value(soort, CharField()),
            **kolommen,
            c_tekst=tekst if tekst is not None else Value("", CharField()),
            c_moment=moment if moment is not None else Cast(Value(None), DateTimeField()),
        )
        .values_list(*_KOLOMMEN)
    )


def _als(*voorwaarden: Any, **velden: Any) -> Count:
    """How many rows meet this."""
    return Count("pk", filter=Q(*voorwaarden, **velden))


_ALLE = Count("pk")


def cijfers(traject: Traject, pijlers: list[Any], now: datetime) -> Cijfers:
    """The figures behind the dishes; one query, whatever the size of the traject."""
    rijen = {
        soort: (getallen, tekst, moment) for soort, *getallen, tekst, moment in _vraag(traject.pk, klok.vandaag(now))
    }

    def n(soort: str, kolom: int = 0) -> int:
        return rijen[soort][0][kolom] or 0 if soort in rijen else 0

    def tekst(soort: str) -> str | None:
        return rijen[soort][1] if soort in rijen else None

    eerstvolgend = rijen["atelier"][2] if "atelier" in rijen else None
    return Cijfers(
        pijlers=len(pijlers),
        vastgesteld=sum(1 for p in pijlers if p.is_vastgesteld),
        zonder_bewijs=tuple(p.titel for p in pijlers if not p.voor and not p.tegen),
        zonder_effect=tuple((p.pk, p.titel) for p in pijlers if not p.aantal_effecten),
        comakers=n("comaker"),
        gesproken=n("comaker", 1),
        volgende_categorie=tekst("categorie"),
        gesprekken=n("gesprek"),
        gepland=n("gesprek", 1),
        zonder_verslag=n("zonder_verslag"),
        eerste_zonder_verslag=n("zonder_verslag", 1) or None,
        met_opmerkingen=n("verslag"),
        uitspraken=n("uitspraak"),
        zonder_thema=n("uitspraak", 1),
        themas=n("thema"),
        ontwikkelingen=n("ontwikkeling"),
        boven_de_wijk=n("ontwikkeling", 1),
        krachten=n("kracht"),
        punten=n("punt"),
        sociaal=n("punt", 1),
        fysiek=n("punt", 2),
        verhalen=n("verhaal"),
        stappen=n("stap"),
        kruispunten=n("kruispunt"),
        in_uitvoering=n("kruispunt", 1),
        eenzaam=n("kruispunt", 2),
        zonder_atelier=n("kruispunt", 3),
        initiatieven=n("initiatief"),
        kansen=n("kans"),
        ateliers_gehouden=n("atelier"),
        ateliers_komend=n("atelier", 1),
        ateliers_te_sluiten=n("atelier", 2),
        eerste_te_sluiten=n("atelier", 3) or None,
        eerstvolgend_atelier=klok.vandaag(eerstvolgend) if eerstvolgend else None,
        projecten=n("project"),
        lopend=n("project", 1),
        successen=n("project", 2),
        zonder_trekker=n("project", 3),
        ketens=n("keten"),
        gebroken=n("keten", 1),
        zonder_sterke=n("keten", 2),
        schakels=n("schakel"),
        vastgelegd=n("schakel", 1),
        zonder_uitstap=n("schakel", 2),
        plan_nummer=n("plan") or None,
        plan_staat=tekst("plan"),
    )


@lru_cache(maxsize=64)
def _parten(traject: int, dag: date) -> QuerySet[Any]:
    """The question, not its answer: building it costs more than asking it."""
    eigen = Q(traject=traject)
    delen = [*_mensen(eigen), *_vooruit(eigen), *_samen(eigen, dag), *_doen(eigen)]
    return delen[0].union(*delen[1:], all=True)


def _vraag(traject: int, dag: date) -> QuerySet[Any]:
    """A fresh copy of the question, so that every page gets the answer of this moment."""
    return _parten(traject, dag).all()


def _mensen(eigen: Q) -> list[QuerySet[Any]]:
    """Co-makers, gesprekken and what they said (steps 2 and 3)."""
    gesproken = CoMaker.objects.filter(categorie=OuterRef("pk"), staat__in=GESPROKEN)
    volgende = Categorie.objects.filter(eigen, ~Exists(gesproken)).order_by("volgorde").values("pk")[:1]
    zonder_verslag = zonder_gedeeld_verslag(Gesprek.objects.filter(eigen))
    eerste = zonder_verslag.order_by("wanneer", "pk").values("pk")[:1]
    thema = ThemaKoppeling.objects.filter(uitspraak=OuterRef("pk"), thema__opgegaan_in=None)
    return [
        _deel(
            CoMaker.objects.filter(eigen), "comaker",
            _als(~Q(staat=CoMakerStaat.AFGEHAAKT)), _als(staat__in=GESPROKEN),
        ),
        _deel(Categorie.objects.filter(pk=Subquery(volgende)), "categorie", tekst=F("naam")),
        _deel(
            Gesprek.objects.filter(eigen), "gesprek",
            _als(staat=GesprekStaat.GEVOERD), _als(staat=GesprekStaat.GEPLAND),
        ),
        _deel(zonder_verslag, "zonder_verslag", Count("pk", distinct=True), Subquery(eerste)),
        _deel(Verslag.objects.filter(eigen, staat=VerslagStaat.OPMERKINGEN), "verslag", _ALLE),
        _deel(Uitspraak.objects.filter(eigen).bruikbaar(), "uitspraak", _ALLE, _als(~Exists(thema))),
        _deel(Thema.objects.filter(eigen, opgegaan_in=None), "thema", _ALLE),
    ]  # fmt: skip


def _vooruit(eigen: Q) -> list[QuerySet[Any]]:
    """What comes at the wijk, and what it looks like then (steps 4 and 5)."""
    return [
        _deel(Ontwikkeling.objects.filter(eigen).levend(), "ontwikkeling", _ALLE, _als(schaal__in=BOVEN_DE_WIJK)),
        _deel(Kracht.objects.filter(eigen).levend(), "kracht", _ALLE),
        _deel(
            Streefbeeldpunt.objects.filter(eigen).levend(), "punt",
            _ALLE, _als(aspect=Aspect.SOCIAAL), _als(aspect=Aspect.FYSIEK),
        ),
        _deel(
            Streefbeeld.objects.filter(eigen).exclude(pijler__staat=PijlerStaat.VERVALLEN), "verhaal",
            Count("pijler", distinct=True),
        ),
        _deel(Stap.objects.filter(eigen).levend(), "stap", _ALLE),
    ]  # fmt: skip


def _samen(eigen: Q, dag: date) -> list[QuerySet[Any]]:
    """Kruispunten and the people around them (step 6)."""
    partijen = Kruispunt.partijen.through.objects.filter(kruispunt=OuterRef("pk"))
    initiatieven = Kruispunt.initiatieven.through.objects.filter(kruispunt=OuterRef("pk"))
    combinaties = Combinatie.objects.levend().filter(kruispunt=OuterRef("pk"))
    samen = (
        (Exists(partijen) & Exists(initiatieven))
        | Exists(partijen[1:])
        | Exists(initiatieven[1:])
        | Exists(combinaties)
    )
    ateliers = Atelier.objects.levend().filter(kruispunt=OuterRef("pk"))
    klaar = [KruispuntStaat.IN_UITVOERING, KruispuntStaat.AFGEROND]
    open_atelier = ~Q(staat__in=[AtelierStaat.GESLOTEN, AtelierStaat.AFGELAST])
    vandaag = klok.moment_op(dag)
    komend, geweest = open_atelier & Q(wanneer__gte=vandaag), open_atelier & Q(wanneer__lt=vandaag)
    return [
        _deel(
            Kruispunt.objects.filter(eigen).levend(), "kruispunt",
            _ALLE, _als(staat__in=klaar), _als(~samen), _als(~Exists(ateliers), ~Q(staat__in=klaar)),
        ),
        _deel(Initiatief.objects.filter(eigen).levend(), "initiatief", _ALLE),
        _deel(Kans.objects.filter(eigen, staat=KansStaat.NIEUW), "kans", _ALLE),
        _deel(
            Atelier.objects.filter(eigen), "atelier",
            _als(staat=AtelierStaat.GESLOTEN), _als(komend), _als(geweest), Min("pk", filter=geweest),
            moment=Min("wanneer", filter=komend),
        ),
    ]  # fmt: skip


def _doen(eigen: Q) -> list[QuerySet[Any]]:
    """Projects, ketens and the plan (step 7)."""
    levend = ~Q(staat=ProjectStaat.GESTOPT)
    schakels = Schakel.objects.filter(keten=OuterRef("pk"), vertrokken_op=None)
    blijft = Schakel.objects.filter(eigen, vertrokken_op=None, keten__gearchiveerd_op=None)
    overheid = Q(partij__zijde=Zijde.OVERHEID) | Q(persoon__partij__zijde=Zijde.OVERHEID)
    laatste = Plan.objects.filter(eigen).order_by("-nummer").values("pk")[:1]
    return [
        _deel(
            Project.objects.filter(eigen), "project",
            _als(levend), _als(staat=ProjectStaat.GESTART), _als(levend, soort=ProjectSoort.SNEL_SUCCES),
            _als(levend, trekker=None),
        ),
        _deel(
            Keten.objects.filter(eigen).levend(), "keten",
            _ALLE, _als(Exists(schakels.filter(kracht=Sterkte.GEBROKEN))),
            _als(~Exists(schakels.filter(kracht=Sterkte.STERK))),
        ),
        _deel(
            blijft, "schakel",
            _ALLE, _als(inzet=Inzet.VASTGELEGD), _als(overheid, stapt_uit_op=None),
        ),
        _deel(Plan.objects.filter(pk=Subquery(laatste)), "plan", F("nummer"), tekst=F("staat")),
    ]  # fmt: skip
