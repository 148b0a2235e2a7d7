"""The pages of a co-maker: what waits, the verslag, the choices, the spoor (M25-M27)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from comakers.models import CoMaker, Opmerking
from comakers.selectors import spoor as spoorselector
from comakers.services import reacties
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar
from overzichten.mijn.binnen import stil
from overzichten.mijn.forms import AkkoordForm, OpmerkingForm, ToestemmingForm
from overzichten.mijn.selectors import (
    Keuze,
    MijnVerslag,
    als_mijn,
    beloften,
    comaker_van,
    contactpersoon,
    laatste_plan,
    mijn_uitspraken,
    mijn_verslagen,
)
from overzichten.mijn.wachten import startblad
from toegang.enums import KERNGROEP
from trajecten.models import Persoon, Traject
from trajecten.poort import persoon_view, require_mag, traject_view

SCHRIJF = ("GET", "HEAD", "POST")


@stil
@persoon_view("mijn.bekijken")
def mijn(request: HttpRequest, persoon: Persoon) -> HttpResponse:
    """First what waits for me, then what happened with what I said."""
    comaker = comaker_van(persoon)
    verslagen = [als_mijn(v) for v in mijn_verslagen(persoon)]
    sporen = spoorselector.spoor(comaker) if comaker else []
    context = {
        "comaker": comaker,
        "contact": contactpersoon(persoon, comaker),
        "blad": startblad(persoon, verslagen),
        "gelezen": [v for v in verslagen if not v.wacht_op_mij],
        "sporen": spoorselector.hoogtepunten(sporen),
        "telling": spoorselector.telling(sporen),
        "te_kiezen": sum(s.uitspraak.toestemming_op is None for s in sporen),
        "beloften": beloften(comaker) if comaker else [],
    }
    return render(request, "mijn/mijn.html", context)


# ── The verslag ───────────────────────────────────────────────────────────────────────────────────────────


def _mijn_verslag(persoon: Persoon, nummer: int) -> MijnVerslag:
    return als_mijn(get_object_or_404(mijn_verslagen(persoon), pk=nummer))


def _toon_verslag(request: HttpRequest, mijn: MijnVerslag, *, status: int = 200, **extra: Any) -> HttpResponse:
    persoon: Persoon = request.persoon  # type: ignore[attr-defined]
    comaker = comaker_van(persoon)
    context = {
        "mijn": mijn,
        "akkoordform": AkkoordForm(persoon=persoon, initial={"nummer": mijn.versie.nummer}),
        "contact": contactpersoon(persoon, comaker),
    }
    return render(request, "mijn/verslag.html", context | extra, status=status)


@stil
@persoon_view("verslag.bekijken")
def verslag(request: HttpRequest, persoon: Persoon, nummer: int) -> HttpResponse:
    """The verslag, paragraph by paragraph."""
    return _toon_verslag(request, _mijn_verslag(persoon, nummer))


@stil
@persoon_view("verslag.opmerken", SCHRIJF)
def opmerking_maken(request: HttpRequest, persoon: Persoon, nummer: int) -> HttpResponse:
    """A remark on a paragraph, or the paragraph as it should read."""
    mijn = _mijn_verslag(persoon, nummer)
    if request.method != "POST":  # opened again from the history of the browser
        return redirect("mijn_verslag", nummer=nummer)
    form = OpmerkingForm(request.POST)
    if not form.is_valid():
        return _toon_verslag(request, mijn, opmerkingform=form, status=422)
    try:
        reacties.add_opmerking(verslag=mijn.verslag, by=persoon, **form.cleaned_data)
    except reacties.NieuwereVersie as error:
        return _toon_verslag(request, mijn, verouderd=error.tekst, eigen=form.cleaned_data, status=409)
    except DomainError as error:
        if not mijn.kan_reageren or mijn.akkoord_op:
            return _toon_verslag(request, mijn, dicht=error.tekst, eigen=form.cleaned_data, status=422)
        form.add_error(None, error.tekst)
        return _toon_verslag(request, mijn, opmerkingform=form, status=422)
    messages.success(request, _("Dank je, dit is binnen. We kijken ernaar en je hoort van ons."))
    response = redirect_naar(request, "mijn_verslag", nummer)
    response["Location"] += f"#a-{form.cleaned_data['alinea']}"
    return response


@stil
@persoon_view("verslag.opmerken", ("POST",))
def opmerking_terug(request: HttpRequest, persoon: Persoon, nummer: int) -> HttpResponse:
    """Takes an own remark back."""
    opmerking = get_object_or_404(Opmerking.objects.visible_to(persoon), pk=nummer)
    reacties.withdraw_opmerking(opmerking=opmerking, by=persoon)
    messages.success(request, _("Je opmerking is weg."))
    return redirect_naar(request, "mijn_verslag", opmerking.verslag_id)


@stil
@persoon_view("verslag.akkoord", SCHRIJF)
def akkoord(request: HttpRequest, persoon: Persoon, nummer: int) -> HttpResponse:
    """Agrees with the version on screen: a choice and a typed name."""
    mijn = _mijn_verslag(persoon, nummer)
    if request.method != "POST":
        return redirect("mijn_verslag", nummer=nummer)
    form = AkkoordForm(request.POST, persoon=persoon)
    if not form.is_valid():
        return _toon_verslag(request, mijn, akkoordform=form, status=422)
    data = form.cleaned_data
    try:
        reacties.agree_verslag(verslag=mijn.verslag, nummer=data["nummer"], naam=data["naam"], by=persoon)
    except reacties.NieuwereVersie as error:
        return _toon_verslag(request, mijn, verouderd=error.tekst, status=409)
    except DomainError as error:
        form.add_error("naam", error.tekst)
        return _toon_verslag(request, mijn, akkoordform=form, status=422)
    messages.success(request, _("Dank je wel. Je gaat akkoord met het verslag."))
    te_kiezen = mijn_uitspraken(persoon).filter(toestemming_op=None).exists()
    return redirect_naar(request, "mijn_keuzes" if te_kiezen else "mijn")


# ── Choices about what I said ─────────────────────────────────────────────────────────────────────────────


@stil
@persoon_view("uitspraak.toestemming")
def keuzes(request: HttpRequest, persoon: Persoon) -> HttpResponse:
    """Per statement, and for all at once: with my name, without, not."""
    rijen = [Keuze(uitspraak) for uitspraak in mijn_uitspraken(persoon)]
    gekozen = {keuze.gekozen for keuze in rijen}
    context = {
        "rijen": rijen,
        "enkelvoud": rijen[0].uitspraak.comaker.categorie.enkelvoud if rijen else "",
        "alles": gekozen.pop() if len(gekozen) == 1 else "",
    }
    return render(request, "mijn/keuzes.html", context)


@stil
@persoon_view("uitspraak.toestemming", SCHRIJF)
def kies(request: HttpRequest, persoon: Persoon, nummer: int) -> HttpResponse:
    """The choice about one statement; holds at once."""
    uitspraak = get_object_or_404(mijn_uitspraken(persoon), pk=nummer)
    if request.method != "POST":
        return redirect("mijn_keuzes")
    form = ToestemmingForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Kies een van de drie knoppen."))
    reacties.set_toestemming(uitspraken=[uitspraak], by=persoon, **form.cleaned_data)
    messages.success(request, _("Je keuze is bewaard en geldt meteen."))
    response = redirect_naar(request, "mijn_keuzes")
    response["Location"] += f"#u-{nummer}"
    return response


@stil
@persoon_view("uitspraak.toestemming", SCHRIJF)
def kies_alles(request: HttpRequest, persoon: Persoon) -> HttpResponse:
    """One choice for everything."""
    if request.method != "POST":
        return redirect("mijn_keuzes")
    form = ToestemmingForm(request.POST)
    comaker = comaker_van(persoon)
    if not form.is_valid() or comaker is None:
        raise DomainError(_("Kies een van de drie knoppen."))
    reacties.set_toestemming_alles(comaker=comaker, by=persoon, **form.cleaned_data)
    messages.success(request, _("Je keuze is bewaard, voor alles wat je zei. Hij geldt meteen."))
    return redirect_naar(request, "mijn_keuzes")


@stil
@persoon_view("plan.bekijken")
def laatste(request: HttpRequest, persoon: Persoon) -> HttpResponse:
    """To the newest version of the plan that was put before the co-makers."""
    plan = laatste_plan(persoon)
    if plan is None:
        raise Http404
    return redirect("mijn_plan", uid=plan.uid)


# ── The spoor ─────────────────────────────────────────────────────────────────────────────────────────────


def _spoor_context(comaker: CoMaker | None, *, alles: bool = True) -> dict[str, Any]:
    sporen = [s for s in spoorselector.spoor(comaker) if alles or s.uitspraak.mag_gebruikt] if comaker else []
    return {"comaker": comaker, "sporen": sporen, "telling": spoorselector.telling(sporen)}


@stil
@persoon_view("mijn.bekijken")
def spoor(request: HttpRequest, persoon: Persoon) -> HttpResponse:
    """What happened with everything I said."""
    comaker = comaker_van(persoon)
    context = _spoor_context(comaker) | {"contact": contactpersoon(persoon, comaker)}
    return render(request, "mijn/spoor.html", context)


@traject_view("comaker.bekijken")
def comaker_spoor(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """The same page for the kerngroep, as the co-maker sees it; who reads along sees nothing that may not be used."""
    require_mag(request, "uitspraak.bekijken")
    comaker = get_object_or_404(
        CoMaker.objects.visible_to(request.user).for_traject(traject).select_related("traject", "persoon"), pk=nummer
    )
    context = _spoor_context(comaker, alles=request.rol in KERNGROEP)  # type: ignore[attr-defined]
    return render(request, "mijn/comaker_spoor.html", context)
