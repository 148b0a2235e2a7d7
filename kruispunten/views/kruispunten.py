"""The board of questions and the page of one kruispunt (M60-M68)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comakers import herkomstkeuze
from comakers.herkomstkeuze import HerkomstForm
from comakers.selectors.herkomst import herkomst_van
from kruispunten.enums import KruispuntStaat
from kruispunten.forms.kruispunten import KruispuntForm, StaatForm
from kruispunten.models import Kruispunt, Vraagstuk
from kruispunten.selectors import kruispunten as selectors
from kruispunten.services import kruispunten as services
from leefsturing.lib import klok
from leefsturing.lib.htmx import redirect_naar, render_pagina
from pijlers.models import Pijler
from toegang import beleid
from toegang.enums import KERNGROEP
from trajecten.models import Traject
from trajecten.poort import traject_view

SCHRIJF = ("GET", "HEAD", "POST")


def ingezonden_versie(request: HttpRequest) -> int:
    """The version a form was made from; 0 for anything else, which is always a conflict."""
    waarde = request.POST.get("versie", "")
    return int(waarde) if waarde.isdecimal() and len(waarde) < 9 else 0


def _kruispunt(request: HttpRequest, traject: Traject, nummer: int) -> Kruispunt:
    return get_object_or_404(selectors.een_kruispunt(actor=request.user, traject=traject), pk=nummer)


def _waarschuw_bij_twee(request: HttpRequest, product: Any) -> None:
    """A gentle word; nothing is held back (M60)."""
    if product.heeft_twee_vragen:
        messages.warning(request, _("Bewaard. Misschien staan hier twee vragen. Eén vraag per kruispunt werkt beter."))


@traject_view("kruispunt.bekijken")
def kruispunten(request: HttpRequest, traject: Traject) -> HttpResponse:
    """The board: every question where it is, to read by pijler."""
    alle = selectors.kruispunten(actor=request.user, traject=traject)
    opgeborgen = alle.exclude(gearchiveerd_op=None)
    weg = request.GET.get("opgeborgen") == "1"
    pijlers = list(Pijler.objects.for_traject(traject).levend())
    gekozen = next((p for p in pijlers if str(p.pk) == request.GET.get("pijler")), None)
    rijen = alle.levend()
    bord = selectors.bord(rijen.filter(pijlers=gekozen) if gekozen else rijen)
    context = {
        "bord": bord,
        "iets": any(groep for _staat, groep in bord),
        "pijlers": pijlers,
        "gekozen": gekozen,
        "opgeborgen": list(opgeborgen) if weg else [],
        "aantal_opgeborgen": opgeborgen.count(),
        "mag_wijzigen": beleid.mag(request.rol, "kruispunt.wijzigen"),  # type: ignore[attr-defined]
    }
    return render_pagina(request, "kruispunten/kruispunten.html", context, partial="bord")


@traject_view("kruispunt.wijzigen", SCHRIJF)
def kruispunt_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """A new kruispunt; ``?uitspraak=`` lays that uitspraak under it, ``?vraagstuk=`` takes its question along."""
    gekozen = herkomstkeuze.gekozen(traject, request.GET)
    form = KruispuntForm(request.POST or None, traject=traject, initial=_begin(request, traject))
    herkomst = HerkomstForm(request.POST or None, traject=traject)
    if request.method == "POST":
        if form.is_valid() and herkomst.is_valid():
            kruispunt = services.maak_kruispunt(
                traject=traject,
                waarden=form.cleaned_data,
                uitspraken=herkomst.cleaned_data["uitspraak"],
                by=request.user,
            )
            messages.success(request, _("Het kruispunt staat er. Wie erover sprak, ziet het op de eigen pagina."))
            _waarschuw_bij_twee(request, kruispunt)
            return redirect_naar(request, "kruispunt", slug=traject.slug, nummer=kruispunt.pk)
        gekozen = herkomstkeuze.gekozen(traject, request.POST)
    context = {"form": form, "herkomst": herkomst, **herkomstkeuze.keuze(request, traject, gekozen)}
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "kruispunten/kruispunt_nieuw.html", context, partial="uitspraken", status=status)


def _begin(request: HttpRequest, traject: Traject) -> dict[str, Any]:
    nummer = request.GET.get("vraagstuk", "")
    if not nummer.isdecimal() or len(nummer) > 14:
        return {}
    vraagstuk = Vraagstuk.objects.visible_to(request.user).for_traject(traject).levend().filter(pk=nummer).first()
    return {"vraagstuk": vraagstuk, "vraag": vraagstuk.vraag} if vraagstuk else {}


@traject_view("kruispunt.bekijken")
def kruispunt(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One kruispunt: the question, who and what comes together in it, and what came of it."""
    return _pagina(request, traject, _kruispunt(request, traject, nummer))


def _pagina(request: HttpRequest, traject: Traject, kruispunt: Kruispunt, *, status: int = 200) -> HttpResponse:
    rol = request.rol  # type: ignore[attr-defined]
    combinaties, opgeborgen = selectors.vertel_combinaties(kruispunt)
    context = {
        "kruispunt": kruispunt,
        "product": kruispunt,
        "soort": "kruispunt",
        "herkomst": herkomst_van(kruispunt, rol),
        "combinaties": combinaties,
        "combinaties_opgeborgen": opgeborgen,
        "initiatieven": selectors.initiatieven_in(kruispunt),
        "volgde": selectors.wat_volgde(kruispunt, rol=rol, slug=traject.slug),
        "stappen": [(s, KruispuntStaat(s).label) for s in services.OVERGANGEN[kruispunt.staat]],
        "dag": klok.vandaag(),
        "in_kerngroep": rol in KERNGROEP,
        "mag_wijzigen": beleid.mag(rol, "kruispunt.wijzigen"),
    }
    return render_pagina(request, "kruispunten/kruispunt.html", context, status=status)


@traject_view("kruispunt.wijzigen", SCHRIJF)
def kruispunt_wijzigen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Changes what a kruispunt is, and who is in it."""
    kruispunt = _kruispunt(request, traject, nummer)
    versie = kruispunt.versie
    form = KruispuntForm(request.POST or None, instance=kruispunt, traject=traject)
    if request.method == "POST" and form.is_valid():
        services.wijzig_kruispunt(
            kruispunt=kruispunt, waarden=form.cleaned_data, versie=ingezonden_versie(request), by=request.user
        )
        messages.success(request, _("Het kruispunt is bijgewerkt."))
        _waarschuw_bij_twee(request, kruispunt)
        return redirect_naar(request, "kruispunt", slug=traject.slug, nummer=nummer)
    context = {"form": form, "kruispunt": kruispunt, "versie": request.POST.get("versie") or versie}
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "kruispunten/kruispunt_wijzigen.html", context, status=status)


@traject_view("kruispunt.wijzigen", ("POST",))
def kruispunt_staat(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Moves a kruispunt to another state, forward or back."""
    kruispunt = _kruispunt(request, traject, nummer)
    form = StaatForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Kies hoever het kruispunt is."))
        return _pagina(request, traject, kruispunt, status=422)
    services.zet_staat(kruispunt=kruispunt, staat=form.cleaned_data["staat"], by=request.user)
    messages.success(request, _("Bijgewerkt. Wie erover sprak, ziet dit op de eigen pagina."))
    return redirect_naar(request, "kruispunt", slug=traject.slug, nummer=nummer)


@traject_view("kruispunt.wijzigen", ("POST",))
def kruispunt_opbergen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Puts a kruispunt away."""
    services.berg_op(product=_kruispunt(request, traject, nummer), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Opgeborgen. Je vindt het terug onderaan het bord."))
    return redirect_naar(request, "kruispunten", slug=traject.slug)


@traject_view("kruispunt.wijzigen", ("POST",))
def kruispunt_terughalen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Brings a kruispunt back to the board."""
    services.haal_terug(product=_kruispunt(request, traject, nummer), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Het kruispunt staat weer op het bord."))
    return redirect_naar(request, "kruispunt", slug=traject.slug, nummer=nummer)
