"""A lease is kept alive while its work goes on, by one thread per process; when the process dies, it ends by itself."""

import contextlib
import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, connection, models

from leefsturing.lib import klok

logger = logging.getLogger(__name__)


@dataclass(eq=False)
class _Lease:
    rij: models.Model
    duur: timedelta
    eind: float  # monotonic; after this moment nobody prolongs it
    volgende: float

    def verleng(self) -> None:
        """Only as long as the row is still ours: same attempt, and held."""
        rij: Any = self.rij
        type(rij).objects.filter(pk=rij.pk, pogingen=rij.pogingen, lease_tot__isnull=False).update(
            lease_tot=klok.nu() + self.duur
        )


class Houder:
    """Prolongs every lease of this process at a third of its length."""

    def __init__(self) -> None:
        self._leases: set[_Lease] = set()
        self._change = threading.Condition()
        self._thread: threading.Thread | None = None

    def voeg_toe(self, lease: _Lease) -> None:
        """From now on this one is prolonged."""
        with self._change:
            self._leases.add(lease)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._loop, name="leases", daemon=True)
                self._thread.start()
            self._change.notify()

    def laat_los(self, lease: _Lease) -> None:
        """Its work is done or given up."""
        with self._change:
            self._leases.discard(lease)

    def _wacht(self) -> list[_Lease]:
        """Waits for the first that is due; gives those that are, and forgets those that took too long."""
        with self._change:
            now = time.monotonic()
            self._leases = {lease for lease in self._leases if lease.eind > now}
            eerst = min((lease.volgende for lease in self._leases), default=now + 60)
            self._change.wait(max(0.0, eerst - now))
            now = time.monotonic()
            due = [lease for lease in self._leases if lease.volgende <= now]
            for lease in due:
                lease.volgende = now + lease.duur.total_seconds() / 3
            return due

    def _loop(self) -> None:
        while True:
            for lease in self._wacht():
                try:
                    lease.verleng()
                except DatabaseError:
                    logger.warning("lease van %s %s kon niet worden verlengd", lease.rij._meta.label, lease.rij.pk)
                finally:
                    connection.close()


_houder = Houder()


@contextlib.contextmanager
def levend(rij: models.Model, duur: timedelta, max_duur: timedelta) -> Iterator[None]:
    """Keeps the lease of ``rij`` alive for the length of the block, at most ``max_duur``.

    Work that hangs in a living process is so taken over too, once ``max_duur`` and one lease have passed.
    """
    now = time.monotonic()
    lease = _Lease(rij, duur, now + max_duur.total_seconds(), now + duur.total_seconds() / 3)
    _houder.voeg_toe(lease)
    try:
        yield
    finally:
        _houder.laat_los(lease)
