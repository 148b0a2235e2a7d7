from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comakers.herkomstkeuze import gekozen
from comakers.models import Uitspraak
from comakers.selectors.herkomst import herkomst_van
from leefsturing.lib.htmx import redirect_naar, render_pagina
from pijlers.models import Pijler
from streefbeelden.enums import PuntSoort
from streefbeelden.forms.streefbeeld import BeeldForm, NieuwPuntForm, PuntForm, VerhaalForm
from streefbeelden.models import Streefbeeldpunt
from streefbeelden.selectors import streefbeeld as selectors
from streefbeelden.services import producten as diensten
from streefbeelden.services.verhalen import schrijf_verhaal
from streefbeelden.views import hulp
from streefbeelden.views.hulp import SCHRIJF, Soort, vind
from toegang import beleid
from toegang.enums import KERNGROEP
from trajecten.models import Traject
from trajecten.poort import traject_view

PUNT = Soort(
    model=Streefbeeldpunt,
    form=PuntForm,
    adres="punt",
    kamer="streefbeeld",
    kamer_naam=gettext_lazy("Streefbeeld"),
    stap=5,
    nieuw=gettext_lazy("Nieuw punt"),
    inleiding=gettext_lazy("Spring vooruit in de tijd. Wat zie je dan, en wat zie je niet meer?"),
    wijzig=gettext_lazy("Punt wijzigen"),
    knop=gettext_lazy("Zet in het streefbeeld"),
    gemaakt=gettext_lazy("Het punt staat in het streefbeeld. Wie het zei, ziet het op de eigen pagina."),
)


@traject_view("streefbeeld.bekijken")
def streefbeeld(request: HttpRequest, traject: Traject) -> HttpResponse:
    """What the wijk looks like in the horizon year, per pijler, social and physical side by side (M50-M53)."""
    mag = beleid.mag(request.rol, "streefbeeld.wijzigen")  # type: ignore[attr-defined]
    context = {
        "kamer": selectors.kamer(actor=request.user, traject=traject, met_aanbod=bool(mag)),
        "mag_wijzigen": mag,
    }
    return render_pagina(request, "streefbeelden/streefbeeld.html", context)


@traject_view("streefbeeld.bekijken")
def punt(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One point: its words, its image, and whose words it came from."""
    return _pagina(request, vind(request, traject, PUNT, nummer))


def _pagina(request: HttpRequest, rij: Streefbeeldpunt, *, status: int = 200, beeld_form: Any = None) -> HttpResponse:
    rol = request.rol  # type: ignore[attr-defined]
    mag = beleid.mag(rol, "streefbeeld.wijzigen")
    begin = {"beeld_beschrijving": rij.beeld_beschrijving}
    context = {
        "punt": rij,
        "product": rij,
        "soort": "streefbeeldpunt",
        "herkomst": herkomst_van(rij, rol),
        "in_kerngroep": rol in KERNGROEP,
        "mag_wijzigen": mag,
        "beeld_form": (beeld_form or BeeldForm(punt=rij, initial=begin)) if mag else None,
        "beeld_open": beeld_form is not None,
    }
    return render_pagina(request, "streefbeelden/punt.html", context, status=status)


@traject_view("streefbeeld.wijzigen", SCHRIJF)
def punt_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """A new point; ``?uitspraak=`` and ``?kernpunt=`` bring the words along (M53, M55)."""
    bron = request.POST if request.method == "POST" else request.GET
    antwoord = selectors.kernpunt_van(actor=request.user, traject=traject, nummer=bron.get("kernpunt", ""))
    begin: dict[str, Any] = {"soort": PuntSoort.IS_ER, "pijler": request.GET.get("pijler", "")}
    begin["aspect"] = request.GET.get("aspect", "")
    vooraf: list[Uitspraak] = []
    if antwoord:
        begin["tekst"] = antwoord.tekst[:300]
        begin["soort"] = PuntSoort.IS_WEG if selectors.is_verdwenen(antwoord) else PuntSoort.IS_ER
        vooraf = selectors.uitspraken_uit(actor=request.user, antwoord=antwoord)
    elif uitspraken := gekozen(traject, request.GET):
        begin["tekst"] = uitspraken[0].tekst[:300]

    def na(rij: Streefbeeldpunt, form: Any) -> None:
        if bestand := form.cleaned_data["beeld"]:
            woorden = form.cleaned_data["beeld_beschrijving"]
            diensten.zet_beeld(punt=rij, bestand=bestand, beschrijving=woorden, by=request.user)

    return hulp.nieuw(
        request,
        traject,
        replace(PUNT, form=partial(NieuwPuntForm, traject=traject)),
        begin=begin,
        extra={"antwoord": antwoord},
        vooraf=vooraf,
        erbij={"kernpunt": antwoord},
        na=na,
    )


@traject_view("streefbeeld.wijzigen", SCHRIJF)
def punt_wijzigen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Changes the words of a point."""
    return hulp.wijzigen(request, traject, replace(PUNT, form=partial(PuntForm, traject=traject)), nummer)


@traject_view("streefbeeld.wijzigen", ("POST",))
def punt_opbergen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Takes a point from the streefbeeld."""
    return hulp.opbergen(request, traject, PUNT, nummer)


@traject_view("streefbeeld.wijzigen", ("POST",))
def punt_terughalen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Puts a point back."""
    return hulp.terughalen(request, traject, PUNT, nummer)


@traject_view("streefbeeld.bekijken")
def punt_foto(request: HttpRequest, traject: Traject, nummer: int) -> FileResponse:
    """The image of a point itself, after the question whether one may see it."""
    rij = vind(request, traject, PUNT, nummer)
    try:
        handle = rij.beeld.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(handle, content_type="image/jpeg")
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@traject_view("streefbeeld.wijzigen", ("POST",))
def punt_beeld(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Gives a point an image, or other words for the one it has."""
    rij = vind(request, traject, PUNT, nummer)
    form = BeeldForm(request.POST, request.FILES, punt=rij)
    if not form.is_valid():
        return _pagina(request, rij, status=422, beeld_form=form)
    data = form.cleaned_data
    diensten.zet_beeld(punt=rij, bestand=data["beeld"], beschrijving=data["beeld_beschrijving"], by=request.user)
    messages.success(request, _("Het beeld staat bij het punt."))
    return redirect_naar(request, "punt", slug=traject.slug, nummer=nummer)


@traject_view("streefbeeld.wijzigen", ("POST",))
def punt_beeld_weg(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Takes the image of a point away."""
    diensten.haal_beeld_weg(punt=vind(request, traject, PUNT, nummer), by=request.user)
    messages.success(request, _("Het beeld is weggehaald."))
    return redirect_naar(request, "punt", slug=traject.slug, nummer=nummer)


def _pijler(request: HttpRequest, traject: Traject, nummer: int) -> Pijler:
    return get_object_or_404(Pijler.objects.visible_to(request.user).for_traject(traject), pk=nummer)


@traject_view("streefbeeld.wijzigen", SCHRIJF)
def verhaal(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Writes the story of a pijler; what stood there stays as an earlier version."""
    pijler = _pijler(request, traject, nummer)
    huidig = selectors.huidig_verhaal(pijler)
    begin = {"versie": huidig.nummer if huidig else 0, "tekst": huidig.tekst if huidig else ""}
    form = VerhaalForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        schrijf_verhaal(pijler=pijler, by=request.user, **form.cleaned_data)
        messages.success(request, _("Het verhaal is opgeslagen. De vorige versie blijft bewaard."))
        return redirect_naar(request, f"{reverse('streefbeeld', kwargs={'slug': traject.slug})}#pijler-{pijler.pk}")
    context = {"form": form, "pijler": pijler, "is_eerste": huidig is None}
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "streefbeelden/verhaal.html", context, status=status)


@traject_view("streefbeeld.bekijken")
def verhaal_versies(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Every version of the story of a pijler, and what changed word by word."""
    pijler = _pijler(request, traject, nummer)
    gekozen_versie = request.GET.get("versie", "")
    context = {
        "pijler": pijler,
        "versies": selectors.versies_van(actor=request.user, pijler=pijler, nummer=gekozen_versie),
        "mag_wijzigen": beleid.mag(request.rol, "streefbeeld.wijzigen"),  # type: ignore[attr-defined]
    }
    return render_pagina(request, "streefbeelden/verhaal_versies.html", context)
