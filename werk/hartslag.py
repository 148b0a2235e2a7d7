"""Heartbeats: each part writes now and then that it lives; health is read from these rows, never asked of a broker."""

import logging
import threading
from datetime import datetime

from django.db import DatabaseError, connection

from leefsturing.lib import klok
from werk.models import Hartslag

logger = logging.getLogger(__name__)
GOED, FOUT = "ok", "niet ok"


def klop(naam: str, bericht: str = GOED, *, now: datetime | None = None) -> None:
    """Writes the heartbeat of a part, with what it has to say (``ok`` when it is well)."""
    Hartslag.objects.update_or_create(pk=naam, defaults={"op": now or klok.nu(), "bericht": bericht[:200]})


class Klopper:
    """The heartbeat of a process, from a thread of its own, so that long work does not silence it."""

    def __init__(self, naam: str, iedere: float = 5.0) -> None:
        self.naam, self.iedere = naam, iedere
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self) -> None:
        """Beats at once, and then every few seconds."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._loop, name=f"hartslag-{self.naam}", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Beats no more."""
        self._stop.set()

    def _loop(self) -> None:
        while True:
            try:
                klop(self.naam)
            except DatabaseError:
                logger.warning("hartslag van %s kon niet worden geschreven", self.naam)
            finally:
                connection.close()
            if self._stop.wait(self.iedere):
                return


klopper = Klopper("worker")
