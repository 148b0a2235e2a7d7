from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from comakers.enums import Houding
from leefsturing.lib.htmx import render_pagina
from overzichten.selectors.pijlers import bewijs_onder, lijn_voor, pijlerkamer
from pijlers import selectors
from pijlers.models import MAX_PIJLERS
from toegang import beleid
from trajecten.models import Traject
from trajecten.poort import traject_view


@traject_view("pijler.bekijken")
def pijlers(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Two or three pijlers, large, with what pleads for and against (M10-M13); without evidence for the raad."""
    mag = beleid.mag(request.rol, "onderbouwing.bekijken")  # type: ignore[attr-defined]
    kamer = pijlerkamer(actor=request.user, traject=traject, met_onderbouwing=bool(mag))
    context = {"kamer": kamer, "mag_onderbouwing": mag, "vol": len(kamer.beelden) >= MAX_PIJLERS}
    return render_pagina(request, "overzichten/pijlers.html", context)


@traject_view("pijler.bekijken")
def pijler(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One pijler: its words through time, duiding, evidence by category, effects."""
    rij = get_object_or_404(selectors.pijlers(request.user, traject), pk=nummer)
    mag = beleid.mag(request.rol, "onderbouwing.bekijken")  # type: ignore[attr-defined]
    effecten = selectors.effecten(request.user, traject, zonder_kleine_groepen=not mag)
    houding = Houding.TEGEN if request.GET.get("houding") == Houding.TEGEN else Houding.VOOR
    context = {
        "pijler": rij,
        "geschiedenis": selectors.geschiedenis(rij),
        "effecten": [(e, lijn_voor(e, op_hoofdlijnen=not mag)) for e in effecten.filter(pijler=rij)],
        "mag_onderbouwing": mag,
        "houding": houding,
        "bewijs": bewijs_onder(actor=request.user, pijler=rij, houding=houding, pagina=request.GET.get("pagina"))
        if mag
        else None,
        "plaatsen": range(1, MAX_PIJLERS + 1),
    }
    return render_pagina(request, "overzichten/pijler.html", context)
