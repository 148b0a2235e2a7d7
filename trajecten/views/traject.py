from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang.poort import Geweigerd, gebruiker_view, require_mag
from trajecten import services
from trajecten.categorieen import STARTREEKS
from trajecten.forms import InstellingenForm, TrajectForm
from trajecten.models import Traject
from trajecten.poort import traject_view


@gebruiker_view("traject.maken", ("GET", "HEAD", "POST"))
def traject_nieuw(request: HttpRequest) -> HttpResponse:
    """Begin a traject: who makes it becomes its opdrachtgever."""
    if not request.user.mag_traject_maken:  # type: ignore[union-attr]
        raise Geweigerd(_("Met dit account kun je geen traject beginnen. Vraag het de beheerder."))
    form = TrajectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        traject = services.begin_traject(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("Het traject staat klaar. Nodig nu de anderen van de kerngroep uit."))
        return redirect_naar(request, "kerngroep", slug=traject.slug)
    context = {"form": form, "categorieen": STARTREEKS}
    return render_pagina(request, "trajecten/nieuw.html", context, status=422 if form.is_bound else 200)


@traject_view("instellingen.bekijken", ("GET", "HEAD", "POST"))
def instellingen(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Norms, openness, planperiode and look of the traject."""
    if request.method == "POST":
        require_mag(request, "traject.instellen")
        # A copy: what a refused form would set must not show in the shell of the page.
        form = InstellingenForm(request.POST, instance=Traject.objects.get(pk=traject.pk))
        if form.is_valid():
            velden = dict(form.cleaned_data)
            versie = velden.pop("versie")
            services.wijzig_traject(traject=form.instance, versie=versie, by=request.user, **velden)  # type: ignore[arg-type]
            messages.success(request, _("De instellingen zijn opgeslagen."))
            return redirect_naar(request, "instellingen", slug=traject.slug)
    else:
        form = InstellingenForm(instance=traject, initial={"versie": traject.versie})
    return render_pagina(request, "trajecten/instellingen.html", {"form": form}, status=422 if form.is_bound else 200)
