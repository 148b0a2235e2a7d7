from django.http import HttpRequest, HttpResponse

from leefsturing.lib import klok
from leefsturing.lib.htmx import render_pagina
from overzichten.selectors.start import mijn_trajecten
from toegang.poort import gebruiker_view


@gebruiker_view("trajecten.bekijken")
def trajecten(request: HttpRequest) -> HttpResponse:
    """My trajecten; the login when nobody is logged in."""
    now = klok.nu()
    mijn = mijn_trajecten(request.user, dag=klok.vandaag(now), now=now)  # type: ignore[arg-type]
    return render_pagina(request, "overzichten/trajecten.html", {"mijn": mijn})
