"""Cards from the room, and the promises made there (M71, M78)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comakers.selectors.herkomst import herkomst_van
from kruispunten.forms.ateliers import IdeeForm
from kruispunten.models import Afspraak, Idee
from kruispunten.services import ideeen as services
from kruispunten.views.ateliers import SCHRIJF, atelier_van, pagina
from leefsturing.lib import klok
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from toegang.enums import KERNGROEP
from trajecten.models import Traject
from trajecten.poort import require_mag, traject_view


@traject_view("atelier.wijzigen", ("POST",))
def idee_nieuw(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One card after another: the form comes back empty, with the same group word."""
    atelier = atelier_van(request, traject, nummer)
    form = IdeeForm(request.POST, traject=traject)
    if not form.is_valid():
        return pagina(request, traject, atelier, status=422, idee_form=form)
    services.voeg_idee_toe(atelier=atelier, by=request.user, **form.waarden)
    messages.success(request, _("De kaart ligt op tafel."))
    response = redirect_naar(request, "atelier", slug=traject.slug, nummer=nummer)
    response["Location"] += "#kaart"
    return response


@traject_view("atelier.bekijken", SCHRIJF)
def idee(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One card, with the uitspraken under it."""
    rijen = Idee.objects.visible_to(request.user).for_traject(traject)
    kaart = get_object_or_404(rijen.select_related("atelier", "persoon"), pk=nummer)
    rol = request.rol  # type: ignore[attr-defined]
    mag_wijzigen = bool(beleid.mag(rol, "atelier.wijzigen", kaart.atelier.staat))
    form = None
    if request.method == "POST":
        require_mag(request, "atelier.wijzigen", kaart.atelier.staat)
    if mag_wijzigen:
        form = IdeeForm(request.POST or None, instance=kaart, traject=traject)
        if request.method == "POST" and form.is_valid():
            versie = form.cleaned_data["versie"] or 0
            services.wijzig_idee(idee=kaart, waarden=form.waarden, versie=versie, by=request.user)
            messages.success(request, _("De kaart is bijgewerkt."))
            return redirect_naar(request, "atelier", slug=traject.slug, nummer=kaart.atelier_id)
    context = {
        "kaart": kaart,
        "product": kaart,
        "soort": "idee",
        "form": form,
        "herkomst": herkomst_van(kaart, rol),
        "in_kerngroep": rol in KERNGROEP,
        "mag_wijzigen": mag_wijzigen,
    }
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "kruispunten/atelier_idee.html", context, status=status)


@traject_view("atelier.wijzigen", ("POST",))
def afspraak_gedaan(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """A promise is kept, or open again."""
    rijen = Afspraak.objects.visible_to(request.user).for_traject(traject)
    afspraak = get_object_or_404(rijen, pk=nummer)
    gedaan = request.POST.get("gedaan") == "1"
    services.zet_gedaan(afspraak=afspraak, op=klok.vandaag() if gedaan else None, by=request.user)
    messages.success(request, _("Afgevinkt. Mooi.") if gedaan else _("De afspraak staat weer open."))
    return redirect_naar(request, "atelier", slug=traject.slug, nummer=afspraak.atelier_id)
