from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comakers.forms.gesprekken import FragmentForm
from comakers.forms.themas import TerzijdeForm, UitspraakForm
from comakers.models import Thema, Uitspraak
from comakers.selectors.herkomst import te_maken
from comakers.selectors.themas import met_alles
from comakers.services import themas as thema_diensten
from comakers.services import uitspraken as diensten
from comakers.views.gesprekken import toon_aantekeningen, vind_gesprek
from leefsturing.lib.fouten import Conflict, DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from trajecten.poort import require_mag, traject_view

SCHRIJF = ("GET", "HEAD", "POST")


def _uitspraak(request: HttpRequest, traject: Any, nummer: int) -> Uitspraak:
    return get_object_or_404(met_alles(Uitspraak.objects.visible_to(request.user).for_traject(traject)), pk=nummer)


def _themas(request: HttpRequest, traject: Any, data: dict[str, Any]) -> list[Thema]:
    """The ticked thema's, and the new one when a name was typed."""
    gekozen = list(data["themas"])
    if naam := data.get("nieuw_thema", "").strip():
        gekozen.append(thema_diensten.find_or_add_thema(traject=traject, naam=naam, by=request.user))
    return gekozen


@traject_view("gesprek.wijzigen", SCHRIJF)
def uitspraak_knippen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Marks a fragment of the notes as a statement: by selection, or by typing the words."""
    row = vind_gesprek(request, traject, nummer)
    form = FragmentForm(request.POST or None, gesprek=row)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            diensten.cut_uitspraak(
                gesprek=row,
                comaker=data["comaker"],
                tekst=data["tekst"],
                soort=data["soort"],
                begin=data["begin"],
                themas=_themas(request, traject, data),
                houdingen=form.houdingen(),
                by=request.user,
            )
        except DomainError as error:
            form.add_error(None, error.tekst)
        else:
            messages.success(request, _("De uitspraak staat erbij."))
            return redirect_naar(request, "aantekeningen", slug=traject.slug, nummer=row.pk)
    status = 422 if request.method == "POST" else 200
    return toon_aantekeningen(request, row, status, fragment_form=form, fragment_open=True)


@traject_view("uitspraak.bekijken", SCHRIJF)
def uitspraak(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """One statement: its words, thema's and pijlers, and what to make of it."""
    row = _uitspraak(request, traject, nummer)
    if request.method != "POST":
        return _toon(request, row)
    require_mag(request, "uitspraak.wijzigen")
    form = UitspraakForm(request.POST, traject=traject)
    if form.is_valid():
        data = form.cleaned_data
        try:
            diensten.update_uitspraak(
                uitspraak=row,
                versie=data["versie"],
                tekst=data["tekst"],
                soort=data["soort"],
                interne_notitie=data["interne_notitie"],
                themas=_themas(request, traject, data),
                houdingen=form.houdingen(),
                by=request.user,
            )
        except Conflict:
            raise
        except DomainError as error:
            form.add_error(None, error.tekst)
        else:
            messages.success(request, _("Opgeslagen."))
            return redirect_naar(request, "uitspraak", slug=traject.slug, nummer=row.pk)
    return _toon(request, row, 422, form=form)


def _toon(request: HttpRequest, row: Uitspraak, status: int = 200, **extra: Any) -> HttpResponse:
    gebaren = te_maken(row, rol=request.rol, slug=request.traject.slug)  # type: ignore[attr-defined]
    context: dict[str, Any] = {"uitspraak": row, "terzijde_form": TerzijdeForm(), "gebaren": gebaren}
    if beleid.mag(request.rol, "uitspraak.wijzigen") and "form" not in extra:  # type: ignore[attr-defined]
        initial = {n: getattr(row, n) for n in ("versie", "tekst", "soort", "interne_notitie")}
        initial["themas"] = [t.pk for t in row.levende_themas]  # type: ignore[attr-defined]
        initial |= {f"pijler_{o.pijler_id}": o.houding for o in row.onderbouwingen.all()}
        context["form"] = UitspraakForm(traject=request.traject, initial=initial)  # type: ignore[attr-defined]
    return render_pagina(request, "comakers/uitspraak.html", context | extra, status=status)


@traject_view("uitspraak.wijzigen", SCHRIJF)
def uitspraak_terzijde(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Deliberately not used: asks for a word of explanation."""
    row = _uitspraak(request, traject, nummer)
    form = TerzijdeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        diensten.set_aside(uitspraak=row, reden=form.cleaned_data["reden"], by=request.user)
        messages.success(request, _("Opzij gelegd, met uitleg. Je kunt dit altijd terugdraaien."))
        return redirect_naar(request, "uitspraak", slug=traject.slug, nummer=row.pk)
    status = 422 if request.method == "POST" else 200
    return _toon(request, row, status, terzijde_form=form, terzijde_open=True)


@traject_view("uitspraak.wijzigen", ("POST",))
def uitspraak_terug(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Back among the rest."""
    row = _uitspraak(request, traject, nummer)
    diensten.take_back(uitspraak=row, by=request.user)
    messages.success(request, _("De uitspraak doet weer mee."))
    return redirect_naar(request, "uitspraak", slug=traject.slug, nummer=row.pk)
