from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comakers.dos_en_donts import KERNVRAAG
from comakers.forms.gesprekken import AfbeeldingForm, KernvraagForm, kernvraag_initial
from comakers.models import Gesprek, Kernafbeelding
from comakers.services import gesprekken as diensten
from comakers.views.gesprekken import vind_gesprek
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from trajecten.poort import require_mag, traject_view

SCHRIJF = ("GET", "HEAD", "POST")


@traject_view("gesprek.bekijken", SCHRIJF)
def kernvraag(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Three points with a year, what is then no longer seen, and images (M23)."""
    row = vind_gesprek(request, traject, nummer)
    if request.method != "POST":
        return _toon(request, row)
    require_mag(request, "gesprek.wijzigen")
    form = KernvraagForm(request.POST, horizonjaar=traject.horizonjaar)
    if not form.is_valid():
        return _toon(request, row, 422, form=form)
    diensten.save_kernvraag(
        gesprek=row, versie=form.cleaned_data["versie"], punten=form.punten(), by=request.user
    )  # fmt: skip
    messages.success(request, _("De antwoorden op de kernvraag zijn opgeslagen."))
    return redirect_naar(request, "kernvraag", slug=traject.slug, nummer=row.pk)


def _toon(request: HttpRequest, row: Gesprek, status: int = 200, **extra: Any) -> HttpResponse:
    punten = list(row.kernpunten.order_by("soort", "nummer"))
    context = {
        "gesprek": row,
        "tab": "kernvraag",
        "kernvraag": KERNVRAAG,
        "punten": punten,
        "afbeeldingen": row.afbeeldingen.order_by("id"),
    }
    if beleid.mag(request.rol, "gesprek.wijzigen"):  # type: ignore[attr-defined]
        context |= {
            "form": KernvraagForm(initial=kernvraag_initial(row, punten), horizonjaar=row.traject.horizonjaar),
            "afbeelding_form": AfbeeldingForm(),
        }
    return render_pagina(request, "comakers/kernvraag.html", context | extra, status=status)


@traject_view("gesprek.wijzigen", SCHRIJF)
def afbeelding_nieuw(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """An image as answer, with words for who cannot see it."""
    row = vind_gesprek(request, traject, nummer)
    form = AfbeeldingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        diensten.add_afbeelding(
            gesprek=row, bestand=data["bestand"], beschrijving=data["beschrijving"], by=request.user
        )  # fmt: skip
        messages.success(request, _("Het beeld staat bij het gesprek."))
        return redirect_naar(request, "kernvraag", slug=traject.slug, nummer=row.pk)
    return _toon(request, row, 422 if request.method == "POST" else 200, afbeelding_form=form, afbeelding_open=True)


def _beeld(request: HttpRequest, traject: Any, nummer: int) -> Kernafbeelding:
    return get_object_or_404(Kernafbeelding.objects.visible_to(request.user).for_traject(traject), pk=nummer)


@traject_view("gesprek.bekijken")
def afbeelding(request: HttpRequest, traject: Any, nummer: int) -> FileResponse:
    """The picture itself, after the question whether one may see it."""
    beeld = _beeld(request, traject, nummer)
    try:
        handle = beeld.bestand.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(handle, content_type="image/jpeg")
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@traject_view("gesprek.wijzigen", ("POST",))
def afbeelding_weg(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Takes an image away."""
    beeld = _beeld(request, traject, nummer)
    gesprek_id = beeld.gesprek_id
    diensten.remove_afbeelding(beeld=beeld, by=request.user)
    messages.success(request, _("Het beeld is weggehaald."))
    return redirect_naar(request, "kernvraag", slug=traject.slug, nummer=gesprek_id)
