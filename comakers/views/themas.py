from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comakers.forms.themas import BulkForm, SamenvoegForm, ThemaForm, ThemaWijzigForm, ZeefForm
from comakers.models import Thema
from comakers.selectors.themas import Zeef, levende_themas, thema_tabel, uitspraken_pagina
from comakers.services import themas as diensten
from leefsturing.lib.fouten import Conflict, DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from trajecten.poort import traject_view

SCHRIJF = ("GET", "HEAD", "POST")


def _thema(request: HttpRequest, traject: Any, nummer: int) -> Thema:
    rows = Thema.objects.visible_to(request.user).for_traject(traject).select_related("opgegaan_in")
    return get_object_or_404(rows, pk=nummer)


def _gezeefd(request: HttpRequest, traject: Any, data: Any, status: int = 200, **extra: Any) -> HttpResponse:
    form = ZeefForm(data, traject=traject)
    form.is_valid()
    query = data.copy()
    for naam in [n for n in query if n not in form.fields]:
        del query[naam]
    context = {
        "form": form,
        "zeef": form.zeef(),
        "zoek": query.urlencode(),
        "pagina": uitspraken_pagina(
            traject=traject, actor=request.user, zeef=form.zeef(), pagina=data.get("pagina", 1)
        ),
        "bulk": BulkForm(traject=traject),
        "aangevinkt": [],
    }
    return render_pagina(request, "comakers/themas.html", context | extra, partial="lijst", status=status)


@traject_view("uitspraak.bekijken")
def themas(request: HttpRequest, traject: Any) -> HttpResponse:
    """Zeven: all statements, filtered; give or take a thema for many at once."""
    return _gezeefd(request, traject, request.GET)


@traject_view("thema.wijzigen", ("POST",))
def uitspraken_themas(request: HttpRequest, traject: Any) -> HttpResponse:
    """Gives the ticked statements a thema, or takes it away; the filters stay as they were."""
    bulk = BulkForm(request.POST, traject=traject)
    zeef = ZeefForm(request.GET, traject=traject)
    if not (bulk.is_valid() and zeef.is_valid()):
        return _gezeefd(request, traject, request.GET, 422, bulk=bulk, aangevinkt=request.POST.getlist("uitspraken"))
    data = bulk.cleaned_data
    thema = data["thema"] or diensten.find_or_add_thema(
        traject=traject, naam=data["nieuw_thema"].strip(), by=request.user
    )
    if data["doe"] == "geef":
        aantal = diensten.give_thema(thema=thema, uitspraken=data["uitspraken"], by=request.user)
        tekst = ngettext("%(n)s uitspraak hoort nu bij %(thema)s.", "%(n)s uitspraken horen nu bij %(thema)s.", aantal)
    else:
        aantal = diensten.remove_thema(thema=thema, uitspraken=data["uitspraken"], by=request.user)
        tekst = ngettext(
            "%(n)s uitspraak is uit %(thema)s gehaald.", "%(n)s uitspraken zijn uit %(thema)s gehaald.", aantal
        )
    messages.success(request, tekst % {"n": aantal, "thema": thema})
    response = redirect_naar(request, "themas", slug=traject.slug)
    if query := request.GET.urlencode():
        response.headers["Location"] += f"?{query}"
    return response


@traject_view("thema.bekijken")
def thema_overzicht(request: HttpRequest, traject: Any) -> HttpResponse:
    """All thema's, and the table of thema by category whose cells open the statements (M28)."""
    context = {
        "tabel": thema_tabel(traject=traject, actor=request.user),
        "opgegaan": Thema.objects.visible_to(request.user)
        .for_traject(traject)
        .exclude(opgegaan_in=None)
        .select_related("opgegaan_in")
        .order_by("naam"),
    }
    return render_pagina(request, "comakers/thema_overzicht.html", context)


@traject_view("thema.wijzigen", SCHRIJF)
def thema_nieuw(request: HttpRequest, traject: Any) -> HttpResponse:
    """A new thema."""
    form = ThemaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            thema = diensten.add_thema(traject=traject, by=request.user, **form.cleaned_data)
        except DomainError as error:
            form.add_error("naam", error.tekst)
        else:
            messages.success(request, _("Thema gemaakt."))
            return redirect_naar(request, "thema", slug=traject.slug, nummer=thema.pk)
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "comakers/thema_formulier.html", {"form": form}, status=status)


@traject_view("thema.bekijken")
def thema(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """One thema: who said what about it, by category."""
    row = _thema(request, traject, nummer)
    levend = levende_themas(traject=traject, actor=request.user).filter(pk=row.pk).first()
    pagina = uitspraken_pagina(
        traject=traject, actor=request.user, zeef=Zeef(thema=row.pk), pagina=request.GET.get("pagina", 1)
    )
    context = {
        "thema": row,
        "telling": levend,
        "pagina": pagina,
        "samengevoegd": row.samengevoegd.order_by("naam"),
        "samenvoeg_form": SamenvoegForm(thema=row),
    }
    return render_pagina(request, "comakers/thema.html", context)


@traject_view("thema.wijzigen", SCHRIJF)
def thema_wijzigen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Renames or describes."""
    row = _thema(request, traject, nummer)
    form = ThemaWijzigForm(
        request.POST or None, initial={n: getattr(row, n) for n in ("naam", "omschrijving", "versie")}
    )
    if request.method == "POST" and form.is_valid():
        try:
            diensten.update_thema(thema=row, by=request.user, **form.cleaned_data)
        except Conflict:
            raise
        except DomainError as error:
            form.add_error("naam", error.tekst)
        else:
            messages.success(request, _("Opgeslagen."))
            return redirect_naar(request, "thema", slug=traject.slug, nummer=row.pk)
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "comakers/thema_formulier.html", {"form": form, "thema": row}, status=status)


@traject_view("thema.wijzigen", SCHRIJF)
def thema_samenvoegen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Two thema's become one; no link is lost."""
    row = _thema(request, traject, nummer)
    form = SamenvoegForm(request.POST or None, thema=row)
    if request.method == "POST" and form.is_valid():
        met = form.cleaned_data["met"]
        diensten.merge_thema(thema=row, met=met, by=request.user)
        messages.success(request, _("%(een)s is opgegaan in %(ander)s.") % {"een": row, "ander": met})
        return redirect_naar(request, "thema", slug=traject.slug, nummer=met.pk)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "thema": row, "samenvoegen": True}
    return render_pagina(request, "comakers/thema_formulier.html", context, status=status)


@traject_view("thema.wijzigen", ("POST",))
def thema_losmaken(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """A merged thema stands by itself again."""
    row = _thema(request, traject, nummer)
    diensten.split_thema(thema=row, by=request.user)
    messages.success(request, _("%(naam)s staat weer op zichzelf.") % {"naam": row})
    return redirect_naar(request, "thema", slug=traject.slug, nummer=row.pk)
