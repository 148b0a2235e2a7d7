from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar, render_pagina
from plannen import selectors, services
from plannen.druk import weergave
from plannen.forms import PlanTekstForm, VaststellenForm
from plannen.models import Plan
from plannen.onderdelen import OP_SLEUTEL
from toegang import beleid
from trajecten.models import Traject
from trajecten.poort import require_mag, traject_view

SCHRIJF = ("GET", "HEAD", "POST")


def _plan(request: HttpRequest, traject: Traject, nummer: int, actie: str = "plan.bekijken") -> Plan:
    """The version, when it is there and this role may do ``actie`` in its state."""
    qs = Plan.objects.visible_to(request.user).for_traject(traject).select_related("traject", "besluit", "gemaakt_door")
    plan = get_object_or_404(qs, pk=nummer)
    require_mag(request, actie, plan.staat)
    return plan


@traject_view("plan.bekijken")
def plan(request: HttpRequest, traject: Traject) -> HttpResponse:
    """The plan in the making for the kerngroep, and the versions for everybody who may read them."""
    rol = request.rol  # type: ignore[attr-defined]
    schrijft = beleid.mag(rol, "plan.wijzigen")
    versies = selectors.versies(actor=request.user, traject=traject, rol=rol)
    context = {
        "stukken": selectors.schrijfstukken(traject) if schrijft else [],
        "versies": selectors.met_reacties(versies) if schrijft else versies,
        "mag_wijzigen": schrijft,
        "mag_maken": beleid.mag(rol, "plan.maken"),
    }
    return render_pagina(request, "plannen/plan.html", context)


@traject_view("plan.wijzigen", SCHRIJF)
def plan_onderdeel(request: HttpRequest, traject: Traject, onderdeel: str) -> HttpResponse:
    """One section: the kerngroep's own text, whether it takes part, and what the traject holds for it."""
    if onderdeel not in OP_SLEUTEL:
        raise Http404
    soort = OP_SLEUTEL[onderdeel]
    stuk = next(s for s in selectors.schrijfstukken(traject) if s.soort is soort)
    begin = {"tekst": stuk.tekst, "doet_mee": stuk.doet_mee, "versie": stuk.versie}
    form = PlanTekstForm(request.POST or None, initial=begin)
    if request.method == "POST" and form.is_valid():
        services.bewaar_tekst(traject=traject, onderdeel=onderdeel, by=request.user, **form.cleaned_data)
        messages.success(request, _("“%(titel)s” is opgeslagen.") % {"titel": soort.titel})
        return redirect_naar(request, "plan", slug=traject.slug)
    context = {"form": form, "soort": soort, "g": soort.verrijk(soort.bron(traject))}
    status = 422 if request.method == "POST" else 200
    return render_pagina(request, "plannen/onderdeel.html", context, status=status)


@traject_view("plan.maken")
def plan_voorproef(request: HttpRequest, traject: Traject) -> HttpResponse:
    """The plan as it would be now, before it is frozen."""
    versies = selectors.versies(actor=request.user, traject=traject, rol=request.rol)  # type: ignore[attr-defined]
    nummer = (versies.values_list("nummer", flat=True).first() or 0) + 1
    titel = _("Plan van aanpak %(wijk)s") % {"wijk": traject.wijk}
    inhoud = selectors.inhoud_van_nu(traject, titel=titel, nummer=nummer, dag=klok.vandaag())
    return render_pagina(request, "plannen/voorproef.html", {"kop": inhoud, "onderdelen": weergave(inhoud)})


@traject_view("plan.maken", ("POST",))
def plan_maken(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Freezes a version; the worker sets its PDF."""
    plan = services.maak_versie(traject=traject, by=request.user)
    return redirect_naar(request, "plan_versie", slug=traject.slug, nummer=plan.pk)


@traject_view("plan.bekijken")
def plan_versie(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """One version: how far its PDF is, what it holds under today's consent, and the next step."""
    return versiepagina(request, _plan(request, traject, nummer))


def versiepagina(
    request: HttpRequest, plan: Plan, *, form: VaststellenForm | None = None, status: int = 200, **extra: Any
) -> HttpResponse:
    """The page of a version; for the kerngroep with what co-makers answered beside each section."""
    rol = request.rol  # type: ignore[attr-defined]
    lees = selectors.lees(plan)
    mag_beantwoorden = beleid.mag(rol, "plan.reactie_beantwoorden")
    reacties = selectors.reacties_op(plan) if mag_beantwoorden else None
    context: dict[str, Any] = {
        "plan": plan,
        "lees": lees,
        "taak": selectors.laatste_taak(plan, services.TAAK),
        "reden": selectors.reden_van_mislukken(plan, services.TAAK) if plan.pdf_mislukt else "",
        "kop": lees.inhoud,
        "onderdelen": [o | {"reacties": reacties.van(o["sleutel"]) if reacties else []} for o in weergave(lees.inhoud)],
        "reacties": reacties,
        "mag_maken": beleid.mag(rol, "plan.maken"),
        "mag_presenteren": beleid.mag(rol, "plan.presenteren", plan.staat),
        "mag_vaststellen": beleid.mag(rol, "plan.vaststellen", plan.staat),
        "mag_archief": plan.archief and beleid.mag(rol, "plan.archief"),
        "form": form or VaststellenForm(),
    }
    return render_pagina(request, "plannen/versie.html", context | extra, partial="voortgang", status=status)


@traject_view("plan.bekijken")
def plan_pdf(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponseBase:
    """The PDF of a version, as long as it shows only what may be shown now."""
    return pdf_van(request, _plan(request, traject, nummer))


def pdf_van(request: HttpRequest, plan: Plan) -> HttpResponseBase:
    """The file, when it shows only what may be shown now; raises DomainError with the reason when it does not."""
    if not selectors.lees(plan).pdf_geldt:
        if plan.gezet_sha256:
            raise DomainError(
                _("Iemand veranderde de toestemming voor iets in dit plan. De pdf wordt opnieuw gemaakt.")
            )
        raise DomainError(_("De pdf van deze versie is er nog niet."))
    return _bestand(request, plan.bestand, plan.bestand_sha256, plan.bestandsnaam)


def _bestand(request: HttpRequest, bestand: Any, kenmerk: str, naam: str) -> HttpResponseBase:
    """The file, or 304 when the browser has it already."""
    etag = f'"{kenmerk}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    try:
        inhoud = bestand.open("rb")
    except OSError as error:
        raise DomainError(_("De pdf is niet te vinden. Maak hem opnieuw.")) from error
    antwoord = FileResponse(inhoud, as_attachment=True, filename=naam, content_type="application/pdf")
    antwoord.headers["ETag"] = etag
    antwoord.headers["Cache-Control"] = "private, no-cache"
    return antwoord


@traject_view("plan.archief")
def plan_archief(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponseBase:
    """The PDF as it was established, kept for the kerngroep only."""
    plan = _plan(request, traject, nummer)
    if not plan.archief:
        raise Http404
    return _bestand(request, plan.archief, f"archief-{plan.pk}", plan.bestandsnaam.replace(".pdf", "-archief.pdf"))


@traject_view("plan.maken", ("POST",))
def plan_opnieuw(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Sets the PDF of a version again."""
    services.maak_pdf_opnieuw(plan=_plan(request, traject, nummer), by=request.user)
    return redirect_naar(request, "plan_versie", slug=traject.slug, nummer=nummer)


@traject_view("plan.presenteren", ("POST",))
def plan_presenteren(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Lays a version before the co-makers whose words are in it."""
    services.presenteer(plan=_plan(request, traject, nummer, "plan.presenteren"), by=request.user)
    messages.success(request, _("Voorgelegd. Iedereen met een uitspraak in het plan krijgt nu een bericht."))
    return redirect_naar(request, "plan_versie", slug=traject.slug, nummer=nummer)


@traject_view("plan.vaststellen", ("POST",))
def plan_vaststellen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Establishes a version with a decision."""
    plan = _plan(request, traject, nummer, "plan.vaststellen")
    form = VaststellenForm(request.POST)
    if not form.is_valid():
        return versiepagina(request, plan, form=form, status=422)
    services.stel_vast(plan=plan, by=request.user, **form.cleaned_data)
    messages.success(request, _("Vastgesteld. Deze versie verandert niet meer."))
    return redirect_naar(request, "plan_versie", slug=traject.slug, nummer=nummer)
