"""What co-makers answer to a plan that lies before them, and what the kerngroep says back (M29).

    plan gepresenteerd   anyone whose plan it is: klopt | niet helemaal, of the whole and of each part; may change it
    plan vastgesteld     nothing more; what was said and answered stays to be read

An answer that changes after the kerngroep said something back waits for the kerngroep again.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from berichten.enums import BerichtStaat
from berichten.models import Bericht
from berichten.services import plan_bericht
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.tekst import schoon
from plannen import selectors
from plannen.enums import Oordeel
from plannen.models import Plan, PlanReactie
from toegang import beleid
from toegang.enums import Rol
from toegang.logboek import log
from trajecten.models import Persoon
from trajecten.services.signalen import signalen_verouderd

AANLEIDING_ANTWOORD = "plan.reactie_beantwoord"
# Several answers to one person, given one after the other, go in one mail.
BUNDELEN = timedelta(minutes=30)


class ZonderUitleg(DomainError):
    """Somebody says that it is not right, without a word on what."""


@transaction.atomic
def reageer(
    *, plan: Plan, onderdeel: str = "", oordeel: str, tekst: str = "", by: Persoon, now: datetime | None = None
) -> PlanReactie:
    """What a co-maker finds of the plan (``onderdeel`` empty) or of a part; saying it again changes it.

    Raises DomainError when the plan is established, when a newer one lies before the co-makers, or for no words.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if not beleid.mag(Rol.PERSOON, "plan.reageren", plan.staat):
        raise DomainError(_("Dit plan is vastgesteld, er verandert niets meer aan. Bel of mail ons gerust."))
    if selectors.nieuwer_voorgelegd(plan) is not None:
        raise DomainError(_("Er is een nieuwere versie van het plan. Kijk daar of het klopt."))
    if onderdeel and onderdeel not in {deel["sleutel"] for deel in plan.inhoud.get("onderdelen", [])}:
        raise DomainError(_("Dit stuk staat niet in het plan."))
    waarde, tekst = Oordeel(oordeel), schoon(tekst).strip()
    if waarde == Oordeel.NIET_HELEMAAL and not tekst:
        raise ZonderUitleg(_("Schrijf in een paar woorden wat er niet klopt."))
    reactie, is_nieuw = PlanReactie.objects.get_or_create(
        plan=plan,
        persoon=by,
        onderdeel=onderdeel,
        defaults={"traject_id": plan.traject_id, "oordeel": waarde, "tekst": tekst, "op": now or klok.nu()},
    )
    if is_nieuw or (reactie.oordeel, reactie.tekst) != (waarde, tekst):
        reactie.oordeel, reactie.tekst, reactie.op = waarde, tekst, now or klok.nu()
        reactie.afgehandeld_op = reactie.afgehandeld_door = None
        reactie.save()
        log(by=by, werkwoord="plan.reactie", onderwerp=reactie)
        signalen_verouderd(plan.traject_id)
    return reactie


@transaction.atomic
def beantwoord(*, reactie: PlanReactie, antwoord: str, by: Any, now: datetime | None = None) -> None:
    """Says back what was done with an answer; the co-maker reads it beside it, and hears it by mail.

    Raises DomainError for no words, or when a colleague answered meanwhile.
    """
    now, antwoord = now or klok.nu(), schoon(antwoord).strip()
    if not antwoord:
        raise DomainError(_("Schrijf een zin terug; de co-maker leest die."))
    rij = PlanReactie.objects.filter(pk=reactie.pk, afgehandeld_op=None)
    if not rij.update(antwoord=antwoord, afgehandeld_op=now, afgehandeld_door=by):
        raise DomainError(_("Dit is intussen al beantwoord."))
    log(by=by, werkwoord="plan.reactie_beantwoord", onderwerp=reactie)
    signalen_verouderd(reactie.traject_id)
    onderweg = Bericht.objects.filter(
        persoon=reactie.persoon, aanleiding=AANLEIDING_ANTWOORD, onderwerp=str(reactie.plan_id),
        staat=BerichtStaat.GEPLAND,
    )  # fmt: skip
    if reactie.persoon.gewist_op is None and not onderweg.exists():
        plan_bericht(
            aanleiding=AANLEIDING_ANTWOORD,
            persoon=reactie.persoon,
            onderwerp_id=str(reactie.plan_id),
            periode=f"{reactie.pk}:{now:%Y%m%d%H%M%S}",
            traject=reactie.plan.traject,
            now=now + BUNDELEN,
        )
