"""Measures the pages of a traject at one size, each alternating with the anchor: ``python -m bench.meet MAAT``."""

import gzip
import json
import os
import statistics
import sys
import time
from typing import Any

import django

SIZES = {"klein": (1, 100, 1_000), "groot": (50, 10_000, 100_000)}
ROUNDS = 25
ROOMS = ["", "pijlers/", "comakers/", "gesprekken/", "themas/", "positionering/", "streefbeeld/", "kruispunten/",
         "ateliers/", "projecten/", "ketens/", "plan/", "agenda/", "signalen/", "raad/"]  # fmt: skip


def fill(size: str) -> float:
    """Make the data; return how many seconds it took."""
    from django.core.management import call_command  # noqa: PLC0415 - after setup

    from leefsturing.voorbereiding import prepare_static  # noqa: PLC0415 - after setup

    trajecten, comakers, uitspraken = SIZES[size]
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    prepare_static()
    begin = time.monotonic()
    call_command("volume", trajecten=trajecten, comakers=comakers, uitspraken=uitspraken, verbosity=0)
    return time.monotonic() - begin


def clients() -> tuple[Any, Any, str]:
    """Return a client of the product and one of the anchor, logged in, and the traject they look at."""
    from django.conf import settings  # noqa: PLC0415 - after setup
    from django.test import Client, override_settings  # noqa: PLC0415 - after setup

    from bench import anker  # noqa: PLC0415 - after setup
    from toegang.enums import Rol  # noqa: PLC0415 - after setup
    from trajecten.models import Deelname  # noqa: PLC0415 - after setup

    deelname = Deelname.objects.filter(rol=Rol.KERNGROEPLID).select_related("gebruiker", "traject").earliest("pk")
    backend = settings.AUTHENTICATION_BACKENDS[-1]
    product, plain = Client(), Client()
    for client in (product, plain):
        client.force_login(deelname.gebruiker, backend=backend)
    product.get("/")
    with override_settings(MIDDLEWARE=anker.MIDDLEWARE):
        plain.handler.load_middleware()
    return product, plain, f"/t/{deelname.traject.slug}/"


def cpu(client: Any, path: str, **headers: Any) -> tuple[float, Any]:
    """Return the CPU milliseconds of one request, and the answer."""
    begin = time.process_time()
    answer = client.get(path, **headers)
    if not answer.streaming:
        answer.content  # noqa: B018 - rendered by now, but be sure
    return (time.process_time() - begin) * 1000, answer


def measure(product: Any, plain: Any, path: str) -> dict[str, Any] | None:
    """Measure a page beside the anchor; None when this traject has no such page."""
    from django.db import connection  # noqa: PLC0415 - after setup
    from django.test.utils import CaptureQueriesContext, override_settings  # noqa: PLC0415 - after setup

    first = product.get(path)
    if first.status_code != 200:
        return None
    with CaptureQueriesContext(
        connection,
    ) as seen:
        product.get(path)
    queries = len(seen)  # at once: the next request clears the log
    etag = first.headers.get("ETag")
    ours, theirs, again = [], [], []
    for _ in range(ROUNDS):
        ours.append(cpu(product, path)[0])
        with override_settings(ROOT_URLCONF="bench.anker"):
            theirs.append(cpu(plain, "/anker/")[0])
        if etag:
            spent, answer = cpu(product, path, headers={"If-None-Match": etag})
            if answer.status_code == 304:
                again.append(spent)
    page, anchor = statistics.median(ours), statistics.median(theirs)
    return {
        "path": path,
        "cpu_ms": round(page, 2),
        "anchor_cpu_ms": round(anchor, 2),
        "ratio": round(page / anchor, 2),
        "ratio_304": round(statistics.median(again) / page, 2) if again else None,
        "queries": queries,
        "bytes": len(first.content),
        "bytes_gzip": len(gzip.compress(first.content, 6)),
    }


def main() -> None:
    """Measure every room; print one line of JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leefsturing.settings")
    django.setup()
    size = sys.argv[1]
    seconds = fill(size)
    product, plain, base = clients()
    pages = [found for room in ROOMS if (found := measure(product, plain, base + room))]
    print(json.dumps({"size": size, "numbers": SIZES[size], "fill_seconds": round(seconds, 1), "pages": pages}))


if __name__ == "__main__":
    main()
