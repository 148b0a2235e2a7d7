import logging
import signal
import sys
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from werk.planner import STAP, Planner

logger = logging.getLogger("werk.planner")


def _stop(number: int, frame: FrameType | None) -> None:
    """Ends at once, also out of a call that hangs: the planner holds nothing that could be lost."""
    sys.exit(0)


class Command(BaseCommand):
    """``manage.py planner``: rings for due work until it is asked to stop."""

    help = "Belt de worker voor werk dat aan de beurt is, en houdt de kalender bij; stopt met Ctrl-C."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Goes round, until SIGTERM or Ctrl-C."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _stop)
        logger.info("planner begint")
        planner = Planner()
        try:
            while True:
                begin = time.monotonic()
                planner.ronde()
                time.sleep(max(0.0, begin + STAP - time.monotonic()))
        finally:
            connection.close()
