from django.http import HttpRequest, HttpResponse

from comakers import dos_en_donts
from leefsturing.lib.htmx import render_pagina
from overzichten.wel_en_niet import per_kamer
from trajecten.models import Traject
from trajecten.navigatie import kamer_adres
from trajecten.poort import traject_view


@traject_view("keuken.bekijken")
def wel_en_niet(request: HttpRequest, traject: Traject) -> HttpResponse:
    """What helps and what harms: for the overheid in a traject, and for who holds a gesprek (M7, M24)."""
    groepen = [(naam, kamer_adres(kamer, traject.slug), regels) for naam, kamer, regels in per_kamer()]
    context = {"groepen": groepen, "doen": dos_en_donts.DOEN, "niet_doen": dos_en_donts.NIET_DOEN}
    return render_pagina(request, "overzichten/wel_en_niet.html", context)
