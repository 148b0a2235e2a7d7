"""What changes this room: ontwikkelingen, krachten, points and steps are made, changed, put away (M40-M56)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from comakers.models import Herkomst, Uitspraak
from comakers.services.herkomst import koppel_herkomst
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from streefbeelden.enums import StapSoort
from streefbeelden.models import Stap, Streefbeeldpunt
from streefbeelden.selectors.terugweg import laatste_resultaatjaar
from toegang.logboek import log
from trajecten.models import Traject
from trajecten.services.signalen import signalen_verouderd


def te_ver_voor_resultaat(traject: Traject) -> str:
    """Why a step far away cannot name a result, as everybody reads it (M6, M56)."""
    return _(
        "Een resultaat kun je tot en met %(jaar)s beloven. Noem verder weg een effect: wat is er anders voor mensen?"
    ) % {"jaar": laatste_resultaatjaar(traject)}


def _controleer(rij: Any) -> None:
    if isinstance(rij, Stap) and rij.soort == StapSoort.RESULTAAT and rij.jaar > laatste_resultaatjaar(rij.traject):
        raise DomainError(te_ver_voor_resultaat(rij.traject))


@transaction.atomic
def maak(
    *,
    model: type[Any],
    traject: Traject,
    waarden: Mapping[str, Any],
    uitspraken: Iterable[Uitspraak] = (),
    by: Any,
    now: datetime | None = None,
) -> Any:
    """A new row of ``model``, with or without uitspraken under it.

    Raises DomainError for a uitspraak that may not be used, and for a result that lies too far away (M56).
    """
    now = now or klok.nu()
    rij = model(traject=traject, **waarden)
    _controleer(rij)
    rij.save()
    log(by=by, werkwoord=f"{model._meta.model_name}.gemaakt", onderwerp=rij)
    if isinstance(rij, Herkomst):
        koppel_herkomst(product=rij, uitspraken=uitspraken, by=by, now=now)
    signalen_verouderd(rij.traject_id)
    return rij


@transaction.atomic
def wijzig(*, rij: Any, waarden: Mapping[str, Any], versie: int, by: Any) -> Any:
    """Changes a row; raises Conflict with both texts when somebody else did so meanwhile."""
    for veld, waarde in waarden.items():
        setattr(rij, veld, waarde)
    _controleer(rij)
    rij.save_of_conflict(versie, list(waarden))
    log(by=by, werkwoord=f"{rij._meta.model_name}.gewijzigd", onderwerp=rij)
    signalen_verouderd(rij.traject_id)
    return rij


@transaction.atomic
def berg_op(*, rij: Any, by: Any, now: datetime | None = None) -> None:
    """Puts a row away; what points at it keeps pointing, and the spoor keeps telling."""
    if rij.is_opgeborgen:
        return
    rij.berg_op(by=by, now=now or klok.nu())
    log(by=by, werkwoord=f"{rij._meta.model_name}.opgeborgen", onderwerp=rij)
    signalen_verouderd(rij.traject_id)


@transaction.atomic
def haal_terug(*, rij: Any, by: Any) -> None:
    """Brings a row back."""
    if not rij.is_opgeborgen:
        return
    rij.haal_terug()
    log(by=by, werkwoord=f"{rij._meta.model_name}.teruggehaald", onderwerp=rij)
    signalen_verouderd(rij.traject_id)


@transaction.atomic
def zet_beeld(*, punt: Streefbeeldpunt, bestand: ContentFile | None, beschrijving: str, by: Any) -> Streefbeeldpunt:
    """Gives a point an image (from ``lib.bestanden.lees_afbeelding``) with its words; the old file goes (M53).

    Without ``bestand`` only the words change. Raises DomainError for an image without words.
    """
    if not beschrijving.strip():
        raise DomainError(_("Schrijf erbij wat er te zien is, voor wie het beeld niet kan zien."))
    opslag, oud = punt.beeld.storage, punt.beeld.name
    if bestand is not None:
        punt.beeld = bestand
    punt.beeld_beschrijving = beschrijving
    punt.save(update_fields=["beeld", "beeld_beschrijving"])
    if bestand is not None and oud:
        transaction.on_commit(lambda: opslag.delete(oud))
    log(by=by, werkwoord="streefbeeldpunt.beeld", onderwerp=punt)
    return punt


@transaction.atomic
def haal_beeld_weg(*, punt: Streefbeeldpunt, by: Any) -> Streefbeeldpunt:
    """Takes an image away, the file too: it may show people who did not ask for it."""
    opslag, oud = punt.beeld.storage, punt.beeld.name
    if oud:
        punt.beeld, punt.beeld_beschrijving = "", ""
        punt.save(update_fields=["beeld", "beeld_beschrijving"])
        transaction.on_commit(lambda: opslag.delete(oud))
        log(by=by, werkwoord="streefbeeldpunt.beeld_weg", onderwerp=punt)
    return punt
