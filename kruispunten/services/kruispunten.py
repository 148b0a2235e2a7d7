"""What changes a kruispunt and its combinaties. Any step between states is sensible; back is a step too."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comakers.models import Uitspraak
from comakers.services.herkomst import koppel_herkomst
from kruispunten.enums import KruispuntStaat
from kruispunten.models import Combinatie, Kruispunt
from kruispunten.services.kansen import alles_verouderd
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Traject
from trajecten.services.signalen import signalen_verouderd

OVERGANGEN: dict[str, tuple[str, ...]] = {
    KruispuntStaat.BENOEMD: (KruispuntStaat.IN_ATELIER, KruispuntStaat.IN_UITVOERING, KruispuntStaat.AFGEROND),
    KruispuntStaat.IN_ATELIER: (KruispuntStaat.IN_UITVOERING, KruispuntStaat.BENOEMD, KruispuntStaat.AFGEROND),
    KruispuntStaat.IN_UITVOERING: (KruispuntStaat.AFGEROND, KruispuntStaat.IN_ATELIER, KruispuntStaat.BENOEMD),
    KruispuntStaat.AFGEROND: (KruispuntStaat.IN_UITVOERING, KruispuntStaat.IN_ATELIER, KruispuntStaat.BENOEMD),
}
VELDEN = ("titel", "vraag", "kern", "duiding", "vraagstuk")
LIJSTEN = ("pijlers", "effecten", "initiatieven", "partijen")
COMBINATIEVELDEN = ("naam", "soort", "dichter_bij_doelen", "opent_iets_nieuws", "kost_weinig", "venster_van",
                    "venster_tot")  # fmt: skip


@transaction.atomic
def maak_kruispunt(
    *,
    traject: Traject,
    waarden: Mapping[str, Any],
    uitspraken: Iterable[Uitspraak] = (),
    by: Any,
    now: datetime | None = None,
) -> Kruispunt:
    """A kruispunt with its one question, with or without uitspraken under it (M60, M61)."""
    now = now or klok.nu()
    velden = {v: waarden[v] for v in VELDEN if v in waarden}
    kruispunt = Kruispunt.objects.create(traject=traject, staat_sinds=now, **velden)
    _zet_lijsten(kruispunt, waarden)
    log(by=by, werkwoord="kruispunt.gemaakt", onderwerp=kruispunt)
    koppel_herkomst(product=kruispunt, uitspraken=uitspraken, by=by, now=now)
    signalen_verouderd(traject)
    return kruispunt


@transaction.atomic
def wijzig_kruispunt(*, kruispunt: Kruispunt, waarden: Mapping[str, Any], versie: int, by: Any) -> Kruispunt:
    """Changes a kruispunt; raises Conflict with both texts when somebody else did so meanwhile."""
    velden = [v for v in VELDEN if v in waarden]
    for veld in velden:
        setattr(kruispunt, veld, waarden[veld])
    kruispunt.save_of_conflict(versie, velden)
    _zet_lijsten(kruispunt, waarden)
    log(by=by, werkwoord="kruispunt.gewijzigd", onderwerp=kruispunt)
    signalen_verouderd(kruispunt.traject_id)
    return kruispunt


def _zet_lijsten(kruispunt: Kruispunt, waarden: Mapping[str, Any]) -> None:
    for lijst in LIJSTEN:
        if lijst in waarden:
            getattr(kruispunt, lijst).set(waarden[lijst])


@transaction.atomic
def zet_staat(*, kruispunt: Kruispunt, staat: str, by: Any, now: datetime | None = None) -> Kruispunt:
    """Moves a kruispunt to another state; who contributed reads so in the spoor.

    Raises DomainError for a state that OVERGANGEN does not know.
    """
    kruispunt = Kruispunt.objects.select_for_update().get(pk=kruispunt.pk)
    if staat == kruispunt.staat:
        return kruispunt
    if staat not in OVERGANGEN[kruispunt.staat]:
        raise DomainError(_("Kies hoever het kruispunt is."))
    kruispunt.staat, kruispunt.staat_sinds = staat, now or klok.nu()
    kruispunt.versie += 1
    kruispunt.save(update_fields=["staat", "staat_sinds", "versie"])
    log(by=by, werkwoord=f"kruispunt.{staat}", onderwerp=kruispunt)
    signalen_verouderd(kruispunt.traject_id)
    return kruispunt


@transaction.atomic
def berg_op(*, product: Any, by: Gebruiker, now: datetime | None = None) -> None:
    """Puts a kruispunt, combinatie or initiatief away; it can come back. Twice is once."""
    if product.is_opgeborgen:
        return
    product.berg_op(by=by, now=now or klok.nu())
    log(by=by, werkwoord=f"{product._meta.model_name}.opgeborgen", onderwerp=product)
    alles_verouderd(product.traject_id)


@transaction.atomic
def haal_terug(*, product: Any, by: Gebruiker) -> None:
    """Brings it back in sight."""
    if not product.is_opgeborgen:
        return
    product.haal_terug()
    log(by=by, werkwoord=f"{product._meta.model_name}.teruggehaald", onderwerp=product)
    alles_verouderd(product.traject_id)


# ── Combinaties ───────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def maak_combinatie(*, kruispunt: Kruispunt, waarden: Mapping[str, Any], by: Any) -> Combinatie:
    """Two or more together, with the three marks and a reason for each (M62)."""
    velden = {v: waarden[v] for v in COMBINATIEVELDEN}
    combinatie = Combinatie.objects.create(traject_id=kruispunt.traject_id, kruispunt=kruispunt, **velden)
    combinatie.partijen.set(waarden["partijen"])
    combinatie.initiatieven.set(waarden["initiatieven"])
    log(by=by, werkwoord="combinatie.gemaakt", onderwerp=combinatie)
    alles_verouderd(kruispunt.traject_id)
    return combinatie


@transaction.atomic
def wijzig_combinatie(*, combinatie: Combinatie, waarden: Mapping[str, Any], versie: int, by: Any) -> Combinatie:
    """Changes a combinatie; raises Conflict with both texts when somebody else did so meanwhile."""
    for veld in COMBINATIEVELDEN:
        setattr(combinatie, veld, waarden[veld])
    combinatie.save_of_conflict(versie, list(COMBINATIEVELDEN))
    combinatie.partijen.set(waarden["partijen"])
    combinatie.initiatieven.set(waarden["initiatieven"])
    log(by=by, werkwoord="combinatie.gewijzigd", onderwerp=combinatie)
    alles_verouderd(combinatie.traject_id)
    return combinatie
