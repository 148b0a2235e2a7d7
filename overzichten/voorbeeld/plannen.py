"""Two versions of the plan: one that was laid before the co-makers, and the next one in the making."""

from datetime import datetime
from typing import Any

from berichten.enums import BerichtStaat, Klasse
from berichten.models import Bericht
from berichten.opmaak import IN_PLAATS_VAN_LINK
from comakers.enums import Kanaal
from comakers.models import CoMaker, Terugkoppeling, Uitspraak
from overzichten.voorbeeld.kader import Stand
from overzichten.voorbeeld.planreacties import laad_reacties
from overzichten.voorbeeld.rijen import maak, op
from plannen import selectors
from plannen.enums import PlanStaat
from plannen.models import Plan, PlanHerkomst, PlanTekst
from plannen.services import maak_versie
from plannen.toestemming import vingerafdruk

VOORGELEGD_DAG = -33
# Their mail did not arrive: that is why they have heard nothing for so long.
NIET_BEREIKT = ("hartgerink", "van-der-zwaag", "bahho")
_TEKST = """Dag {naam},

Het concept van het plan van aanpak is klaar. Er zitten woorden van jou in.

Lees het plan:
{link}
"""


def laad_plannen(stand: Stand) -> None:
    """The texts of the kerngroep, version 1 as it was presented some weeks ago, version 2 as it stands today."""
    maak(
        PlanTekst,
        [
            PlanTekst(traject=stand.traject, onderdeel=t["onderdeel"], tekst=t["tekst"].strip())
            for t in stand.bron.bestanden["plan"]["teksten"]
        ],
    )
    moment = stand.kalender.moment(VOORGELEGD_DAG, "10:15")
    eerste = maak_versie(traject=stand.traject, by=stand.accounts["kerngroep"], now=moment)
    _zet_terug(eerste, moment)
    _vertel(stand, eerste, moment)
    laad_reacties(stand, eerste)
    maak_versie(traject=stand.traject, by=stand.accounts["kerngroep"])


def _zet_terug(plan: Plan, moment: datetime) -> None:
    """Takes out of the version what was only said after it, and presents it at ``moment``."""
    later = set(
        Uitspraak.objects.filter(traject=plan.traject, gesprek__wanneer__gt=moment).values_list("pk", flat=True)
    )
    plan.inhoud = _zonder(plan.inhoud, later)
    plan.inhoud_sha256 = vingerafdruk(plan.inhoud)
    plan.staat, plan.gepresenteerd_op, plan.created_at = PlanStaat.GEPRESENTEERD, moment, moment
    plan.save(update_fields=["inhoud", "inhoud_sha256", "staat", "gepresenteerd_op", "created_at"])
    PlanHerkomst.objects.filter(product=plan, uitspraak__in=later).delete()


def _zonder(deel: Any, later: set[int]) -> Any:
    if isinstance(deel, dict):
        return {sleutel: _zonder(waarde, later) for sleutel, waarde in deel.items()}
    if isinstance(deel, list):
        return [_zonder(d, later) for d in deel if not (isinstance(d, dict) and d.get("uitspraak") in later)]
    return deel


def _vertel(stand: Stand, plan: Plan, moment: datetime) -> None:
    """The mail to each co-maker with words in it, and what they heard by it."""
    niet = {stand.comakers[sleutel].pk for sleutel in NIET_BEREIKT}
    mensen = list(
        CoMaker.objects.filter(uitspraken__in=selectors.zichtbare_uitspraken(plan))
        .select_related("persoon")
        .distinct()
        .order_by("pk")
    )
    berichten = {}
    for comaker in mensen:
        persoon = comaker.persoon
        bericht = Bericht(
            traject=stand.traject, persoon=persoon, aanleiding="plan.gepresenteerd", onderwerp=str(plan.pk),
            klasse=Klasse.A, volgende_op=moment,
        )  # fmt: skip
        if comaker.pk in niet or not persoon.email:
            bericht.staat, bericht.reden = BerichtStaat.VERVALLEN, "Geen e-mailadres, bel even."
            if persoon.email:
                bericht.staat, bericht.pogingen = BerichtStaat.MISLUKT, 1
                bericht.reden = "De mailbox van de ontvanger is vol (552)."
        else:
            bericht.staat, bericht.pogingen, bericht.verzonden_op = BerichtStaat.VERZONDEN, 1, moment
            bericht.adres, bericht.titel = persoon.email, f"Het plan voor {stand.traject.wijk} ligt er. Dit is van jou"
            bericht.tekst = _TEKST.format(naam=persoon.aanhef, link=IN_PLAATS_VAN_LINK)
        berichten[comaker.pk] = op(bericht, moment)
    maak(Bericht, berichten.values())
    maak(
        Terugkoppeling,
        [
            Terugkoppeling(
                traject=stand.traject, comaker=comaker, kanaal=Kanaal.PLAN, op=moment, is_resultaat=True,
                bericht=berichten[comaker.pk], tekst="Het concept-plan, met wat daarin van jou is.",
            )
            for comaker in mensen
            if berichten[comaker.pk].staat == BerichtStaat.VERZONDEN
        ],
    )  # fmt: skip
