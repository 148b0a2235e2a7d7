from dataclasses import replace
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from leefsturing.lib import klok
from leefsturing.lib.htmx import render_pagina
from streefbeelden.forms.streefbeeld import StapForm
from streefbeelden.models import Stap
from streefbeelden.selectors import terugweg as selectors
from streefbeelden.views import hulp
from streefbeelden.views.hulp import SCHRIJF, Soort
from toegang import beleid
from trajecten.models import Traject
from trajecten.navigatie import kamer_adres
from trajecten.poort import traject_view

STAP = Soort(
    model=Stap,
    form=StapForm,
    adres="stap",
    kamer="terugweg",
    kamer_naam=_("De weg terug"),
    stap=5,
    nieuw=_("Nieuwe stap"),
    inleiding=_("Redeneer terug. Wat moet er in welk jaar zijn, om daar te komen?"),
    wijzig=_("Stap wijzigen"),
    knop=_("Zet op de weg terug"),
    gemaakt=_("De stap staat op de weg terug."),
)


@traject_view("streefbeeld.bekijken")
def terugweg(request: HttpRequest, traject: Traject) -> HttpResponse:
    """From the horizon back to now: steps, what carries them, and where nothing stands yet (M52, M56)."""
    mag = beleid.mag(request.rol, "streefbeeld.wijzigen")  # type: ignore[attr-defined]
    context = {
        "weg": selectors.terugweg(actor=request.user, traject=traject, dag=klok.vandaag()),
        "mag_wijzigen": mag,
        "project_adres": kamer_adres("project_nieuw", traject.slug) if mag else None,
    }
    return render_pagina(request, "streefbeelden/terugweg.html", context)


@traject_view("streefbeeld.wijzigen", SCHRIJF)
def stap_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """A new step; ``?pijler=`` chooses a pijler."""
    begin = {"pijler": request.GET.get("pijler", "")}
    soort = replace(STAP, form=partial(StapForm, traject=traject))
    return hulp.nieuw(request, traject, soort, begin=begin, terug="terugweg")


@traject_view("streefbeeld.wijzigen", SCHRIJF)
def stap_wijzigen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Changes a step."""
    soort = replace(STAP, form=partial(StapForm, traject=traject))
    return hulp.wijzigen(request, traject, soort, nummer, terug="terugweg")


@traject_view("streefbeeld.wijzigen", ("POST",))
def stap_opbergen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Takes a step from the way back."""
    return hulp.opbergen(request, traject, STAP, nummer)


@traject_view("streefbeeld.wijzigen", ("POST",))
def stap_terughalen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Puts a step back."""
    return hulp.terughalen(request, traject, STAP, nummer)
