"""The unravelling tree: complex questions on top, single ones below, a leaf becomes a kruispunt (M60)."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kruispunten.forms.kruispunten import TakForm, VraagstukForm
from kruispunten.models import Vraagstuk
from kruispunten.selectors import vraagstukken as selectors
from kruispunten.services import vraagstukken as services
from kruispunten.views.kruispunten import SCHRIJF, ingezonden_versie
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from trajecten.models import Traject
from trajecten.poort import traject_view


def _vraagstuk(request: HttpRequest, traject: Traject, nummer: int) -> Vraagstuk:
    rijen = selectors.vraagstukken(actor=request.user, traject=traject).select_related("ouder")
    return get_object_or_404(rijen, pk=nummer)


def _naar_boom(request: HttpRequest, traject: Traject, vraagstuk: Vraagstuk | None = None) -> HttpResponse:
    antwoord = redirect_naar(request, "vraagstukken", slug=traject.slug)
    if vraagstuk is not None:
        antwoord["Location"] += f"#vraag-{vraagstuk.pk}"
    return antwoord


@traject_view("kruispunt.bekijken")
def vraagstukken(request: HttpRequest, traject: Traject) -> HttpResponse:
    """The tree."""
    return _toon(request, traject)


def _toon(request: HttpRequest, traject: Traject, *, form: TakForm | None = None) -> HttpResponse:
    alle = list(selectors.vraagstukken(actor=request.user, traject=traject))
    context: dict[str, Any] = {
        "takken": selectors.boom(v for v in alle if not v.is_opgeborgen),
        "opgeborgen": [v for v in alle if v.is_opgeborgen],
        "form": form,
        # Where the form with a mistake stands open: under this question, or at the top.
        "open_bij": (form["ouder"].value() or "boven") if form else "",
        "mag_wijzigen": beleid.mag(request.rol, "kruispunt.wijzigen"),  # type: ignore[attr-defined]
    }
    return render_pagina(request, "kruispunten/vraagstukken.html", context, status=422 if form else 200)


@traject_view("kruispunt.wijzigen", ("POST",))
def vraagstuk_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """A question in its place: at the top, or under another one."""
    form = TakForm(request.POST, traject=traject)
    if not form.is_valid():
        return _toon(request, traject, form=form)
    vraagstuk = services.maak_vraagstuk(traject=traject, by=request.user, **form.cleaned_data)
    if vraagstuk.heeft_twee_vragen:
        messages.warning(request, _("Bewaard. Misschien zijn dit er twee. Hang ze er dan los onder."))
    return _naar_boom(request, traject, vraagstuk)


@traject_view("kruispunt.wijzigen", SCHRIJF)
def vraagstuk(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One question: other words, another place, or away."""
    vraagstuk = _vraagstuk(request, traject, nummer)
    versie = vraagstuk.versie
    form = VraagstukForm(request.POST or None, instance=vraagstuk, ouders=selectors.mogelijke_ouders(vraagstuk))
    if request.method == "POST" and form.is_valid():
        services.wijzig_vraagstuk(
            vraagstuk=vraagstuk, waarden=form.cleaned_data, versie=ingezonden_versie(request), by=request.user
        )
        messages.success(request, _("De vraag is bijgewerkt."))
        return _naar_boom(request, traject, vraagstuk)
    context = {"form": form, "vraagstuk": vraagstuk, "versie": request.POST.get("versie") or versie}
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "kruispunten/vraagstuk.html", context, status=status)


@traject_view("kruispunt.wijzigen", ("POST",))
def vraagstuk_kruispunt(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """A leaf becomes a kruispunt."""
    kruispunt = services.maak_kruispunt_van(vraagstuk=_vraagstuk(request, traject, nummer), by=request.user)
    messages.success(request, _("De vraag is nu een kruispunt. Wie kan hier iets mee?"))
    return redirect_naar(request, "kruispunt", slug=traject.slug, nummer=kruispunt.pk)


@traject_view("kruispunt.wijzigen", ("POST",))
def vraagstuk_opbergen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Puts a question away with what hangs under it."""
    services.berg_tak_op(vraagstuk=_vraagstuk(request, traject, nummer), by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Opgeborgen, met wat eronder hing. Onderaan haal je het terug."))
    return _naar_boom(request, traject)


@traject_view("kruispunt.wijzigen", ("POST",))
def vraagstuk_terughalen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Brings a question back."""
    vraagstuk = _vraagstuk(request, traject, nummer)
    services.haal_tak_terug(vraagstuk=vraagstuk, by=request.user)  # type: ignore[arg-type]
    return _naar_boom(request, traject, vraagstuk)
