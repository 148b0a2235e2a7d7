"""Who is asked to the table, who answers, and who was there (M70)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from berichten.services import plan_bericht
from kruispunten.enums import Antwoordsoort, AtelierStaat, KruispuntStaat
from kruispunten.models import Atelier, Uitnodiging
from kruispunten.services.ateliers import weiger_stap, zet_kruispunt
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from trajecten.models import Persoon
from trajecten.services.signalen import signalen_verouderd

UITNODIGING, INGETROKKEN = "atelier.uitnodiging", "atelier.ingetrokken"


def _open(atelier: Atelier) -> Atelier:
    """The row itself, held; raises DomainError for an atelier that is over."""
    atelier = Atelier.objects.select_for_update().get(pk=atelier.pk)
    if not atelier.is_open:
        raise DomainError(_("Dit atelier is voorbij of gaat niet door. Uitnodigen kan niet meer."))
    return atelier


@transaction.atomic
def zet_op_lijst(*, atelier: Atelier, personen: Iterable[Persoon], by: Any) -> int:
    """Puts people on the list; nothing leaves yet. Who was withdrawn before may come back. Gives how many are new."""
    atelier = _open(atelier)
    nieuw = 0
    for persoon in personen:
        if persoon.gewist_op is not None:
            raise DomainError(_("Deze persoon doet niet meer mee."))
        rij, gemaakt = Uitnodiging.objects.get_or_create(
            atelier=atelier, persoon=persoon, defaults={"traject_id": atelier.traject_id}
        )
        if not gemaakt and rij.is_ingetrokken:
            rij.ingetrokken_op = rij.verstuurd_op = rij.antwoord_op = None
            rij.antwoord = Antwoordsoort.OPEN
            rij.save(update_fields=["ingetrokken_op", "verstuurd_op", "antwoord", "antwoord_op"])
            gemaakt = True
        if gemaakt:
            nieuw += 1
            log(by=by, werkwoord="uitnodiging.op_lijst", onderwerp=rij)
    signalen_verouderd(atelier.traject_id)
    return nieuw


@transaction.atomic
def verstuur_uitnodigingen(*, atelier: Atelier, by: Any, now: datetime | None = None) -> list[Uitnodiging]:
    """Writes the mails for everybody on the list who had none yet; from the first on the effects are fixed (M71).

    Gives those who cannot be mailed: they are invited all the same, and a human calls them.
    """
    now = now or klok.nu()
    atelier = _open(atelier)
    if atelier.wanneer <= now:
        raise DomainError(_("Dit atelier is al geweest. Kijk de datum na voordat je uitnodigt."))
    nieuw = list(atelier.uitnodigingen.levend().filter(verstuurd_op=None).select_related("persoon"))
    if not nieuw:
        raise DomainError(_("Er staat niemand op de lijst die nog geen uitnodiging kreeg."))
    if atelier.staat == AtelierStaat.VOORBEREIDING:
        weiger_stap(atelier, AtelierStaat.UITGENODIGD)
        atelier.staat, atelier.uitgenodigd_op, atelier.uitgenodigd_door = AtelierStaat.UITGENODIGD, now, by
        atelier.versie += 1
        atelier.save(update_fields=["staat", "uitgenodigd_op", "uitgenodigd_door", "versie"])
        zet_kruispunt(atelier.kruispunt, KruispuntStaat.IN_ATELIER, by=by, now=now)
    bellen = []
    for uitnodiging in nieuw:
        uitnodiging.verstuurd_op = now
        uitnodiging.save(update_fields=["verstuurd_op"])
        bericht = plan_bericht(
            aanleiding=UITNODIGING,
            persoon=uitnodiging.persoon,
            onderwerp_id=f"uitnodiging:{uitnodiging.pk}",
            periode=now.isoformat(),
            now=now,
        )
        if bericht.reden:
            bellen.append(uitnodiging)
        log(by=by, werkwoord="uitnodiging.verstuurd", onderwerp=uitnodiging)
    signalen_verouderd(atelier.traject_id)
    return bellen


@transaction.atomic
def haal_weg(*, uitnodiging: Uitnodiging, by: Any, now: datetime | None = None) -> bool:
    """Takes somebody off the list; who was invited already hears that it is withdrawn. Whether a mail goes."""
    now = now or klok.nu()
    atelier = _open(uitnodiging.atelier)
    uitnodiging = Uitnodiging.objects.select_for_update().select_related("persoon").get(pk=uitnodiging.pk)
    if uitnodiging.is_ingetrokken:
        return False
    log(by=by, werkwoord="uitnodiging.weg", onderwerp=uitnodiging)
    signalen_verouderd(atelier.traject_id)
    uitnodiging.ingetrokken_op = now
    uitnodiging.save(update_fields=["ingetrokken_op"])
    if uitnodiging.verstuurd_op is None:
        return False
    atelier.agendanummer += 1
    atelier.save(update_fields=["agendanummer"])
    if atelier.wanneer > now:
        plan_bericht(
            aanleiding=INGETROKKEN,
            persoon=uitnodiging.persoon,
            onderwerp_id=f"uitnodiging:{uitnodiging.pk}",
            periode=now.isoformat(),
            now=now,
        )
    return atelier.wanneer > now


@transaction.atomic
def beantwoord(
    *, uitnodiging: Uitnodiging, antwoord: str, opmerking: str | None = None, by: Any, now: datetime | None = None
) -> Uitnodiging:
    """Yes or no, by the person or noted by the kerngroep after a call; may be changed until it is over."""
    if antwoord not in (Antwoordsoort.JA, Antwoordsoort.NEE):
        raise DomainError(_("Kies ja of nee."))
    atelier = Atelier.objects.select_for_update().get(pk=uitnodiging.atelier_id)
    uitnodiging = Uitnodiging.objects.select_for_update().get(pk=uitnodiging.pk)
    if atelier.staat != AtelierStaat.UITGENODIGD or uitnodiging.is_ingetrokken:
        raise DomainError(_("Deze uitnodiging staat niet meer open. Je hoeft niets te doen."))
    uitnodiging.antwoord, uitnodiging.antwoord_op = antwoord, now or klok.nu()
    if opmerking is not None:
        uitnodiging.opmerking = opmerking
    uitnodiging.save(update_fields=["antwoord", "antwoord_op", "opmerking"])
    log(by=by, werkwoord=f"uitnodiging.{antwoord}", onderwerp=uitnodiging)
    signalen_verouderd(uitnodiging.traject_id)
    return uitnodiging


@transaction.atomic
def noteer_aanwezig(*, atelier: Atelier, aanwezig: Iterable[int], by: Any, now: datetime | None = None) -> int:
    """The tick list of who was there: every invitation that stands gets a yes or a no. Gives how many were there."""
    atelier = Atelier.objects.select_for_update().get(pk=atelier.pk)
    if atelier.staat != AtelierStaat.UITGENODIGD:
        raise DomainError(_("Wie er was, noteer je tussen de uitnodiging en het sluiten."))
    if not atelier.is_begonnen(now or klok.nu()):
        raise DomainError(_("Dit atelier moet nog beginnen."))
    rijen = atelier.uitnodigingen.levend()
    rijen.exclude(pk__in=list(aanwezig)).update(aanwezig=False)
    er_waren: int = rijen.filter(pk__in=list(aanwezig)).update(aanwezig=True)
    log(by=by, werkwoord="atelier.aanwezigheid", onderwerp=atelier)
    signalen_verouderd(atelier.traject_id)
    return er_waren


@transaction.atomic
def voeg_onverwachte_toe(*, atelier: Atelier, persoon: Persoon, by: Any, now: datetime | None = None) -> Uitnodiging:
    """Somebody came who was not invited: welcome, and counted in; the result goes to them too."""
    atelier = Atelier.objects.select_for_update().get(pk=atelier.pk)
    if atelier.staat != AtelierStaat.UITGENODIGD or not atelier.is_begonnen(now or klok.nu()):
        raise DomainError(_("Dit kan vanaf het begin van het atelier tot het gesloten is."))
    rij, _gemaakt = Uitnodiging.objects.get_or_create(
        atelier=atelier, persoon=persoon, defaults={"traject_id": atelier.traject_id}
    )
    rij.aanwezig, rij.ingetrokken_op = True, None
    rij.save(update_fields=["aanwezig", "ingetrokken_op"])
    log(by=by, werkwoord="uitnodiging.kwam_onverwacht", onderwerp=rij)
    signalen_verouderd(atelier.traject_id)
    return rij
