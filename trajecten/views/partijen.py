from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang.poort import require_mag
from trajecten import selectors, services
from trajecten.forms import PartijForm
from trajecten.models import Partij, Traject
from trajecten.poort import traject_view


@traject_view("partij.bekijken")
def partijen(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Who plays a part in the wijk, on the triangle of overheid, gebruikers and investeerders."""
    zijden = selectors.driehoek(request.user, traject)
    context = {"zijden": zijden, "leeg": not any(z.partijen for z in zijden)}
    return render_pagina(request, "trajecten/partijen.html", context)


@traject_view("partij.wijzigen", ("GET", "HEAD", "POST"))
def partij_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Add a partij."""
    form = PartijForm(request.POST or None, traject=traject, initial={"zijde": request.GET.get("zijde", "")[:14]})
    if request.method == "POST" and form.is_valid():
        velden = {naam: form.cleaned_data[naam] for naam in PartijForm.Meta.fields}
        partij = services.maak_partij(traject=traject, by=request.user, **velden)  # type: ignore[arg-type]
        messages.success(request, _("%(naam)s staat op de driehoek.") % {"naam": partij.naam})
        return redirect_naar(request, "partijen", slug=traject.slug)
    return render_pagina(request, "trajecten/partij.html", {"form": form}, status=422 if form.is_bound else 200)


@traject_view("partij.bekijken", ("GET", "HEAD", "POST"))
def partij(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One partij; the kerngroep edits it here."""
    rij = get_object_or_404(Partij.objects.visible_to(request.user).for_traject(traject), pk=nummer)
    if request.method == "POST":
        require_mag(request, "partij.wijzigen")
        form = PartijForm(request.POST, instance=rij, traject=traject)
        if form.is_valid():
            velden = {naam: form.cleaned_data[naam] for naam in PartijForm.Meta.fields}
            services.wijzig_partij(partij=rij, versie=form.cleaned_data["versie"], by=request.user, **velden)  # type: ignore[arg-type]
            messages.success(request, _("%(naam)s is opgeslagen.") % {"naam": rij.naam})
            return redirect_naar(request, "partijen", slug=traject.slug)
    else:
        form = PartijForm(instance=rij, initial={"versie": rij.versie}, traject=traject)
    context = {"form": form, "partij": rij}
    return render_pagina(request, "trajecten/partij.html", context, status=422 if form.is_bound else 200)
