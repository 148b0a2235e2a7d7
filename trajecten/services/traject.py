"""A traject is begun, set up and adjusted (M1, M2, M20)."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from leefsturing.lib.fouten import DomainError
from toegang.enums import Rol
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.categorieen import STARTREEKS
from trajecten.models import Categorie, Deelname, Traject
from trajecten.services.signalen import signalen_verouderd

_POGINGEN = 20


def begin_traject(*, by: Gebruiker, **gegevens: Any) -> Traject:
    """A new traject with the seven categories of the method; who makes it is its opdrachtgever.

    Raises DomainError when this account may not begin one.
    """
    if not by.mag_traject_maken:
        raise DomainError(_("Met dit account kun je geen traject beginnen. Vraag het de beheerder."))
    with transaction.atomic():
        traject = _met_vrij_adres(gegevens)
        Categorie.objects.bulk_create(
            Categorie(traject=traject, volgorde=plaats, naam=naam, enkelvoud=enkelvoud, reden=reden)
            for plaats, (naam, enkelvoud, reden) in enumerate(STARTREEKS, start=1)
        )
        Deelname.objects.create(traject=traject, gebruiker=by, rol=Rol.OPDRACHTGEVER)
        log(by=by, werkwoord="traject.begonnen", onderwerp=traject, traject=traject)
        signalen_verouderd(traject)
    return traject


def _met_vrij_adres(gegevens: dict[str, Any]) -> Traject:
    """Saves the traject under the first free address that its name gives."""
    basis = slugify(gegevens["naam"])[:50].strip("-") or "traject"
    for poging in range(1, _POGINGEN + 1):
        slug = basis if poging == 1 else f"{basis}-{poging}"
        if Traject.objects.filter(slug=slug).exists():
            continue
        try:
            with transaction.atomic():
                return Traject.objects.create(slug=slug, **gegevens)
        except IntegrityError:
            continue  # somebody else took it just now
    raise DomainError(_("Er zijn al veel trajecten met deze naam. Kies een naam die meer zegt."))


def wijzig_traject(*, traject: Traject, versie: int, by: Gebruiker, **velden: Any) -> Traject:
    """Changes settings of ``traject``; raises Conflict when somebody else saved them first."""
    with transaction.atomic():
        for veld, waarde in velden.items():
            setattr(traject, veld, waarde)
        traject.save_of_conflict(versie, list(velden))
        log(by=by, werkwoord="traject.ingesteld", onderwerp=traject, traject=traject)
        signalen_verouderd(traject)
    return traject
