"""What the tool sees about the plan: consent withdrawn after it was established, co-makers who wait for an answer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from plannen import selectors
from plannen.enums import PlanStaat
from plannen.models import Plan, PlanReactie
from trajecten import signalen
from trajecten.enums import Ernst
from trajecten.models import Traject
from trajecten.signalen import Regel, Waarneming


@dataclass(frozen=True)
class Vastgesteld:
    """The snapshot: the newest established version, and whether it still shows only what may be shown."""

    slug: str
    plan: int | None = None
    nummer: int = 0
    is_veranderd: bool = False
    # What co-makers wrote about a version and nobody answered within the norm: which version, and how many.
    wachtend_plan: int | None = None
    wachtend: int = 0


def snapshot(traject: Traject, now: datetime) -> Vastgesteld:
    """Reads the newest established version under today's consent, and the answers that wait: four queries."""
    te_lang = now - timedelta(days=traject.norm_verslag_dagen)
    wachtend = list(
        PlanReactie.objects.for_traject(traject)
        .te_beantwoorden()
        .filter(op__lt=te_lang)
        .order_by("-plan__nummer")
        .values_list("plan_id", flat=True)
    )
    staat = Vastgesteld(traject.slug, wachtend_plan=wachtend[0] if wachtend else None, wachtend=len(wachtend))
    plan = Plan.objects.for_traject(traject).filter(staat=PlanStaat.VASTGESTELD).order_by("-nummer").first()
    if plan is None:
        return staat
    return replace(staat, plan=plan.pk, nummer=plan.nummer, is_veranderd=selectors.lees(plan).is_veranderd)


def toestemming_veranderd(staat: Vastgesteld) -> Iterator[Waarneming]:
    """Somebody whose words stand in the established plan took back consent (M26)."""
    if staat.plan and staat.is_veranderd:
        yield Waarneming(
            str(staat.plan),
            _("In het vastgestelde plan (versie %(nr)s) is toestemming veranderd.") % {"nr": staat.nummer},
            reverse("plan_versie", kwargs={"slug": staat.slug, "nummer": staat.plan}),
            _("Kijk wat er verandert en maak een nieuwe versie"),
        )


def reactie_wacht(staat: Vastgesteld) -> Iterator[Waarneming]:
    """A co-maker wrote what is not right, and hears nothing (M27, M29)."""
    if staat.wachtend_plan:
        yield Waarneming(
            str(staat.wachtend_plan),
            ngettext(
                "Een co-maker schreef iets over het plan en hoorde nog niets terug.",
                "%(n)s co-makers schreven iets over het plan en hoorden nog niets terug.",
                staat.wachtend,
            )
            % {"n": staat.wachtend},
            reverse("plan_versie", kwargs={"slug": staat.slug, "nummer": staat.wachtend_plan}) + "#reacties",
            _("Zeg een zin terug"),
        )


REGELS = (
    Regel(
        "plan.toestemming",
        "M26",
        Ernst.HOOG,
        gettext_lazy("Wie meedeed, bepaalt zelf wat er met de eigen woorden gebeurt. Ook achteraf."),
        toestemming_veranderd,
    ),
    Regel(
        "plan.reactie_wacht",
        "M29",
        Ernst.MIDDEN,
        gettext_lazy("Het plan is van de mensen die eraan meededen. Wie iets zegt en niets hoort, haakt af."),
        reactie_wacht,
    ),
)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    signalen.registreer("plannen", snapshot, REGELS)
