"""Who carries a keten, and with what: each on a page of its own, so that nothing typed is lost (M73-M82)."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ketens.forms.ketens import InbrengForm, NieuweSchakelForm, SchakelForm, VertrekForm, schakelwaarden
from ketens.models import Inbreng, Schakel
from ketens.services import ketens as diensten
from ketens.services.mensen import vind_of_maak
from ketens.views.ketens import SCHRIJF, versie_uit, vind_keten
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from trajecten.models import Traject
from trajecten.poort import traject_view


def _schakel(request: HttpRequest, traject: Traject, nummer: int) -> Schakel:
    rijen = Schakel.objects.visible_to(request.user).for_traject(traject).met_wie().select_related("keten")
    return get_object_or_404(rijen, pk=nummer)


def _formulier(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "ketens/schakel.html", context, status=status)


@traject_view("keten.wijzigen", SCHRIJF)
def schakel_nieuw(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """A partij or a persoon joins the keten."""
    keten = vind_keten(request, traject, nummer)
    form = NieuweSchakelForm(request.POST or None, traject=traject)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            with transaction.atomic():
                if form.heeft_naam:
                    data["persoon"] = vind_of_maak(traject=traject, naam=form.naam, by=request.user)
                diensten.voeg_schakel_toe(keten=keten, waarden=data, by=request.user)
        except DomainError as error:
            form.add_error("email" if form.heeft_naam else "partij", error.tekst)
        else:
            messages.success(request, _("De schakel staat erbij."))
            return redirect_naar(request, "keten", slug=traject.slug, nummer=nummer)
    return _formulier(request, {"form": form, "keten": keten})


@traject_view("keten.wijzigen", SCHRIJF)
def schakel(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """What a schakel does, how strong and how firm it is."""
    rij = _schakel(request, traject, nummer)
    versie = rij.versie
    form = SchakelForm(request.POST or None, initial=schakelwaarden(rij))
    if request.method == "POST" and form.is_valid():
        diensten.wijzig_schakel(
            schakel=rij, waarden=form.cleaned_data, versie=versie_uit(request), by=request.user
        )  # fmt: skip
        messages.success(request, _("Bijgewerkt."))
        return redirect_naar(request, "keten", slug=traject.slug, nummer=rij.keten_id)
    context = {"form": form, "keten": rij.keten, "schakel": rij, "vertrek_form": VertrekForm(auto_id="weg_%s")}
    return _formulier(request, context | {"versie": request.POST.get("versie") or versie})


@traject_view("keten.wijzigen", ("POST",))
def schakel_weg(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """A schakel leaves; what it did stays readable."""
    rij = _schakel(request, traject, nummer)
    form = VertrekForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Vul een dag in zoals 24-11-2026, of laat het leeg voor vandaag."))
    diensten.laat_gaan(schakel=rij, op=form.cleaned_data["op"], by=request.user)
    messages.success(request, _("%(wie)s is uit de keten. Wat die deed, blijft staan.") % {"wie": rij.naam})
    return redirect_naar(request, "keten", slug=traject.slug, nummer=rij.keten_id)


@traject_view("keten.wijzigen", SCHRIJF)
def inbreng_nieuw(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """What a schakel brings in."""
    rij = _schakel(request, traject, nummer)
    return _inbreng(request, traject, rij, None)


@traject_view("keten.wijzigen", SCHRIJF)
def inbreng(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Corrects what was put down."""
    rijen = Inbreng.objects.visible_to(request.user).for_traject(traject)
    rij = get_object_or_404(rijen, pk=nummer)
    return _inbreng(request, traject, _schakel(request, traject, rij.schakel_id), rij)


def _inbreng(request: HttpRequest, traject: Traject, schakel: Schakel, rij: Inbreng | None) -> HttpResponse:
    form = InbrengForm(request.POST or None, initial=InbrengForm.van(rij) if rij else None)
    if request.method == "POST" and form.is_valid():
        diensten.zet_inbreng(schakel=schakel, inbreng=rij, waarden=form.cleaned_data, by=request.user)
        messages.success(request, _("Opgeschreven."))
        return redirect_naar(request, "keten", slug=traject.slug, nummer=schakel.keten_id)
    context = {"form": form, "keten": schakel.keten, "schakel": schakel, "inbreng": rij}
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "ketens/inbreng.html", context, status=status)


@traject_view("keten.wijzigen", ("POST",))
def inbreng_weg(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Takes a line away that was put down wrongly."""
    rijen = Inbreng.objects.visible_to(request.user).for_traject(traject).select_related("schakel__keten")
    rij = get_object_or_404(rijen, pk=nummer)
    diensten.haal_inbreng_weg(inbreng=rij, by=request.user)
    messages.success(request, _("Weggehaald."))
    return redirect_naar(request, "keten", slug=traject.slug, nummer=rij.schakel.keten_id)
