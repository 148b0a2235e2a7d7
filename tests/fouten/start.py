"""A real part for a fault test: ``python -m tests.fouten.start worker|planner|knecht``.

It knows the occasions of ``proef``, keeps short leases, and dies by SIGKILL at the fault point it is told: only this
script does that, the product has no setting for it. ``knecht`` takes orders as lines of JSON and answers each with one;
what may die it does in a child of its own.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

KORT = timedelta(seconds=1)


def _sterf_bij(punt: str) -> None:
    from leefsturing.lib import faultpoints

    def sterf(naam: str) -> None:
        if naam == punt:
            os.kill(os.getpid(), signal.SIGKILL)

    faultpoints.install(sterf if punt else None)


# ── Orders ────────────────────────────────────────────────────────────────────────────────────────────────


def bereid_voor() -> None:
    """An empty database with one traject and one persoon."""
    from django.core.management import call_command

    from trajecten.models import Persoon, Traject

    call_command("migrate", interactive=False, verbosity=0)
    if Traject.objects.exists():
        call_command("flush", interactive=False, verbosity=0)
    traject = Traject.objects.create(
        naam="Brink", slug="brink", gemeente="E", wijk="W", horizonjaar=2040,
        planperiode_start="2026-01-01", planperiode_eind="2027-01-01",
    )  # fmt: skip
    Persoon.objects.create(traject=traject, voornaam="Jan", email="jan@example.org")


def plan(soort: str, onderwerp: str) -> int:
    """A mail (``proef.a``, ``proef.b``) or a piece of work (``proef.doe``)."""
    from berichten.services import plan_bericht
    from trajecten.models import Persoon
    from werk.services import plan_taak

    if soort == "proef.doe":
        return int(plan_taak(soort=soort, onderwerp=onderwerp).pk)
    return int(plan_bericht(aanleiding=soort, persoon=Persoon.objects.first(), onderwerp_id=onderwerp).pk)


def thuis() -> None:
    """As if a worker said just now that it lives."""
    from werk.hartslag import klop

    klop("worker")


def _in_kind(doe: Callable[[], Any], sterf_bij: str) -> int:
    """Runs it in a child; gives the signal by which that died, or 0."""
    from django.db import connections

    connections.close_all()
    if not (pid := os.fork()):
        _sterf_bij(sterf_bij)
        doe()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def bezorg(pk: int, sterf_bij: str = "") -> int:
    """One delivery in a process of its own."""
    from berichten.bezorging import bezorg as doe

    return _in_kind(lambda: doe(pk), sterf_bij)


def voer_uit(pk: int, sterf_bij: str = "") -> int:
    """One piece of work in a process of its own."""
    from werk.uitvoering import voer_uit as doe

    return _in_kind(lambda: doe(pk), sterf_bij)


def tegelijk(pk: int, keren: int) -> list[int]:
    """The same mail delivered by many processes at the same moment."""
    from django.db import connections

    from berichten import bezorging

    connections.close_all()
    begin = time.time() + 0.5
    kinderen = []
    for _ in range(keren):
        if not (pid := os.fork()):
            bezorging.LEASE = timedelta(minutes=1)  # twenty at once are slow: nobody's time may be over meanwhile
            time.sleep(max(0.0, begin - time.time()))
            bezorging.bezorg(pk)
            os._exit(0)
        kinderen.append(pid)
    return [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in kinderen]


def laat_aflopen() -> None:
    """As if the time of every lease and pause has passed."""
    from berichten.models import Bericht
    from leefsturing.lib import klok
    from werk.models import Taak

    toen = klok.nu() - KORT
    for model in (Bericht, Taak):
        model.objects.update(volgende_op=toen, gebeld_tot=None)
        model.objects.filter(lease_tot__isnull=False).update(lease_tot=toen)


def stand(soort: str, pk: int) -> dict[str, Any]:
    """How a row stands."""
    from berichten.models import Bericht
    from werk.models import Taak

    if soort == "proef.doe":
        return Taak.objects.values("staat", "pogingen", "gestorven", "fout").get(pk=pk)
    return Bericht.objects.values("staat", "pogingen", "dubbel_mogelijk", "kenmerk", "reden").get(pk=pk)


def post_in_de_browser() -> tuple[int, list[str], int]:
    """A form that plans a mail, by way of the web; gives status, what of the queue was loaded, and the row."""
    from django.test import Client
    from django.urls import reverse

    from berichten.models import Bericht
    from toegang.models import Gebruiker
    from trajecten.models import Deelname, Traject

    traject = Traject.objects.get()
    gebruiker, _ = Gebruiker.objects.get_or_create(email="k@example.org", defaults={"naam": "K"})
    Deelname.objects.get_or_create(traject=traject, gebruiker=gebruiker, defaults={"rol": "kerngroeplid"})
    pk = plan("proef.a", f"web{Bericht.objects.count()}")
    Bericht.objects.filter(pk=pk).update(staat="mislukt")
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(gebruiker, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(reverse("bericht_opnieuw", args=[traject.slug, pk]), {"_sleutel": f"sleutel-van-{pk:010d}"})
    return answer.status_code, sorted({"celery", "kombu", "redis"} & set(sys.modules)), pk


def bel_vanaf_de_pagina() -> list[Any]:
    """What a page may never do: ring by itself. In a child; gives how it ended and what of the queue was loaded."""
    lees, schrijf = os.pipe()

    def doe() -> None:
        from werk.bel import BrokerWeg, Lijn

        fout = ""
        try:
            Lijn().bel("werk.tasks.niets", "werk", taak_id=0)
        except BrokerWeg:
            fout = "BrokerWeg"
        os.write(schrijf, json.dumps([fout, sorted({"celery", "kombu", "redis"} & set(sys.modules))]).encode())

    _in_kind(doe, "")
    return list(json.loads(os.read(lees, 10_000)))


def hartslag(naam: str) -> float:
    """How many seconds ago a part reported."""
    from leefsturing.lib import klok
    from werk.models import Hartslag

    laatste = Hartslag.objects.filter(pk=naam).first()
    return (klok.nu() - laatste.op).total_seconds() if laatste else 1e9


ORDERS = {
    f.__name__: f
    for f in (
        bereid_voor,
        plan,
        bezorg,
        tegelijk,
        voer_uit,
        laat_aflopen,
        stand,
        post_in_de_browser,
        hartslag,
        thuis,
        bel_vanaf_de_pagina,
    )
}


def _knecht() -> None:
    for line in sys.stdin:
        naam, args = json.loads(line)
        sys.stdout.write(json.dumps(ORDERS[naam](*args)) + "\n")
        sys.stdout.flush()


def main() -> None:
    """Prepare, then become the part."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leefsturing.settings")
    django.setup()
    from berichten import bezorging
    from tests.fouten import proef

    proef.meld_aan()
    bezorging.LEASE = KORT
    _sterf_bij(os.environ.get("STERF_BIJ", ""))
    if sys.argv[1] == "knecht":
        _knecht()
    elif sys.argv[1] == "planner":
        from django.core.management import call_command

        from werk import planner

        nooit = timedelta(days=1) if os.environ.get("BELT_MAAR_EEN_KEER") else KORT
        planner.OPNIEUW_NA = planner.OPNIEUW_HOOGSTENS = nooit
        planner.THUIS = timedelta(hours=1)
        call_command("planner")
    else:
        from leefsturing.celery import app

        opties = "--pool threads --concurrency 2 --without-gossip --without-mingle --without-heartbeat -l WARNING"
        app.worker_main(["worker", *opties.split()])


if __name__ == "__main__":
    main()
