"""What making, changing and putting away have in common, whatever kind of row it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from comakers import herkomstkeuze
from comakers.herkomstkeuze import HerkomstForm
from comakers.models import Herkomst
from leefsturing.lib.htmx import redirect_naar, render_pagina
from streefbeelden.services import producten as diensten
from trajecten.models import Traject

SCHRIJF = ("GET", "HEAD", "POST")


@dataclass(frozen=True)
class Soort:
    """A kind of row of this room: its model, its form, the words around it, and where one goes on."""

    model: type[Any]
    form: Callable[..., Any]
    adres: str  # url name of the row; ``<adres>_nieuw`` makes one, ``<adres>_wijzigen`` changes it
    kamer: str  # url name of the room
    kamer_naam: Promise | str
    stap: int
    nieuw: Promise | str
    inleiding: Promise | str
    wijzig: Promise | str
    knop: Promise | str
    gemaakt: Promise | str

    @property
    def heeft_herkomst(self) -> bool:
        """Whether uitspraken can lie under it."""
        return issubclass(self.model, Herkomst)


def vind(request: HttpRequest, traject: Traject, soort: Soort, nummer: int) -> Any:
    """The row that the address names."""
    return get_object_or_404(soort.model.objects.visible_to(request.user).for_traject(traject), pk=nummer)


def versie_uit(request: HttpRequest) -> int:
    """The version that the writer had before them; 0 when the form does not say."""
    ingezonden = request.POST.get("versie", "")
    return int(ingezonden) if ingezonden.isdecimal() and len(ingezonden) < 9 else 0


def _waarden(form: Any) -> dict[str, Any]:
    return getattr(form, "waarden", None) or form.cleaned_data


def nieuw(
    request: HttpRequest,
    traject: Traject,
    soort: Soort,
    *,
    begin: dict[str, Any],
    extra: dict[str, Any] | None = None,
    vooraf: list[Any] | None = None,
    erbij: dict[str, Any] | None = None,
    na: Callable[[Any, Any], None] | None = None,
    terug: str | None = None,
) -> HttpResponse:
    """The form of a new row, with the picker of uitspraken where that applies; makes it when all is well.

    ``erbij`` are values that are not in the form; ``na(row, form)`` does what comes after, in the same transaction;
    ``vooraf`` are uitspraken offered in the picker; ``terug`` the address to go on to (default its own page).
    """
    form = soort.form(request.POST or None, request.FILES or None, initial=begin)
    herkomst = HerkomstForm(request.POST or None, traject=traject) if soort.heeft_herkomst else None
    if request.method == "POST":
        heel = form.is_valid()
        if (herkomst is None or herkomst.is_valid()) and heel:
            rij = diensten.maak(
                model=soort.model,
                traject=traject,
                waarden=_waarden(form) | (erbij or {}),
                uitspraken=herkomst.cleaned_data["uitspraak"] if herkomst else (),
                by=request.user,
            )
            if na:
                na(rij, form)
            messages.success(request, str(soort.gemaakt))
            if terug:
                return redirect_naar(request, terug, slug=traject.slug)
            return redirect_naar(request, soort.adres, slug=traject.slug, nummer=rij.pk)
    context = {"form": form, "soort": soort, "herkomst": herkomst, **(extra or {})}
    if herkomst is not None:
        gekozen = herkomstkeuze.gekozen(traject, request.POST if request.method == "POST" else request.GET)
        context |= herkomstkeuze.keuze(request, traject, gekozen)
        if vooraf and not context["zoek"]:
            weg = {u.pk for u in gekozen}
            context["gevonden"] = [u for u in vooraf if u.pk not in weg]
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "streefbeelden/formulier.html", context, partial="uitspraken", status=status)


def wijzigen(
    request: HttpRequest, traject: Traject, soort: Soort, nummer: int, *, terug: str | None = None
) -> HttpResponse:
    """The form of a row that is there; two people at once both see both texts."""
    rij = vind(request, traject, soort, nummer)
    naam, versie = str(rij), rij.versie
    form = soort.form(request.POST or None, instance=rij)
    if request.method == "POST" and form.is_valid():
        diensten.wijzig(rij=rij, waarden=form.cleaned_data, versie=versie_uit(request), by=request.user)
        messages.success(request, _("Bijgewerkt."))
        if terug:
            return redirect_naar(request, terug, slug=traject.slug)
        return redirect_naar(request, soort.adres, slug=traject.slug, nummer=nummer)
    context = {"form": form, "soort": soort, "rij": rij, "naam": naam, "versie": request.POST.get("versie") or versie}
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "streefbeelden/wijzigen.html", context, status=status)


def opbergen(request: HttpRequest, traject: Traject, soort: Soort, nummer: int) -> HttpResponse:
    """Puts a row away."""
    diensten.berg_op(rij=vind(request, traject, soort, nummer), by=request.user)
    messages.success(request, _("Opgeborgen. Onderaan deze pagina kun je het terughalen."))
    return redirect_naar(request, soort.kamer, slug=traject.slug)


def terughalen(request: HttpRequest, traject: Traject, soort: Soort, nummer: int) -> HttpResponse:
    """Brings a row back."""
    diensten.haal_terug(rij=vind(request, traject, soort, nummer), by=request.user)
    messages.success(request, _("Teruggehaald."))
    return redirect_naar(request, soort.kamer, slug=traject.slug)
