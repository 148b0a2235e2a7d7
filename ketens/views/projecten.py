from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comakers import herkomstkeuze
from comakers.herkomstkeuze import HerkomstForm
from comakers.selectors.herkomst import herkomst_van
from comakers.services.herkomst import koppel_herkomst
from ketens import services, tijdlijn
from ketens.enums import ProjectSoort, ProjectStaat
from ketens.forms.projecten import (
    FilterForm,
    GehaaldForm,
    KoppelForm,
    MeedoenerForm,
    MijlpaalForm,
    ProjectForm,
    StaatForm,
    VoortgangForm,
)
from ketens.models import Meedoener, Mijlpaal, Project
from ketens.selectors import projecten as selectors
from ketens.tijdlijn import balk_van
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from toegang.enums import KERNGROEP
from trajecten.enums import Zijde
from trajecten.models import Traject
from trajecten.poort import traject_view

SCHRIJF = ("GET", "HEAD", "POST")
WEERGAVEN = ("bord", "tijdlijn")
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
    weergave = request.GET.get("weergave", "")
    rol = request.rol  # type: ignore[attr-defined]
    zichtbaar = selectors.projecten(actor=request.user, traject=traject)
    lijst = selectors.gefilterd(zichtbaar, keuze, met_namen=rol in KERNGROEP)
    context = {
        "filters": filters,
        "keuze": keuze,
        "weergave": weergave if weergave in WEERGAVEN else "",
        "vraag": urlencode(keuze),
        "groepen": selectors.per_staat(lijst),
        "trekkers": selectors.trekkers(traject),
        "status": STATUS,
        "in_kerngroep": rol in KERNGROEP,
        "mag_wijzigen": beleid.mag(rol, "project.wijzigen"),
    }
    if weergave == "tijdlijn":
        balken = [balk_van(p) for p in lijst.prefetch_related("mijlpalen")]
        context["tijdlijn"] = tijdlijn.tekening(balken, dag=klok.vandaag())
    return render_pagina(request, "ketens/projecten.html", context, partial="lijst")


@traject_view("project.wijzigen", SCHRIJF)
def project_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """A new project; ``?uitspraak=`` lays that uitspraak under it and proposes a quick success (M5, M31)."""
    gekozen = herkomstkeuze.gekozen(traject, request.GET)
    begin: dict[str, Any] = {"trekker_zijde": Zijde.GEBRUIKERS, "begint_nu": bool(gekozen)}
    begin |= {veld: request.GET[veld] for veld in ("kruispunt", "initiatief", "stap") if veld in request.GET}
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
        "blad": selectors.projectblad(project),
        "stappen": [(s, ProjectStaat(s).label) for s in services.OVERGANGEN[project.staat]],
        "status": STATUS,
        "in_kerngroep": rol in KERNGROEP,
        "mag_wijzigen": beleid.mag(rol, "project.wijzigen"),
        "voortgang_form": forms.get("voortgang_form") or VoortgangForm(),
        "staat_form": forms.get("staat_form") or StaatForm(),
        "mijlpaal_form": forms.get("mijlpaal_form") or MijlpaalForm(auto_id="mijlpaal_%s"),
    }
    if context["mag_wijzigen"]:
        context["meedoener_form"] = forms.get("meedoener_form") or MeedoenerForm(traject=traject, auto_id="mee_%s")
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


@traject_view("project.wijzigen", ("POST",))
def mijlpaal_nieuw(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Adds a milestone."""
    project = _project(request, traject, nummer)
    form = MijlpaalForm(request.POST, auto_id="mijlpaal_%s")
    if not form.is_valid():
        return _pagina(request, traject, project, status=422, mijlpaal_form=form)
    services.voeg_mijlpaal_toe(project=project, by=request.user, **form.cleaned_data)
    messages.success(request, _("De mijlpaal staat erbij."))
    return redirect_naar(request, "project", slug=traject.slug, nummer=nummer)


@traject_view("project.wijzigen", ("POST",))
def mijlpaal_gehaald(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Reached on a day, or open again."""
    mijlpaal = get_object_or_404(
        Mijlpaal.objects.visible_to(request.user).for_traject(traject).select_related("project"), pk=nummer
    )
    form = GehaaldForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Vul een dag in zoals 24-11-2026, of laat het leeg voor vandaag."))
    if form.cleaned_data["terug"]:
        services.heropen_mijlpaal(mijlpaal=mijlpaal, by=request.user)
    else:
        services.haal_mijlpaal(mijlpaal=mijlpaal, op=form.cleaned_data["gehaald_op"], by=request.user)
    messages.success(request, _("Bijgewerkt."))
    return redirect_naar(request, "project", slug=traject.slug, nummer=mijlpaal.project_id)


@traject_view("project.wijzigen", ("POST",))
def meedoener_nieuw(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One of the first people joins (M72)."""
    project = _project(request, traject, nummer)
    form = MeedoenerForm(request.POST, traject=traject, auto_id="mee_%s")
    if form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                services.voeg_meedoener_toe(
                    project=project, persoon=data["persoon"], naam=form.naam, rol=data["rol"], by=request.user
                )
        except DomainError as error:
            form.add_error("email", error.tekst)
        else:
            messages.success(request, _("Die doet nu mee."))
            return redirect_naar(request, "project", slug=traject.slug, nummer=nummer)
    return _pagina(request, traject, project, status=422, meedoener_form=form)


@traject_view("project.wijzigen", ("POST",))
def meedoener_gestopt(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Somebody does not take part any more."""
    rijen = Meedoener.objects.visible_to(request.user).for_traject(traject).select_related("project")
    meedoener = get_object_or_404(rijen, pk=nummer)
    services.stop_meedoener(meedoener=meedoener, by=request.user)
    messages.success(request, _("Die doet niet meer mee. In de geschiedenis blijft het staan."))
    return redirect_naar(request, "project", slug=traject.slug, nummer=meedoener.project_id)
