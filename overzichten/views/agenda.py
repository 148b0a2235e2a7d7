from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from leefsturing.lib import klok
from leefsturing.lib.htmx import render_pagina
from overzichten.periode import periode
from overzichten.selectors.agenda import per_dag, wat_speelt
from trajecten.models import Traject
from trajecten.poort import traject_view

VOORUIT = timedelta(days=365)


@traject_view("agenda.bekijken")
def agenda(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Gesprekken, deadlines and the planperiode, by day; what is late stands on top."""
    now = klok.nu()
    dag = klok.vandaag(now)
    momenten, _successen = wat_speelt(actor=request.user, traject=traject, now=now, tot=dag + VOORUIT)
    context = {
        "te_laat": [m for m in momenten if m.te_laat],
        "maanden": per_dag([m for m in momenten if not m.te_laat]),
        "periode": periode(traject, dag),
        "vandaag": dag,
    }
    return render_pagina(request, "overzichten/agenda.html", context)
