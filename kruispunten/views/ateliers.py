"""The room of ateliers, and one atelier: preparing, changing, calling off (M70-M75)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kruispunten import draaiboek
from kruispunten.enums import AtelierSoort, AtelierStaat
from kruispunten.forms.ateliers import AanwezigForm, AfgelastForm, AtelierForm, ErbijForm, IdeeForm
from kruispunten.models import Atelier, Kruispunt
from kruispunten.selectors import ateliers as selectors
from kruispunten.selectors.uitnodigen import mix
from kruispunten.services import ateliers as services
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from toegang.enums import KERNGROEP
from trajecten.models import Traject
from trajecten.navigatie import kamer_adres
from trajecten.poort import traject_view

SCHRIJF = ("GET", "HEAD", "POST")


def atelier_van(request: HttpRequest, traject: Traject, nummer: int) -> Atelier:
    """The atelier of this address, when this person may see it."""
    return get_object_or_404(selectors.ateliers(actor=request.user, traject=traject), pk=nummer)


def eis_open(atelier: Atelier) -> None:
    """Raises DomainError for an atelier that is over or off."""
    if not atelier.is_open:
        raise DomainError(_("Dit atelier is voorbij of gaat niet door. Je kunt het niet meer veranderen."))


@dataclass(frozen=True)
class Stap:
    """The one next thing to do."""

    zin: str
    knop: str
    adres: str


def _volgende(traject: Traject, rijen: list[Atelier], seizoenen: list[selectors.Seizoen], now: datetime) -> Stap | None:
    """What waits first: an evening to close, a table to fill, a season to plan for."""
    for a in rijen:
        if a.staat == AtelierStaat.UITGENODIGD and a.is_begonnen(now):
            zin = _("“%(titel)s” is geweest. Vertel nog vandaag wat eruit kwam.") % {"titel": a.titel}
            return Stap(zin, _("Sluit het atelier"), kamer_adres("atelier_sluiten", traject.slug, a.pk) or "")
    for a in rijen:
        if a.staat == AtelierStaat.VOORBEREIDING and not a.is_begonnen(now):
            zin = _("Voor “%(titel)s” is nog niemand uitgenodigd.") % {"titel": a.titel}
            return Stap(zin, _("Nodig mensen uit"), kamer_adres("atelier_uitnodigen", traject.slug, a.pk) or "")
    for s in seizoenen:
        if s.ontbreekt:
            zin = _("In %(maand)s hoort een atelier: %(soort)s.") % {"maand": s.naam, "soort": s.soort.label}
            nieuw = kamer_adres("atelier_nieuw", traject.slug) or ""
            return Stap(zin, _("Plan het"), f"{nieuw}?soort={s.soort.value}")
    return None


@traject_view("atelier.bekijken")
def ateliers(request: HttpRequest, traject: Traject) -> HttpResponse:
    """What comes, what was, and the rhythm of the year."""
    now = klok.nu()
    rijen = list(selectors.ateliers(actor=request.user, traject=traject).order_by("wanneer", "pk"))
    dag = klok.vandaag(now)
    seizoenen = selectors.ritme(traject, dag, [(a.soort, a.dag) for a in rijen if not a.is_afgelast])
    mag_wijzigen = beleid.mag(request.rol, "atelier.wijzigen")  # type: ignore[attr-defined]
    context = {
        "rijen": rijen,
        "komend": [a for a in rijen if a.is_open],
        "geweest": [a for a in reversed(rijen) if a.is_gesloten],
        "afgelast": [a for a in reversed(rijen) if a.is_afgelast],
        "seizoenen": seizoenen,
        "volgende": _volgende(traject, rijen, seizoenen, now) if mag_wijzigen else None,
        "now": now,
        "mag_wijzigen": mag_wijzigen,
    }
    return render_pagina(request, "kruispunten/ateliers.html", context)


@traject_view("atelier.wijzigen", SCHRIJF)
def atelier_nieuw(request: HttpRequest, traject: Traject) -> HttpResponse:
    """A new atelier; ``?kruispunt=`` takes question and effects along, ``?soort=`` its kind."""
    begin: dict[str, Any] = {"soort": AtelierSoort.KRUISPUNT, "tijd": "19:30", "duur_minuten": 150}
    if request.GET.get("soort") in AtelierSoort.values:
        begin["soort"] = request.GET["soort"]
    nummer = request.GET.get("kruispunt", "")
    if nummer.isdecimal() and len(nummer) < 15:
        kruispunt = Kruispunt.objects.visible_to(request.user).for_traject(traject).levend().filter(pk=nummer).first()
        if kruispunt is not None:
            begin |= {"kruispunt": kruispunt.pk, "titel": kruispunt.titel, "vraag": kruispunt.vraag}
            begin["effecten"] = list(kruispunt.effecten.values_list("pk", flat=True))
    begin["draaiboek"] = draaiboek.start(begin["soort"])
    form = AtelierForm(request.POST or None, traject=traject, initial=begin)
    if request.method == "POST" and form.is_valid():
        atelier = services.maak_atelier(
            traject=traject, waarden=form.waarden(), effecten=form.cleaned_data["effecten"], by=request.user
        )
        messages.success(request, _("Het atelier staat er. Kies nu wie je aan tafel wilt."))
        return redirect_naar(request, "atelier_uitnodigen", slug=traject.slug, nummer=atelier.pk)
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "kruispunten/atelier_formulier.html", {"form": form}, status=status)


@traject_view("atelier.wijzigen", SCHRIJF)
def atelier_wijzigen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Changes an atelier; who is invited hears of another date or place."""
    atelier = atelier_van(request, traject, nummer)
    eis_open(atelier)
    form = AtelierForm(request.POST or None, instance=atelier, traject=traject)
    if request.method == "POST" and form.is_valid():
        services.wijzig_atelier(
            atelier=atelier,
            waarden=form.waarden(),
            effecten=form.cleaned_data.get("effecten"),
            versie=form.cleaned_data["versie"] or 0,
            by=request.user,
        )
        messages.success(request, _("Het atelier is bijgewerkt."))
        return redirect_naar(request, "atelier", slug=traject.slug, nummer=nummer)
    context = {"form": form, "atelier": atelier, "vaste_effecten": list(atelier.effecten.order_by("pk"))}
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "kruispunten/atelier_formulier.html", context, status=status)


@traject_view("atelier.wijzigen", ("POST",))
def atelier_afgelasten(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Calls it off, with a reason."""
    atelier = atelier_van(request, traject, nummer)
    form = AfgelastForm(request.POST)
    if not form.is_valid():
        return pagina(request, traject, atelier, status=422, afgelast_form=form)
    services.las_af(atelier=atelier, reden=form.cleaned_data["reden"], by=request.user)
    messages.success(request, _("Afgelast. Wie was uitgenodigd, krijgt bericht."))
    return redirect_naar(request, "atelier", slug=traject.slug, nummer=nummer)


@traject_view("atelier.bekijken")
def atelier(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One evening: the question, the table, the cards, and what came of it."""
    return pagina(request, traject, atelier_van(request, traject, nummer))


def pagina(
    request: HttpRequest, traject: Traject, atelier: Atelier, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page of an atelier, with the forms as they stand."""
    rol, now = request.rol, klok.nu()  # type: ignore[attr-defined]
    rijen = selectors.uitnodigingen_bij(atelier)
    mag_wijzigen = bool(beleid.mag(rol, "atelier.wijzigen", atelier.staat))
    begonnen = atelier.is_begonnen(now)
    kaarten = selectors.kaarten_bij(atelier)
    levend = [u for u in rijen if not u.is_ingetrokken]
    projecten: Any = getattr(atelier, "projecten")  # noqa: B009 - the relation comes from an app above
    context = {
        "atelier": atelier,
        "mix": mix(rijen, selectors.partijen_bij(atelier)),
        "uitnodigingen": levend,
        "onverstuurd": sum(u.verstuurd_op is None and not u.aanwezig for u in levend),
        "kaarten": kaarten,
        "groepen": selectors.op_groep(kaarten),
        "groepwoorden": sorted({k.groep for k in kaarten if k.groep}),
        "effecten": list(atelier.effecten.order_by("pk")),
        "afspraken": selectors.afspraken_bij(atelier),
        "projecten": list(projecten.select_related("trekker__partij", "trekker__comaker__categorie").order_by("pk")),
        "kruispunt_adres": atelier.kruispunt_id and kamer_adres("kruispunt", traject.slug, atelier.kruispunt_id),
        "begonnen": begonnen,
        "vandaag": klok.vandaag(now),
        "in_kerngroep": rol in KERNGROEP,
        "mag_wijzigen": mag_wijzigen,
        "mag_afvinken": bool(beleid.mag(rol, "atelier.wijzigen")),
        "mag_sluiten": begonnen and bool(beleid.mag(rol, "atelier.sluiten", atelier.staat)),
        "kan_tellen": begonnen and mag_wijzigen and atelier.staat == AtelierStaat.UITGENODIGD,
    }
    if mag_wijzigen:
        context |= {"idee_form": IdeeForm(traject=traject), "afgelast_form": AfgelastForm()}
    if context["kan_tellen"]:
        context |= {"erbij_form": ErbijForm(atelier=atelier), "aanwezig_form": AanwezigForm(atelier=atelier)}
    return render_pagina(request, "kruispunten/atelier.html", context | forms, partial="kaartenbord", status=status)
