"""Starts a real worker or planner for a fault test: ``python -m tests.fouten.start worker|planner``.

It knows the occasions of ``proef``, keeps short leases, and dies by SIGKILL at the fault point named in
``STERF_BIJ``: only this script reads that, the product has no setting for it.
"""

import os
import signal
import sys
from datetime import timedelta

import django

KORT = timedelta(seconds=1)


def main() -> None:
    """Prepare, then become the part."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leefsturing.settings")
    django.setup()
    from berichten import bezorging
    from leefsturing.lib import faultpoints
    from tests.fouten import proef
    from werk import planner

    proef.meld_aan()
    bezorging.LEASE = KORT
    planner.OPNIEUW_NA = planner.OPNIEUW_HOOGSTENS = KORT
    planner.THUIS = timedelta(hours=1)
    if punt := os.environ.get("STERF_BIJ"):

        def sterf(naam: str) -> None:
            if naam == punt:
                os.kill(os.getpid(), signal.SIGKILL)

        faultpoints.install(sterf)
    if sys.argv[1] == "planner":
        from django.core.management import call_command

        call_command("planner")
        return
    from leefsturing.celery import app

    app.worker_main(
        ["worker", "--pool", "threads", "--concurrency", "2", "--without-gossip", "--without-mingle", "-l", "WARNING"]
    )


if __name__ == "__main__":
    main()
