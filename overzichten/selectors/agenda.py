"""What comes and what is due: gesprekken, verslagen to write, promises, the end of the planperiode."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import CharField, DateTimeField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from comakers.enums import GesprekStaat
from comakers.models import Gesprek, Toezegging
from ketens.enums import ProjectStaat
from ketens.models import Project
from leefsturing.lib import klok
from trajecten.models import Traject

GESPREK, VERSLAG, BELOFTE, PERIODE, SUCCES = "gesprek", "verslag", "belofte", "periode", "succes"
_KOLOMMEN = ("rij_soort", "rij_nummer", "rij_moment", "rij_tekst", "rij_naam")
_MAX_SUCCESSEN = 4


@dataclass(frozen=True)
class Moment:
    """One thing at one day: what, where to go, and whether it is late."""

    soort: str
    dag: date
    op: datetime | None
    titel: str
    onder: str
    adres: str
    te_laat: bool = False


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


def _rijen(qs: QuerySet[Any], sleutel: str, moment: Any, tekst: Any, naam: Any = None) -> QuerySet[Any]:
    """A part of the union: five columns of the same kinds for every kind of moment."""
    return (
        qs.order_by()
        .annotate(
            rij_soort=Value(sleutel, CharField()),
            rij_nummer=Cast("pk", IntegerField()),
            rij_moment=Cast(moment, DateTimeField()),
            rij_tekst=Cast(tekst, CharField()),
            rij_naam=naam if naam is not None else Value("", CharField()),
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
    *, actor: Any, traject: Traject, now: datetime, tot: date, successen: bool = False
) -> tuple[list[Moment], list[Succes]]:
    """Moments up to and including ``tot`` (late ones too), in order, and quick successes: one query together."""
    van, einde = klok.moment_op(klok.vandaag(now)), klok.moment_op(tot + timedelta(days=1))
    gesprekken = Gesprek.objects.visible_to(actor).for_traject(traject)
    komend = gesprekken.filter(staat=GesprekStaat.GEPLAND, wanneer__gte=van, wanneer__lt=einde)
    te_schrijven = zonder_gedeeld_verslag(gesprekken)
    beloften = Toezegging.objects.visible_to(actor).for_traject(traject).filter(nagekomen_op=None, uiterlijk__lte=tot)
    comaker = _persoonsnaam("comakers__persoon")
    delen = [
        _rijen(komend, GESPREK, F("wanneer"), Coalesce("plaats", Value("")), comaker),
        _rijen(te_schrijven, VERSLAG, F("wanneer"), F("titel"), comaker),
        _rijen(beloften, BELOFTE, F("uiterlijk"), F("tekst"), F("eigenaar__naam")),
    ]
    if successen:
        zichtbaar = Project.objects.visible_to(actor).for_traject(traject).levend().snelle_successen()
        laatste = zichtbaar.order_by("-created_at", "-pk").values("pk")[:_MAX_SUCCESSEN]
        delen.append(_rijen(Project.objects.filter(pk__in=laatste), SUCCES, F("created_at"), F("naam"), F("staat")))
    rijen = list(delen[0].union(*delen[1:], all=True))
    return (
        sorted([*_momenten(rijen, traject, now, tot), *_periode(traject, now, tot)], key=lambda m: (m.dag, m.titel)),
        sorted(_successen(rijen, traject), key=lambda s: s.sinds, reverse=True),
    )


def _momenten(rijen: list[Any], traject: Traject, now: datetime, tot: date) -> Iterable[Moment]:
    """Moments out of the rows; the rows of one gesprek, one for each co-maker, become one moment."""
    vandaag = klok.vandaag(now)
    gesorteerd = sorted((r for r in rijen if r[0] != SUCCES), key=lambda r: (r[0], r[1]))
    for (soort, nummer), groep in groupby(gesorteerd, key=lambda r: (r[0], r[1])):
        delen = list(groep)
        moment, tekst = delen[0][2], delen[0][3] or ""
        namen = _samen([" ".join((r[4] or "").split()) for r in delen])
        if soort == GESPREK:
            titel = _("Gesprek met %(wie)s") % {"wie": namen} if namen else _("Gesprek")
            adres = reverse("gesprek", kwargs={"slug": traject.slug, "nummer": nummer})
            yield Moment(soort, klok.vandaag(moment), moment, titel, tekst, adres)
        elif soort == VERSLAG:
            dag = klok.plus_werkdagen(klok.vandaag(moment), traject.norm_verslag_dagen)
            if dag <= tot:
                titel = _("Verslag van het gesprek met %(wie)s") % {"wie": namen}
                adres = reverse("verslag", kwargs={"slug": traject.slug, "nummer": nummer})
                yield Moment(soort, dag, None, titel, "", adres, te_laat=dag < vandaag)
        else:
            dag = klok.vandaag(moment)
            onder = _("beloofd door %(wie)s") % {"wie": namen}
            adres = reverse("agenda", kwargs={"slug": traject.slug})
            yield Moment(soort, dag, None, tekst, onder, adres, te_laat=dag < vandaag)


def _samen(namen: list[str]) -> str:
    uniek = sorted({naam for naam in namen if naam})
    return _(" en ").join(uniek) if len(uniek) < 3 else ", ".join(uniek)


def _periode(traject: Traject, now: datetime, tot: date) -> Iterable[Moment]:
    vandaag = klok.vandaag(now)
    for dag, titel in (
        (traject.planperiode_start, _("De planperiode begint")),
        (traject.planperiode_eind, _("De planperiode eindigt")),
    ):
        if vandaag <= dag <= tot:
            yield Moment(PERIODE, dag, None, titel, "", reverse("keuken", kwargs={"slug": traject.slug}))


def _successen(rijen: list[Any], traject: Traject) -> Iterable[Succes]:
    for soort, nummer, moment, naam, staat in rijen:
        if soort == SUCCES:
            adres = reverse("project", kwargs={"slug": traject.slug, "nummer": nummer})
            yield Succes(naam, klok.vandaag(moment), ProjectStaat(staat), adres)


def per_dag(momenten: list[Moment]) -> list[tuple[date, list[tuple[date, list[Moment]]]]]:
    """The moments under the first day of their month, and then under their day."""
    per_maand = groupby(momenten, key=lambda m: m.dag.replace(day=1))
    return [
        (maand, [(dag, list(groep)) for dag, groep in groupby(list(rijen), key=lambda m: m.dag)])
        for maand, rijen in per_maand
    ]
