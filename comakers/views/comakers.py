from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comakers.enums import CoMakerStaat
from comakers.forms.comakers import AchterbanForm, ComakerForm, ComakerWijzigForm, GehoordForm, StaatForm
from comakers.models import Achterban, CoMaker
from comakers.selectors.comakers import SORTEER, comaker_lijst, dossier, met_contact
from comakers.services import comakers as diensten
from leefsturing.lib import klok
from leefsturing.lib.fouten import Conflict, DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from toegang.logboek import log
from trajecten.poort import traject_view

SCHRIJF = ("GET", "HEAD", "POST")


def _nummer(tekst: str) -> int | None:
    return int(tekst) if tekst.isdecimal() and len(tekst) < 18 else None


def _comaker(request: HttpRequest, traject: Any, nummer: int) -> CoMaker:
    return get_object_or_404(met_contact(traject=traject, actor=request.user), pk=nummer)


@traject_view("comaker.bekijken")
def comakers(request: HttpRequest, traject: Any) -> HttpResponse:
    """The list, in lanes of the deliberate order; filter, sort, search as you type."""
    keuze = {n: request.GET.get(n, "") for n in ("q", "categorie", "staat", "sorteer")}
    lijst = comaker_lijst(
        traject=traject,
        actor=request.user,
        dag=klok.vandaag(),
        zoek=keuze["q"],
        categorie=_nummer(keuze["categorie"]),
        staat=keuze["staat"],
        sorteer=keuze["sorteer"],
        pagina=request.GET.get("pagina", 1),
    )
    query = request.GET.copy()
    query.pop("pagina", None)
    context = {
        "lijst": lijst,
        "keuze": keuze,
        "zoek": query.urlencode(),
        "staten": CoMakerStaat.choices,
        "sorteringen": dict(
            zip(SORTEER, (_("op volgorde"), _("op naam"), _("langst stil eerst"), _("nieuwste eerst")), strict=True)
        ),
        "norm": traject.norm_stilte_dagen,
    }
    if beleid.mag(request.rol, "comaker.wijzigen"):  # type: ignore[attr-defined]
        context["form"] = ComakerForm(traject=traject, initial={"contactpersoon": request.user.pk})
    return render_pagina(request, "comakers/comakers.html", context, partial="lijst")


@traject_view("comaker.wijzigen", SCHRIJF)
def comaker_nieuw(request: HttpRequest, traject: Any) -> HttpResponse:
    """Adds one in twenty seconds."""
    form = ComakerForm(request.POST or None, traject=traject, initial={"contactpersoon": request.user.pk})
    if request.method == "POST" and form.is_valid():
        try:
            comaker = diensten.add_comaker(traject=traject, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("email", error.tekst)
        else:
            messages.success(request, _("%(naam)s staat in de lijst.") % {"naam": comaker})
            if "nog_een" in request.POST:
                return redirect_naar(request, "comaker_nieuw", slug=traject.slug)
            return redirect_naar(request, "comaker", slug=traject.slug, nummer=comaker.pk)
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "comakers/comaker_nieuw.html", {"form": form}, status=status)


@traject_view("comaker.bekijken")
def comaker(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """One person's page; who sees the contact data is written down."""
    row = _comaker(request, traject, nummer)
    if request.method == "GET" and beleid.mag(request.rol, "persoon.contact_bekijken"):  # type: ignore[attr-defined]
        log(by=request.user, werkwoord="persoon.bekeken", onderwerp=row.persoon)
    return _toon(request, row)


def _toon(request: HttpRequest, row: CoMaker, status: int = 200, **extra: Any) -> HttpResponse:
    stappen = diensten.STAPPEN[row.staat]
    context = {
        "comaker": row,
        "dossier": dossier(comaker=row, actor=request.user, dag=klok.vandaag()),
        "staten": [(s.value, s.label) for s in CoMakerStaat if s in stappen],
        "gehoord_form": GehoordForm(initial={"dag": klok.vandaag()}),
        "achterban_form": AchterbanForm(),
        "vandaag": klok.vandaag(),
    }
    return render_pagina(request, "comakers/comaker.html", context | extra, status=status)


@traject_view("comaker.wijzigen", SCHRIJF)
def comaker_wijzigen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Name, contact and selection grounds."""
    row = _comaker(request, traject, nummer)
    initial = {n: getattr(row.persoon, n) for n in diensten.PERSOON_VELDEN}
    initial |= {n: getattr(row, n) for n in diensten.COMAKER_VELDEN} | {"versie": diensten.versie_van(row)}
    form = ComakerWijzigForm(request.POST or None, traject=traject, initial=initial)
    if request.method == "POST" and form.is_valid():
        velden = dict(form.cleaned_data)
        try:
            diensten.update_comaker(comaker=row, versie=velden.pop("versie"), by=request.user, **velden)
        except Conflict:
            raise
        except DomainError as error:
            form.add_error("email", error.tekst)
        else:
            messages.success(request, _("Opgeslagen."))
            return redirect_naar(request, "comaker", slug=traject.slug, nummer=row.pk)
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "comakers/comaker_wijzigen.html", {"form": form, "comaker": row}, status=status)


@traject_view("comaker.wijzigen", ("POST",))
def comaker_staat(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """How far we are."""
    row = _comaker(request, traject, nummer)
    form = StaatForm(request.POST)
    if not form.is_valid():
        return _toon(request, row, 422, fout=_("Kies hoever jullie zijn."))
    try:
        diensten.set_staat(comaker=row, staat=form.cleaned_data["staat"], by=request.user)
    except DomainError as error:
        return _toon(request, row, 422, fout=error.tekst)
    messages.success(request, _("%(naam)s: %(staat)s.") % {"naam": row, "staat": row.get_staat_display()})
    return redirect_naar(request, "comaker", slug=traject.slug, nummer=row.pk)


@traject_view("comaker.wijzigen", SCHRIJF)
def comaker_gehoord(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Notes by hand what a co-maker heard: a call counts too (M27)."""
    row = _comaker(request, traject, nummer)
    form = GehoordForm(
        request.POST or None, initial={"dag": klok.vandaag(), "kanaal": request.GET.get("kanaal", "bellen")}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        diensten.note_terugkoppeling(
            comaker=row,
            kanaal=data["kanaal"],
            tekst=data["tekst"],
            is_resultaat=data["is_resultaat"],
            op=form.op,
            by=request.user,
        )
        messages.success(request, _("Genoteerd. De stilte begint opnieuw te tellen."))
        return redirect_naar(request, "comaker", slug=traject.slug, nummer=row.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "comaker": row, "titel": _("Noteer wat de co-maker hoorde")}
    return render_pagina(request, "comakers/comaker_formulier.html", context, status=status)


@traject_view("comaker.wijzigen", SCHRIJF)
def achterbannen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Adds a group for which the co-maker is a key figure."""
    row = _comaker(request, traject, nummer)
    form = AchterbanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        diensten.add_achterban(comaker=row, by=request.user, **form.cleaned_data)
        messages.success(request, _("De groep staat erbij."))
        return redirect_naar(request, "comaker", slug=traject.slug, nummer=row.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "comaker": row, "titel": _("Voor welke groep is dit een sleutelfiguur?")}
    return render_pagina(request, "comakers/comaker_formulier.html", context, status=status)


@traject_view("comaker.wijzigen", ("POST",))
def achterban_weg(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Takes a group away that was put down wrongly."""
    row = get_object_or_404(Achterban.objects.visible_to(request.user).for_traject(traject), pk=nummer)
    comaker_id = row.comaker_id
    diensten.remove_achterban(achterban=row, by=request.user)
    messages.success(request, _("De groep is weggehaald."))
    return redirect_naar(request, "comaker", slug=traject.slug, nummer=comaker_id)
