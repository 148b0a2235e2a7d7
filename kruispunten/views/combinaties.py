"""A combinatie: who comes together, and the three marks with a reason for each (M62, M66, M67)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kruispunten.forms.kruispunten import CombinatieForm
from kruispunten.models import Combinatie, Kruispunt
from kruispunten.selectors import kruispunten as selectors
from kruispunten.services import kruispunten as services
from kruispunten.views.kruispunten import SCHRIJF, ingezonden_versie
from leefsturing.lib.htmx import redirect_naar, render_pagina
from trajecten.models import Traject
from trajecten.poort import traject_view


def _naar(request: HttpRequest, traject: Traject, combinatie: Combinatie) -> HttpResponse:
    antwoord = redirect_naar(request, "kruispunt", slug=traject.slug, nummer=combinatie.kruispunt_id)
    antwoord["Location"] += f"#combinatie-{combinatie.pk}"
    return antwoord


def _combinatie(request: HttpRequest, traject: Traject, nummer: int) -> Combinatie:
    rijen = selectors.combinaties() & Combinatie.objects.visible_to(request.user).for_traject(traject)
    return get_object_or_404(rijen, pk=nummer)


def _toon(request: HttpRequest, sjabloon: str, form: CombinatieForm, **context: Any) -> HttpResponse:
    """The form, with beside it the goals of everybody who may be in it, in their own words (M66)."""
    veld: Any = form.fields["partijen"]
    context |= {"form": form, "mogelijke_partijen": list(veld.queryset)}
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, sjabloon, context, status=status)


@traject_view("kruispunt.wijzigen", SCHRIJF)
def combinatie_nieuw(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """A new combinatie in a kruispunt."""
    rijen = Kruispunt.objects.visible_to(request.user).for_traject(traject)
    kruispunt = get_object_or_404(rijen, pk=nummer)
    form = CombinatieForm(request.POST or None, kruispunt=kruispunt)
    if request.method == "POST" and form.is_valid():
        combinatie = services.maak_combinatie(kruispunt=kruispunt, waarden=form.cleaned_data, by=request.user)
        messages.success(request, _("De combinatie staat erbij."))
        return _naar(request, traject, combinatie)
    return _toon(request, "kruispunten/combinatie_nieuw.html", form, kruispunt=kruispunt)


@traject_view("kruispunt.wijzigen", SCHRIJF)
def combinatie(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Changes a combinatie."""
    combinatie = _combinatie(request, traject, nummer)
    versie = combinatie.versie
    form = CombinatieForm(request.POST or None, instance=combinatie, kruispunt=combinatie.kruispunt)
    if request.method == "POST" and form.is_valid():
        services.wijzig_combinatie(
            combinatie=combinatie, waarden=form.cleaned_data, versie=ingezonden_versie(request), by=request.user
        )
        messages.success(request, _("De combinatie is bijgewerkt."))
        return _naar(request, traject, combinatie)
    context = {
        "combinatie": combinatie,
        "kruispunt": combinatie.kruispunt,
        "versie": request.POST.get("versie") or versie,
    }
    return _toon(request, "kruispunten/combinatie.html", form, **context)


@traject_view("kruispunt.wijzigen", ("POST",))
def combinatie_opbergen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Puts a combinatie away."""
    combinatie = _combinatie(request, traject, nummer)
    services.berg_op(product=combinatie, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Opgeborgen. Je vindt de combinatie terug onderaan deze pagina."))
    return redirect_naar(request, "kruispunt", slug=traject.slug, nummer=combinatie.kruispunt_id)


@traject_view("kruispunt.wijzigen", ("POST",))
def combinatie_terughalen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Brings a combinatie back."""
    combinatie = _combinatie(request, traject, nummer)
    services.haal_terug(product=combinatie, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("De combinatie staat er weer bij."))
    return _naar(request, traject, combinatie)
