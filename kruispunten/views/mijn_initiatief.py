"""A co-maker tells of an initiatief of their own, and stays the owner (M63)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from comakers.models import CoMaker
from kruispunten.forms.initiatieven import EigenInitiatiefForm, MiddelenForm
from kruispunten.selectors import initiatieven as selectors
from kruispunten.services import initiatieven as services
from kruispunten.views.kruispunten import SCHRIJF, ingezonden_versie
from leefsturing.lib.htmx import redirect_naar
from trajecten.models import Persoon
from trajecten.poort import persoon_view


def _stil(response: HttpResponse) -> HttpResponse:
    """A page of one person: for no cache and no search engine."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@persoon_view("initiatief.aanmelden", SCHRIJF)
def mijn_initiatief(request: HttpRequest, persoon: Persoon) -> HttpResponse:
    """What I do already, and a short form for something more."""
    form = EigenInitiatiefForm(request.POST or None)
    middelen = MiddelenForm(request.POST)
    if request.method == "POST" and all([form.is_valid(), middelen.is_valid()]):
        services.meld_initiatief(persoon=persoon, waarden=form.cleaned_data, middelen=middelen.rijen)
        messages.success(request, _("Dank je, het staat erbij. Het blijft van jou. We zoeken wie erbij past."))
        return redirect_naar(request, "mijn_initiatief")
    context = {
        "form": form,
        "middelen": middelen,
        "eigen": selectors.met_middelen(selectors.eigen(persoon)),
        "is_comaker": CoMaker.objects.filter(persoon=persoon).exists(),
    }
    status = 422 if request.method == "POST" else 200
    return _stil(render(request, "kruispunten/mijn_initiatief.html", context, status=status))


@persoon_view("initiatief.aanmelden", SCHRIJF)
def mijn_initiatief_wijzigen(request: HttpRequest, persoon: Persoon, nummer: int) -> HttpResponse:
    """Changes something of mine."""
    initiatief = get_object_or_404(selectors.eigen(persoon), pk=nummer)
    versie = initiatief.versie
    form = EigenInitiatiefForm(request.POST or None, instance=initiatief)
    middelen = MiddelenForm(request.POST, middelen=initiatief.middelen.all())
    if request.method == "POST" and all([form.is_valid(), middelen.is_valid()]):
        services.wijzig_eigen_initiatief(
            initiatief=initiatief,
            waarden=form.cleaned_data,
            middelen=middelen.rijen,
            versie=ingezonden_versie(request),
            persoon=persoon,
        )
        messages.success(request, _("Bewaard."))
        return redirect_naar(request, "mijn_initiatief")
    context = {
        "form": form,
        "middelen": middelen,
        "initiatief": initiatief,
        "versie": request.POST.get("versie") or versie,
    }
    status = 422 if request.method == "POST" else 200
    return _stil(render(request, "kruispunten/mijn_initiatief_wijzigen.html", context, status=status))
