from django.http import HttpRequest, HttpResponse

from leefsturing.lib import klok
from leefsturing.lib.htmx import render_pagina
from overzichten.periode import periode
from overzichten.selectors.raad import raadsbeeld
from overzichten.tekening_raad import driehoek
from trajecten.models import Traject
from trajecten.poort import traject_view


@traject_view("raad.bekijken")
def raad(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Main lines on one screen and one sheet of paper, with nothing about a person (M8, M81)."""
    now = klok.nu()
    beeld = raadsbeeld(actor=request.user, traject=traject, now=now)
    context = {"beeld": beeld, "driehoek": driehoek(beeld.trekkers), "periode": periode(traject, klok.vandaag(now))}
    return render_pagina(request, "overzichten/raad.html", context)
