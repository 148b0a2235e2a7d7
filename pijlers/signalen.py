"""The rules over pijlers and effects (M6, M10, M81)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leefsturing.lib import klok
from pijlers.enums import PijlerStaat
from pijlers.models import Effect, Pijler
from trajecten.enums import Ernst
from trajecten.models import Traject
from trajecten.signalen import Regel, Waarneming

# Pijlers grow from the first gesprekken: before this part of the planperiode their absence says nothing.
ZOEKTIJD = 0.25
# A concept gets two weeks before it is asked what it is meant to bring about.
DAGEN_ZONDER_EFFECT = 14


@dataclass(frozen=True)
class PijlerFeit:
    """What the rules know of one living pijler."""

    pk: int
    titel: str
    staat: str
    dagen_oud: int
    effecten: int


@dataclass(frozen=True)
class EffectFeit:
    """What the rules know of one effect under a living pijler."""

    pk: int
    naam: str
    heeft_verhaal: bool
    metingen: int


@dataclass(frozen=True)
class Richting:
    """Snapshot: pijlers and effects of one traject."""

    slug: str
    dag: date
    deel: float
    pijlers: tuple[PijlerFeit, ...]
    effecten: tuple[EffectFeit, ...]


def richting(traject: Traject, now: datetime) -> Richting:
    """The snapshot of one traject at ``now``; two queries."""
    dag = klok.vandaag(now)
    levend = Pijler.objects.for_traject(traject).levend().annotate(aantal=Count("effecten"))
    effecten = Effect.objects.filter(traject=traject).exclude(pijler__staat=PijlerStaat.VERVALLEN)
    return Richting(
        slug=traject.slug,
        dag=dag,
        deel=traject.deel_van_planperiode(dag),
        pijlers=tuple(
            PijlerFeit(p.pk, p.titel, p.staat, (dag - klok.vandaag(p.created_at)).days, p.aantal) for p in levend
        ),
        effecten=tuple(
            EffectFeit(e.pk, e.naam, bool(e.verhaal.strip()), e.aantal)
            for e in effecten.annotate(aantal=Count("metingen")).order_by("pk")
        ),
    )


def te_weinig_pijlers(r: Richting) -> Iterator[Waarneming]:
    """Fewer than two pijlers when a quarter of the planperiode has passed (M10)."""
    if len(r.pijlers) >= 2 or r.deel < ZOEKTIJD:
        return
    wat = _("Er is pas één pijler.") if r.pijlers else _("Er zijn nog geen pijlers.")
    yield Waarneming("pijlers", wat, reverse("pijlers", kwargs={"slug": r.slug}), _("Zet een pijler neer"))


def pijler_zonder_effect(r: Richting) -> Iterator[Waarneming]:
    """A pijler that steers, or has stood for two weeks, without an intended effect (M6)."""
    for pijler in r.pijlers:
        if not pijler.effecten and (pijler.staat != PijlerStaat.CONCEPT or pijler.dagen_oud >= DAGEN_ZONDER_EFFECT):
            yield Waarneming(
                f"pijler:{pijler.pk}",
                _("Onder de pijler ‘%(titel)s’ staat nog geen beoogd effect.") % {"titel": pijler.titel},
                reverse("effect_nieuw", kwargs={"slug": r.slug, "nummer": pijler.pk}),
                _("Schrijf op wat er dan beter is"),
            )


def cijfer_zonder_verhaal(r: Richting) -> Iterator[Waarneming]:
    """A figure never stands without its story (M81)."""
    for effect in r.effecten:
        if effect.metingen and not effect.heeft_verhaal:
            yield Waarneming(
                f"effect:{effect.pk}",
                _("Het effect ‘%(naam)s’ is gemeten, maar er staat geen verhaal bij.") % {"naam": effect.naam},
                reverse("effect", kwargs={"slug": r.slug, "nummer": effect.pk}),
                _("Vertel wat het cijfer zegt"),
            )


REGELS = [
    Regel(
        "pijlers.te_weinig",
        "M10",
        Ernst.MIDDEN,
        gettext_lazy("Twee of drie pijlers geven richting aan alles wat volgt. Ze mogen later nog veranderen."),
        te_weinig_pijlers,
    ),
    Regel(
        "pijler.zonder_effect",
        "M6",
        Ernst.LAAG,
        gettext_lazy(
            "Op de lange termijn stuur je op effecten. Zonder effect weet niemand of het de goede kant op gaat."
        ),
        pijler_zonder_effect,
    ),
    Regel(
        "effect.cijfer_zonder_verhaal",
        "M81",
        Ernst.LAAG,
        gettext_lazy("Een cijfer alleen nodigt uit tot afrekenen. Met het verhaal erbij kun je ermee sturen."),
        cijfer_zonder_verhaal,
    ),
]
