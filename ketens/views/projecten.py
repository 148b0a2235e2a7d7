from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comakers import herkomstkeuze
from comakers.herkomstkeuze import HerkomstForm
from comakers.selectors.herkomst import herkomst_van
from comakers.services.herkomst import koppel_herkomst
from ketens import services
from ketens.enums import ProjectSoort, ProjectStaat
from ketens.forms.projecten import FilterForm, KoppelForm, ProjectForm, StaatForm, VoortgangForm
from ketens.models import Project
from ketens.selectors import projecten as selectors
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from toegang.enums import KERNGROEP
from trajecten.enums import Zijde
from trajecten.models import Traject
from trajecten.poort import traject_view

SCHRIJF = ("GET", "HEAD", "POST")
STATUS = {
    ProjectStaat.IDEE: "wacht",
    ProjectStaat.GESTART: "loopt",
    ProjectStaat.RESULTAAT: "gelukt",
    ProjectStaat.GESTOPT: "stil",
}


def _project(request: HttpRequest, traject: Traject, nummer: int) -> Project:
    return get_object_or_404(selectors.projecten(actor=request.user, traject=traject), pk=nummer)


@traject_view("project.bekijken")
def projecten(request: HttpRequest, traject: Traject) -> HttpResponse:
    """All projects by state, and who pulls."""
    filters = FilterForm(request.GET, traject=traject)
    keuze = filters.keuze
    lijst = selectors.gefilterd(selectors.projecten(actor=request.user, traject=traject), keuze)
    context = {
        "filters": filters,
        "keuze": keuze,
        "groepen": selectors.per_staat(lijst),
        "trekkers": selectors.trekkers(traject),
        "status": STATUS,
        "mag_wijzigen": beleid.mag(request.rol, "project.wijzigen"),  # type: ignore[attr-defined]
    }
    return render_pagina(request, "ketens/projecten.html", context, partial="lijst")


@traject_view("project.wijzigen", SCHRIJF)
def project_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """A new project; ``?uitspraak=`` lays that uitspraak under it and proposes a quick success (M5, M31)."""
    gekozen = herkomstkeuze.gekozen(traject, request.GET)
    begin: dict[str, Any] = {"trekker_zijde": Zijde.GEBRUIKERS, "begint_nu": bool(gekozen)}
    begin["soort"] = ProjectSoort.SNEL_SUCCES if gekozen else ProjectSoort.PROEFPROJECT
    form = ProjectForm(request.POST or None, traject=traject, initial=begin)
    form.stel_trekker_voor([u.comaker.persoon.volledige_naam for u in gekozen])
    herkomst = HerkomstForm(request.POST or None, traject=traject)
    if request.method == "POST":
        if form.is_valid() and herkomst.is_valid():
            data = form.cleaned_data
            project = services.maak_project(
                traject=traject,
                waarden=data,
                uitspraken=herkomst.cleaned_data["uitspraak"],
                begint_nu=data["begint_nu"],
                by=request.user,
            )
            messages.success(request, _("Het project staat er. Wie het idee gaf, ziet het nu op de eigen pagina."))
            return redirect_naar(request, "project", slug=traject.slug, nummer=project.pk)
        gekozen = herkomstkeuze.gekozen(traject, request.POST)
    bestaand = KoppelForm(traject=traject, initial={"uitspraak": gekozen}) if gekozen else None
    context = {
        "form": form,
        "herkomst": herkomst,
        "bestaand": bestaand,
        **herkomstkeuze.keuze(request, traject, gekozen),
    }
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "ketens/project_nieuw.html", context, partial="uitspraken", status=status)


@traject_view("project.wijzigen", ("POST",))
def project_koppelen(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Lays uitspraken under a project that is there already: the same gesture, from the side of the uitspraak."""
    form = KoppelForm(request.POST, traject=traject)
    if not form.is_valid():
        raise DomainError(_("Kies een project uit de lijst, en een uitspraak die gebruikt mag worden."))
    project = form.cleaned_data["project"]
    koppel_herkomst(product=project, uitspraken=form.cleaned_data["uitspraak"], by=request.user)
    messages.success(request, _("Gekoppeld. De co-maker ziet dit op de eigen pagina."))
    return redirect_naar(request, "project", slug=traject.slug, nummer=project.pk)


@traject_view("project.bekijken")
def project(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One project: what it is, whose words it came from, how it goes, and the next step."""
    return _pagina(request, traject, _project(request, traject, nummer))


def _pagina(
    request: HttpRequest, traject: Traject, project: Project, *, status: int = 200, **forms: Any
) -> HttpResponse:
    rol = request.rol  # type: ignore[attr-defined]
    context = {
        "project": project,
        "product": project,
        "soort": "project",
        "herkomst": herkomst_van(project, rol),
        "voortgangen": selectors.voortgang_van(project),
        "stappen": [(s, ProjectStaat(s).label) for s in services.OVERGANGEN[project.staat]],
        "status": STATUS,
        "in_kerngroep": rol in KERNGROEP,
        "mag_wijzigen": beleid.mag(rol, "project.wijzigen"),
        "voortgang_form": forms.get("voortgang_form") or VoortgangForm(),
        "staat_form": forms.get("staat_form") or StaatForm(),
    }
    return render_pagina(request, "ketens/project.html", context, status=status)


@traject_view("project.wijzigen", SCHRIJF)
def project_wijzigen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Changes what a project is."""
    project = _project(request, traject, nummer)
    versie = project.versie
    form = ProjectForm(request.POST or None, instance=project, traject=traject)
    if request.method == "POST" and form.is_valid():
        ingezonden = request.POST.get("versie", "")
        services.wijzig_project(
            project=project,
            waarden=form.cleaned_data,
            versie=int(ingezonden) if ingezonden.isdecimal() and len(ingezonden) < 9 else 0,
            by=request.user,
        )
        messages.success(request, _("Het project is bijgewerkt."))
        return redirect_naar(request, "project", slug=traject.slug, nummer=nummer)
    context = {"form": form, "project": project, "versie": request.POST.get("versie") or versie}
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "ketens/project_wijzigen.html", context, status=status)


@traject_view("project.wijzigen", ("POST",))
def project_staat(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Moves a project to another state."""
    project = _project(request, traject, nummer)
    form = StaatForm(request.POST)
    if not form.is_valid():
        return _pagina(request, traject, project, status=422, staat_form=form)
    services.zet_staat(project=project, by=request.user, **form.cleaned_data)
    messages.success(request, _("Bijgewerkt. Wie het idee gaf, ziet dit op de eigen pagina."))
    return redirect_naar(request, "project", slug=traject.slug, nummer=nummer)


@traject_view("project.wijzigen", ("POST",))
def project_voortgang(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Adds a line on how it goes."""
    project = _project(request, traject, nummer)
    form = VoortgangForm(request.POST)
    if not form.is_valid():
        return _pagina(request, traject, project, status=422, voortgang_form=form)
    services.meld_voortgang(project=project, by=request.user, **form.cleaned_data)
    messages.success(request, _("Genoteerd."))
    return redirect_naar(request, "project", slug=traject.slug, nummer=nummer)
