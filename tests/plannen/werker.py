"""A worker that dies by SIGKILL at a named moment of setting a PDF, and one that comes after it.

``python -m tests.plannen.werker`` in a ``VAR_MAP`` of its own: makes a version per moment, lets a process die there,
looks at what is left, lets a next process finish, and writes what it saw as one line of JSON. Real processes, real
kills, a real database file; leases are short so that nobody waits.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

MOMENTEN = ["taak.geclaimd", "halverwege het zetten", "plan.gezet", "halverwege het schrijven", "plan.geschreven",
            "taak.voor_klaar"]  # fmt: skip
KORT = timedelta(milliseconds=600)


def dood() -> None:
    """At once, without any chance to tidy up."""
    os.kill(os.getpid(), signal.SIGKILL)


def sterf_bij(moment: str) -> None:
    """Makes this process die there."""
    from leefsturing.lib import faultpoints
    from werk.models import Taak

    faultpoints.install(lambda naam: dood() if naam == moment else None)
    if moment == "halverwege het zetten":
        echt = Taak.meld_voortgang

        def meld(taak: Any, procent: int, tekst: str) -> None:
            echt(taak, procent, tekst)
            if procent >= 25:
                dood()

        Taak.meld_voortgang = meld  # type: ignore[method-assign]
    if moment.startswith("halverwege het schrijven"):
        os.fsync = lambda fd: dood()  # type: ignore[assignment]


def schrijf_zo_maar(path: Path, inhoud: bytes) -> None:
    """The guard taken away: straight into the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as handle:
        handle.write(inhoud[: len(inhoud) // 2])
        handle.flush()
        os.fsync(handle.fileno())
        handle.write(inhoud[len(inhoud) // 2 :])


def in_proces(doe: Callable[[], None]) -> int:
    """Runs ``doe`` in a process of its own; its exit status, negative for a signal."""
    from django.db import connections

    connections.close_all()
    if (pid := os.fork()) == 0:
        doe()
        connections.close_all()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def beeld(plan_id: int) -> dict[str, Any]:
    """What is on disk and in the row now."""
    from django.conf import settings

    from plannen.models import Plan
    from plannen.tasks import bestand_voor

    plan = Plan.objects.get(pk=plan_id)
    doel = Path(settings.MEDIA_ROOT) / bestand_voor(plan, plan.inhoud_sha256)
    heel = doel.read_bytes().rstrip().endswith(b"%%EOF") if doel.exists() else None
    return {"rij": plan.render_staat, "naam": bool(plan.bestand), "heel": heel}


def main() -> None:
    """Everything, in order."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leefsturing.settings")
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from plannen import services, tasks
    from plannen.onderdelen import ONDERDELEN
    from tests.factories import TrajectFactory
    from werk.models import Taak
    from werk.registratie import register
    from werk.uitvoering import voer_uit

    register.soorten[services.TAAK] = replace(register.soorten[services.TAAK], lease=KORT)
    traject = TrajectFactory()
    for onderdeel in ONDERDELEN[1:]:  # a short plan dies just as well
        services.bewaar_tekst(traject=traject, onderdeel=onderdeel.sleutel, tekst="", doet_mee=False, versie=0, by=None)
    plannen = {m: services.maak_versie(traject=traject, by=None).pk for m in [*MOMENTEN, "zonder wacht"]}
    taken = {pk: Taak.objects.get(soort=services.TAAK, onderwerp=str(pk)).pk for pk in plannen.values()}
    uit: dict[str, dict[str, Any]] = {}

    for moment in MOMENTEN:
        pk = plannen[moment]
        code = in_proces(lambda m=moment, p=pk: (sterf_bij(m), voer_uit(taken[p])))  # type: ignore[misc]
        uit[moment] = {"code": code, "na_de_dood": beeld(pk), "meteen": voer_uit(taken[pk])}
    pk = plannen["zonder wacht"]
    tasks.schrijf_heel, heel = schrijf_zo_maar, tasks.schrijf_heel
    code = in_proces(lambda: (sterf_bij("halverwege het schrijven"), voer_uit(taken[pk])))  # type: ignore[misc]
    uit["zonder wacht"] = {"code": code, "na_de_dood": beeld(pk)}
    tasks.schrijf_heel = heel

    time.sleep(KORT.total_seconds())
    for moment in MOMENTEN:
        pk = plannen[moment]
        in_proces(lambda p=pk: voer_uit(taken[p]))  # type: ignore[misc]
        uit[moment] |= {"daarna": beeld(pk), "taak": Taak.objects.get(pk=taken[pk]).staat}
    # A worker that dies with the lease never ending: nobody comes after it.
    Taak.objects.filter(pk=taken[plannen["zonder wacht"]]).update(lease_tot="2999-01-01T00:00:00Z")
    uit["zonder wacht"]["overgenomen"] = voer_uit(taken[plannen["zonder wacht"]])
    uit["media"] = {"resten": [p.name for p in Path(settings.MEDIA_ROOT).rglob(".*")]}
    sys.stdout.write(json.dumps(uit) + "\n")


if __name__ == "__main__":
    main()
