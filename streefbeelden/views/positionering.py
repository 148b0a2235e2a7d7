from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from comakers.selectors.herkomst import herkomst_van
from leefsturing.lib import klok
from leefsturing.lib.htmx import render_pagina
from streefbeelden.forms.positionering import KrachtForm, OntwikkelingForm
from streefbeelden.models import Kracht, Ontwikkeling
from streefbeelden.selectors.positionering import positie
from streefbeelden.views.hulp import SCHRIJF, Soort, nieuw, opbergen, terughalen, vind, wijzigen
from toegang import beleid
from toegang.enums import KERNGROEP
from trajecten.models import Traject
from trajecten.poort import traject_view

ONTWIKKELING = Soort(
    model=Ontwikkeling,
    form=OntwikkelingForm,
    adres="ontwikkeling",
    kamer="positionering",
    kamer_naam=_("Positionering"),
    stap=4,
    nieuw=_("Nieuwe ontwikkeling"),
    inleiding=_("Wat komt er op de wijk af, van dichtbij of van ver weg? Een titel, een schaal en jaren zijn genoeg."),
    wijzig=_("Ontwikkeling wijzigen"),
    knop=_("Zet op de kaart"),
    gemaakt=_("Het staat op de kaart."),
)
KRACHT = Soort(
    model=Kracht,
    form=KrachtForm,
    adres="kracht",
    kamer="positionering",
    kamer_naam=_("Positionering"),
    stap=4,
    nieuw=_("Nieuwe kracht"),
    inleiding=_("Waar is deze wijk goed in? Een plan dat daarop bouwt, hoeft minder te duwen."),
    wijzig=_("Kracht wijzigen"),
    knop=_("Noem deze kracht"),
    gemaakt=_("De kracht staat erbij."),
)


@traject_view("streefbeeld.bekijken")
def positionering(request: HttpRequest, traject: Traject) -> HttpResponse:
    """The map of scale and years, what each means for the wijk, and what the wijk is strong in (M40-M42)."""
    context = {
        "positie": positie(actor=request.user, traject=traject, dag=klok.vandaag()),
        "mag_wijzigen": beleid.mag(request.rol, "streefbeeld.wijzigen"),  # type: ignore[attr-defined]
    }
    return render_pagina(request, "streefbeelden/positionering.html", context)


def _pagina(request: HttpRequest, traject: Traject, soort: Soort, nummer: int) -> HttpResponse:
    rij = vind(request, traject, soort, nummer)
    rol = request.rol  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "product": rij,
        "soort": rij._meta.model_name,
        "herkomst": herkomst_van(rij, rol),
        "in_kerngroep": rol in KERNGROEP,
        "mag_wijzigen": beleid.mag(rol, "streefbeeld.wijzigen"),
    }
    return render_pagina(request, f"streefbeelden/{soort.adres}.html", context)


@traject_view("streefbeeld.bekijken")
def ontwikkeling(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One development: what it means, and where it came from."""
    return _pagina(request, traject, ONTWIKKELING, nummer)


@traject_view("streefbeeld.wijzigen", SCHRIJF)
def ontwikkeling_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """A new development; ``?uitspraak=`` lays that uitspraak under it, ``?schaal=`` chooses a scale."""
    jaar = klok.vandaag().year
    begin = {"van_jaar": jaar, "tot_jaar": jaar + 5, "schaal": request.GET.get("schaal", "")}
    return nieuw(request, traject, ONTWIKKELING, begin=begin)


@traject_view("streefbeeld.wijzigen", SCHRIJF)
def ontwikkeling_wijzigen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Changes a development."""
    return wijzigen(request, traject, ONTWIKKELING, nummer)


@traject_view("streefbeeld.wijzigen", ("POST",))
def ontwikkeling_opbergen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Takes a development from the map."""
    return opbergen(request, traject, ONTWIKKELING, nummer)


@traject_view("streefbeeld.wijzigen", ("POST",))
def ontwikkeling_terughalen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Puts a development on the map again."""
    return terughalen(request, traject, ONTWIKKELING, nummer)


@traject_view("streefbeeld.bekijken")
def kracht(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One strength: how one notices it, and where it came from."""
    return _pagina(request, traject, KRACHT, nummer)


@traject_view("streefbeeld.wijzigen", SCHRIJF)
def kracht_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """A new strength; ``?uitspraak=`` lays that uitspraak under it."""
    return nieuw(request, traject, KRACHT, begin={})


@traject_view("streefbeeld.wijzigen", SCHRIJF)
def kracht_wijzigen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Changes a strength."""
    return wijzigen(request, traject, KRACHT, nummer)


@traject_view("streefbeeld.wijzigen", ("POST",))
def kracht_opbergen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Puts a strength away."""
    return opbergen(request, traject, KRACHT, nummer)


@traject_view("streefbeeld.wijzigen", ("POST",))
def kracht_terughalen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Brings a strength back."""
    return terughalen(request, traject, KRACHT, nummer)
