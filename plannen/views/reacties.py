"""What co-makers answered to a version, and what the kerngroep says back (M29)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from leefsturing.lib.htmx import redirect_naar
from plannen.forms import AntwoordForm
from plannen.models import PlanReactie
from plannen.services.reacties import beantwoord
from plannen.views import SCHRIJF, versiepagina
from trajecten.models import Traject
from trajecten.poort import traject_view


@traject_view("plan.reactie_beantwoorden", SCHRIJF)
def plan_reactie(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Says a sentence back to a co-maker; opened by itself it leads to the answer on the page of the version."""
    rijen = PlanReactie.objects.visible_to(request.user).for_traject(traject)
    reactie = get_object_or_404(rijen.select_related("plan__traject", "plan__besluit", "persoon"), pk=nummer)
    plek = reverse("plan_versie", kwargs={"slug": traject.slug, "nummer": reactie.plan_id}) + f"#reactie-{reactie.pk}"
    if request.method != "POST":
        return redirect(plek)
    form = AntwoordForm(request.POST)
    if not form.is_valid():
        return versiepagina(request, reactie.plan, status=422, antwoordform=form, antwoord_op=reactie.pk)
    beantwoord(reactie=reactie, by=request.user, **form.cleaned_data)
    messages.success(request, _("Beantwoord. %(naam)s leest het op de eigen pagina.") % {"naam": reactie.persoon})
    return redirect_naar(request, plek)
