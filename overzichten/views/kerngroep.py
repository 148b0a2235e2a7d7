from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from berichten.models import Bericht
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from overzichten import services
from overzichten.forms import ROLLEN, RolForm, UitnodigForm
from toegang.enums import KERNGROEP, ROL_UITLEG
from toegang.poort import require_mag
from trajecten.models import Deelname, Traject
from trajecten.poort import traject_view
from trajecten.selectors import deelnemers
from trajecten.services import verwijder_deelnemer, wijzig_rol


def _deelname(traject: Traject, nummer: int) -> Deelname:
    rijen = Deelname.objects.for_traject(traject).select_related("gebruiker", "traject")
    return get_object_or_404(rijen, pk=nummer)


@traject_view("instellingen.bekijken", ("GET", "HEAD", "POST"))
def kerngroep(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Who takes part and as what; invite somebody by e-mail (M2)."""
    form = UitnodigForm(request.POST or None)
    if request.method == "POST":
        require_mag(request, "kerngroep.wijzigen")
        if form.is_valid():
            try:
                deelname = services.nodig_uit(traject=traject, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            except DomainError as error:
                form.add_error(None, error.tekst)
            else:
                messages.success(
                    request, _("%(naam)s doet mee en krijgt een mail.") % {"naam": deelname.gebruiker.naam}
                )
                return redirect_naar(request, "kerngroep", slug=traject.slug)
    wie = deelnemers(traject)
    context = {
        "form": form,
        "kern": [d for d in wie if d.rol in KERNGROEP],
        "anderen": [d for d in wie if d.rol not in KERNGROEP],
        "rollen": [(rol, ROL_UITLEG[rol]) for rol in ROLLEN],
        "uitgenodigd": _uitgenodigd(traject),
    }
    return render_pagina(request, "overzichten/kerngroep.html", context, status=422 if form.is_bound else 200)


def _uitgenodigd(traject: Traject) -> dict[int, Bericht]:
    """The latest invitation of each account; one query."""
    rijen = Bericht.objects.for_traject(traject).filter(aanleiding=services.UITNODIGING).order_by("pk")
    return {rij.gebruiker_id: rij for rij in rijen}


@traject_view("kerngroep.wijzigen", ("GET", "HEAD", "POST"))
def kerngroeplid(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Give somebody another role."""
    deelname = _deelname(traject, nummer)
    form = RolForm(request.POST or None, initial={"rol": deelname.rol})
    if request.method == "POST" and form.is_valid():
        try:
            wijzig_rol(deelname=deelname, rol=form.cleaned_data["rol"], by=request.user)  # type: ignore[arg-type]
        except DomainError as error:
            form.add_error(None, error.tekst)
        else:
            messages.success(
                request,
                _("%(naam)s is nu %(rol)s.") % {"naam": deelname.gebruiker.naam, "rol": deelname.get_rol_display()},
            )
            return redirect_naar(request, "kerngroep", slug=traject.slug)
    context = {"form": form, "deelname": deelname, "rollen": [(rol, ROL_UITLEG[rol]) for rol in ROLLEN]}
    return render_pagina(request, "overzichten/kerngroeplid.html", context, status=422 if form.is_bound else 200)


@traject_view("kerngroep.wijzigen", ("POST",))
def kerngroeplid_weg(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """End somebody's part in the traject, at once."""
    deelname = _deelname(traject, nummer)
    zelf = deelname.gebruiker == request.user
    verwijder_deelnemer(deelname=deelname, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("%(naam)s doet niet meer mee.") % {"naam": deelname.gebruiker.naam})
    return redirect_naar(request, "trajecten") if zelf else redirect_naar(request, "kerngroep", slug=traject.slug)


@traject_view("kerngroep.wijzigen", ("POST",))
def kerngroeplid_opnieuw(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Send the invitation once more."""
    deelname = _deelname(traject, nummer)
    services.nodig_opnieuw_uit(deelname=deelname)
    messages.success(request, _("%(naam)s krijgt de uitnodiging nog een keer.") % {"naam": deelname.gebruiker.naam})
    return redirect_naar(request, "kerngroep", slug=traject.slug)
