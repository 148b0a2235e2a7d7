"""Combinations the product suggests: take up, or put aside with one tap (M61, M67)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from kruispunten.enums import KansStaat
from kruispunten.forms.kruispunten import OppakForm, WeglegForm
from kruispunten.models import Kans, Kruispunt
from kruispunten.selectors import kansen as selectors
from kruispunten.services import kansen as services
from kruispunten.services.kruispunten import COMBINATIEVELDEN
from kruispunten.views.kruispunten import SCHRIJF
from leefsturing.lib import klok
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from toegang.enums import KERNGROEP
from trajecten.models import Traject
from trajecten.poort import traject_view


def _kans(request: HttpRequest, traject: Traject, nummer: int) -> Kans:
    return get_object_or_404(selectors.kansen(actor=request.user, traject=traject), pk=nummer)


@traject_view("kruispunt.bekijken")
def kansen(request: HttpRequest, traject: Traject) -> HttpResponse:
    """The strongest first, a dozen at a time; what was decided below."""
    alle = selectors.kansen(actor=request.user, traject=traject)
    nieuw = list(alle.filter(staat=KansStaat.NIEUW).order_by("plaats", "pk"))
    rol = request.rol  # type: ignore[attr-defined]
    context = {
        "eerste": nieuw[: selectors.GETOOND],
        "meer": nieuw[selectors.GETOOND :],
        "opgepakt": selectors.besloten(alle, KansStaat.OPGEPAKT),
        "weggelegd": selectors.besloten(alle, KansStaat.WEGGELEGD),
        "dag": klok.vandaag(),
        "in_kerngroep": rol in KERNGROEP,
        "mag_wijzigen": beleid.mag(rol, "kruispunt.wijzigen"),
    }
    return render_pagina(request, "kruispunten/kansen.html", context)


def _begin(kans: Kans, samen: Kruispunt | None) -> dict[str, Any]:
    """What can be said already: the explanation, and the time in which both can."""
    naam = " + ".join(i.naam[:55] for i in (kans.een, kans.ander) if i)
    return {
        "kruispunt": samen,
        "naam": naam,
        "dichter_bij_doelen": kans.uitleg,
        "venster_van": kans.venster_van,
        "venster_tot": kans.venster_tot,
    }


@traject_view("kruispunt.wijzigen", SCHRIJF)
def kans_oppakken(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Makes a combinatie of a kans, in a kruispunt that is there or in a new one."""
    kans = _kans(request, traject, nummer)
    if not kans.is_nieuw and request.method != "POST":
        return redirect("kansen", slug=traject.slug)
    met_beide = Kruispunt.objects.for_traject(traject).levend().filter(initiatieven=kans.een_id)
    samen = met_beide.filter(initiatieven=kans.ander_id).order_by("pk").first()
    form = OppakForm(request.POST or None, kans=kans, initial=_begin(kans, samen))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        combinatie = services.pak_op(
            kans=kans,
            kruispunt=data["kruispunt"],
            nieuw={"titel": data["nieuwe_titel"], "vraag": data["nieuwe_vraag"]},
            waarden={veld: data[veld] for veld in COMBINATIEVELDEN},
            by=request.user,  # type: ignore[arg-type]
        )
        messages.success(request, _("De kans is opgepakt. Vraag nu beide kanten wat zij ervan vinden."))
        antwoord = redirect_naar(request, "kruispunt", slug=traject.slug, nummer=combinatie.kruispunt_id)
        antwoord["Location"] += f"#combinatie-{combinatie.pk}"
        return antwoord
    context = {
        "form": form,
        "kans": kans,
        "mogelijke_partijen": [i.eigenaar_partij for i in (kans.een, kans.ander) if i and i.eigenaar_partij],
    }
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "kruispunten/kans_oppakken.html", context, status=status)


@traject_view("kruispunt.wijzigen", ("POST",))
def kans_wegleggen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Puts a kans aside."""
    form = WeglegForm(request.POST)
    reden = form.cleaned_data["reden"] if form.is_valid() else request.POST.get("reden", "")[:300]
    services.leg_weg(kans=_kans(request, traject, nummer), reden=reden, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Weggelegd. Onderaan haal je deze kans terug."))
    return redirect_naar(request, "kansen", slug=traject.slug)


@traject_view("kruispunt.wijzigen", ("POST",))
def kans_terughalen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Shows a kans again that was decided about."""
    services.haal_kans_terug(kans=_kans(request, traject, nummer), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("De kans staat weer tussen de nieuwe."))
    return redirect_naar(request, "kansen", slug=traject.slug)
