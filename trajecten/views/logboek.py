from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from leefsturing.lib.htmx import render_pagina
from trajecten import selectors
from trajecten.models import Traject
from trajecten.poort import traject_view

PER_BLADZIJDE = 50


@traject_view("logboek.bekijken")
def logboek(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Who did or saw what; for the opdrachtgever."""
    pagina = Paginator(selectors.logregels(traject), PER_BLADZIJDE).get_page(request.GET.get("pagina"))
    context = {"pagina": pagina, "regels": selectors.leesbare_logregels(list(pagina.object_list))}
    return render_pagina(request, "trajecten/logboek.html", context)
