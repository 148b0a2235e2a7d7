"""The doorbell: tells a worker that a row is due. Only the planner rings; no request ever speaks to the broker.

The Celery app itself is the wiring above all apps (``leefsturing.celery``); here it is found by name, as the
``celery`` command does.
"""

from functools import lru_cache
from typing import Any

from celery.app.utils import find_app


class BrokerWeg(Exception):
    """The broker is gone, hangs or is full; the rows stay, and are rung for again."""


@lru_cache(maxsize=1)
def _app() -> Any:
    return find_app("leefsturing")


class Lijn:
    """The line of one planner to the broker: one connection, thrown away at the first trouble."""

    def __init__(self) -> None:
        self._connection: Any = None

    def _open(self) -> Any:
        if self._connection is None:
            self._connection = _app().connection_for_write()
        return self._connection

    def _weg(self, error: Exception) -> BrokerWeg:
        """Hangs up, without saying goodbye to who does not answer."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.collect(socket_timeout=0.1)
        return BrokerWeg(type(error).__name__)

    def bel(self, task: str, queue: str, **kwargs: int) -> None:
        """Rings once; raises BrokerWeg within some seconds when nobody hears it."""
        try:
            _app().send_task(task, kwargs=kwargs, queue=queue, retry=False, connection=self._open())
        except Exception as error:
            raise self._weg(error) from error

    def lengte(self, queue: str) -> int:
        """How many rings wait to be heard; raises BrokerWeg when the broker is not there."""
        try:
            return int(self._open().default_channel.queue_declare(queue, durable=True, auto_delete=False).message_count)
        except Exception as error:
            raise self._weg(error) from error
