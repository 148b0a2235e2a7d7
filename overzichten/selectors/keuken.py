"""Everything on the keuken, in five queries whatever the size of the traject."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from comakers.enums import Houding, Toestemming
from comakers.models import CoMaker, Onderbouwing
from leefsturing.lib import klok
from overzichten.gerechten import Gerecht, gerechten
from overzichten.momenten import Moment
from overzichten.periode import Periode, periode
from overzichten.selectors.agenda import Succes, wat_speelt
from overzichten.selectors.cijfers import GESPROKEN, cijfers
from overzichten.selectors.signalen import signalen_te_tonen
from overzichten.stilte import Punt, Strip, strip
from pijlers.models import Effect, Pijler
from toegang.enums import Rol
from toegang.models import Gebruiker
from trajecten.models import Signaal, Traject

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
    figuren = cijfers(traject, pijlers, now)
    alle = list(signalen_te_tonen(gebruiker, traject)[:MAX_SIGNALEN])
    momenten, successen = wat_speelt(actor=gebruiker, traject=traject, now=now, tot=dag + TWEE_WEKEN, successen=True)
    return Keuken(
        pijlers=pijlers,
        periode=periode(traject, dag),
        gerechten=gerechten(figuren, traject.slug, rol),
        signalen=alle[:TOON_SIGNALEN],
        meer_signalen=alle[TOON_SIGNALEN:],
        strip=strip(_stilte(gebruiker, traject, dag), norm=traject.norm_stilte_dagen, totaal=figuren.gesproken),
        successen=successen,
        agenda=[m for m in momenten if not m.te_laat],
        te_laat=sum(1 for m in momenten if m.te_laat),
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
