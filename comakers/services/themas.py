"""Thema's: sieved from the gesprekken, close to people's own words (M32); merging loses no link.

levend              hernoemen, samenvoegen met een ander levend thema
opgegaan in ander   weer losmaken (wat bij het andere thema kwam, blijft daar ook)
"""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from comakers.models import Thema, ThemaKoppeling, Uitspraak
from comakers.services.noteren import noteer
from leefsturing.lib.fouten import Conflict, DomainError


def _check_naam(traject_id: int, naam: str, behalve: int | None = None) -> None:
    bezet = Thema.objects.filter(traject_id=traject_id, opgegaan_in=None, naam__iexact=naam).exclude(pk=behalve or 0)
    if bezet.exists():
        raise DomainError(_("Er is al een thema '%(naam)s'. Gebruik dat, of voeg de twee samen.") % {"naam": naam})


def add_thema(*, traject: Any, naam: str, by: Any, omschrijving: str = "") -> Thema:
    """A new thema; raises DomainError when the name is taken."""
    with transaction.atomic():
        _check_naam(traject.pk, naam)
        try:
            with transaction.atomic():
                thema = Thema.objects.create(traject=traject, naam=naam, omschrijving=omschrijving)
        except IntegrityError as error:
            raise DomainError(_("Iemand anders maakte dit thema net.")) from error
        noteer(by=by, werkwoord="thema.gemaakt", onderwerp=thema)
    return thema


def find_or_add_thema(*, traject: Any, naam: str, by: Any) -> Thema:
    """The living thema of that name, made when it is not there."""
    thema = Thema.objects.for_traject(traject).filter(opgegaan_in=None, naam__iexact=naam).first()
    return thema or add_thema(traject=traject, naam=naam, by=by)


def update_thema(*, thema: Thema, versie: int, naam: str, omschrijving: str, by: Any) -> Thema:
    """Renames or describes; its links stay."""
    with transaction.atomic():
        nu = Thema.objects.get(pk=thema.pk)
        _check_naam(nu.traject_id, naam, behalve=nu.pk)
        verschil = [(_("thema"), naam, nu.naam), (_("omschrijving"), omschrijving, nu.omschrijving)]
        nu.naam, nu.omschrijving = naam, omschrijving
        if not nu.save_als_versie(versie, ["naam", "omschrijving"]):
            raise Conflict([v for v in verschil if v[1] != v[2]], Thema.objects.get(pk=nu.pk).versie)
        noteer(by=by, werkwoord="thema.gewijzigd", onderwerp=nu)
    return nu


def merge_thema(*, thema: Thema, met: Thema, by: Any) -> None:
    """``thema`` goes up in ``met``: every statement gets ``met`` too, and the old links stay under the old name."""
    if thema.pk == met.pk:
        raise DomainError(_("Kies een ander thema om mee samen te voegen."))
    with transaction.atomic():
        living = set(Thema.objects.filter(pk__in=[thema.pk, met.pk], opgegaan_in=None).values_list("pk", flat=True))
        if living != {thema.pk, met.pk}:
            raise DomainError(_("Een van deze thema's is intussen al samengevoegd."))
        for uitspraak in Uitspraak.objects.filter(themas=thema).exclude(themas=met):
            ThemaKoppeling.objects.get_or_create(
                uitspraak=uitspraak, thema=met, defaults={"traject_id": thema.traject_id}
            )
        Thema.objects.filter(pk=thema.pk).update(opgegaan_in=met)
        noteer(by=by, werkwoord="thema.samengevoegd", onderwerp=thema)


def split_thema(*, thema: Thema, by: Any) -> None:
    """Makes a merged thema stand by itself again, with the links it had."""
    with transaction.atomic():
        _check_naam(thema.traject_id, thema.naam, behalve=thema.pk)
        if Thema.objects.filter(pk=thema.pk).exclude(opgegaan_in=None).update(opgegaan_in=None):
            noteer(by=by, werkwoord="thema.losgemaakt", onderwerp=thema)


def give_thema(*, thema: Thema, uitspraken: Iterable[Uitspraak], by: Any) -> int:
    """Gives the thema to each of them; how many did not have it yet."""
    with transaction.atomic():
        uitspraken = list(uitspraken)
        heeft = set(
            ThemaKoppeling.objects.filter(thema=thema, uitspraak__in=uitspraken).values_list("uitspraak_id", flat=True)
        )
        new = [u for u in uitspraken if u.pk not in heeft]
        ThemaKoppeling.objects.bulk_create(
            [ThemaKoppeling(traject_id=thema.traject_id, uitspraak=u, thema=thema) for u in new], ignore_conflicts=True
        )
        if new:
            noteer(by=by, werkwoord="thema.gegeven", onderwerp=thema)
    return len(new)


def remove_thema(*, thema: Thema, uitspraken: Iterable[Uitspraak], by: Any) -> int:
    """Takes the thema from each of them; how many had it."""
    with transaction.atomic():
        aantal, _per = ThemaKoppeling.objects.filter(thema=thema, uitspraak__in=list(uitspraken)).delete()
        if aantal:
            noteer(by=by, werkwoord="thema.weggehaald", onderwerp=thema)
    return aantal
