from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from leefsturing.lib import klok
from leefsturing.lib.htmx import redirect_naar, render_pagina
from trajecten import selectors, services
from trajecten.forms import BesluitForm
from trajecten.models import Besluit, Traject
from trajecten.poort import traject_view


@traject_view("besluit.bekijken")
def besluiten(request: HttpRequest, traject: Traject) -> HttpResponse:
    """What still has to be decided, and every decision about this traject, newest first (M12, M81)."""
    momenten = list(selectors.besluitmomenten(request.user, traject))
    context = {
        "besluiten": selectors.besluiten(request.user, traject),
        "open": [m for m in momenten if m.is_open],
        "afgeblazen": [m for m in momenten if m.vervallen_reden],
        "vandaag": klok.vandaag(),
    }
    return render_pagina(request, "trajecten/besluiten.html", context)


@traject_view("besluit.wijzigen", ("GET", "HEAD", "POST"))
def besluit_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Record a decision, with its document, and the moment that waited for it."""
    initial = {"moment": request.GET.get("moment", "")[:12]}
    if moment := selectors.besluitmomenten(request.user, traject).filter(pk=_nummer(initial["moment"])).first():
        initial["orgaan"] = moment.orgaan
    form = BesluitForm(request.POST or None, request.FILES or None, traject=traject, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.leg_besluit_vast(traject=traject, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Het besluit is vastgelegd."))
        return redirect_naar(request, "besluiten", slug=traject.slug)
    return render_pagina(request, "trajecten/besluit_nieuw.html", {"form": form}, status=422 if form.is_bound else 200)


def _nummer(tekst: str) -> int:
    """A number out of an address; 0, which nothing has, for anything else."""
    return int(tekst) if tekst.isascii() and tekst.isdigit() else 0


@traject_view("besluit.bekijken")
def besluit_document(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponseBase:
    """The document of a decision, as attachment under a plain name."""
    besluit = get_object_or_404(Besluit.objects.visible_to(request.user).for_traject(traject), pk=nummer)
    if not besluit.document or not besluit.document.storage.exists(besluit.document.name or ""):
        messages.info(request, _("Bij dit besluit is geen document bewaard."))
        return redirect("besluiten", slug=traject.slug)
    return FileResponse(
        besluit.document.open(),
        as_attachment=True,
        filename=f"besluit-{besluit.datum:%Y-%m-%d}.pdf",
        content_type="application/pdf",
    )
