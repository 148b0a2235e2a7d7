"""The plan on a co-maker's own page: what of yours is in it, the text in pieces, and whether it is right (M29)."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from plannen import selectors
from plannen.druk import weergave
from plannen.forms import ReactieForm
from plannen.models import Plan
from plannen.services.reacties import ZonderUitleg, reageer
from plannen.views import SCHRIJF, pdf_van
from toegang import beleid
from toegang.enums import Rol
from trajecten.models import Persoon
from trajecten.poort import persoon_view

# So many of the own words stand open; the others one tap away, so that the question comes within two minutes.
EERST = 3


def _plan(persoon: Persoon, uid: uuid.UUID) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(persoon).select_related("traject"), uid=uid)


def _toon(
    request: HttpRequest, persoon: Persoon, plan: Plan, *, form: ReactieForm | None = None, status: int = 200,
    **extra: Any,
) -> HttpResponse:  # fmt: skip
    lees = selectors.lees(plan)
    mijn = selectors.van_mij_met_plek(lees, persoon)
    reacties = selectors.reacties_van(plan, persoon)
    nieuwer = selectors.nieuwer_voorgelegd(plan)
    per_stuk = [stuk["sleutel"] for een in mijn for stuk in een.waar]
    context = {
        "plan": plan,
        "lees": lees,
        "mijn": mijn,
        "mijn_eerst": mijn[:EERST],
        "mijn_rest": mijn[EERST:],
        "onderdelen": [
            o | {"van_mij": per_stuk.count(o["sleutel"]), "reactie": reacties.get(o["sleutel"])}
            for o in weergave(lees.inhoud)
        ],
        "heel": reacties.get(""),
        "nieuwer": nieuwer,
        "mag_reageren": nieuwer is None and beleid.mag(Rol.PERSOON, "plan.reageren", plan.staat),
        "form": form,
        # A section that was answered, or in which something is missing, stands open.
        "stuk": request.POST.get("onderdeel", "") if form is not None else request.GET.get("stuk", ""),
    }
    return render_pagina(request, "plannen/mijn_plan.html", context | extra, status=status)


@persoon_view("plan.bekijken")
def mijn_plan(request: HttpRequest, persoon: Persoon, uid: uuid.UUID) -> HttpResponse:
    """The plan for a co-maker: what of yours is in it, and the whole text (M29)."""
    return _toon(request, persoon, _plan(persoon, uid))


@persoon_view("plan.bekijken")
def mijn_plan_pdf(request: HttpRequest, persoon: Persoon, uid: uuid.UUID) -> HttpResponseBase:
    """The PDF for a co-maker."""
    return pdf_van(request, _plan(persoon, uid))


@persoon_view("plan.reageren", SCHRIJF)
def mijn_plan_reactie(request: HttpRequest, persoon: Persoon, uid: uuid.UUID) -> HttpResponse:
    """Klopt, or niet helemaal: of the whole plan or of one section."""
    plan = _plan(persoon, uid)
    if request.method != "POST":  # opened again from the history of the browser
        return redirect("mijn_plan", uid=uid)
    form = ReactieForm(request.POST)
    if not form.is_valid():
        return _toon(request, persoon, plan, form=form, status=422)
    try:
        reageer(plan=plan, by=persoon, **form.cleaned_data)
    except ZonderUitleg as error:
        form.add_error("tekst", error.tekst)
        return _toon(request, persoon, plan, form=form, status=422)
    except DomainError as error:
        return _toon(request, persoon, plan, status=422, dicht=error.tekst, eigen=form.cleaned_data["tekst"])
    messages.success(request, _("Dank je, dit is binnen. We lezen het allemaal."))
    onderdeel = form.cleaned_data["onderdeel"]
    response = redirect_naar(request, "mijn_plan", uid=uid)
    response["Location"] += f"?stuk={onderdeel}#klopt-{onderdeel}" if onderdeel else "#klopt-het"
    return response
