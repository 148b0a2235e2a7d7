from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berichten import selectors, services
from berichten.models import Bericht
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from trajecten.models import Traject
from trajecten.poort import traject_view

PER_BLADZIJDE = 50
NAMEN = {
    "aandacht": gettext_lazy("vraagt aandacht"),
    "onderweg": gettext_lazy("onderweg"),
    "verzonden": gettext_lazy("verzonden"),
    "niet": gettext_lazy("niet verstuurd"),
}


def _bericht(request: HttpRequest, traject: Traject, nummer: int) -> Bericht:
    rijen = Bericht.objects.visible_to(request.user).for_traject(traject)
    return get_object_or_404(rijen.select_related("persoon", "gebruiker", "traject"), pk=nummer)


@traject_view("bericht.bekijken")
def berichten(request: HttpRequest, traject: Traject) -> HttpResponse:
    """The outbox: what left, what is under way, and what a human must look at."""
    stand = request.GET.get("stand", "")
    stand = stand if stand in NAMEN else ""
    tellingen = selectors.tellingen(actor=request.user, traject=traject)
    rijen = selectors.outbox(actor=request.user, traject=traject, stand=stand)
    context = {
        "pagina": Paginator(rijen, PER_BLADZIJDE).get_page(request.GET.get("pagina")),
        "standen": [(code, naam, tellingen[code], code == stand) for code, naam in NAMEN.items()],
        "stand": stand,
        "aandacht": tellingen["aandacht"],
        "totaal": sum(tellingen.values()),
    }
    return render_pagina(request, "berichten/berichten.html", context)


@traject_view("bericht.bekijken")
def bericht(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One mail: to whom, why, what it said, and what is to be done."""
    rij = _bericht(request, traject, nummer)
    mag = beleid.mag(request.rol, "bericht.wijzigen")  # type: ignore[attr-defined] # set by the gate
    return render_pagina(request, "berichten/bericht.html", {"bericht": rij, "mag_afhandelen": bool(mag)})


@traject_view("bericht.wijzigen", ("POST",))
def opnieuw(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """A human sends it again."""
    services.stuur_opnieuw(bericht=_bericht(request, traject, nummer), by=request.user)
    messages.success(request, _("Het bericht gaat opnieuw de deur uit."))
    return redirect_naar(request, "berichten", traject.slug)


@traject_view("bericht.wijzigen", ("POST",))
def aangekomen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """A human knows that it arrived."""
    services.noteer_aangekomen(bericht=_bericht(request, traject, nummer), by=request.user)
    messages.success(request, _("Genoteerd: dit bericht is aangekomen."))
    return redirect_naar(request, "berichten", traject.slug)
