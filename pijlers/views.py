from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from pijlers import selectors, services
from pijlers.forms import (
    DuidingForm,
    EffectForm,
    HerformuleerForm,
    MetingForm,
    PijlerForm,
    VaststellenForm,
    VervallenForm,
)
from pijlers.models import Effect, Meting, Pijler
from toegang.poort import require_mag
from trajecten.models import Traject
from trajecten.poort import traject_view
from trajecten.services import leg_besluit_vast

SCHRIJF = ("GET", "HEAD", "POST")
ALLEEN_POST = ("POST",)
EFFECTVELDEN = EffectForm.Meta.fields


def _pijler(request: HttpRequest, traject: Traject, nummer: int) -> Pijler:
    return get_object_or_404(selectors.pijlers(request.user, traject), pk=nummer)


def _pagina(request: HttpRequest, naam: str, form: Any, **context: Any) -> HttpResponse:
    status = 422 if form is not None and form.is_bound else 200
    return render_pagina(request, f"pijlers/{naam}.html", {"form": form, **context}, status=status)


@traject_view("pijler.wijzigen", SCHRIJF)
def pijler_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Put down a pijler; when there are three, the page says why there is no fourth (M10)."""
    if request.method == "GET" and services.vrije_plaats(traject) is None:
        return _pagina(request, "vol", None, pijlers=selectors.levende_pijlers(request.user, traject))
    form = PijlerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pijler = services.maak_pijler(traject=traject, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        messages.success(request, _("De pijler staat er. Schrijf er nu bij wat er dan beter is: het effect."))
        return redirect_naar(request, "pijler", slug=traject.slug, nummer=pijler.pk)
    return _pagina(request, "nieuw", form)


@traject_view("pijler.wijzigen", SCHRIJF)
def pijler_verwoorden(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Other words for a pijler, with the reason (M13)."""
    pijler = _pijler(request, traject, nummer)
    if request.method == "POST":
        require_mag(request, "pijler.wijzigen", pijler.staat)
        was_vast = pijler.is_vastgesteld
        form = HerformuleerForm(request.POST, instance=pijler)
        if form.is_valid():
            services.herformuleer(pijler=pijler, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("De nieuwe woorden staan er; de vorige zijn bewaard."))
            if was_vast:
                messages.info(request, _("Het besluit ging over de vorige woorden. De pijler is nu weer voorlopig."))
            return redirect_naar(request, "pijler", slug=traject.slug, nummer=pijler.pk)
    else:
        form = HerformuleerForm(instance=pijler, initial={"versie": pijler.versie})
    return _pagina(request, "verwoorden", form, pijler=pijler)


@traject_view("pijler.wijzigen", SCHRIJF)
def pijler_duiden(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """How the kerngroep reads what was said (M11, M16)."""
    pijler = _pijler(request, traject, nummer)
    if request.method == "POST":
        require_mag(request, "pijler.wijzigen", pijler.staat)
        form = DuidingForm(request.POST, instance=pijler)
        if form.is_valid():
            services.schrijf_duiding(pijler=pijler, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("De duiding is opgeslagen."))
            return redirect_naar(request, "pijler", slug=traject.slug, nummer=pijler.pk)
    else:
        form = DuidingForm(instance=pijler, initial={"versie": pijler.versie})
    return _pagina(request, "duiden", form, pijler=pijler)


@traject_view("pijler.wijzigen", ALLEEN_POST)
def pijler_plaats(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """To another place; who stood there takes the old one."""
    pijler = _pijler(request, traject, nummer)
    plaats = request.POST.get("plaats", "")
    services.wissel_plaats(pijler=pijler, plaats=int(plaats) if plaats in {"1", "2", "3"} else 0, by=request.user)  # type: ignore[arg-type]
    return redirect_naar(request, "pijlers", slug=traject.slug)


@traject_view("pijler.wijzigen", SCHRIJF)
def pijlers_vaststellen(request: HttpRequest, traject: Traject) -> HttpResponse:
    """A decision about pijlers, provisional or definitive (M12)."""
    form = VaststellenForm(request.POST or None, request.FILES or None, traject=traject)
    if request.method == "POST":
        require_mag(request, "besluit.wijzigen")
        if form.is_valid():
            velden = dict(form.cleaned_data)
            pijlers, besluit = velden.pop("pijlers"), velden.pop("besluit")
            if besluit is None:
                besluit = leg_besluit_vast(traject=traject, by=request.user, **velden)  # type: ignore[arg-type]
            services.stel_vast(pijlers=pijlers, besluit=besluit, by=request.user)  # type: ignore[arg-type]
            messages.success(request, _("Het besluit is vastgelegd."))
            return redirect_naar(request, "pijlers", slug=traject.slug)
    return _pagina(request, "vaststellen", form)


@traject_view("pijler.wijzigen", SCHRIJF)
def pijler_vervallen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Withdraw a pijler with a reason."""
    pijler = _pijler(request, traject, nummer)
    form = VervallenForm(request.POST or None, traject=traject)
    if request.method == "POST" and form.is_valid():
        try:
            services.laat_vervallen(pijler=pijler, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except DomainError as error:
            form.add_error(None, error.tekst)
        else:
            messages.success(request, _("De pijler is vervallen. Wat eraan vastzit, blijft bewaard."))
            return redirect_naar(request, "pijlers", slug=traject.slug)
    return _pagina(request, "vervallen", form, pijler=pijler)


@traject_view("pijler.wijzigen", ALLEEN_POST)
def pijler_terughalen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Bring a withdrawn pijler back as a concept."""
    pijler = _pijler(request, traject, nummer)
    services.haal_terug(pijler=pijler, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("De pijler is terug, als concept."))
    return redirect_naar(request, "pijlers", slug=traject.slug)


@traject_view("pijler.wijzigen", SCHRIJF)
def effect_nieuw(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """An intended effect under a pijler (M6)."""
    pijler = _pijler(request, traject, nummer)
    require_mag(request, "pijler.wijzigen", pijler.staat)
    form = EffectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        velden = {naam: form.cleaned_data[naam] for naam in EFFECTVELDEN}
        effect = services.maak_effect(pijler=pijler, by=request.user, **velden)  # type: ignore[arg-type]
        messages.success(request, _("Het effect staat er."))
        return redirect_naar(request, "effect", slug=traject.slug, nummer=effect.pk)
    return _pagina(request, "effect_nieuw", form, pijler=pijler)


@traject_view("pijler.wijzigen", SCHRIJF)
def effect(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One effect: its words, its story and its measurements."""
    rij = get_object_or_404(selectors.effecten(request.user, traject).select_related("pijler"), pk=nummer)
    require_mag(request, "pijler.wijzigen", rij.pijler.staat)
    if request.method == "POST":
        form = EffectForm(request.POST, instance=rij)
        if form.is_valid():
            velden = {naam: form.cleaned_data[naam] for naam in EFFECTVELDEN}
            services.wijzig_effect(effect=rij, versie=form.cleaned_data["versie"], by=request.user, **velden)  # type: ignore[arg-type]
            messages.success(request, _("Het effect is opgeslagen."))
            return redirect_naar(request, "effect", slug=traject.slug, nummer=rij.pk)
    else:
        form = EffectForm(instance=rij, initial={"versie": rij.versie})
    return _pagina(request, "effect", form, effect=rij, meting=MetingForm(effect=rij))


@traject_view("pijler.wijzigen", SCHRIJF)
def meting_nieuw(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Add a measurement to an effect."""
    rij = get_object_or_404(Effect.objects.visible_to(request.user).for_traject(traject), pk=nummer)
    return _meting(request, traject, Meting(traject=traject, effect=rij))


@traject_view("pijler.wijzigen", SCHRIJF)
def meting(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Correct a measurement."""
    rijen = Meting.objects.visible_to(request.user).for_traject(traject).select_related("effect")
    return _meting(request, traject, get_object_or_404(rijen, pk=nummer))


def _meting(request: HttpRequest, traject: Traject, rij: Meting) -> HttpResponse:
    require_mag(request, "pijler.wijzigen", rij.effect.pijler.staat)
    form = MetingForm(request.POST or None, instance=rij, effect=rij.effect)
    if request.method == "POST" and form.is_valid():
        services.bewaar_meting(meting=rij, by=request.user)  # type: ignore[arg-type]
        messages.success(request, _("De meting is opgeslagen."))
        return redirect_naar(request, "effect", slug=traject.slug, nummer=rij.effect_id)
    return _pagina(request, "meting", form, effect=rij.effect, meting=rij)
