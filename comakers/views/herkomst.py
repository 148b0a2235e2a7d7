from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comakers.herkomstkeuze import HerkomstForm, gekozen, keuze
from comakers.models import Herkomst
from comakers.models.herkomst import koppelmodel, producten
from comakers.services import herkomst as diensten
from leefsturing.lib.htmx import redirect_naar, render_pagina
from trajecten.models import Traject
from trajecten.navigatie import kamer_adres
from trajecten.poort import require_mag, traject_view

SCHRIJF = ("GET", "HEAD", "POST")


def _product(request: HttpRequest, traject: Traject, soort: str, nummer: int) -> Any:
    """The product that the address names; 404 for a kind or number that does not exist here."""
    model: Any = next((m for m in producten() if m._meta.model_name == soort and m.kamer), None)
    if model is None:
        raise Http404
    product: Herkomst = get_object_or_404(model.objects.visible_to(request.user).for_traject(traject), pk=nummer)
    require_mag(request, model.wijzig_actie)
    return product


@traject_view("uitspraak.wijzigen", SCHRIJF)
def herkomst(request: HttpRequest, traject: Traject, soort: str, nummer: int) -> HttpResponse:
    """Lays uitspraken under a product of any kind, from a searchable list (M26)."""
    product = _product(request, traject, soort, nummer)
    form = HerkomstForm(request.POST or None, traject=traject)
    if request.method == "POST" and form.is_valid():
        diensten.koppel_herkomst(product=product, uitspraken=form.cleaned_data["uitspraak"], by=request.user)
        messages.success(request, _("Gekoppeld. De co-maker ziet dit op de eigen pagina."))
        return redirect_naar(request, product.kamer, slug=traject.slug, nummer=nummer)
    al = set(product.herkomst.values_list("uitspraak_id", flat=True))
    nieuw = [u for u in gekozen(traject, request.POST or request.GET) if u.pk not in al]
    context = {
        "product": product,
        "soort": soort,
        "form": form,
        "terug": kamer_adres(product.kamer, traject.slug, nummer),
        **keuze(request, traject, nieuw, al),
    }
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "comakers/herkomst.html", context, partial="uitspraken", status=status)


@traject_view("uitspraak.wijzigen", ("POST",))
def herkomst_weg(request: HttpRequest, traject: Traject, soort: str, nummer: int, koppeling: int) -> HttpResponse:
    """Takes a uitspraak from under a product."""
    product = _product(request, traject, soort, nummer)
    rijen = koppelmodel(product)._default_manager.for_traject(traject).filter(product=product)
    diensten.ontkoppel_herkomst(koppeling=get_object_or_404(rijen, pk=koppeling), by=request.user)
    messages.success(request, _("Losgemaakt. De uitspraak zelf is er nog."))
    return redirect_naar(request, product.kamer, slug=traject.slug, nummer=nummer)
