"""What runs and comes: a list and a page each; owners stay owners (M61, M63, M68)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comakers import herkomstkeuze
from comakers.herkomstkeuze import HerkomstForm
from comakers.models import Uitspraak
from comakers.selectors.herkomst import herkomst_van
from kruispunten.forms.initiatieven import FilterForm, InitiatiefForm, MiddelenForm
from kruispunten.models import Initiatief
from kruispunten.selectors import initiatieven as selectors
from kruispunten.services import initiatieven as services
from kruispunten.services.kruispunten import berg_op, haal_terug
from kruispunten.views.kruispunten import SCHRIJF, ingezonden_versie
from leefsturing.lib import klok
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from toegang.enums import KERNGROEP
from trajecten.models import Traject
from trajecten.poort import traject_view


def _initiatief(request: HttpRequest, traject: Traject, nummer: int) -> Initiatief:
    return get_object_or_404(selectors.initiatieven(actor=request.user, traject=traject), pk=nummer)


@traject_view("kruispunt.bekijken")
def initiatieven(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Everything that runs and comes, with what it seeks and offers."""
    filters = FilterForm(request.GET)
    alle = selectors.initiatieven(actor=request.user, traject=traject)
    rol = request.rol  # type: ignore[attr-defined]
    dag = klok.vandaag()
    rijen = selectors.met_middelen(selectors.gefilterd(alle.levend(), filters.keuze))
    context = {
        "filters": filters,
        "keuze": filters.keuze,
        "lopend": [i for i in rijen if not i.is_voorbij(dag)],
        "voorbij": [i for i in rijen if i.is_voorbij(dag)],
        "opgeborgen": list(alle.exclude(gearchiveerd_op=None)) if not filters.keuze else [],
        "in_kerngroep": rol in KERNGROEP,
        "mag_wijzigen": beleid.mag(rol, "kruispunt.wijzigen"),
    }
    return render_pagina(request, "kruispunten/initiatieven.html", context, partial="lijst")


def _begin(gekozen: list[Uitspraak]) -> dict[str, Any]:
    """Who said it is most likely who owns it."""
    sprekers = {u.comaker for u in gekozen}
    return {"eigenaar_comaker": sprekers.pop()} if len(sprekers) == 1 else {}


@traject_view("kruispunt.wijzigen", SCHRIJF)
def initiatief_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Writes an initiatief down; ``?uitspraak=`` lays that uitspraak under it and proposes its speaker as owner."""
    gekozen = herkomstkeuze.gekozen(traject, request.GET)
    form = InitiatiefForm(request.POST or None, traject=traject, initial=_begin(gekozen))
    middelen = MiddelenForm(request.POST)
    herkomst = HerkomstForm(request.POST or None, traject=traject)
    if request.method == "POST":
        if all([form.is_valid(), middelen.is_valid(), herkomst.is_valid()]):
            initiatief = services.maak_initiatief(
                traject=traject,
                waarden=form.cleaned_data,
                middelen=middelen.rijen,
                uitspraken=herkomst.cleaned_data["uitspraak"],
                by=request.user,
            )
            messages.success(request, _("Het initiatief staat erbij. Het blijft van wie het begon."))
            return redirect_naar(request, "initiatief", slug=traject.slug, nummer=initiatief.pk)
        gekozen = herkomstkeuze.gekozen(traject, request.POST)
    context = {
        "form": form,
        "middelen": middelen,
        "herkomst": herkomst,
        **herkomstkeuze.keuze(request, traject, gekozen),
    }
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "kruispunten/initiatief_nieuw.html", context, partial="uitspraken", status=status)


@traject_view("kruispunt.bekijken")
def initiatief(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One initiatief: whose it is, what it seeks and offers, and where it meets others."""
    initiatief = _initiatief(request, traject, nummer)
    rol = request.rol  # type: ignore[attr-defined]
    zoekt, biedt = selectors.verdeeld(initiatief)
    context = {
        "initiatief": initiatief,
        "product": initiatief,
        "soort": "initiatief",
        "herkomst": herkomst_van(initiatief, rol),
        "zoekt": zoekt,
        "biedt": biedt,
        "kruispunten": selectors.kruispunten_van(initiatief),
        "voorbij": initiatief.is_voorbij(klok.vandaag()),
        "in_kerngroep": rol in KERNGROEP,
        "mag_wijzigen": beleid.mag(rol, "kruispunt.wijzigen"),
    }
    return render_pagina(request, "kruispunten/initiatief.html", context)


@traject_view("kruispunt.wijzigen", SCHRIJF)
def initiatief_wijzigen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Changes what is written down about an initiatief."""
    initiatief = _initiatief(request, traject, nummer)
    versie = initiatief.versie
    form = InitiatiefForm(request.POST or None, instance=initiatief, traject=traject)
    middelen = MiddelenForm(request.POST, middelen=initiatief.middelen.all())
    if request.method == "POST" and all([form.is_valid(), middelen.is_valid()]):
        services.wijzig_initiatief(
            initiatief=initiatief,
            waarden=form.cleaned_data,
            middelen=middelen.rijen,
            versie=ingezonden_versie(request),
            by=request.user,
        )
        messages.success(request, _("Het initiatief is bijgewerkt."))
        return redirect_naar(request, "initiatief", slug=traject.slug, nummer=nummer)
    context = {
        "form": form,
        "middelen": middelen,
        "initiatief": initiatief,
        "versie": request.POST.get("versie") or versie,
    }
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "kruispunten/initiatief_wijzigen.html", context, status=status)


@traject_view("kruispunt.wijzigen", ("POST",))
def initiatief_opbergen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Puts an initiatief away."""
    berg_op(product=_initiatief(request, traject, nummer), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Opgeborgen. Je vindt het terug onderaan de lijst."))
    return redirect_naar(request, "initiatieven", slug=traject.slug)


@traject_view("kruispunt.wijzigen", ("POST",))
def initiatief_terughalen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Brings an initiatief back."""
    haal_terug(product=_initiatief(request, traject, nummer), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Het initiatief staat er weer bij."))
    return redirect_naar(request, "initiatief", slug=traject.slug, nummer=nummer)
