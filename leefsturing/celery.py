"""The Celery app: the doorbell between planner and worker. What must happen is a row; nothing here may lose it.

``celery -A leefsturing worker`` loads the ``tasks`` module of every app. Only the planner rings (``werk.bel``).
"""

import os
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import worker_ready, worker_shutting_down
from kombu import Exchange, Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leefsturing.settings")

from django.conf import settings

QUEUES = ("werk", "pdf")


def _broker() -> dict[str, Any]:
    """Redis when there is one, else files under ``var/queue``; waiting for either ends after two seconds."""
    if settings.REDIS_URL:
        return {
            "broker_url": settings.REDIS_URL,
            "broker_transport_options": {
                "socket_timeout": 2,
                "socket_connect_timeout": 2,
                "health_check_interval": 10,
                "visibility_timeout": 300,
                "unacked_restore_throttle": 1,
                "connect_retries_timeout": 2,
                "max_retries": 1,
                "interval_start": 0,
                "interval_step": 0.2,
            },
        }
    folder = Path(settings.VAR_DIR) / "queue"
    bodies, control = folder / "berichten", folder / "beheer"
    for path in (bodies, control):
        path.mkdir(parents=True, exist_ok=True)
    return {
        "broker_url": "filesystem://localhost",
        "broker_transport": "leefsturing.lib.wachtrij:Transport",
        "broker_transport_options": {
            "data_folder_in": str(bodies),
            "data_folder_out": str(bodies),
            "control_folder": str(control),
            "polling_interval": 0.05,
        },
    }


app = Celery("leefsturing")
app.conf.update(
    **_broker(),
    broker_connection_timeout=2,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_pool_limit=2,
    task_queues=[Queue(name, Exchange(name), routing_key=name) for name in QUEUES],
    task_default_queue="werk",
    task_create_missing_queues=False,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_ignore_result=True,
    task_publish_retry=False,
    task_serializer="json",
    accept_content=["json"],
    worker_prefetch_multiplier=1,
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    timezone="UTC",
)
app.autodiscover_tasks()


@worker_ready.connect
def _begin(**kwargs: Any) -> None:
    """The worker says every few seconds that it lives."""
    from werk.hartslag import klopper  # noqa: PLC0415 - models are there once the worker is

    klopper.begin()


@worker_shutting_down.connect
def _einde(**kwargs: Any) -> None:
    from werk.hartslag import klopper  # noqa: PLC0415 - as above

    klopper.stop()
