"""The work ``plan.renderen``: sets the PDF of a version, once per version and consent (M80).

It may die anywhere and be done again: the file is whole or not there, the row names it only when it is there, and
the name follows from version and consent, so that a second try lands on the same file instead of beside it.
"""

import hmac
import io
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from leefsturing.lib import klok
from leefsturing.lib.bestanden import schrijf_heel
from leefsturing.lib.faultpoints import faultpoint
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.pdf import ZetFout, zet
from plannen import selectors
from plannen.druk import opdracht
from plannen.enums import RenderStaat
from plannen.models import Plan
from plannen.services import SPELING
from werk.models import Taak

ZETTER = "plannen.zetter"
MAX_POGINGEN = 3


def bestand_voor(plan: Plan, sha: str) -> str:
    """Where the PDF of this version under this consent lies: a name nobody can guess, always the same."""
    geheim = hmac.new(settings.SECRET_KEY.encode(), f"{plan.uid}:{sha}".encode(), "sha256").hexdigest()[:32]
    return f"plan/{geheim}.pdf"


def render_plan(taak: Taak) -> None:
    """Handler of the work; raises DomainError with a plain text when trying again has no use."""
    plan = Plan.objects.select_related("traject", "besluit").filter(pk=int(taak.onderwerp)).first()
    if plan is None:
        return
    begonnen = klok.nu() - SPELING
    lees = selectors.lees(plan)
    if lees.pdf_geldt and plan.bestand.storage.exists(plan.bestand.name):
        Plan.objects.filter(pk=plan.pk).update(gezet_op=begonnen, render_staat=RenderStaat.KLAAR)
        return
    taak.meld_voortgang(5, _("de inhoud wordt verzameld"))
    naam = bestand_voor(plan, lees.sha256)
    doel = Path(settings.MEDIA_ROOT) / naam
    for rest in doel.parent.glob(f".{doel.name}.*"):
        rest.unlink(missing_ok=True)
    try:
        pdf = zet(opdracht(plan, lees.inhoud), module=ZETTER, voortgang=taak.meld_voortgang)
        faultpoint("plan.gezet")
        _schrijf(doel, pdf)
    except ZetFout as error:
        if not error.opnieuw or taak.pogingen >= MAX_POGINGEN:
            raise DomainError(error.tekst) from error
        raise
    faultpoint("plan.geschreven")
    _leg_vast(plan, naam, pdf, lees.sha256, begonnen)


def _schrijf(doel: Path, pdf: bytes) -> None:
    try:
        schrijf_heel(doel, pdf)
    except OSError as error:
        raise ZetFout(_("De pdf kon niet worden bewaard. Kijk of er nog ruimte op de schijf is.")) from error


@transaction.atomic
def _leg_vast(plan: Plan, naam: str, pdf: bytes, sha: str, begonnen: datetime) -> None:
    """Writes down that the file is there; the former one goes, but for the one that was established."""
    oud = Plan.objects.select_for_update().get(pk=plan.pk)
    velden = {
        "bestand": naam,
        "bestand_sha256": sha256(pdf).hexdigest(),
        "paginas": _paginas(pdf),
        "gezet_sha256": sha,
        "gezet_op": begonnen,
        "render_staat": RenderStaat.KLAAR,
    }
    if oud.is_vastgesteld and not oud.archief and oud.bestand and oud.bestand.name != naam:
        velden["archief"] = oud.bestand.name
    elif oud.bestand and oud.bestand.name not in (naam, oud.archief.name):
        transaction.on_commit(lambda: oud.bestand.storage.delete(oud.bestand.name))
    Plan.objects.filter(pk=plan.pk).update(**velden)


def _paginas(pdf: bytes) -> int:
    import pikepdf  # noqa: PLC0415 - only the worker needs it

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def render_mislukt(taak: Taak) -> None:
    """Told when the work was given up: the version says so, and can be tried again."""
    Plan.objects.filter(pk=int(taak.onderwerp)).update(render_staat=RenderStaat.MISLUKT)
