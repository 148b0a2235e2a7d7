"""``/gezondheid/``: whether every part does its work, for who watches over the installation.

Queue, worker, scheduler and mail speak through their heartbeat rows; no broker or mail server is asked anything.
"""

import logging
import os
import shutil
from datetime import timedelta

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, JsonResponse

from leefsturing.lib import klok
from toegang.poort import publieke_view
from werk.hartslag import FOUT, GOED
from werk.models import Hartslag

logger = logging.getLogger(__name__)
# Name here, name of the heartbeat, and how old it may be.
HARTSLAGEN = [
    ("queue", "queue", timedelta(seconds=60)),
    ("worker", "worker", timedelta(seconds=30)),
    ("scheduler", "planner", timedelta(seconds=30)),
]
MINSTE_RUIMTE = 200 * 1024 * 1024


def _schijf() -> bool:
    try:
        vrij = shutil.disk_usage(settings.VAR_DIR).free
    except OSError:
        return False
    return vrij > MINSTE_RUIMTE and os.access(settings.VAR_DIR, os.W_OK)


def _onderdelen() -> dict[str, bool]:
    result = {"database": True}
    hartslagen: dict[str, Hartslag] = {}
    try:
        hartslagen = {h.naam: h for h in Hartslag.objects.filter(naam__in=["queue", "worker", "planner", "mail"])}
    except Error:
        logger.exception("de database antwoordt niet")
        result["database"] = False
    now = klok.nu()
    for naam, hartslag, hoogstens in HARTSLAGEN:
        laatste = hartslagen.get(hartslag)
        result[naam] = laatste is not None and laatste.bericht == GOED and laatste.op >= now - hoogstens
    # No mail yet is no trouble; the latest outcome counts, however old.
    result["mail"] = result["database"] and ("mail" not in hartslagen or hartslagen["mail"].bericht == GOED)
    result["disk"] = _schijf()
    return result


@publieke_view("openbaar.bekijken")
def gezondheid(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when a part is not; says which, and nothing more."""
    onderdelen = _onderdelen()
    goed = all(onderdelen.values())
    regels = {naam: GOED if ja else FOUT for naam, ja in onderdelen.items()}
    return JsonResponse({"status": GOED if goed else FOUT, **regels}, status=200 if goed else 503)
