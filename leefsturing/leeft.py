"""Tells a container platform whether one part of the product lives: ``python -m leefsturing.leeft web|worker|planner``.

The web has to answer; worker and planner have to have a heartbeat in the database that is not old. The broker is
never asked: it is not what the work depends on.
"""

import http.client
import os
import sys
from datetime import timedelta
from urllib.parse import urlsplit

import django

OLDEST = timedelta(minutes=2)


def web_lives() -> bool:
    """Ask the web of this container for its own health, the way the proxy in front would."""
    from django.conf import settings  # noqa: PLC0415 - after setup

    basis = urlsplit(settings.BASIS_URL)
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT_BINNEN", "8000")), timeout=8)
    connection.request("GET", "/gezondheid/", headers={"Host": basis.netloc, "X-Forwarded-Proto": basis.scheme})
    # 503 is an answer: it says which other part is ill, and starting this one again would not cure that.
    return connection.getresponse().status in {200, 503}


def has_heartbeat(name: str) -> bool:
    """Tell whether the part reported lately."""
    from leefsturing.lib.klok import nu  # noqa: PLC0415 - after setup
    from werk.models import Hartslag  # noqa: PLC0415 - after setup

    return Hartslag.objects.filter(naam=name, op__gte=nu() - OLDEST).exists()


def main() -> int:
    """Return 0 when the part that is named lives."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leefsturing.settings")
    django.setup()
    name = sys.argv[1]
    try:
        return 0 if (web_lives() if name == "web" else has_heartbeat(name)) else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
