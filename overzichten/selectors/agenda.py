"""What comes and what is due: gesprekken, verslagen, promises, ateliers, milestones, decisions, leaving, the period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import CharField, DateTimeField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from comakers.enums import GesprekStaat
from comakers.models import Gesprek, Toezegging
from ketens.enums import ProjectStaat
from ketens.models import Mijlpaal, Project, Schakel
from kruispunten.enums import AtelierStaat
from kruispunten.models import Afspraak, Atelier
from leefsturing.lib import klok
from overzichten.momenten import Moment, Rij, Soort, momenten
from trajecten.models import Besluitmoment, Traject
from trajecten.navigatie import kamer_adres

_KOLOMMEN = ("rij_soort", "rij_nummer", "rij_moment", "rij_tekst", "rij_naam", "rij_bij")
_SUCCES = "succes"
_MAX_SUCCESSEN = 4


@dataclass(frozen=True)
class Succes:
    """A quick success: what it is, and since when."""

    naam: str
    sinds: date
    staat: ProjectStaat
    adres: str

    @property
    def toon(self) -> str:
        """How the state looks: the kind of status mark."""
        return {ProjectStaat.IDEE: "wacht", ProjectStaat.GESTART: "loopt", ProjectStaat.RESULTAAT: "gelukt"}.get(
            self.staat, "stil"
        )


def _rijen(qs: QuerySet[Any], soort: str, moment: Any, tekst: Any, naam: Any = None, bij: Any = None) -> QuerySet[Any]:
    """A part of the union: six columns of the same kinds for every kind of moment."""
    return (
        qs.order_by()
        .annotate(
            rij_soort=Value(soort, CharField()),
            rij_nummer=Cast("pk", IntegerField()),
            rij_moment=Cast(moment, DateTimeField()),
            rij_tekst=Cast(tekst, CharField()),
            rij_naam=naam if naam is not None else Value("", CharField()),
            # A bare NULL is text to PostgreSQL, and text does not go with numbers in a union.
            rij_bij=Cast(bij if bij is not None else Value(None), IntegerField()),
        )
        .values_list(*_KOLOMMEN)
    )


def _persoonsnaam(pad: str) -> Concat:
    delen = [Coalesce(f"{pad}__{deel}", Value("")) for deel in ("voornaam", "tussenvoegsel", "achternaam")]
    return Concat(delen[0], Value(" "), delen[1], Value(" "), delen[2], output_field=CharField())


def zonder_gedeeld_verslag(gesprekken: QuerySet[Gesprek]) -> QuerySet[Gesprek]:
    """Held with co-makers, and they did not get the verslag yet (M25)."""
    met_comaker = Gesprek.comakers.through.objects.filter(gesprek=OuterRef("pk"))
    return gesprekken.filter(
        Exists(met_comaker), Q(verslag=None) | Q(verslag__gedeeld_op=None), staat=GesprekStaat.GEVOERD
    )


def wat_speelt(
    *,
    actor: Any,
    traject: Traject,
    now: datetime,
    tot: date,
    successen: bool = False,
    terug: timedelta = timedelta(0),
) -> tuple[list[Moment], list[Succes]]:
    """Moments up to and including ``tot`` (late ones too), in order, and quick successes: one query together.

    What was is left out, except gesprekken and ateliers of the last ``terug``.
    """
    delen = [
        *_ontmoetingen(actor, traject, klok.vandaag(now) - terug, tot, ook_geweest=bool(terug)),
        *_uiterlijk(actor, traject, tot),
    ]
    if successen:
        zichtbaar = Project.objects.visible_to(actor).for_traject(traject).levend().snelle_successen()
        laatste = zichtbaar.order_by("-created_at", "-pk").values("pk")[:_MAX_SUCCESSEN]
        delen.append(_rijen(Project.objects.filter(pk__in=laatste), _SUCCES, F("created_at"), F("naam"), F("staat")))
    rijen = [Rij(*r) for r in delen[0].union(*delen[1:], all=True)]
    return (
        momenten([r for r in rijen if r.soort != _SUCCES], traject=traject, now=now, tot=tot),
        sorted(_successen(rijen, traject), key=lambda s: s.sinds, reverse=True),
    )


def _ontmoetingen(actor: Any, traject: Traject, van: date, tot: date, *, ook_geweest: bool) -> Iterable[QuerySet[Any]]:
    """People at a table: gesprekken and ateliers; an atelier that was and is not closed stays."""
    begin, einde = klok.moment_op(van), klok.moment_op(tot + timedelta(days=1))
    gesprekken = Gesprek.objects.visible_to(actor).for_traject(traject)
    comaker = _persoonsnaam("comakers__persoon")
    staten = [GesprekStaat.GEPLAND, *([GesprekStaat.GEVOERD] if ook_geweest else [])]
    komend = gesprekken.filter(staat__in=staten, wanneer__gte=begin, wanneer__lt=einde)
    yield _rijen(komend, Soort.GESPREK, F("wanneer"), Coalesce("plaats", Value("")), comaker)
    yield _rijen(zonder_gedeeld_verslag(gesprekken), Soort.VERSLAG, F("wanneer"), F("titel"), comaker)
    levend = Atelier.objects.visible_to(actor).for_traject(traject).levend().filter(wanneer__lt=einde)
    nog_open = ~Q(staat=AtelierStaat.GESLOTEN)
    ateliers = levend.filter(nog_open | Q(wanneer__gte=begin)) if ook_geweest else levend.filter(nog_open)
    yield _rijen(ateliers, Soort.ATELIER, F("wanneer"), F("titel"), F("plaats"), F("duur_minuten"))


def _uiterlijk(actor: Any, traject: Traject, tot: date) -> Iterable[QuerySet[Any]]:
    """What has a day by which it should be: promises, agreements, milestones, decisions, leaving."""

    def van(model: Any) -> Any:
        return model.objects.visible_to(actor).for_traject(traject)

    beloften = van(Toezegging).filter(nagekomen_op=None, uiterlijk__lte=tot)
    yield _rijen(beloften, Soort.BELOFTE, F("uiterlijk"), F("tekst"), F("eigenaar__naam"), F("gesprek"))
    afspraken = van(Afspraak).filter(gedaan_op=None, uiterlijk__lte=tot)
    wie = Coalesce("gebruiker__naam", _persoonsnaam("persoon"), output_field=CharField())
    yield _rijen(afspraken, Soort.AFSPRAAK, F("uiterlijk"), F("wat"), wie, F("atelier"))
    mijlpalen = van(Mijlpaal).filter(gehaald_op=None, uiterlijk__lte=tot)
    mijlpalen = mijlpalen.filter(project__staat__in=[ProjectStaat.IDEE, ProjectStaat.GESTART])
    yield _rijen(mijlpalen, Soort.MIJLPAAL, F("uiterlijk"), F("wat"), F("project__naam"), F("project"))
    besluiten = van(Besluitmoment).nog_open().filter(datum__lte=tot)
    yield _rijen(besluiten, Soort.BESLUIT, F("datum"), F("onderwerp"), F("orgaan"))
    uitstappers = van(Schakel).filter(stapt_uit_op__lte=tot, vertrokken_op=None, keten__gearchiveerd_op=None)
    wie = Coalesce("partij__naam", _persoonsnaam("persoon"), output_field=CharField())
    yield _rijen(uitstappers, Soort.UITSTAP, F("stapt_uit_op"), F("keten__naam"), wie, F("keten"))


def _successen(rijen: list[Rij], traject: Traject) -> Iterable[Succes]:
    for r in rijen:
        if r.soort == _SUCCES:
            adres = kamer_adres("project", traject.slug, r.nummer) or ""
            yield Succes(r.tekst, klok.vandaag(r.moment), ProjectStaat(r.naam), adres)


def per_dag(momenten: list[Moment]) -> list[tuple[date, list[tuple[date, list[Moment]]]]]:
    """The moments under the first day of their month, and then under their day."""
    per_maand = groupby(momenten, key=lambda m: m.dag.replace(day=1))
    return [
        (maand, [(dag, list(groep)) for dag, groep in groupby(list(rijen), key=lambda m: m.dag)])
        for maand, rijen in per_maand
    ]
