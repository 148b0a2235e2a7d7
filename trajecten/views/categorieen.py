from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang.poort import require_mag
from trajecten import selectors, services
from trajecten.forms import CategorieForm
from trajecten.models import Categorie, Traject
from trajecten.poort import traject_view


@traject_view("instellingen.bekijken", ("GET", "HEAD", "POST"))
def categorieen(request: HttpRequest, traject: Traject) -> HttpResponse:
    """The categories in their order, with the reason of each (M20, M33)."""
    form = CategorieForm(request.POST or None, traject=traject)
    if request.method == "POST":
        require_mag(request, "traject.instellen")
        if form.is_valid():
            categorie = services.maak_categorie(traject=traject, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("De categorie %(naam)s staat achteraan.") % {"naam": categorie.naam})
            return redirect_naar(request, "categorieen", slug=traject.slug)
    context = {"form": form, "categorieen": selectors.categorieen(traject)}
    return render_pagina(request, "trajecten/categorieen.html", context, status=422 if form.is_bound else 200)


@traject_view("traject.instellen", ("GET", "HEAD", "POST"))
def categorie(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Rename a category or change its reason."""
    rij = get_object_or_404(Categorie.objects.for_traject(traject), pk=nummer)
    form = CategorieForm(request.POST or None, instance=rij, traject=traject)
    if request.method == "POST" and form.is_valid():
        services.wijzig_categorie(categorie=rij, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("De categorie %(naam)s is opgeslagen.") % {"naam": rij.naam})
        return redirect_naar(request, "categorieen", slug=traject.slug)
    context = {"form": form, "categorie": rij}
    return render_pagina(request, "trajecten/categorie.html", context, status=422 if form.is_bound else 200)


@traject_view("traject.instellen", ("POST",))
def categorie_verplaatsen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One place earlier or later."""
    rij = get_object_or_404(Categorie.objects.for_traject(traject), pk=nummer)
    eerder = request.POST.get("richting") == "eerder"
    services.verplaats_categorie(categorie=rij, eerder=eerder, by=request.user)  # type: ignore[arg-type]
    return redirect_naar(request, "categorieen", slug=traject.slug)


@traject_view("traject.instellen", ("POST",))
def categorie_weghalen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Take away a category that nobody is in."""
    rij = get_object_or_404(Categorie.objects.for_traject(traject), pk=nummer)
    naam = rij.naam
    services.verwijder_categorie(categorie=rij, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("De categorie %(naam)s is weggehaald.") % {"naam": naam})
    return redirect_naar(request, "categorieen", slug=traject.slug)
