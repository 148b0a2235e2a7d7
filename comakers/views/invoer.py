from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.text import slugify
from django.utils.translation import gettext as _

from comakers.enums import RijOordeel
from comakers.forms.invoer import KolommenForm, OpnemenForm, UploadForm
from comakers.invoer import schrijven
from comakers.invoer.velden import FOUT_KOP, RIJ_KOP, UITVOER, voorbeeldrij
from comakers.models import Invoer
from comakers.selectors import invoer as selectors
from comakers.selectors.comakers import zoek_comakers
from comakers.selectors.uitvoer import uitvoerrijen
from comakers.services import invoer as diensten
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from toegang.logboek import log
from trajecten.models import Categorie
from trajecten.poort import traject_view
from werk.models import Taak

SCHRIJF = ("GET", "HEAD", "POST")


def _invoer(request: HttpRequest, traject: Any, nummer: int) -> Invoer:
    rijen = Invoer.objects.visible_to(request.user).for_traject(traject).select_related("categorie", "door")
    return get_object_or_404(rijen, pk=nummer)


def _soort(request: HttpRequest) -> str:
    als = request.GET.get("als", "")
    return als if als in schrijven.SOORTEN else "xlsx"


def _bestand(inhoud: bytes, soort: str, naam: str) -> HttpResponse:
    kop = {"Content-Disposition": f'attachment; filename="{naam}.{soort}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(inhoud, content_type=schrijven.SOORTEN[soort], headers=kop)


@traject_view("comaker.wijzigen", SCHRIJF)
def invoer_nieuw(request: HttpRequest, traject: Any) -> HttpResponse:
    """Brings a file in, and shows the files that are still here (M20)."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            invoer, nieuw = diensten.bewaar_upload(
                traject=traject, bestand=form.cleaned_data["bestand"], by=request.user
            )
        except DomainError as error:
            form.add_error("bestand", error.tekst)
        else:
            if not nieuw:
                messages.info(request, _("Dit bestand stond al klaar. Je kunt hier verder."))
            return redirect_naar(request, "invoer", slug=traject.slug, nummer=invoer.pk)
    context = {"form": form, "invoeren": list(selectors.invoeren(traject=traject, actor=request.user)[:20])}
    context["dagen"] = diensten.BEWAAR_DAGEN
    return render_pagina(request, "comakers/invoer_nieuw.html", context, status=422 if form.is_bound else 200)


@traject_view("comaker.wijzigen")
def invoer(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """One file: how far it is, what its rows become, and the next step."""
    rij = _invoer(request, traject, nummer)
    if rij.kiest_kolommen:
        return _kolommen(request, rij, KolommenForm(invoer=rij))
    return _stand(request, rij)


def _stand(request: HttpRequest, rij: Invoer, status: int = 200) -> HttpResponse:
    per_oordeel = {o: rij.rijen.filter(oordeel=o).order_by("nummer") for o in RijOordeel.values}
    anders = rij.rijen.filter(verschilt=True, neem_over=False).select_related("comaker__persoon").order_by("nummer")
    pagina = Paginator(anders, selectors.PER_PAGINA).get_page(request.GET.get("pagina"))
    for verschil in pagina.object_list:
        verschil.delen = selectors.verschillen_van(verschil)  # type: ignore[attr-defined]
    context: dict[str, Any] = {
        "invoer": rij,
        "taak": Taak.objects.filter(
            soort__in=[diensten.NAKIJKEN, diensten.OPNEMEN], onderwerp=str(rij.pk)
        ).order_by("-pk").first() if rij.is_bezig else None,
        "dagen": diensten.BEWAAR_DAGEN,
    }  # fmt: skip
    if not rij.is_bezig:
        context |= {
            "fouten": per_oordeel[RijOordeel.FOUT].defer("cellen", "velden")[: selectors.PER_PAGINA],
            "verschillen": pagina,
            "nieuwen": list(per_oordeel[RijOordeel.NIEUW][:10]) if rij.is_nagekeken else [],
            "categorieen": dict(Categorie.objects.for_traject(rij.traject_id).values_list("pk", "naam")),
            "partijen": selectors.nieuwe_partijen(rij) if rij.is_nagekeken and rij.nieuwe_partijen else [],
        }
    return render_pagina(request, "comakers/invoer.html", context, partial="voortgang", status=status)


def _kolommen(request: HttpRequest, rij: Invoer, form: KolommenForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return render_pagina(request, "comakers/invoer_kolommen.html", {"invoer": rij, "form": form}, status=status)


@traject_view("comaker.wijzigen", SCHRIJF)
def invoer_kolommen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Which column is what; then the worker looks at every row."""
    rij = _invoer(request, traject, nummer)
    form = KolommenForm(request.POST or None, invoer=rij)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        diensten.kies_kolommen(
            invoer=rij,
            kolommen=data["kolommen"],
            categorie=data["categorie"],
            nieuwe_partijen=data["nieuwe_partijen"],
            zijde=data["zijde"],
            by=request.user,
        )
        return redirect_naar(request, "invoer", slug=traject.slug, nummer=rij.pk)
    return _kolommen(request, rij, form)


@traject_view("comaker.wijzigen", ("POST",))
def invoer_opnemen(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Takes the good rows, and the differences that were ticked."""
    rij = _invoer(request, traject, nummer)
    form = OpnemenForm(request.POST, invoer=rij)
    if not form.is_valid():
        messages.error(request, _("Deze rijen staan er niet meer. Kijk nog een keer."))
        return _stand(request, rij, 422)
    diensten.neem_op(invoer=rij, rijen=form.cleaned_data["rij"], alles=form.cleaned_data["alles"], by=request.user)
    return redirect_naar(request, "invoer", slug=traject.slug, nummer=rij.pk)


@traject_view("comaker.wijzigen", ("POST",))
def invoer_weg(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """Throws a file away."""
    diensten.doe_weg(invoer=_invoer(request, traject, nummer), by=request.user)
    messages.success(request, _("Het bestand is weg."))
    return redirect_naar(request, "invoer_nieuw", slug=traject.slug)


@traject_view("comaker.wijzigen")
def invoer_fouten(request: HttpRequest, traject: Any, nummer: int) -> HttpResponse:
    """The rows that are wrong, in the columns they came in, with what is wrong beside them."""
    rij = _invoer(request, traject, nummer)
    koppen = [str(kop) for kop in rij.koppen]
    rijen = [[*koppen, str(RIJ_KOP), str(FOUT_KOP)]]
    for fout in rij.rijen.filter(oordeel=RijOordeel.FOUT).order_by("nummer"):
        cellen = [str(cel) for cel in fout.cellen][: len(koppen)]
        rijen.append([*cellen, *[""] * (len(koppen) - len(cellen)), str(fout.nummer), fout.reden])
    if request.method == "GET":
        log(by=request.user, werkwoord="invoer.fouten_bekeken", onderwerp=rij)
    soort = _soort(request)
    return _bestand(schrijven.schrijf(rijen, soort), soort, f"rijen-die-niet-kloppen-{rij.pk}")


@traject_view("comaker.wijzigen")
def invoer_voorbeeld(request: HttpRequest, traject: Any) -> HttpResponse:
    """An empty sheet with the columns we know, and one invented row."""
    soort = _soort(request)
    categorie = Categorie.objects.for_traject(traject).order_by("volgorde").values_list("naam", flat=True).first()
    rij = [categorie or "" if veld.naam == "categorie" else cel
           for veld, cel in zip(UITVOER, voorbeeldrij(), strict=True)]  # fmt: skip
    rijen = [[str(veld.kop) for veld in UITVOER], rij]
    return _bestand(schrijven.schrijf(rijen, soort, [v.breedte for v in UITVOER]), soort, "co-makers-voorbeeld")


@traject_view("persoon.contact_bekijken")
def comakers_uitvoer(request: HttpRequest, traject: Any) -> HttpResponse:
    """The list on screen as a spreadsheet, contact data included; that somebody took it along is written down."""
    categorie = request.GET.get("categorie", "")
    comakers = zoek_comakers(
        traject=traject,
        actor=request.user,
        zoek=request.GET.get("q", ""),
        categorie=int(categorie) if categorie.isdecimal() and len(categorie) < 18 else None,
        staat=request.GET.get("staat", ""),
        sorteer=request.GET.get("sorteer", ""),
    )
    soort = _soort(request)
    inhoud = schrijven.schrijf(uitvoerrijen(comakers), soort, [v.breedte for v in UITVOER])
    if request.method == "GET":
        log(by=request.user, werkwoord="comakers.uitgevoerd", onderwerp=traject, traject=traject)
    return _bestand(inhoud, soort, f"co-makers-{slugify(traject.slug)}-{klok.vandaag():%Y-%m-%d}")
