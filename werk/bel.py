"""The doorbell: tells a worker that a row is due. Only the planner rings; no request ever speaks to the broker.

The Celery app itself is the wiring above all apps (``leefsturing.celery``); here it is found by name, as the
``celery`` command does.
"""

from functools import lru_cache
from typing import Any

from celery.app.utils import find_app
from kombu.exceptions import KombuError


class BrokerWeg(Exception):
    """The broker is gone, hangs or is full; the rows stay, and are rung for again."""


@lru_cache(maxsize=1)
def _app() -> Any:
    return find_app("leefsturing")


def _fouten() -> tuple[type[BaseException], ...]:
    from redis.exceptions import RedisError  # noqa: PLC0415 - in the planner only

    return (KombuError, RedisError, OSError)


def bel(task: str, queue: str, **kwargs: int) -> None:
    """Rings once; raises BrokerWeg within some seconds when nobody hears it."""
    try:
        _app().send_task(task, kwargs=kwargs, queue=queue, retry=False)
    except _fouten() as error:
        _app().pool.force_close_all()
        raise BrokerWeg(type(error).__name__) from error


def luister() -> None:
    """Asks whether the broker is there; raises BrokerWeg when it is not."""
    try:
        with _app().connection_for_write() as connection:
            connection.default_channel.queue_declare("werk", passive=False, durable=True, auto_delete=False)
    except _fouten() as error:
        raise BrokerWeg(type(error).__name__) from error
