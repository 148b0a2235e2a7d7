"""What changes an atelier. The allowed steps stand here; closing with projects is a service of ketens (M70-M78).

voorbereiding -> uitgenodigd  the first invitations go out: the effects stay fixed from then on (M71)
voorbereiding, uitgenodigd -> afgelast   with a reason; who was invited hears it
uitgenodigd -> gesloten       once it began; what became of every card is told (M72)
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from berichten.services import plan_bericht
from kruispunten.enums import AtelierStaat, KruispuntStaat
from kruispunten.models import Atelier, AtelierEffect, Kruispunt
from kruispunten.services.kruispunten import zet_staat
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from pijlers.models import Effect
from toegang.logboek import log
from trajecten.models import Traject
from trajecten.services.signalen import signalen_verouderd

GEWIJZIGD, AFGELAST = "atelier.gewijzigd", "atelier.afgelast"
OVERGANGEN: dict[str, tuple[str, ...]] = {
    AtelierStaat.VOORBEREIDING: (AtelierStaat.UITGENODIGD, AtelierStaat.AFGELAST),
    AtelierStaat.UITGENODIGD: (AtelierStaat.GESLOTEN, AtelierStaat.AFGELAST),
    AtelierStaat.GESLOTEN: (),
    AtelierStaat.AFGELAST: (),
}
# The steps a kruispunt takes by itself because of its ateliers; back is for people.
_KRUISPUNT_NAAR = {
    KruispuntStaat.IN_ATELIER: (KruispuntStaat.BENOEMD,),
    KruispuntStaat.IN_UITVOERING: (KruispuntStaat.BENOEMD, KruispuntStaat.IN_ATELIER),
}
VELDEN = ("soort", "titel", "vraag", "kruispunt", "wanneer", "duur_minuten", "plaats", "draaiboek")
# What stands in the calendars of those invited; of the last three they get a mail.
_IN_AGENDA = ("titel", "vraag", "wanneer", "duur_minuten", "plaats")
_MELDEN = ("wanneer", "duur_minuten", "plaats")


def weiger_stap(atelier: Atelier, staat: str) -> None:
    """Raises DomainError with what stands in the way when ``atelier`` cannot go to ``staat``."""
    if staat not in OVERGANGEN[atelier.staat]:
        raise DomainError(
            {
                AtelierStaat.GESLOTEN: _("Dit atelier is al gesloten."),
                AtelierStaat.AFGELAST: _("Dit atelier gaat niet door. Maak een nieuw atelier als het er toch komt."),
                AtelierStaat.VOORBEREIDING: _("Er is nog niemand uitgenodigd. Verstuur eerst de uitnodigingen."),
            }.get(AtelierStaat(atelier.staat), _("Dat kan nu niet met dit atelier."))
        )


def zet_kruispunt(kruispunt: Kruispunt | None, staat: KruispuntStaat, *, by: Any, now: datetime) -> None:
    """Takes the kruispunt along when that is a step forward."""
    if kruispunt is None:
        return
    nu = Kruispunt.objects.get(pk=kruispunt.pk)
    if nu.staat in _KRUISPUNT_NAAR[staat]:
        zet_staat(kruispunt=nu, staat=staat, by=by, now=now)


def _zet_effecten(atelier: Atelier, effecten: Iterable[Effect]) -> None:
    """The fixed effects, kept with their name; raises DomainError once invitations are out (M71)."""
    gekozen = {e.pk: e for e in effecten}
    al = set(AtelierEffect.objects.filter(atelier=atelier).values_list("effect_id", flat=True))
    if set(gekozen) == al:
        return
    if atelier.effecten_staan_vast:
        raise DomainError(
            _("De uitnodigingen zijn uit. De effecten staan nu vast: mensen zeiden ja op deze avond. "
              "Wat eruit komt, is vrij.")
        )  # fmt: skip
    AtelierEffect.objects.filter(atelier=atelier).exclude(effect_id__in=gekozen).delete()
    AtelierEffect.objects.bulk_create(
        AtelierEffect(traject_id=atelier.traject_id, atelier=atelier, effect=e, naam=e.naam)
        for pk, e in gekozen.items()
        if pk not in al
    )


@transaction.atomic
def maak_atelier(
    *,
    traject: Traject,
    waarden: Mapping[str, Any],
    effecten: Iterable[Effect] = (),
    by: Any,
    now: datetime | None = None,
) -> Atelier:
    """An atelier in preparation; nobody hears of it yet."""
    atelier = Atelier.objects.create(traject=traject, **{v: waarden[v] for v in VELDEN if v in waarden})
    _zet_effecten(atelier, effecten)
    log(by=by, werkwoord="atelier.gemaakt", onderwerp=atelier)
    signalen_verouderd(traject)
    return atelier


@transaction.atomic
def wijzig_atelier(
    *,
    atelier: Atelier,
    waarden: Mapping[str, Any],
    effecten: Iterable[Effect] | None = None,
    versie: int,
    by: Any,
    now: datetime | None = None,
) -> Atelier:
    """Changes an atelier; another date or place is mailed once to everybody invited, and asks for a new answer.

    Raises Conflict when somebody else was first, DomainError for other effects once invitations are out (M71).
    """
    now = now or klok.nu()
    oud = Atelier.objects.select_for_update().get(pk=atelier.pk)
    if not oud.is_open:
        raise DomainError(_("Dit atelier is voorbij. Je kunt het niet meer veranderen."))
    velden = [v for v in VELDEN if v in waarden]
    for veld in velden:
        setattr(atelier, veld, waarden[veld])
    atelier.agendanummer = oud.agendanummer
    if oud.effecten_staan_vast and any(getattr(atelier, v) != getattr(oud, v) for v in _IN_AGENDA):
        atelier.agendanummer += 1
    atelier.save_of_conflict(versie, [*velden, "agendanummer"])
    if effecten is not None:
        _zet_effecten(atelier, effecten)
    if oud.effecten_staan_vast and any(getattr(atelier, v) != getattr(oud, v) for v in _MELDEN):
        _meld_wijziging(atelier, anders_tijd=atelier.wanneer != oud.wanneer, now=now)
    log(by=by, werkwoord="atelier.gewijzigd", onderwerp=atelier)
    signalen_verouderd(atelier.traject_id)
    return atelier


def _meld_wijziging(atelier: Atelier, *, anders_tijd: bool, now: datetime) -> None:
    if atelier.wanneer <= now:
        return
    for uitnodiging in atelier.uitnodigingen.verstuurd().select_related("persoon"):
        if anders_tijd:
            uitnodiging.antwoord, uitnodiging.antwoord_op = "open", None
            uitnodiging.save(update_fields=["antwoord", "antwoord_op"])
        plan_bericht(
            aanleiding=GEWIJZIGD,
            persoon=uitnodiging.persoon,
            onderwerp_id=f"uitnodiging:{uitnodiging.pk}",
            periode=f"wijziging {atelier.agendanummer}",
            now=now,
        )


@transaction.atomic
def las_af(*, atelier: Atelier, reden: str, by: Any, now: datetime | None = None) -> Atelier:
    """Calls an atelier off; everybody invited hears why, and it goes out of their calendar."""
    now = now or klok.nu()
    if not reden.strip():
        raise DomainError(_("Schrijf op waarom het niet doorgaat. Wie is uitgenodigd, leest dit."))
    atelier = Atelier.objects.select_for_update().get(pk=atelier.pk)
    weiger_stap(atelier, AtelierStaat.AFGELAST)
    atelier.staat, atelier.afgelast_reden = AtelierStaat.AFGELAST, reden.strip()
    atelier.versie += 1
    atelier.agendanummer += 1
    atelier.save(update_fields=["staat", "afgelast_reden", "versie", "agendanummer"])
    if atelier.wanneer > now:
        for uitnodiging in atelier.uitnodigingen.verstuurd().select_related("persoon"):
            plan_bericht(
                aanleiding=AFGELAST,
                persoon=uitnodiging.persoon,
                onderwerp_id=f"uitnodiging:{uitnodiging.pk}",
                now=now,
            )
    log(by=by, werkwoord="atelier.afgelast", onderwerp=atelier)
    signalen_verouderd(atelier.traject_id)
    return atelier
