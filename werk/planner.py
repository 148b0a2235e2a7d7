"""The planner: rings for what is due, and lets the ticks of the apps go. It holds nothing: the rows do.

Not Celery's beat: the doorbell must go on when the broker does not, and the calendar is our own tested function.
Two planners at once are harmless: each ring is taken by a conditional update, each tick is safe to repeat.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from leefsturing.lib import klok
from werk.bel import BrokerWeg, Lijn
from werk.hartslag import FOUT, GOED, klop
from werk.models import Hartslag
from werk.registratie import Bron, register

logger = logging.getLogger(__name__)
STAP = 0.5  # seconds between two rounds
KLOP_IEDERE = 2.0
LUISTER_IEDERE = 10.0
BROKER_PAUZE = 2.0
# A worker that was not heard for this long is not at home: ringing would only fill the queue.
THUIS = timedelta(seconds=20)
# So many rings may wait in one queue: more would only be heard later, and rings for the same row pile up.
HOOGSTENS_IN_RIJ = 50
OPNIEUW_NA, OPNIEUW_HOOGSTENS = timedelta(seconds=10), timedelta(seconds=30)


def bel_pauze(rij: Any, now: datetime) -> timedelta:
    """How long after this ring to ring again: the longer it is due, the longer."""
    due = rij.lease_tot if rij.lease_tot and rij.lease_tot < now else rij.volgende_op
    return max(OPNIEUW_NA, min((now - due) / 2, OPNIEUW_HOOGSTENS))


def te_bellen(bron: Bron, now: datetime) -> list[Any]:
    """The due rows that may be rung for now, the oldest first.

    A ring that lies further ahead than any ring can is of before the clock was put back, and does not count.
    """
    gebeld = Q(gebeld_tot__gt=now, gebeld_tot__lte=now + OPNIEUW_HOOGSTENS)
    return list(bron.toe_aan(now).exclude(gebeld).order_by("volgende_op", "pk")[: 4 * HOOGSTENS_IN_RIJ])


def bel_voor(lijn: Lijn, bron: Bron, rij: Any, now: datetime) -> bool:
    """Rings for one row; False when another planner was first. Raises BrokerWeg, and then it counts as not rung."""
    eigen = type(rij).objects.filter(pk=rij.pk)
    gebeld_tot = now + bel_pauze(rij, now)
    if not eigen.filter(gebeld_tot=rij.gebeld_tot).update(gebeld_tot=gebeld_tot):
        return False
    try:
        lijn.bel(bron.task, bron.queue(rij), **{bron.argument: rij.pk})
    except BrokerWeg:
        eigen.filter(gebeld_tot=gebeld_tot).update(gebeld_tot=rij.gebeld_tot)
        raise
    return True


class Planner:
    """What one planner process remembers between rounds: when it did what, and whether it complained already."""

    def __init__(self, lijn: Lijn | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.lijn = lijn or Lijn()
        self.monotonic = monotonic
        self._volgende: dict[str, float] = {}
        self._klacht: set[str] = set()

    def _aan_de_beurt(self, naam: str, iedere: float) -> bool:
        now = self.monotonic()
        if now < self._volgende.get(naam, 0.0):
            return False
        self._volgende[naam] = now + iedere
        return True

    def _meld(self, wat: str, fout: str) -> None:
        """Complains once, and says once that it is over."""
        if fout and wat not in self._klacht:
            self._klacht.add(wat)
            logger.warning("%s: %s; ik blijf het proberen", wat, fout)
        elif not fout and wat in self._klacht:
            self._klacht.discard(wat)
            logger.info("%s: weer in orde", wat)

    def ronde(self, now: datetime | None = None) -> None:
        """One round. Nothing that goes wrong in it ends the planner."""
        now = now or klok.nu()
        try:
            if self._aan_de_beurt("hartslag", KLOP_IEDERE):
                klop("planner", now=now)
            self._luister(now)
            self._bel(now)
            self._meld("ronde", "")
        except Exception as error:  # noqa: BLE001 - the database gone, or a fault in one source: try again
            self._meld("ronde", f"{type(error).__name__}: {error}")
            connection.close()
        self._tikken(now)

    def _luister(self, now: datetime) -> None:
        """Is the broker there? Written down as the heartbeat ``queue``."""
        if self._aan_de_beurt("luister", LUISTER_IEDERE):
            try:
                self.lijn.lengte("werk")
            except BrokerWeg as error:
                self._broker_weg(error)
            else:
                klop("queue", GOED)

    def _broker_weg(self, error: BrokerWeg) -> None:
        self._meld("wachtrij", str(error))
        self._volgende["bel"] = self.monotonic() + BROKER_PAUZE
        klop("queue", FOUT)

    def _bel(self, now: datetime) -> None:
        if not self._aan_de_beurt("bel", 0.0):
            return
        if not Hartslag.objects.filter(pk="worker", op__gte=now - THUIS).exists():
            return
        ruimte: dict[str, int] = {}
        try:
            for bron in register.bronnen.values():
                for rij in te_bellen(bron, now):
                    queue = bron.queue(rij)
                    if queue not in ruimte:
                        ruimte[queue] = HOOGSTENS_IN_RIJ - self.lijn.lengte(queue)
                    if ruimte[queue] > 0:
                        ruimte[queue] -= bel_voor(self.lijn, bron, rij, now)
        except BrokerWeg as error:
            self._broker_weg(error)
        else:
            self._meld("wachtrij", "")

    def _tikken(self, now: datetime) -> None:
        for tik in register.tikken.values():
            if self._aan_de_beurt(f"tik {tik.naam}", tik.iedere.total_seconds()):
                try:
                    tik.doe(now)
                    self._meld(f"tik {tik.naam}", "")
                except Exception as error:  # noqa: BLE001 - one tick that fails must not silence the others
                    self._meld(f"tik {tik.naam}", f"{type(error).__name__}: {error}")
                    connection.close()
