"""The story of a pijler in the horizon year: every version is kept, and nobody writes over another (M51)."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leefsturing.lib import klok
from leefsturing.lib.fouten import Conflict
from pijlers.models import Pijler
from streefbeelden.models import Streefbeeld
from streefbeelden.selectors.streefbeeld import huidig_verhaal
from toegang.logboek import log
from trajecten.services.signalen import signalen_verouderd


def _botsing(pijler: Pijler, tekst: str) -> Conflict:
    huidig = huidig_verhaal(pijler)
    return Conflict([(_("het verhaal"), tekst, huidig.tekst if huidig else "")], huidig.nummer if huidig else 0)


def schrijf_verhaal(
    *, pijler: Pijler, tekst: str, reden: str = "", versie: int, by: Any, now: datetime | None = None
) -> Streefbeeld:
    """A new version of the story; ``versie`` is the one that the writer had before them, 0 for the first.

    The same words give no new version. Raises Conflict with both texts when somebody else wrote one meanwhile.
    """
    huidig = huidig_verhaal(pijler)
    if huidig and huidig.tekst == tekst:
        return huidig
    if versie != (huidig.nummer if huidig else 0):
        raise _botsing(pijler, tekst)
    try:
        with transaction.atomic():
            verhaal = Streefbeeld.objects.create(
                traject_id=pijler.traject_id,
                pijler=pijler,
                nummer=versie + 1,
                tekst=tekst,
                reden=reden,
                door=by,
                op=now or klok.nu(),
            )
            log(by=by, werkwoord="streefbeeld.geschreven", onderwerp=verhaal)
            signalen_verouderd(pijler.traject_id)
    except IntegrityError as error:
        # Somebody else was first by a hair.
        raise _botsing(pijler, tekst) from error
    return verhaal
