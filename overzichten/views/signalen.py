from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url
from django.utils.translation import gettext as _

from leefsturing.lib.htmx import redirect_naar, render_pagina
from leefsturing.lib.tekst import schoon
from overzichten.selectors.signalen import per_persoon, signalen_te_tonen, verdeling
from overzichten.wel_en_niet import MET_REGEL
from trajecten import services
from trajecten.models import Signaal, Traject
from trajecten.poort import traject_view

PER_BLADZIJDE = 25
MAX_TERZIJDE = 100


@traject_view("signaal.bekijken")
def signalen(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Everything the tool noticed, by who handles it; and what was set aside with who did it and why."""
    te_tonen = signalen_te_tonen(request.user, traject)  # type: ignore[arg-type]
    wie = request.GET.get("wie", "")
    terzijde = (
        Signaal.objects.visible_to(request.user)
        .for_traject(traject)
        .exclude(terzijde_op=None)
        .select_related("terzijde_door")
        .order_by("-terzijde_op")
    )
    context = {
        "pagina": Paginator(per_persoon(te_tonen, wie), PER_BLADZIJDE).get_page(request.GET.get("pagina")),
        "verdeling": verdeling(te_tonen, gebruiker=request.user, wie=wie),  # type: ignore[arg-type]
        "terzijde": terzijde[:MAX_TERZIJDE],
        "wel_niet": MET_REGEL,
        "zoek": urlencode({"wie": wie}) if wie else "",
    }
    return render_pagina(request, "overzichten/signalen.html", context)


@traject_view("signaal.wijzigen", ("POST",))
def signaal_terzijde(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Set a signal aside with one tap, with or without a reason."""
    signaal = get_object_or_404(Signaal.objects.visible_to(request.user).for_traject(traject), pk=nummer)
    reden = schoon(request.POST.get("reden", "")).replace("\x00", "").strip()[:300]
    services.leg_terzijde(signaal=signaal, reden=reden, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Het signaal ligt terzijde en komt niet terug zolang er niets verandert."))
    return redirect_naar(request, _terug(request, traject))


@traject_view("signaal.wijzigen", ("POST",))
def signaal_terughalen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Show a signal again that was set aside."""
    signaal = get_object_or_404(Signaal.objects.visible_to(request.user).for_traject(traject), pk=nummer)
    services.haal_terug(signaal=signaal, by=request.user)  # type: ignore[arg-type]
    return redirect_naar(request, "signalen", slug=traject.slug)


def _terug(request: HttpRequest, traject: Traject) -> str:
    """Back to the keuken or the list, wherever the tap was."""
    return resolve_url("keuken" if request.POST.get("naar") == "keuken" else "signalen", slug=traject.slug)
