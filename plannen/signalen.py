"""What the tool sees about the plan: consent withdrawn from a plan that was established."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plannen import selectors
from plannen.enums import PlanStaat
from plannen.models import Plan
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


def snapshot(traject: Traject, now: datetime) -> Vastgesteld:
    """Reads the newest established version under today's consent: three queries."""
    plan = Plan.objects.for_traject(traject).filter(staat=PlanStaat.VASTGESTELD).order_by("-nummer").first()
    if plan is None:
        return Vastgesteld(traject.slug)
    return Vastgesteld(traject.slug, plan.pk, plan.nummer, selectors.lees(plan).is_veranderd)


def toestemming_veranderd(staat: Vastgesteld) -> Iterator[Waarneming]:
    """Somebody whose words stand in the established plan took back consent (M26)."""
    if staat.plan and staat.is_veranderd:
        yield Waarneming(
            str(staat.plan),
            _("In het vastgestelde plan (versie %(nr)s) is toestemming veranderd.") % {"nr": staat.nummer},
            reverse("plan_versie", kwargs={"slug": staat.slug, "nummer": staat.plan}),
            _("Kijk wat er verandert en maak een nieuwe versie"),
        )


REGELS = (
    Regel(
        "plan.toestemming",
        "M26",
        Ernst.HOOG,
        gettext_lazy("Wie meedeed, bepaalt zelf wat er met de eigen woorden gebeurt. Ook achteraf."),
        toestemming_veranderd,
    ),
)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    signalen.registreer("plannen", snapshot, REGELS)
