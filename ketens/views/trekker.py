"""The page of a trekker, on a phone, through the personal link: only own projects; somebody else's do not exist."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ketens import services
from ketens.enums import Stand
from ketens.forms.projecten import VoortgangForm
from ketens.forms.trekker import DragerForm, HelperForm, WatForm
from ketens.models import Mijlpaal, Project
from ketens.selectors.trekker import projecten_van, trekkerblad
from ketens.services.trekker import zet_drager_erbij
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar
from trajecten.models import Persoon
from trajecten.poort import persoon_view

SCHRIJF = ("GET", "HEAD", "POST")
ICONEN = {Stand.GOED: "gelukt", Stand.LANGZAAM: "klok", Stand.VAST: "waarschuwing"}


def _stil(response: HttpResponse) -> HttpResponse:
    """The address of the page goes to nobody; ``strict-origin`` keeps forms working."""
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _project(persoon: Persoon, nummer: int) -> Project:
    return get_object_or_404(projecten_van(persoon), pk=nummer)


def _toon(request: HttpRequest, project: Project, *, status: int = 200, **forms: Any) -> HttpResponse:
    context = {
        "project": project,
        "blad": trekkerblad(project),
        "standen": [(s.value, s.label, ICONEN[s]) for s in Stand],
        "hoe_form": forms.get("hoe_form") or VoortgangForm(),
        "helper_form": forms.get("helper_form") or HelperForm(auto_id="mens_%s"),
        "drager_form": forms.get("drager_form") or DragerForm(project=project, auto_id="keten_%s"),
        "open": next(iter(forms), ""),
        "vandaag": klok.vandaag(),
    }
    return _stil(render(request, "ketens/mijn_project.html", context, status=status))


def _verder(request: HttpRequest, project: Project, anker: str) -> HttpResponse:
    response = redirect_naar(request, "mijn_project", nummer=project.pk)
    response["Location"] += f"#{anker}"
    return response


@persoon_view("project.trekken")
def mijn_project(request: HttpRequest, persoon: Persoon, nummer: int) -> HttpResponse:
    """How it goes in two taps, and everything else a trekker looks after."""
    return _toon(request, _project(persoon, nummer))


@persoon_view("project.trekken", SCHRIJF)
def hoe(request: HttpRequest, persoon: Persoon, nummer: int) -> HttpResponse:
    """Two taps: how it goes, and send; a sentence may go along."""
    project = _project(persoon, nummer)
    if request.method != "POST":  # opened again from the history of the browser
        return redirect("mijn_project", nummer=nummer)
    form = VoortgangForm(request.POST)
    if not form.is_valid():
        return _toon(request, project, status=422, hoe_form=form)
    services.meld_voortgang(project=project, by=persoon, **form.cleaned_data)
    messages.success(request, _("Dank je. Het kernteam ziet dit, en wie het idee gaf hoort ervan."))
    return _verder(request, project, "hoe")


@persoon_view("project.trekken", SCHRIJF)
def mijlpaal(request: HttpRequest, persoon: Persoon, nummer: int) -> HttpResponse:
    """A milestone is reached, with one tap."""
    rijen = Mijlpaal.objects.visible_to(persoon).for_traject(persoon.traject).select_related("project")
    rij = get_object_or_404(rijen, pk=nummer)
    if request.method == "POST":
        services.haal_mijlpaal(mijlpaal=rij, by=persoon)
        messages.success(request, _("Mooi! Dat is gehaald."))
        return _verder(request, rij.project, "mijlpalen")
    return redirect("mijn_project", nummer=rij.project_id)


@persoon_view("project.trekken", SCHRIJF)
def wijzigen(request: HttpRequest, persoon: Persoon, nummer: int) -> HttpResponse:
    """What the project is, in the words of its trekker."""
    project = _project(persoon, nummer)
    velden = ("naam", "beoogd_resultaat", "omschrijving")
    form = WatForm(request.POST or None, initial={v: getattr(project, v) for v in ("versie", *velden)})
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        services.wijzig_project(project=project, versie=data.pop("versie"), waarden=data, by=persoon)
        messages.success(request, _("Bewaard. Het kernteam ziet wat je veranderde."))
        return _verder(request, project, "wat")
    status = 422 if request.method == "POST" else 200
    context = {"project": project, "form": form}
    return _stil(render(request, "ketens/mijn_project_wijzigen.html", context, status=status))


@persoon_view("project.trekken", SCHRIJF)
def mens_erbij(request: HttpRequest, persoon: Persoon, nummer: int) -> HttpResponse:
    """Somebody joins."""
    project = _project(persoon, nummer)
    if request.method != "POST":
        return redirect("mijn_project", nummer=nummer)
    form = HelperForm(request.POST, auto_id="mens_%s")
    if form.is_valid():
        try:
            with transaction.atomic():
                services.voeg_meedoener_toe(
                    project=project, naam=form.naam, rol=form.cleaned_data["rol"], by=persoon
                )  # fmt: skip
        except DomainError as error:
            form.add_error("email", error.tekst)
        else:
            messages.success(request, _("%(naam)s doet mee.") % {"naam": form.naam["voornaam"]})
            return _verder(request, project, "mensen")
    return _toon(request, project, status=422, helper_form=form)


@persoon_view("project.trekken", SCHRIJF)
def drager_erbij(request: HttpRequest, persoon: Persoon, nummer: int) -> HttpResponse:
    """An organisation or somebody who takes part helps to carry it."""
    project = _project(persoon, nummer)
    if request.method != "POST":
        return redirect("mijn_project", nummer=nummer)
    form = DragerForm(request.POST, project=project, auto_id="keten_%s")
    if form.is_valid():
        try:
            with transaction.atomic():
                zet_drager_erbij(project=project, waarden=form.cleaned_data, by=persoon)
        except DomainError as error:
            form.add_error(None, error.tekst)
        else:
            messages.success(request, _("Staat erbij. Het kernteam ziet het ook."))
            return _verder(request, project, "keten")
    return _toon(request, project, status=422, drager_form=form)
