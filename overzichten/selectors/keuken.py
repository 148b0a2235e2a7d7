"""Everything on the keuken, in five queries whatever the size of the traject."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from comakers.enums import CoMakerStaat, GesprekStaat, Houding, Toestemming, VerslagStaat
from comakers.models import CoMaker, Gesprek, Onderbouwing, Thema, ThemaKoppeling, Uitspraak, Verslag
from ketens.enums import ProjectStaat
from ketens.models import Project
from leefsturing.lib import klok
from overzichten.gerechten import Cijfers, Gerecht, gerechten
from overzichten.periode import Periode, periode
from overzichten.selectors.agenda import Moment, Succes, wat_speelt, zonder_gedeeld_verslag
from overzichten.stilte import Punt, Strip, strip
from pijlers.models import Effect, Pijler
from plannen.models import Plan
from toegang.enums import Rol
from toegang.models import Gebruiker
from trajecten.models import Categorie, Signaal, Traject

GESPROKEN = [CoMakerStaat.GESPROKEN, CoMakerStaat.BETROKKEN]
TWEE_WEKEN = timedelta(days=14)
MAX_SIGNALEN = 40
TOON_SIGNALEN = 3
MAX_PUNTEN = 240


@dataclass(frozen=True)
class Keuken:
    """The page: direction, time, dishes, what asks attention, silence, successes, what comes."""

    pijlers: list[Pijler]
    periode: Periode
    gerechten: list[Gerecht]
    signalen: list[Signaal]
    meer_signalen: list[Signaal]
    strip: Strip
    successen: list[Succes]
    agenda: list[Moment]
    te_laat: int


def keuken(*, gebruiker: Gebruiker, traject: Traject, rol: Rol, now: datetime) -> Keuken:
    """The whole page at ``now``: pijlers, figures, signalen, silence, and what plays; five queries."""
    dag = klok.vandaag(now)
    pijlers = list(levende_pijlers(gebruiker, traject))
    cijfers = _cijfers(traject, pijlers)
    alle = list(signalen_te_tonen(gebruiker, traject)[:MAX_SIGNALEN])
    momenten, successen = wat_speelt(actor=gebruiker, traject=traject, now=now, tot=dag + TWEE_WEKEN, successen=True)
    return Keuken(
        pijlers=pijlers,
        periode=periode(traject, dag),
        gerechten=gerechten(cijfers, traject.slug, rol),
        signalen=alle[:TOON_SIGNALEN],
        meer_signalen=alle[TOON_SIGNALEN:],
        strip=strip(_stilte(gebruiker, traject, dag), norm=traject.norm_stilte_dagen, totaal=cijfers.gesproken),
        successen=successen,
        agenda=[m for m in momenten if not m.te_laat],
        te_laat=sum(1 for m in momenten if m.te_laat),
    )


def signalen_te_tonen(gebruiker: Gebruiker, traject: Traject) -> QuerySet[Signaal]:
    """What is not set aside: most urgent first, within that what concerns me, then the oldest."""
    mijn = Case(When(voor=gebruiker, then=Value(True)), default=Value(False), output_field=BooleanField())
    return (
        Signaal.objects.visible_to(gebruiker)
        .for_traject(traject)
        .te_tonen()
        .annotate(is_mijn=mijn)
        .order_by("rang", "-is_mijn", "sinds", "id")
    )


def levende_pijlers(actor: Any, traject: Traject) -> QuerySet[Any]:
    """The pijlers in their places, with how many usable uitspraken plead for and against, and how many effects."""
    bewijs = (
        Onderbouwing.objects.filter(pijler=OuterRef("pk"), uitspraak__terzijde_op=None)
        .exclude(uitspraak__toestemming=Toestemming.NIET)
        .order_by()
        .values("pijler")
        .annotate(n=Count("pk"))
        .values("n")
    )
    effecten = Effect.objects.filter(pijler=OuterRef("pk")).order_by().values("pijler").annotate(n=Count("pk"))
    return (
        Pijler.objects.visible_to(actor)
        .for_traject(traject)
        .levend()
        .annotate(
            voor=Coalesce(Subquery(bewijs.filter(houding=Houding.VOOR)), 0),
            tegen=Coalesce(Subquery(bewijs.filter(houding=Houding.TEGEN)), 0),
            aantal_effecten=Coalesce(Subquery(effecten.values("n")), 0),
        )
    )


def _aantal(qs: QuerySet[Any]) -> Coalesce:
    """How many rows of ``qs`` belong to the traject at hand, as a part of a larger query."""
    telling = qs.filter(traject=OuterRef("pk")).order_by().values("traject").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(telling), 0, output_field=IntegerField())


def _cijfers(traject: Traject, pijlers: list[Any]) -> Cijfers:
    """The figures behind the dishes; one query."""
    gesproken = CoMaker.objects.filter(categorie=OuterRef("pk"), staat__in=GESPROKEN)
    nog_niet = Categorie.objects.filter(~Exists(gesproken), traject=OuterRef("pk")).order_by("volgorde")
    zonder_verslag = zonder_gedeeld_verslag(Gesprek.objects.all())
    thema = ThemaKoppeling.objects.filter(uitspraak=OuterRef("pk"), thema__opgegaan_in=None)
    plannen = Plan.objects.filter(traject=OuterRef("pk")).order_by("-nummer")
    rij = (
        Traject.objects.filter(pk=traject.pk)
        .values(
            comakers=_aantal(CoMaker.objects.actief()),
            gesproken=_aantal(CoMaker.objects.filter(staat__in=GESPROKEN)),
            categorieen=_aantal(Categorie.objects.all()),
            volgende_categorie=Subquery(nog_niet.values("naam")[:1]),
            gesprekken=_aantal(Gesprek.objects.gevoerd()),
            gepland=_aantal(Gesprek.objects.filter(staat=GesprekStaat.GEPLAND)),
            zonder_verslag=_aantal(zonder_verslag),
            eerste_zonder_verslag=Subquery(
                zonder_verslag.filter(traject=OuterRef("pk")).order_by("wanneer", "pk").values("pk")[:1]
            ),
            met_opmerkingen=_aantal(Verslag.objects.filter(staat=VerslagStaat.OPMERKINGEN)),
            uitspraken=_aantal(Uitspraak.objects.bruikbaar()),
            zonder_thema=_aantal(Uitspraak.objects.bruikbaar().filter(~Exists(thema))),
            themas=_aantal(Thema.objects.filter(opgegaan_in=None)),
            projecten=_aantal(Project.objects.levend()),
            lopend=_aantal(Project.objects.filter(staat=ProjectStaat.GESTART)),
            successen=_aantal(Project.objects.levend().snelle_successen()),
            zonder_trekker=_aantal(Project.objects.levend().filter(trekker=None)),
            plan_nummer=Subquery(plannen.values("nummer")[:1]),
            plan_staat=Subquery(plannen.values("staat")[:1]),
        )
        .get()
    )
    return Cijfers(
        pijlers=len(pijlers),
        vastgesteld=sum(1 for p in pijlers if p.is_vastgesteld),
        zonder_bewijs=tuple(p.titel for p in pijlers if not p.voor and not p.tegen),
        zonder_effect=tuple((p.pk, p.titel) for p in pijlers if not p.aantal_effecten),
        **rij,
    )


def _stilte(actor: Any, traject: Traject, dag: date) -> list[Punt]:
    """Who was spoken with, the longest silent first; one query, at most ``MAX_PUNTEN`` rows."""
    rijen = (
        CoMaker.objects.visible_to(actor)
        .for_traject(traject)
        .filter(staat__in=GESPROKEN)
        .met_laatst_gehoord()
        .select_related("persoon")
        .only("pk", "persoon__voornaam", "persoon__tussenvoegsel", "persoon__achternaam")
    )
    stilste = rijen.order_by(F("laatst_gehoord").asc(nulls_first=True), "pk")[:MAX_PUNTEN]
    return [Punt(c.pk, str(c.persoon), c.dagen_stil(dag)) for c in stilste]
