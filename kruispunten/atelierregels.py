"""What the tool sees about ateliers: a one-sided table, nobody who pulls, the rhythm of the year (M70, M72, M75)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kruispunten.enums import AtelierSoort
from kruispunten.models import Atelier, Uitnodiging
from kruispunten.selectors.ateliers import Seizoen, met_mensen, ritme
from kruispunten.selectors.uitnodigen import mix
from leefsturing.lib import klok
from trajecten import signalen
from trajecten.enums import Ernst
from trajecten.models import Traject
from trajecten.signalen import Regel, Waarneming


@dataclass(frozen=True)
class Tafel:
    """An atelier to come whose table is known: whether it is one-sided, and the first thing it lacks."""

    pk: int
    titel: str
    eenzijdig: bool
    mist: str


@dataclass(frozen=True)
class Gesloten:
    """An atelier that was closed, without anybody who pulls since, and how long ago."""

    pk: int
    titel: str
    dagen: int


@dataclass(frozen=True)
class Staat:
    """The snapshot: everything the rules below look at."""

    slug: str
    dag: date
    tafels: tuple[Tafel, ...] = ()
    zonder_trekker: tuple[Gesloten, ...] = ()
    seizoenen: tuple[Seizoen, ...] = ()


def snapshot(traject: Traject, now: datetime) -> Staat:
    """Reads the ateliers of a traject: a fixed few queries."""
    dag = klok.vandaag(now)
    rijen = list(Atelier.objects.for_traject(traject).levend().order_by("wanneer", "pk"))
    komend = {a.pk: a for a in rijen if a.is_open and a.wanneer > now}
    lijst: dict[int, list[Uitnodiging]] = {}
    for uitnodiging in met_mensen(Uitnodiging.objects.filter(atelier__in=komend).levend()):
        lijst.setdefault(uitnodiging.atelier_id, []).append(uitnodiging)
    tafels = []
    for pk, uitgenodigd in lijst.items():
        tafel = mix(uitgenodigd)
        tafels.append(Tafel(pk, komend[pk].titel, tafel.is_eenzijdig, tafel.mist[0] if tafel.mist else ""))
    return Staat(
        slug=traject.slug,
        dag=dag,
        tafels=tuple(sorted(tafels, key=lambda t: t.pk)),
        zonder_trekker=tuple(_zonder_trekker(rijen, dag)),
        seizoenen=tuple(ritme(traject, dag, [(a.soort, a.dag) for a in rijen])),
    )


def _zonder_trekker(rijen: list[Atelier], dag: date) -> Iterator[Gesloten]:
    """Closed with a reason instead of a trekker, and still none on what came of it."""
    kandidaten = [a for a in rijen if a.is_gesloten and a.reden_zonder_trekker]
    getrokken = set(
        Atelier.objects.filter(pk__in=[a.pk for a in kandidaten], projecten__trekker__isnull=False)
        .filter(~Q(projecten__staat="gestopt"))
        .values_list("pk", flat=True)
    )
    for atelier in kandidaten:
        if atelier.pk not in getrokken and atelier.gesloten_op:
            yield Gesloten(atelier.pk, atelier.titel, (dag - klok.vandaag(atelier.gesloten_op)).days)


def eenzijdige_tafel(staat: Staat) -> Iterator[Waarneming]:
    """Everybody at a table to come stands on one side of the triangle (M70)."""
    for tafel in staat.tafels:
        if tafel.eenzijdig:
            yield Waarneming(
                str(tafel.pk),
                _("Aan tafel bij “%(titel)s” zit één kant. %(mist)s") % {"titel": tafel.titel, "mist": tafel.mist},
                reverse("atelier_uitnodigen", kwargs={"slug": staat.slug, "nummer": tafel.pk}),
                _("Nodig iemand van een andere kant uit"),
            )


def zonder_trekker(staat: Staat) -> Iterator[Waarneming]:
    """An atelier ended and nobody pulls anything yet (M72)."""
    for atelier in staat.zonder_trekker:
        yield Waarneming(
            str(atelier.pk),
            _("“%(titel)s” sloot zonder trekker, %(dagen)s dagen geleden.")
            % {"titel": atelier.titel, "dagen": atelier.dagen},
            reverse("atelier", kwargs={"slug": staat.slug, "nummer": atelier.pk}),
            _("Bel wie wilde trekken"),
        )


def _seizoen(staat: Staat, soort: AtelierSoort, zin: str, volgende: str) -> Iterator[Waarneming]:
    for seizoen in staat.seizoenen:
        if seizoen.soort == soort and seizoen.ontbreekt:
            yield Waarneming(
                str(seizoen.tot.year),
                zin % {"dag": date_format(seizoen.tot, "j F")},
                reverse("atelier_nieuw", kwargs={"slug": staat.slug}) + f"?soort={soort.value}",
                volgende,
            )


def geen_voortgang(staat: Staat) -> Iterator[Waarneming]:
    """The summer comes and no atelier on progress is planned (M75)."""
    return _seizoen(
        staat,
        AtelierSoort.VOORTGANG,
        _("Er is vóór %(dag)s nog geen atelier over de voortgang gepland."),
        _("Plan een voortgangsatelier"),
    )


def geen_initiatieven(staat: Staat) -> Iterator[Waarneming]:
    """December comes and no atelier for new initiatives is planned (M75)."""
    return _seizoen(
        staat,
        AtelierSoort.NIEUWE_INITIATIEVEN,
        _("Er is vóór %(dag)s nog geen atelier voor nieuwe initiatieven gepland."),
        _("Plan een atelier voor nieuwe initiatieven"),
    )


REGELS = (
    Regel(
        "atelier.eenzijdig",
        "M70",
        Ernst.MIDDEN,
        gettext_lazy("Wie elkaar al kent, vindt wat er al was. Een goede mix komt verder dan iemand alleen bedenkt."),
        eenzijdige_tafel,
    ),
    Regel(
        "atelier.zonder_trekker",
        "M72",
        Ernst.MIDDEN,
        gettext_lazy("Een idee zonder iemand die het trekt, is over een maand vergeten."),
        zonder_trekker,
    ),
    Regel(
        "atelier.geen_voortgang",
        "M75",
        Ernst.LAAG,
        gettext_lazy("Een vast moment om samen te kijken hoe het gaat, houdt mensen en projecten bij elkaar."),
        geen_voortgang,
    ),
    Regel(
        "atelier.geen_initiatieven",
        "M75",
        Ernst.LAAG,
        gettext_lazy("Wie nog niet meedeed, heeft een deur nodig die elk jaar opengaat."),
        geen_initiatieven,
    ),
)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    signalen.registreer("ateliers", snapshot, REGELS)
