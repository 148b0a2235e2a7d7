"""Laying uitspraken under a product and taking them away: one gesture for every kind of product (M26)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comakers.models import Herkomst, HerkomstKoppeling, Uitspraak
from comakers.models.herkomst import koppelmodel
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from trajecten.services.signalen import signalen_verouderd


@transaction.atomic
def koppel_herkomst(
    *, product: Herkomst, uitspraken: Iterable[Uitspraak], by: Any, now: datetime | None = None
) -> list[HerkomstKoppeling]:
    """Lays uitspraken under a product; what lay there already stays as it was. Gives the new links.

    Raises DomainError for a uitspraak that its co-maker does not want used, or that was set aside.
    """
    now = now or klok.nu()
    gekoppeld = []
    for uitspraak in uitspraken:
        if not uitspraak.is_bruikbaar:
            raise DomainError(_("“%(tekst)s” mag of wil je niet gebruiken. Kies een andere uitspraak.")
                              % {"tekst": uitspraak.tekst[:80]})  # fmt: skip
        rij, is_nieuw = koppelmodel(product)._default_manager.get_or_create(
            product=product, uitspraak=uitspraak, defaults={"traject_id": product.traject_id, "gekoppeld_op": now}
        )
        if is_nieuw:
            gekoppeld.append(rij)
            log(by=by, werkwoord=f"{product._meta.model_name}.herkomst_gekoppeld", onderwerp=uitspraak)
    if gekoppeld:
        signalen_verouderd(product.traject_id)
    return gekoppeld


@transaction.atomic
def ontkoppel_herkomst(*, koppeling: Any, by: Any) -> None:
    """Takes a uitspraak from under a product; the uitspraak itself stays."""
    log(by=by, werkwoord=f"{koppeling.product._meta.model_name}.herkomst_losgemaakt", onderwerp=koppeling.uitspraak)
    traject_id = koppeling.traject_id
    koppeling.delete()
    signalen_verouderd(traject_id)
