from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from comakers.dos_en_donts import DOEN, KERNVRAAG, NIET_DOEN
from comakers.enums import GesprekStaat, KernSoort
from comakers.forms.gesprekken import (
    AantekeningenForm,
    FragmentForm,
    GesprekForm,
    GesprekStaatForm,
    GesprekWijzigForm,
    ToezeggingForm,
    gesprek_initial,
)
from comakers.models import CoMaker, Gesprek, Toezegging
from comakers.selectors.gesprekken import geknipte_uitspraken, gesprek_lijst, voorbereiding
from comakers.services import gesprekken as diensten
from leefsturing.lib import klok
from leefsturing.lib.fouten import Conflict, DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang import beleid
from trajecten.poort import require_mag, traject_view

SCHRIJF = ("GET", "HEAD", "POST")


def vind_gesprek(request: HttpRequest, traject: Any, nummer: int) -> Gesprek:
    """The gesprek with its people, or 404; used by the views on its parts too."""
    rows = (
        Gesprek.objects.visible_to(request.user)
        .for_traject(traject)
        .select_related("traject", "verslag")
        .prefetch_related("comakers__persoon", "comakers__categorie", "interviewers")
    )
    return get_object_or_404(rows, pk=nummer)


@traject_view("gesprek.bekijken")
def gesprekken(request: HttpRequest, traject: Any) -> HttpResponse:
    """What comes, soonest first; then what was, newest first."""
    toon = request.GET.get("toon", "")
    lijst = gesprek_lijst(
        traject=traject, actor=request.user, now=klok.nu(), toon=toon, pagina=request.GET.get("pagina", 1)
    )
    context = {"lijst": lijst, "toon": toon}
    return render_pagina(request, "comakers/gesprekken.html", context, partial="lijst")


@traject_view("gesprek.wijzigen", SCHRIJF)
def gesprek_nieuw(request: HttpRequest, traject: Any) -> HttpResponse:
    """Plans one; ``?comaker=`` fills in with whom."""
    initial: dict[str, Any] = {"interviewers": [request.user.pk], "dag": klok.vandaag(), "tijd": "10:00"}
    if (gekozen := request.GET.get("comaker", "")).isdecimal():
        row = CoMaker.objects.visible_to(request.user).for_traject(traject).filter(pk=gekozen[:18]).first()
        initial["comaker"] = row.pk if row else None
    form = GesprekForm(request.POST or None, traject=traject, initial=initial)
    if request.method == "POST" and form.is_valid():
        gesprek = diensten.plan_gesprek(traject=traject, by=request.user, **form.velden())
        messages.success(request, _("Het gesprek staat gepland."))
        return redirect_naar(request, "gesprek", slug=traject.slug, nummer=gesprek.pk)
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "comakers/gesprek_formulier.html", {"form": form}, status=status)


@traject_view("gesprek.bekijken")
def gesprek(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Before: who this is, what they said earlier, what helps. After: what there is, and what is still to do."""
    return _toon(request, vind_gesprek(request, traject, nummer))


def _toon(request: HttpRequest, row: Gesprek, status: int = 200, **extra: Any) -> HttpResponse:
    context = {
        "gesprek": row,
        "tab": "voorbereiden",
        "voorbereiding": voorbereiding(gesprek=row, actor=request.user),
        "doen": DOEN,
        "niet_doen": NIET_DOEN,
        "kernvraag": KERNVRAAG,
        "toezeggingen": row.toezeggingen.select_related("eigenaar", "comaker__persoon").order_by("uiterlijk", "id"),
        "stappen": diensten.STAPPEN[row.staat],
        "vandaag": klok.vandaag(),
        "is_voorbij": row.wanneer <= klok.nu(),
    }
    if beleid.mag(request.rol, "gesprek.wijzigen") and "toezegging_form" not in extra:  # type: ignore[attr-defined]
        context["toezegging_form"] = ToezeggingForm(gesprek=row, initial={"eigenaar": request.user.pk})
    return render_pagina(request, "comakers/gesprek.html", context | extra, status=status)


@traject_view("gesprek.wijzigen", SCHRIJF)
def gesprek_wijzigen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """With whom, when, where and why."""
    row = vind_gesprek(request, traject, nummer)
    form = GesprekWijzigForm(request.POST or None, traject=traject, initial=gesprek_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            diensten.update_gesprek(
                gesprek=row, versie=form.cleaned_data["versie"], by=request.user, **form.velden()
            )  # fmt: skip
        except Conflict:
            raise
        except DomainError as error:
            form.add_error(None, error.tekst)
        else:
            messages.success(request, _("Opgeslagen."))
            return redirect_naar(request, "gesprek", slug=traject.slug, nummer=row.pk)
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "comakers/gesprek_formulier.html", {"form": form, "gesprek": row}, status=status)


@traject_view("gesprek.wijzigen", ("POST",))
def gesprek_staat(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Held, not held, or planned after all."""
    row = vind_gesprek(request, traject, nummer)
    form = GesprekStaatForm(request.POST)
    if not form.is_valid():
        return _toon(request, row, 422, fout=_("Kies of het gesprek gevoerd is."))
    try:
        diensten.set_gesprek_staat(gesprek=row, staat=form.cleaned_data["staat"], by=request.user)
    except DomainError as error:
        return _toon(request, row, 422, fout=error.tekst)
    if row.staat == GesprekStaat.GEVOERD:
        messages.success(request, _("Gevoerd. Knip nu de uitspraken, dan schrijft het verslag zich bijna vanzelf."))
        return redirect_naar(request, "aantekeningen", slug=traject.slug, nummer=row.pk)
    messages.success(request, _("Het gesprek staat nu op '%(staat)s'.") % {"staat": row.get_staat_display()})
    return redirect_naar(request, "gesprek", slug=traject.slug, nummer=row.pk)


@traject_view("gesprek.bekijken", SCHRIJF)
def aantekeningen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """The quiet page during a gesprek; saves by itself (JSON) and by its button."""
    row = vind_gesprek(request, traject, nummer)
    if request.method != "POST":
        return toon_aantekeningen(request, row)
    require_mag(request, "gesprek.wijzigen")
    form = AantekeningenForm(request.POST)
    if not form.is_valid():
        return toon_aantekeningen(request, row, 422, notities_form=form)
    versie = diensten.save_aantekeningen(
        gesprek=row,
        versie=form.cleaned_data["versie"],
        tekst=form.cleaned_data["aantekeningen"],
        by=request.user,
    )
    if request.headers.get("X-Bewaar"):
        nu = klok.nu()
        om = nu.astimezone(klok.AMSTERDAM).strftime("%H:%M")
        return JsonResponse({"versie": versie, "om": om, "opgeslagen_op": nu.isoformat()})
    messages.success(request, _("De aantekeningen zijn opgeslagen."))
    return redirect_naar(request, "aantekeningen", slug=traject.slug, nummer=row.pk)


def toon_aantekeningen(request: HttpRequest, row: Gesprek, status: int = 200, **extra: Any) -> HttpResponse:
    """The quiet page with the cut statements beside it; the view that cuts shows it too, with its errors."""
    context = {
        "gesprek": row,
        "tab": "aantekeningen",
        "uitspraken": geknipte_uitspraken(row, request.user),
        "kernpunten": row.kernpunten.filter(soort=KernSoort.VERANDERD).order_by("nummer"),
        "kernvraag": KERNVRAAG,
        "doen": DOEN,
        "niet_doen": NIET_DOEN,
    }
    if beleid.mag(request.rol, "gesprek.wijzigen"):  # type: ignore[attr-defined]
        context |= {
            "notities_form": AantekeningenForm(
                initial={"versie": row.aantekeningen_versie, "aantekeningen": row.aantekeningen}
            ),
        }
        if "fragment_form" not in extra:
            context["fragment_form"] = FragmentForm(gesprek=row)
    return render_pagina(request, "comakers/aantekeningen.html", context | extra, status=status)


@traject_view("gesprek.wijzigen", SCHRIJF)
def toezegging_nieuw(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """A promise, with an owner and a date."""
    row = vind_gesprek(request, traject, nummer)
    form = ToezeggingForm(request.POST or None, gesprek=row, initial={"eigenaar": request.user.pk})
    if request.method == "POST" and form.is_valid():
        diensten.add_toezegging(gesprek=row, by=request.user, **form.cleaned_data)
        messages.success(request, _("De belofte staat genoteerd."))
        return redirect_naar(request, "gesprek", slug=traject.slug, nummer=row.pk)
    return _toon(request, row, 422 if request.method == "POST" else 200, toezegging_form=form, toezegging_open=True)


@traject_view("gesprek.wijzigen", ("POST",))
def toezegging_nagekomen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """A promise was kept, or after all not."""
    row = get_object_or_404(Toezegging.objects.visible_to(request.user).for_traject(traject), pk=nummer)
    diensten.set_nagekomen(toezegging=row, nagekomen="open" not in request.POST, by=request.user)
    messages.success(request, _("Bijgewerkt."))
    if row.gesprek_id and "comaker" not in request.POST:
        return redirect_naar(request, "gesprek", slug=traject.slug, nummer=row.gesprek_id)
    if row.comaker_id:
        return redirect_naar(request, "comaker", slug=traject.slug, nummer=row.comaker_id)
    return redirect_naar(request, "gesprekken", slug=traject.slug)
