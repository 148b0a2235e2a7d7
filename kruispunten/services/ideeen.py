"""Cards from the room, and what is agreed there (M71, M78)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comakers.models import Uitspraak
from comakers.services.herkomst import koppel_herkomst
from kruispunten.models import Afspraak, Atelier, Idee
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from trajecten.models import Persoon
from trajecten.services.signalen import signalen_verouderd

VELDEN = ("tekst", "persoon", "groep")


def _open(atelier: Atelier) -> Atelier:
    atelier = Atelier.objects.select_for_update().get(pk=atelier.pk)
    if not atelier.is_open:
        raise DomainError(_("Dit atelier is voorbij. Wat er met de kaarten gebeurde, is aan iedereen verteld."))
    return atelier


@transaction.atomic
def voeg_idee_toe(
    *,
    atelier: Atelier,
    tekst: str,
    persoon: Persoon | None = None,
    groep: str = "",
    uitspraken: Iterable[Uitspraak] = (),
    by: Any,
    now: datetime | None = None,
) -> Idee:
    """A card on the table; of whom is said only when it is given."""
    atelier = _open(atelier)
    idee = Idee.objects.create(
        traject_id=atelier.traject_id, atelier=atelier, tekst=tekst, persoon=persoon, groep=groep
    )
    log(by=by, werkwoord="idee.gemaakt", onderwerp=idee)
    koppel_herkomst(product=idee, uitspraken=uitspraken, by=by, now=now or klok.nu())
    signalen_verouderd(atelier.traject_id)
    return idee


@transaction.atomic
def wijzig_idee(*, idee: Idee, waarden: Mapping[str, Any], versie: int, by: Any) -> Idee:
    """Changes a card while the atelier is open; raises Conflict when somebody else did so first."""
    _open(idee.atelier)
    velden = [v for v in VELDEN if v in waarden]
    for veld in velden:
        setattr(idee, veld, waarden[veld])
    idee.save_of_conflict(versie, velden)
    log(by=by, werkwoord="idee.gewijzigd", onderwerp=idee)
    return idee


@transaction.atomic
def zet_gedaan(*, afspraak: Afspraak, op: date | None, by: Any) -> Afspraak:
    """A promise is kept, or not yet after all."""
    Afspraak.objects.filter(pk=afspraak.pk).update(gedaan_op=op, versie=afspraak.versie + 1)
    log(by=by, werkwoord="afspraak.gedaan" if op else "afspraak.weer_open", onderwerp=afspraak)
    signalen_verouderd(afspraak.traject_id)
    afspraak.refresh_from_db()
    return afspraak
