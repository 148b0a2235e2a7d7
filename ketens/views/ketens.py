"""The room of ketens: the chain around one kruispunt first, the whole as a second view (M73, M64)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ketens.bevindingen import bevindingen
from ketens.enums import Inzet, Kracht
from ketens.forms.ketens import KetenForm, NieuweKetenForm
from ketens.models import Keten
from ketens.netwerkbeeld import tekening
from ketens.selectors.inbreng import totaal_van
from ketens.selectors.ketens import ketenblad, ketenlijst, partijen_bij, schakels_van
from ketens.selectors.netwerk import netwerkbeeld
from ketens.services import ketens as diensten
from kruispunten.models import Kruispunt
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from toegang.enums import KERNGROEP
from trajecten.models import Traject
from trajecten.poort import traject_view

SCHRIJF = ("GET", "HEAD", "POST")
STATUS_KRACHT = {Kracht.STERK: "gelukt", Kracht.GEWOON: "loopt", Kracht.ZWAK: "wacht", Kracht.GEBROKEN: "fout"}
STATUS_INZET = {Inzet.GENOEMD: "rust", Inzet.TOEGEZEGD: "wacht", Inzet.VASTGELEGD: "gelukt"}


def versie_uit(request: HttpRequest) -> int:
    """The version that came along with the form; 0 for anything that is none."""
    ingezonden = request.POST.get("versie", "")
    return int(ingezonden) if ingezonden.isdecimal() and len(ingezonden) < 9 else 0


def vind_keten(request: HttpRequest, traject: Traject, nummer: int) -> Keten:
    """One keten of the traject, put away or not; 404 for anything else."""
    return get_object_or_404(ketenlijst(actor=request.user, traject=traject), pk=nummer)


def _nummer(tekst: str) -> int | None:
    return int(tekst) if tekst.isdecimal() and len(tekst) < 15 else None


@traject_view("keten.bekijken")
def ketens(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Opens on the chain around one kruispunt: the one asked for, else the one that moved last."""
    alle = list(ketenlijst(actor=request.user, traject=traject))
    levend = [k for k in alle if not k.is_opgeborgen]
    bij = _nummer(request.GET.get("kruispunt", ""))
    keuze = [k for k in levend if k.kruispunt_id == bij] if bij else levend
    # The one that moved last, and among equals the one made last.
    keuze.sort(key=lambda k: (k.bewogen or k.created_at, k.pk), reverse=True)  # type: ignore[attr-defined] # annotated
    if not keuze:
        kruispunt = Kruispunt.objects.for_traject(traject).levend().filter(pk=bij).first() if bij else None
        context = _basis(request, alle) | {"kruispunt": kruispunt}
        return render_pagina(request, "ketens/ketens.html", context)
    return _blad(request, traject, keuze[0], alle)


@traject_view("keten.bekijken")
def keten(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One keten: who carries it, strongest first, with what, and until when."""
    rij = vind_keten(request, traject, nummer)
    return _blad(request, traject, rij, list(ketenlijst(actor=request.user, traject=traject)))


def _basis(request: HttpRequest, alle: list[Keten]) -> dict[str, Any]:
    rol = request.rol  # type: ignore[attr-defined]
    return {
        "levend": [k for k in alle if not k.is_opgeborgen],
        "weggelegd": [k for k in alle if k.is_opgeborgen],
        "in_kerngroep": rol in KERNGROEP,
        "mag_wijzigen": beleid.mag(rol, "keten.wijzigen"),
    }


def _blad(request: HttpRequest, traject: Traject, rij: Keten, alle: list[Keten]) -> HttpResponse:
    blad = ketenblad(rij)
    context = _basis(request, alle) | {
        "keten": rij,
        "blad": blad,
        "rijen": [(s, blad.bruggen.get(s.pk, ())) for s in blad.schakels],
        "status_kracht": STATUS_KRACHT,
        "status_inzet": STATUS_INZET,
    }
    return render_pagina(request, "ketens/keten.html", context)


@traject_view("keten.bekijken")
def ketens_beeld(request: HttpRequest, traject: Traject) -> HttpResponse:
    """The chain of chains: a picture, what it tells, and the same as a table."""
    alle = list(ketenlijst(actor=request.user, traject=traject))
    basis = _basis(request, alle)
    beeld = netwerkbeeld(traject, naar_buiten=not basis["in_kerngroep"])
    schakels = [s for s in schakels_van(basis["levend"]) if s.vertrokken_op is None]
    context = basis | {
        "beeld": tekening(beeld.graaf, beeld.plaatsing),
        "graaf": beeld.graaf,
        "wordt_bijgewerkt": beeld.wordt_bijgewerkt,
        "bevindingen": bevindingen(beeld.graaf),
        "rijen": [(k, [s for s in schakels if s.keten_id == k.pk]) for k in basis["levend"]],
        "totaal": totaal_van(schakels),
    }
    return render_pagina(request, "ketens/beeld.html", context)


@traject_view("keten.wijzigen", SCHRIJF)
def keten_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """A new keten; ``?kruispunt=`` begins it there and proposes the partijen that meet there (M77)."""
    bij = _nummer(request.GET.get("kruispunt", ""))
    kruispunt = Kruispunt.objects.for_traject(traject).levend().filter(pk=bij).first() if bij else None
    begin: dict[str, Any] = {}
    if kruispunt is not None:
        begin = {"naam": kruispunt.titel, "kruispunt": kruispunt, "partijen": partijen_bij(kruispunt)}
        begin["projecten"] = list(kruispunt.projecten.levend())
    if project := _nummer(request.GET.get("project", "")):
        begin["projecten"] = [project]
    form = NieuweKetenForm(request.POST or None, traject=traject, initial=begin)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        rij = diensten.maak_keten(
            traject=traject, waarden=data, partijen=data["partijen"], projecten=data["projecten"], by=request.user
        )
        messages.success(request, _("De keten staat er. Zeg nu van ieder wat die doet, en wie de sterkste is."))
        return redirect_naar(request, "keten", slug=traject.slug, nummer=rij.pk)
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "ketens/keten_nieuw.html", {"form": form, "kruispunt": kruispunt}, status=status)


@traject_view("keten.wijzigen", SCHRIJF)
def keten_wijzigen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """What the keten is, its kruispunt and its projects."""
    rij = vind_keten(request, traject, nummer)
    versie = rij.versie
    form = KetenForm(request.POST or None, instance=rij, traject=traject)
    if request.method == "POST" and form.is_valid():
        diensten.wijzig_keten(keten=rij, waarden=form.cleaned_data, versie=versie_uit(request), by=request.user)
        messages.success(request, _("De keten is bijgewerkt."))
        return redirect_naar(request, "keten", slug=traject.slug, nummer=nummer)
    context = {"form": form, "keten": rij, "versie": request.POST.get("versie") or versie}
    return render_pagina(
        request, "ketens/keten_wijzigen.html", context, status=422 if request.method == "POST" else 200
    )


@traject_view("keten.wijzigen", ("POST",))
def keten_opbergen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Put away, or back in sight."""
    rij = vind_keten(request, traject, nummer)
    if rij.is_opgeborgen:
        diensten.haal_keten_terug(keten=rij, by=request.user)
        messages.success(request, _("De keten is terug."))
        return redirect_naar(request, "keten", slug=traject.slug, nummer=nummer)
    diensten.berg_keten_op(keten=rij, by=request.user)
    messages.success(request, _("De keten is weggelegd. Onderaan deze pagina kun je hem terughalen."))
    return redirect_naar(request, "ketens", slug=traject.slug)
