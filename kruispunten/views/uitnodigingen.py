"""Who sits at the table: the list, the mails, the answers, who was there; and the page of the invited (M70)."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from kruispunten import kalender
from kruispunten.forms.ateliers import AanwezigForm, AntwoordForm, ErbijForm, UitnodigForm
from kruispunten.models import Atelier, Uitnodiging
from kruispunten.selectors import ateliers as selectors
from kruispunten.selectors.uitnodigen import kandidaten, mix
from kruispunten.services import uitnodigingen as services
from kruispunten.views.ateliers import SCHRIJF, atelier_van, eis_open, pagina
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from trajecten.models import Persoon, Traject
from trajecten.poort import persoon_view, traject_view


@traject_view("atelier.wijzigen", SCHRIJF)
def atelier_uitnodigen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Choose people from a list; those of the kruispunt stand first, with the reason. Nothing leaves yet."""
    atelier = atelier_van(request, traject, nummer)
    eis_open(atelier)
    form = UitnodigForm(request.POST or None, traject=traject)
    if request.method == "POST" and form.is_valid():
        aantal = services.zet_op_lijst(atelier=atelier, personen=form.cleaned_data["persoon"], by=request.user)
        messages.success(request, _("%(n)s op de lijst gezet. Er is nog niets verstuurd.") % {"n": aantal})
        return redirect_naar(request, "atelier_uitnodigen", slug=traject.slug, nummer=nummer)
    zoek = request.GET.get("zoek", "").replace("\x00", "")[:80]
    eerst, anderen = kandidaten(atelier, zoek)
    rijen = [u for u in selectors.uitnodigingen_bij(atelier) if not u.is_ingetrokken]
    context = {
        "atelier": atelier,
        "form": form,
        "zoek": zoek,
        "eerst": eerst,
        "anderen": anderen,
        "gekozen": request.POST.getlist("persoon"),
        "uitnodigingen": rijen,
        "onverstuurd": [u for u in rijen if u.verstuurd_op is None and not u.aanwezig],
        "mix": mix(rijen, selectors.partijen_bij(atelier)),
    }
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "kruispunten/atelier_uitnodigen.html", context, partial="mensen", status=status)


@traject_view("atelier.wijzigen", ("POST",))
def atelier_versturen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Sends the invitations that did not go yet."""
    atelier = atelier_van(request, traject, nummer)
    bellen = services.verstuur_uitnodigingen(atelier=atelier, by=request.user)
    messages.success(request, _("De uitnodigingen gaan de deur uit. De effecten staan nu vast."))
    if bellen:
        namen = ", ".join(u.persoon.volledige_naam for u in bellen)
        messages.warning(request, _("Zonder mail, dus bel even: %(namen)s.") % {"namen": namen})
    return redirect_naar(request, "atelier", slug=traject.slug, nummer=nummer)


def _uitnodiging(request: HttpRequest, traject: Traject, nummer: int) -> Uitnodiging:
    rijen = Uitnodiging.objects.visible_to(request.user).for_traject(traject)
    return get_object_or_404(rijen.select_related("atelier", "persoon"), pk=nummer)


@traject_view("atelier.wijzigen", ("POST",))
def uitnodiging_weg(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Takes somebody off the list; who was invited already hears it."""
    uitnodiging = _uitnodiging(request, traject, nummer)
    if services.haal_weg(uitnodiging=uitnodiging, by=request.user):
        messages.success(request, _("Ingetrokken. %(wie)s krijgt bericht.") % {"wie": uitnodiging.persoon})
    else:
        messages.success(request, _("Van de lijst gehaald."))
    return redirect_naar(request, "atelier", slug=traject.slug, nummer=uitnodiging.atelier_id)


@traject_view("atelier.wijzigen", ("POST",))
def uitnodiging_antwoord(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Notes what somebody said on the phone."""
    uitnodiging = _uitnodiging(request, traject, nummer)
    services.beantwoord(uitnodiging=uitnodiging, antwoord=request.POST.get("antwoord", ""), by=request.user)
    messages.success(request, _("Genoteerd."))
    return redirect_naar(request, "atelier", slug=traject.slug, nummer=uitnodiging.atelier_id)


@traject_view("atelier.wijzigen", ("POST",))
def atelier_aanwezig(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """The tick list of who was there."""
    atelier = atelier_van(request, traject, nummer)
    form = AanwezigForm(request.POST, atelier=atelier)
    if not form.is_valid():
        raise DomainError(_("Iemand op deze lijst hoort niet bij dit atelier. Laad de pagina opnieuw."))
    er = services.noteer_aanwezig(
        atelier=atelier, aanwezig=[u.pk for u in form.cleaned_data["aanwezig"]], by=request.user
    )
    messages.success(request, _("Genoteerd: %(n)s mensen waren erbij.") % {"n": er})
    return redirect_naar(request, "atelier", slug=traject.slug, nummer=nummer)


@traject_view("atelier.wijzigen", ("POST",))
def atelier_erbij(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Adds somebody who came without an invitation."""
    atelier = atelier_van(request, traject, nummer)
    form = ErbijForm(request.POST, atelier=atelier)
    if not form.is_valid():
        return pagina(request, traject, atelier, status=422, erbij_form=form)
    data = form.cleaned_data
    persoon = data["persoon"] or Persoon.objects.create(
        traject=traject, **{v: data[v] for v in ("voornaam", "tussenvoegsel", "achternaam", "email")}
    )
    services.voeg_onverwachte_toe(atelier=atelier, persoon=persoon, by=request.user)
    messages.success(request, _("%(wie)s was erbij.") % {"wie": persoon})
    return redirect_naar(request, "atelier", slug=traject.slug, nummer=nummer)


# ── The invited ───────────────────────────────────────────────────────────────────────────────────────────


def _mijn(persoon: Persoon, uid: uuid.UUID) -> tuple[Atelier, Uitnodiging | None]:
    atelier = get_object_or_404(
        Atelier.objects.visible_to(persoon).select_related("traject", "kruispunt").distinct(), uid=uid
    )
    rij = Uitnodiging.objects.visible_to(persoon).filter(atelier=atelier).select_related("persoon").first()
    if rij is not None:
        rij.atelier = atelier
    return atelier, rij


def _toon_mijn(
    request: HttpRequest, persoon: Persoon, uid: uuid.UUID, *, status: int = 200, **extra: Any
) -> HttpResponse:
    atelier, rij = _mijn(persoon, uid)
    ingetrokken = rij is not None and rij.is_ingetrokken
    context: dict[str, Any] = {
        "atelier": atelier,
        "uitnodiging": rij,
        "ingetrokken": ingetrokken,
        "kan_antwoorden": rij is not None and not ingetrokken and atelier.staat == "uitgenodigd"
        and not atelier.is_begonnen(klok.nu()),
        "voorbij": atelier.is_begonnen(klok.nu()),
    }  # fmt: skip
    if atelier.is_gesloten and not ingetrokken:
        context["uitkomst"] = selectors.uitkomst_voor(atelier, persoon)
    elif rij is not None and not ingetrokken and not atelier.is_afgelast:
        context |= {"waarom": selectors.waarom_jij(rij), "mix": mix(selectors.uitnodigingen_bij(atelier))}
    response = render(request, "kruispunten/mijn_atelier.html", context | extra, status=status)
    response.headers["Cache-Control"] = "no-store, private"
    return response


@persoon_view("uitnodiging.beantwoorden", SCHRIJF)
def mijn_atelier(request: HttpRequest, persoon: Persoon, uid: uuid.UUID) -> HttpResponse:
    """What, when, where, why you, who comes; yes or no in one tap; afterwards what came of it."""
    if request.method != "POST":
        return _toon_mijn(request, persoon, uid)
    _atelier, rij = _mijn(persoon, uid)
    form = AntwoordForm(request.POST)
    if not form.is_valid() or rij is None:
        return _toon_mijn(request, persoon, uid, status=422, form=form)
    services.beantwoord(
        uitnodiging=rij,
        antwoord=form.cleaned_data["antwoord"],
        opmerking=form.cleaned_data["opmerking"],
        by=persoon,
    )
    komt = form.cleaned_data["antwoord"] == "ja"
    messages.success(request, _("Fijn, we rekenen op je.") if komt else _("Jammer. Dank je dat je het laat weten."))
    return redirect_naar(request, "mijn_atelier", uid=uid)


@persoon_view("uitnodiging.beantwoorden")
def mijn_atelier_agenda(request: HttpRequest, persoon: Persoon, uid: uuid.UUID) -> HttpResponse:
    """The calendar file, as it stands now."""
    atelier, rij = _mijn(persoon, uid)
    afgezegd = atelier.is_afgelast or (rij is not None and rij.is_ingetrokken)
    gemaakt = (rij and rij.verstuurd_op) or atelier.created_at
    response = HttpResponse(
        kalender.agenda(atelier, gemaakt=gemaakt, afgezegd=afgezegd),
        content_type=f"text/calendar; charset=utf-8; method={kalender.methode(afgezegd)}",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{kalender.bestandsnaam(afgezegd)}"'
    response.headers["Cache-Control"] = "no-store, private"
    return response
