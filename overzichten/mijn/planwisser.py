"""After erasing somebody: what the versions of the plan still hold of them goes too (AVG art. 17).

An established version stays as it was decided; what is read of it follows consent, and only its archive keeps names.
"""

from typing import Any

from comakers.enums import Toestemming
from comakers.models import Uitspraak
from comakers.services.wissen import GEWIST
from plannen.enums import PlanStaat
from plannen.models import Plan
from plannen.services import maak_pdf_opnieuw
from plannen.toestemming import vingerafdruk
from trajecten.models import Persoon


def wis_uit_plannen(persoon: Persoon) -> None:
    """Takes names, and words that may not stay, out of every version that is not established; sets its PDF again."""
    mijn = dict(Uitspraak.objects.filter(comaker__persoon=persoon).values_list("pk", "toestemming"))
    for plan in Plan.objects.for_traject(persoon.traject_id).exclude(staat=PlanStaat.VASTGESTELD):
        inhoud = _zonder(plan.inhoud, persoon, mijn)
        kenmerk = vingerafdruk(inhoud)
        if kenmerk != plan.inhoud_sha256:
            Plan.objects.filter(pk=plan.pk).update(inhoud=inhoud, inhoud_sha256=kenmerk)
            if plan.bestand:
                maak_pdf_opnieuw(plan=plan, by=None)


def _zonder(deel: Any, persoon: Persoon, mijn: dict[int, str]) -> Any:
    if isinstance(deel, list):
        return [_zonder(d, persoon, mijn) for d in deel]
    if not isinstance(deel, dict):
        return deel
    deel = {k: _zonder(v, persoon, mijn) for k, v in deel.items()}
    if deel.get("uitspraak") in mijn:
        deel |= {"naam": "", "persoon_nr": None}
        if mijn[deel["uitspraak"]] == Toestemming.NIET:
            deel |= {"tekst": GEWIST}
    if deel.get("persoon") == persoon.pk:
        deel |= {"naam": "", "persoon": None, "project": None}
    return deel
