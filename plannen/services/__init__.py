"""What changes the plan. The allowed steps of a version stand here and nowhere else."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from berichten.services import plan_bericht
from comakers.models import CoMaker
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.tekst import schoon
from plannen import selectors
from plannen.enums import PlanStaat, RenderStaat
from plannen.models import Plan, PlanHerkomst, PlanTekst
from plannen.onderdelen import OP_SLEUTEL
from plannen.toestemming import uitspraken_in, vingerafdruk
from toegang.logboek import log
from trajecten.enums import BesluitSoort
from trajecten.models import Besluit, Traject
from trajecten.services.signalen import signalen_verouderd
from werk.services import plan_taak

TAAK = "plan.renderen"
# A change is dated when it is made and seen when it is committed: look back a little further than the last look.
SPELING = timedelta(seconds=30)
OVERGANGEN: dict[str, tuple[str, ...]] = {
    PlanStaat.CONCEPT: (PlanStaat.GEPRESENTEERD,),
    PlanStaat.GEPRESENTEERD: (PlanStaat.VASTGESTELD,),
    PlanStaat.VASTGESTELD: (),
}


@transaction.atomic
def bewaar_tekst(*, traject: Traject, onderdeel: str, tekst: str, doet_mee: bool, versie: int, by: Any) -> PlanTekst:
    """Saves what the kerngroep writes in a section, and whether it takes part; ``versie`` 0 when it was not there yet.

    Raises Conflict with both texts when somebody else saved it meanwhile.
    """
    if onderdeel not in OP_SLEUTEL:
        raise DomainError(_("Dit onderdeel kent het plan niet."))
    rij, is_nieuw = PlanTekst.objects.get_or_create(
        traject=traject, onderdeel=onderdeel, defaults={"tekst": schoon(tekst), "doet_mee": doet_mee}
    )
    if not is_nieuw:
        rij.tekst, rij.doet_mee = schoon(tekst), doet_mee
        rij.save_of_conflict(versie, ["tekst", "doet_mee"])
    log(by=by, werkwoord="plan.tekst_bewaard", onderwerp=rij)
    return rij


@transaction.atomic
def maak_versie(*, traject: Traject, by: Any, now: datetime | None = None) -> Plan:
    """Freezes the plan as it stands: texts, data and consent of this moment; the worker sets the PDF (M80)."""
    now = now or klok.nu()
    # The traject is the queue in which two who do this at once stand.
    Traject.objects.select_for_update().get(pk=traject.pk)
    nummer = (Plan.objects.for_traject(traject).aggregate(hoogste=Max("nummer"))["hoogste"] or 0) + 1
    titel = _("Plan van aanpak %(wijk)s") % {"wijk": traject.wijk}
    inhoud = selectors.inhoud_van_nu(traject, titel=titel, nummer=nummer, dag=klok.vandaag(now))
    plan = Plan.objects.create(
        traject=traject,
        nummer=nummer,
        titel=titel[:160],
        inhoud=inhoud,
        inhoud_sha256=vingerafdruk(inhoud),
        render_staat=RenderStaat.BEZIG,
        gemaakt_door=by,
    )
    PlanHerkomst.objects.bulk_create(
        PlanHerkomst(traject=traject, product=plan, uitspraak_id=pk, gekoppeld_op=now) for pk in uitspraken_in(inhoud)
    )
    plan_taak(soort=TAAK, onderwerp=str(plan.pk), traject_id=traject.pk, now=now)
    log(by=by, werkwoord="plan.gemaakt", onderwerp=plan)
    return plan


@transaction.atomic
def maak_pdf_opnieuw(*, plan: Plan, by: Any, now: datetime | None = None) -> None:
    """Sets the PDF of a version again: after a failure, or because consent changed; asking twice does it once."""
    Plan.objects.filter(pk=plan.pk).update(render_staat=RenderStaat.BEZIG)
    plan_taak(soort=TAAK, onderwerp=str(plan.pk), traject_id=plan.traject_id, now=now)
    log(by=by, werkwoord="plan.pdf_opnieuw", onderwerp=plan)


def volg_toestemming(now: datetime) -> int:
    """Plans a new PDF for every version whose PDF shows what may no longer be shown; gives how many.

    Runs every few seconds. The pages do not wait for it: they look at today's consent themselves.
    """
    aantal = 0
    for plan in Plan.objects.toestemming_veranderd().filter(render_staat=RenderStaat.KLAAR)[:20]:
        if selectors.lees(plan).pdf_geldt:
            Plan.objects.filter(pk=plan.pk, gezet_op=plan.gezet_op).update(gezet_op=now - SPELING)
            continue
        maak_pdf_opnieuw(plan=plan, by=None, now=now)
        signalen_verouderd(plan.traject_id)
        aantal += 1
    return aantal


def _naar(plan: Plan, staat: str) -> Plan:
    plan = Plan.objects.select_for_update().select_related("traject").get(pk=plan.pk)
    if staat not in OVERGANGEN[plan.staat]:
        raise DomainError(
            _("Deze versie is “%(nu)s”. Maak een nieuwe versie als er iets moet veranderen.")
            % {"nu": plan.get_staat_display()}
        )
    plan.staat = staat
    return plan


@transaction.atomic
def presenteer(*, plan: Plan, by: Any, now: datetime | None = None) -> Plan:
    """Lays a version before the co-makers whose words are in it: each gets a message with their own (M29).

    Raises DomainError for another state than concept, or as long as there is no PDF to give.
    """
    now = now or klok.nu()
    plan = _naar(plan, PlanStaat.GEPRESENTEERD)
    if not selectors.lees(plan).pdf_geldt:
        raise DomainError(_("De pdf is er nog niet. Wacht tot die klaar is, dan kan iedereen het plan openen."))
    plan.gepresenteerd_op = now
    plan.save(update_fields=["staat", "gepresenteerd_op"])
    mensen = CoMaker.objects.filter(uitspraken__in=selectors.zichtbare_uitspraken(plan), persoon__gewist_op=None)
    for comaker in mensen.select_related("persoon").distinct():
        plan_bericht(
            aanleiding="plan.gepresenteerd",
            persoon=comaker.persoon,
            onderwerp_id=str(plan.pk),
            traject=plan.traject,
            now=now,
        )
    log(by=by, werkwoord="plan.gepresenteerd", onderwerp=plan)
    return plan


@transaction.atomic
def stel_vast(
    *, plan: Plan, orgaan: str, datum: Any, kenmerk: str = "", toelichting: str = "", by: Any,
    now: datetime | None = None,
) -> Plan:  # fmt: skip
    """Establishes a presented version with the decision of the body that may."""
    plan = _naar(plan, PlanStaat.VASTGESTELD)
    plan.besluit = Besluit.objects.create(
        traject_id=plan.traject_id,
        orgaan=orgaan,
        datum=datum,
        soort=BesluitSoort.DEFINITIEF,
        kenmerk=kenmerk,
        toelichting=toelichting,
    )
    plan.vastgesteld_op = now or klok.nu()
    plan.save(update_fields=["staat", "besluit", "vastgesteld_op"])
    log(by=by, werkwoord="plan.vastgesteld", onderwerp=plan)
    return plan
