"""Closing an atelier: from cards to projects (M72, M78)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ketens.forms.ateliers import SluitFormulier
from ketens.services.ateliers import close_atelier
from kruispunten.models import Atelier
from kruispunten.selectors import ateliers as selectors
from kruispunten.services.ateliers import weiger_stap
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang.enums import KERNGROEP
from toegang.models import Gebruiker
from trajecten.models import Persoon, Traject
from trajecten.poort import traject_view


def _formulier(request: HttpRequest, atelier: Atelier) -> SluitFormulier:
    personen = (
        Persoon.objects.for_traject(atelier.traject_id)
        .filter(gewist_op=None)
        .select_related("partij", "comaker__categorie")
        .order_by("sorteernaam", "pk")
    )
    leden = Gebruiker.objects.filter(
        deelnames__traject=atelier.traject_id, deelnames__rol__in=KERNGROEP, is_active=True
    ).order_by("naam", "pk")
    return SluitFormulier(
        atelier=atelier,
        kaarten=selectors.kaarten_bij(atelier),
        personen=list(personen),
        deelnemers=list(atelier.uitnodigingen.deelnemers().values_list("persoon_id", flat=True)),
        kerngroep=list(leden),
        data=request.POST if request.method == "POST" else None,
    )


@traject_view("atelier.sluiten", ("GET", "HEAD", "POST"))
def atelier_sluiten(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One form, one transaction; more rows keep what was typed, and nothing is lost on an error."""
    atelier = get_object_or_404(
        Atelier.objects.visible_to(request.user).for_traject(traject).select_related("traject", "kruispunt"), pk=nummer
    )
    now = klok.nu()
    if request.method != "POST":
        weiger_stap(atelier, "gesloten")
        if not atelier.is_begonnen(now):
            raise DomainError(_("Dit atelier moet nog beginnen. Sluiten kan daarna."))
    formulier, fout = _formulier(request, atelier), ""
    if request.method == "POST" and not formulier.meer and formulier.is_valid():
        try:
            close_atelier(
                atelier=atelier,
                uitkomst=formulier.uitkomst.cleaned_data["uitkomst"],
                reden_zonder_trekker=formulier.uitkomst.cleaned_data["reden_zonder_trekker"],
                projecten=formulier.nieuwe_projecten(),
                beloften=formulier.beloften(),
                besluiten=formulier.besluiten(),
                by=request.user,  # type: ignore[arg-type] # the gate lets accounts in only
                now=now,
            )
        except DomainError as error:
            fout = error.tekst
        else:
            messages.success(request, _("Gesloten. Iedereen die er was, krijgt vanavond de uitkomst."))
            return redirect_naar(request, "atelier", slug=traject.slug, nummer=nummer)
    context = {"atelier": atelier, "formulier": formulier, "fout": fout, "effecten": list(atelier.effecten.all())}
    # 422 for more rows too: nothing was changed, and loading the page again sends the same once more.
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "ketens/atelier_sluiten.html", context, status=status)
