from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from leefsturing.lib.htmx import redirect_naar, render_pagina
from trajecten import selectors, services
from trajecten.forms import AfblazenForm, BesluitmomentForm, KiesBesluitForm
from trajecten.models import Besluitmoment, Traject
from trajecten.poort import traject_view


def _moment(request: HttpRequest, traject: Traject, nummer: int) -> Besluitmoment:
    rijen = selectors.besluitmomenten(request.user, traject)
    return get_object_or_404(rijen, pk=nummer)


def _toon(request: HttpRequest, moment: Besluitmoment, **forms: Any) -> HttpResponse:
    """The page of one moment, with the form that was refused in its place."""
    leeg = {
        "form": BesluitmomentForm(instance=moment, initial={"versie": moment.versie}),
        "kies": KiesBesluitForm(traject=moment.traject),
        "afblazen": AfblazenForm(),
    }
    context = {"moment": moment} | leeg | forms
    fout = any(form.is_bound for form in forms.values())
    return render_pagina(request, "trajecten/besluitmoment.html", context, status=422 if fout else 200)


@traject_view("besluit.wijzigen", ("GET", "HEAD", "POST"))
def besluitmoment_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Something that still has to be decided (M81)."""
    form = BesluitmomentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        velden = {naam: form.cleaned_data[naam] for naam in BesluitmomentForm.Meta.fields}
        services.plan_besluitmoment(traject=traject, by=request.user, **velden)  # type: ignore[arg-type]
        messages.success(request, _("Het staat op de agenda en op de pagina voor de raad."))
        return redirect_naar(request, "besluiten", slug=traject.slug)
    context = {"form": form}
    return render_pagina(request, "trajecten/besluitmoment_nieuw.html", context, status=422 if form.is_bound else 200)


@traject_view("besluit.wijzigen", ("GET", "HEAD", "POST"))
def besluitmoment(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Other words, another day; and what became of it."""
    moment = _moment(request, traject, nummer)
    form = BesluitmomentForm(request.POST or None, instance=moment, initial={"versie": moment.versie})
    if request.method == "POST" and form.is_valid():
        velden = {naam: form.cleaned_data[naam] for naam in BesluitmomentForm.Meta.fields}
        services.wijzig_besluitmoment(
            moment=moment,
            versie=form.cleaned_data["versie"] or 0,
            by=request.user,  # type: ignore[arg-type]
            **velden,
        )
        messages.success(request, _("Het besluitmoment is opgeslagen."))
        return redirect_naar(request, "besluiten", slug=traject.slug)
    return _toon(request, moment, form=form)


@traject_view("besluit.wijzigen", ("POST",))
def besluitmoment_besloten(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Link the decision that was taken."""
    moment = _moment(request, traject, nummer)
    kies = KiesBesluitForm(request.POST, traject=traject)
    if not kies.is_valid():
        return _toon(request, moment, kies=kies)
    services.neem_besluit(moment=moment, besluit=kies.cleaned_data["besluit"], by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Het besluit hoort nu bij dit moment."))
    return redirect_naar(request, "besluiten", slug=traject.slug)


@traject_view("besluit.wijzigen", ("POST",))
def besluitmoment_afblazen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """It is not going to be decided, with the reason."""
    moment = _moment(request, traject, nummer)
    form = AfblazenForm(request.POST)
    if not form.is_valid():
        return _toon(request, moment, afblazen=form)
    services.blaas_besluitmoment_af(moment=moment, reden=form.cleaned_data["reden"], by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Het gaat niet door. De reden staat erbij."))
    return redirect_naar(request, "besluiten", slug=traject.slug)


@traject_view("besluit.wijzigen", ("POST",))
def besluitmoment_hervatten(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Put it back on the table."""
    services.hervat_besluitmoment(moment=_moment(request, traject, nummer), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Het staat weer open."))
    return redirect_naar(request, "besluiten", slug=traject.slug)
