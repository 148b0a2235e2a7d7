"""My data: see, correct, take along, stop."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from comakers.selectors.persoonsgegevens import alles_over
from comakers.services import reacties, wissen
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar
from overzichten.mijn.binnen import stil
from overzichten.mijn.forms import GegevensForm, StoppenForm
from overzichten.mijn.selectors import comaker_van, contactpersoon
from toegang.poort import publieke_view
from trajecten import links
from trajecten.models import Persoon
from trajecten.poort import persoon_view


@stil
@persoon_view("mijn.wijzigen", ("GET", "HEAD", "POST"))
def gegevens(request: HttpRequest, persoon: Persoon) -> HttpResponse:
    """Name, address, phone, rhythm of mails."""
    status = 200
    if request.method == "POST":
        form = GegevensForm(request.POST, instance=persoon)
        if form.is_valid():
            data: dict[str, Any] = {naam: form.cleaned_data[naam] for naam in reacties.GEGEVENS}
            try:
                reacties.update_gegevens(persoon=persoon, versie=form.cleaned_data["versie"], by=persoon, **data)
            except DomainError as error:
                if hasattr(error, "velden"):
                    raise
                form.add_error("email", error.tekst)
            else:
                messages.success(request, _("Je gegevens zijn bewaard."))
                return redirect_naar(request, "mijn_gegevens")
        status = 422
    else:
        form = GegevensForm(instance=persoon, initial={"versie": persoon.versie})
    comaker = comaker_van(persoon)
    context = {"form": form, "contact": contactpersoon(persoon, comaker)}
    return render(request, "mijn/gegevens.html", context, status=status)


@stil
@persoon_view("mijn.bekijken")
def inzien(request: HttpRequest, persoon: Persoon) -> HttpResponse:
    """Everything we keep about me, to read."""
    return render(request, "mijn/inzien.html", {"delen": alles_over(persoon), "op": klok.nu()})


@stil
@persoon_view("mijn.bekijken")
def download(request: HttpRequest, persoon: Persoon) -> HttpResponse:
    """Everything we keep about me, to take along."""
    inhoud = {"traject": persoon.traject.naam, "op": klok.nu().isoformat(), "gegevens": alles_over(persoon)}
    response = JsonResponse(inhoud, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@stil
@persoon_view("mijn.wijzigen", ("GET", "HEAD", "POST"))
def stoppen(request: HttpRequest, persoon: Persoon) -> HttpResponse:
    """I do not want to take part any more."""
    form = StoppenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wissen.stop_meedoen(persoon=persoon, uitspraken=form.cleaned_data["uitspraken"], by=persoon)
        response = redirect_naar(request, "mijn_gestopt")
        links.eindig_bezoek(response)
        return response
    return render(request, "mijn/stoppen.html", {"form": form}, status=422 if request.method == "POST" else 200)


@stil
@publieke_view("openbaar.bekijken")
def gestopt(request: HttpRequest) -> HttpResponse:
    """Thanks, and goodbye."""
    return render(request, "mijn/gestopt.html")
