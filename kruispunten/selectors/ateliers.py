"""Ateliers read: the room, one atelier with its table and cards, and what a persoon finds on the own page (M70-M78)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from comakers.models import Uitspraak
from comakers.selectors.herkomst import met_bronnen
from kruispunten.enums import Antwoordsoort, AtelierSoort, AtelierStaat
from kruispunten.models import Afspraak, Atelier, Idee, InitiatiefHerkomst, KruispuntHerkomst, Uitnodiging
from leefsturing.lib import klok
from trajecten.models import Persoon, Traject

# A season asks for its atelier so long before the end of its month.
VOORUIT = timedelta(days=75)
# One that was held a little earlier answers it too.
TELT_VANAF = timedelta(days=120)
# In the first weeks of a planperiode there is nothing yet to look back on.
INLOOP = timedelta(days=60)


def ateliers(*, actor: Any, traject: Traject) -> QuerySet[Atelier]:
    """The ateliers of a traject with ``genodigden``, ``komen`` and ``kaarten``: how many."""
    levend = Q(uitnodigingen__ingetrokken_op=None)
    return (
        Atelier.objects.visible_to(actor)
        .for_traject(traject)
        .select_related("kruispunt", "traject")
        .annotate(
            genodigden=Count("uitnodigingen", filter=levend, distinct=True),
            komen=Count("uitnodigingen", filter=levend & Q(uitnodigingen__antwoord=Antwoordsoort.JA), distinct=True),
            kaarten=Count("ideeen", distinct=True),
        )
    )


def met_mensen(qs: QuerySet[Uitnodiging]) -> QuerySet[Uitnodiging]:
    """Invitations with all that the table shows of people."""
    return qs.select_related("persoon__partij", "persoon__comaker__categorie").order_by("persoon__sorteernaam", "pk")


def uitnodigingen_bij(atelier: Atelier) -> list[Uitnodiging]:
    """Everybody on the list of an atelier, withdrawn ones too: one query."""
    return list(met_mensen(Uitnodiging.objects.filter(atelier=atelier)))


def partijen_bij(atelier: Atelier) -> list[Any]:
    """The partijen that the kruispunt names."""
    return list(atelier.kruispunt.partijen.order_by("naam")) if atelier.kruispunt else []


def kaarten_bij(atelier: Atelier) -> list[Idee]:
    """The cards with their author and ``bronnen``: usable uitspraken under them; two queries."""
    kaarten = Idee.objects.filter(atelier=atelier).select_related("persoon").order_by("created_at", "pk")
    return list(met_bronnen(kaarten))


def op_groep(kaarten: list[Idee]) -> list[tuple[str, list[Idee]]]:
    """The board: cards by their group word, those without one last."""
    rij = sorted(kaarten, key=lambda k: (not k.groep, k.groep.casefold(), k.created_at, k.pk))
    return [(next(iter(groep)).groep, list(groep)) for _sleutel, lijst in groupby(rij, key=lambda k: k.groep.casefold())
            for groep in [list(lijst)]]  # fmt: skip


def afspraken_bij(atelier: Atelier) -> list[Afspraak]:
    """What was agreed, the nearest first."""
    return list(atelier.afspraken.select_related("persoon", "gebruiker").order_by("uiterlijk", "pk"))


# ── The rhythm (M75) ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Seizoen:
    """One moment of the year for an atelier of a kind: until when, and whether it is there."""

    soort: AtelierSoort
    maand: int
    tot: date
    vraagt: bool
    gepland: bool

    @property
    def naam(self) -> str:
        """The month in words."""
        return str(MONTHS[self.maand])

    @property
    def ontbreekt(self) -> bool:
        """Near, asked for, and not there."""
        return self.vraagt and not self.gepland


def _einde(dag: date, maand: int) -> date:
    """The last day of the next time that ``maand`` ends, seen from ``dag``."""
    jaar = dag.year if dag.month <= maand else dag.year + 1
    eerste_erna = date(jaar + (maand == 12), maand % 12 + 1, 1)
    return eerste_erna - timedelta(days=1)


def ritme(traject: Traject, dag: date, rijen: list[tuple[str, date]]) -> list[Seizoen]:
    """The moments of the year that a traject keeps; ``rijen`` are the kind and day of ateliers not called off. Pure.

    A season asks from ten weeks before the end of its month on; an atelier not long before or later answers it. A
    traject that has only just begun has nothing to look back on, and is not asked.
    """
    result = []
    for soort, maand in (
        (AtelierSoort.VOORTGANG, traject.voortgang_maand),
        (AtelierSoort.NIEUWE_INITIATIEVEN, traject.initiatieven_maand),
    ):
        if maand is None:
            continue
        tot = _einde(dag, maand)
        vraagt = dag >= tot - VOORUIT and tot >= traject.planperiode_start + INLOOP
        gepland = any(s == soort and d >= tot - TELT_VANAF for s, d in rijen)
        result.append(Seizoen(soort, maand, tot, vraagt, gepland))
    return result


# ── A persoon ─────────────────────────────────────────────────────────────────────────────────────────────


def uitnodigingen_van(persoon: Any, *, now: datetime | None = None) -> QuerySet[Uitnodiging]:
    """Invitations of ateliers that are still to come, the nearest first, with ``atelier``: one query."""
    begin = klok.moment_op(klok.vandaag(now))
    return (
        Uitnodiging.objects.visible_to(persoon)
        .levend()
        .filter(atelier__staat=AtelierStaat.UITGENODIGD, atelier__wanneer__gte=begin)
        .select_related("atelier")
        .order_by("atelier__wanneer", "pk")
    )


def uitkomsten_van(persoon: Any, *, now: datetime | None = None, dagen: int = 60) -> QuerySet[Uitnodiging]:
    """Closed ateliers where the persoon was, the latest first, with ``atelier``: one query."""
    sinds = (now or klok.nu()) - timedelta(days=dagen)
    return (
        Uitnodiging.objects.visible_to(persoon)
        .deelnemers()
        .filter(atelier__staat=AtelierStaat.GESLOTEN, atelier__gesloten_op__gte=sinds)
        .select_related("atelier")
        .order_by("-atelier__wanneer", "pk")
    )


def waarom_jij(uitnodiging: Uitnodiging) -> list[str]:
    """Why this persoon is asked, in sentences: own words first; needs atelier with kruispunt, and persoon."""
    kruispunt, persoon = uitnodiging.atelier.kruispunt, uitnodiging.persoon
    algemeen = _("Jouw blik hoort erbij. We zoeken mensen die verschillend kijken.")
    if kruispunt is None:
        return [algemeen]
    initiatieven = kruispunt.initiatieven.levend()
    gezegd = Uitspraak.objects.bruikbaar().filter(comaker__persoon=persoon).filter(
        Q(pk__in=KruispuntHerkomst.objects.filter(product=kruispunt).values("uitspraak"))
        | Q(pk__in=InitiatiefHerkomst.objects.filter(product__in=initiatieven).values("uitspraak"))
    )  # fmt: skip
    zinnen = [_("Je zei: “%(tekst)s” Daar gaat deze avond over.") % {"tekst": u.tekst} for u in gezegd[:1]]
    eigen = Q(eigenaar_comaker__persoon=persoon)
    if persoon.partij_id:
        eigen |= Q(eigenaar_partij=persoon.partij_id)
    zinnen += [
        _("Jouw initiatief “%(naam)s” kan hier iets aan hebben.") % {"naam": i.naam}
        for i in initiatieven.filter(eigen)[:1]
    ]
    if not zinnen and persoon.partij_id and kruispunt.partijen.filter(pk=persoon.partij_id).exists():
        zinnen.append(_("Jouw organisatie hoort bij deze vraag."))
    return zinnen or [algemeen]


@dataclass(frozen=True)
class MijnUitkomst:
    """The result of a closed atelier as one persoon reads it."""

    projecten: list[Any]
    kaarten: list[Idee]
    afspraken: list[Afspraak]


def uitkomst_voor(atelier: Atelier, persoon: Persoon) -> MijnUitkomst:
    """What came of it, with the own cards and the own promises; three queries."""
    projecten: Any = getattr(atelier, "projecten")  # noqa: B009 - the relation comes from an app above
    return MijnUitkomst(
        list(projecten.order_by("pk")),
        list(Idee.objects.filter(atelier=atelier, persoon=persoon).order_by("created_at", "pk")),
        list(Afspraak.objects.filter(atelier=atelier, persoon=persoon).order_by("uiterlijk", "pk")),
    )
