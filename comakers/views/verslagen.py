from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comakers.forms.verslagen import AntwoordForm, VersieForm, VerslagForm
from comakers.hints import hints
from comakers.models import Gesprek, Opmerking, Verslag
from comakers.selectors.gesprekken import geknipte_uitspraken
from comakers.selectors.startverslag import start_tekst
from comakers.selectors.verslagen import vergelijking, verslag_beeld
from comakers.services import verslagen as diensten
from comakers.views.gesprekken import vind_gesprek
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from toegang.logboek import log
from trajecten import links
from trajecten.models import PersoonlijkeLink
from trajecten.poort import require_mag, traject_view

SCHRIJF = ("GET", "HEAD", "POST")


def _verslag_van(row: Gesprek) -> Verslag | None:
    return getattr(row, "verslag", None)


@traject_view("verslag.bekijken", SCHRIJF)
def verslag(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """The verslag next to the notes; starts from the core answers and the statements, never from an empty page."""
    row = vind_gesprek(request, traject, nummer)
    huidig = _verslag_van(row)
    if request.method != "POST":
        return _toon(request, row, huidig)
    require_mag(request, "verslag.wijzigen", huidig.staat if huidig else None)
    form = VerslagForm(request.POST)
    if not form.is_valid():
        return _toon(request, row, huidig, 422, form=form)
    saved = diensten.save_verslag(
        gesprek=row, versie=form.cleaned_data["versie"], tekst=form.cleaned_data["tekst"], by=request.user
    )
    if "delen" in request.POST:
        return _deel(request, row, saved, form)
    messages.success(request, _("Het verslag is opgeslagen. De co-maker ziet het pas als je het deelt."))
    return redirect_naar(request, "verslag", slug=traject.slug, nummer=row.pk)


def _deel(request: HttpRequest, row: Gesprek, huidig: Verslag, form: VerslagForm | None = None) -> HttpResponse:
    require_mag(request, "verslag.delen", huidig.staat)
    try:
        gedeeld = diensten.share_verslag(verslag=huidig, by=request.user)
    except DomainError as error:
        return _toon(request, row, huidig, 422, fout=error.tekst, **({"form": form} if form else {}))
    for comaker in gedeeld.per_mail:
        messages.success(request, _("%(naam)s krijgt een mail met het verslag.") % {"naam": comaker})
    for comaker in gedeeld.met_de_hand:
        messages.warning(
            request, _("%(naam)s heeft geen e-mailadres. Print het verslag en geef het zelf.") % {"naam": comaker}
        )
    return redirect_naar(request, "verslag", slug=row.traject.slug, nummer=row.pk)


def _toon(
    request: HttpRequest, row: Gesprek, huidig: Verslag | None, status: int = 200, **extra: Any
) -> HttpResponse:  # fmt: skip
    uitspraken = geknipte_uitspraken(row, request.user)
    form = extra.get("form")
    tekst = (huidig.tekst if huidig else start_tekst(row)) if form is None else form.data.get("tekst", "")
    context = {
        "gesprek": row,
        "tab": "verslag",
        "verslag": huidig,
        "beeld": verslag_beeld(huidig),
        "uitspraken": uitspraken,
        "hints": hints(tekst, [u.tekst for u in uitspraken]),
        "zonder_mail": [c for c in row.comakers.all() if not c.persoon.email],
        "antwoord_form": AntwoordForm(),
        "kan_delen": beleid.mag(request.rol, "verslag.delen", huidig.staat if huidig else None),  # type: ignore[attr-defined]
    }
    if form is None and beleid.mag(request.rol, "verslag.wijzigen", huidig.staat if huidig else None):  # type: ignore[attr-defined]
        context["form"] = VerslagForm(initial={"versie": huidig.versie if huidig else 0, "tekst": tekst})
    return render_pagina(request, "comakers/verslag.html", context | extra, status=status)


def _met_verslag(request: HttpRequest, traject: Any, nummer: int) -> tuple[Gesprek, Verslag]:
    row = vind_gesprek(request, traject, nummer)
    if (huidig := _verslag_van(row)) is None:
        raise Http404
    return row, huidig


@traject_view("verslag.delen", ("POST",))
def verslag_delen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Shares what is saved now: freezes a version and asks the co-makers."""
    row, huidig = _met_verslag(request, traject, nummer)
    return _deel(request, row, huidig)


@traject_view("verslag.heropenen", ("POST",))
def verslag_heropenen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Begins a new version after agreement."""
    row, huidig = _met_verslag(request, traject, nummer)
    diensten.reopen_verslag(verslag=huidig, by=request.user)
    messages.success(request, _("Je kunt weer schrijven. De co-maker houdt de vorige versie tot je de nieuwe deelt."))
    return redirect_naar(request, "verslag", slug=traject.slug, nummer=row.pk)


@traject_view("verslag.bekijken")
def verslag_versies(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Two versions compared, word by word."""
    row = vind_gesprek(request, traject, nummer)
    huidig = _verslag_van(row)
    keuze = {n: int(v) for n in ("van", "tot") if (v := request.GET.get(n, "")[:9]).isdecimal()}
    gelijk = vergelijking(huidig, keuze.get("van"), keuze.get("tot")) if huidig else None
    context = {"gesprek": row, "tab": "verslag", "verslag": huidig, "vergelijking": gelijk}
    return render_pagina(request, "comakers/verslag_versies.html", context)


@traject_view("verslag.delen")
def verslag_print(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """The last shared version on paper, with the personal link, for who has no e-mail."""
    row = vind_gesprek(request, traject, nummer)
    huidig = _verslag_van(row)
    mensen = list(row.comakers.all())
    living = {
        link.persoon_id: links.adres_van(link)
        for link in PersoonlijkeLink.objects.filter(
            traject=traject, persoon__in=[c.persoon_id for c in mensen], ingetrokken_op=None
        )
    }
    for comaker in mensen:
        if request.method == "GET" and comaker.persoon_id in living:
            log(by=request.user, werkwoord="link.getoond", onderwerp=comaker.persoon)
    context = {
        "gesprek": row,
        "verslag": huidig,
        "versie": huidig.versies.order_by("-nummer").first() if huidig else None,
        "mensen": [(c, living.get(c.persoon_id, "")) for c in mensen],
    }
    return render_pagina(request, "comakers/verslag_print.html", context)


def _opmerking(request: HttpRequest, traject: Any, nummer: int) -> Opmerking:
    rows = Opmerking.objects.visible_to(request.user).for_traject(traject).select_related("verslag")
    return get_object_or_404(rows, pk=nummer)


@traject_view("verslag.wijzigen", ("POST",))
def opmerking_overnemen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """The co-maker's words in place of the paragraph, with one click."""
    opmerking = _opmerking(request, traject, nummer)
    form = VersieForm(request.POST)
    row, huidig = _met_verslag(request, traject, opmerking.verslag.gesprek_id)
    if not form.is_valid():
        return _toon(request, row, huidig, 422, fout=_("Laad de bladzijde opnieuw en probeer het nog eens."))
    diensten.take_over_opmerking(opmerking=opmerking, versie=form.cleaned_data["versie"], by=request.user)
    messages.success(request, _("Overgenomen. Deel het verslag opnieuw, dan ziet de co-maker het."))
    return redirect_naar(request, "verslag", slug=traject.slug, nummer=row.pk)


@traject_view("verslag.wijzigen", ("POST",))
def opmerking_beantwoorden(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """An answer beside the remark."""
    opmerking = _opmerking(request, traject, nummer)
    row, huidig = _met_verslag(request, traject, opmerking.verslag.gesprek_id)
    form = AntwoordForm(request.POST)
    if not form.is_valid():
        return _toon(request, row, huidig, 422, antwoord_form=form, antwoord_bij=opmerking.pk)
    diensten.answer_opmerking(opmerking=opmerking, antwoord=form.cleaned_data["antwoord"], by=request.user)
    messages.success(request, _("Het antwoord staat erbij."))
    return redirect_naar(request, "verslag", slug=traject.slug, nummer=row.pk)
