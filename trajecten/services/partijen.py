"""Partijen of the wijk, on a side of the triangle, with goals in their own words (M66, M82)."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Partij, Traject
from trajecten.services.signalen import signalen_verouderd

VELDEN = ["naam", "zijde", "doelen", "uniek"]


def maak_partij(*, traject: Traject, by: Gebruiker, **gegevens: Any) -> Partij:
    """A new partij; raises DomainError when the traject has one of that name."""
    try:
        with transaction.atomic():
            partij = Partij.objects.create(traject=traject, **gegevens)
            log(by=by, werkwoord="partij.gemaakt", onderwerp=partij)
    except IntegrityError as error:
        raise DomainError(_bestaat(gegevens["naam"])) from error
    return partij


def wijzig_partij(*, partij: Partij, versie: int, by: Gebruiker, **gegevens: Any) -> Partij:
    """Changes a partij; raises Conflict when somebody else saved it first, DomainError for a name that is taken."""
    try:
        with transaction.atomic():
            for veld, waarde in gegevens.items():
                setattr(partij, veld, waarde)
            partij.save_of_conflict(versie, list(gegevens))
            log(by=by, werkwoord="partij.gewijzigd", onderwerp=partij)
            # On which side it stands decides who is at the table, and who has to step out.
            signalen_verouderd(partij.traject_id)
    except IntegrityError as error:
        raise DomainError(_bestaat(partij.naam)) from error
    return partij


def _bestaat(naam: str) -> str:
    return _("Er is al een partij die %(naam)s heet.") % {"naam": naam}
