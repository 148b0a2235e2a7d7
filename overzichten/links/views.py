"""The personal link of somebody, managed by the kerngroep: send it, show it at the kitchen table, withdraw it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from comakers.services.wissen import erase_persoon
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.htmx import redirect_naar
from overzichten.mijn.binnen import stil
from overzichten.mijn.forms import WissenForm
from overzichten.mijn.post import plan_link
from toegang.logboek import log
from trajecten import links
from trajecten.models import Persoon, PersoonlijkeLink, Traject
from trajecten.poort import traject_view


def _persoon(request: HttpRequest, traject: Traject, nummer: int) -> Persoon:
    return get_object_or_404(
        Persoon.objects.visible_to(request.user).for_traject(traject).select_related("comaker", "traject"), pk=nummer
    )


def _toon(request: HttpRequest, persoon: Persoon, adres: str = "") -> HttpResponse:
    now = klok.nu()
    context = {
        "iemand": persoon,
        "comaker": getattr(persoon, "comaker", None),
        "link": PersoonlijkeLink.objects.geldig(now).filter(persoon=persoon).first(),
        "adres": adres,
        "gestopt": not links.mag_vanzelf(persoon),
    }
    return render(request, "mijn/link.html", context)


def _check(persoon: Persoon) -> None:
    if persoon.gewist_op is not None:
        raise DomainError(_("Deze persoon doet niet meer mee; de gegevens zijn gewist."))


@traject_view("link.wijzigen")
def link(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """How it stands with the link, and what can be done."""
    return _toon(request, _persoon(request, traject, nummer))


@traject_view("link.wijzigen", ("POST",))
def sturen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Sends the link by mail, at most once a day."""
    persoon = _persoon(request, traject, nummer)
    _check(persoon)
    if not persoon.email:
        raise DomainError(_("Van deze persoon is geen e-mailadres bekend. Toon de link, of geef hem op papier."))
    plan_link(persoon=persoon, by=request.user)
    log(by=request.user, werkwoord="link.gestuurd", onderwerp=persoon)
    messages.success(request, _("De link gaat per mail naar %(naam)s.") % {"naam": persoon.volledige_naam})
    return redirect_naar(request, "link", slug=traject.slug, nummer=persoon.pk)


@stil
@traject_view("link.wijzigen", ("POST",))
def tonen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Shows the address once, to open on somebody's own phone; who saw it stands in the logboek."""
    persoon = _persoon(request, traject, nummer)
    _check(persoon)
    adres = links.adres_van(links.geef_link(persoon=persoon, by=request.user, met_de_hand=True))
    log(by=request.user, werkwoord="link.getoond", onderwerp=persoon)
    return _toon(request, persoon, adres)


@traject_view("link.wijzigen", ("POST",))
def intrekken(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """Withdraws the link, at once and on every device; twice is once."""
    persoon = _persoon(request, traject, nummer)
    niet_opnieuw = bool(request.POST.get("niet_opnieuw"))
    links.trek_link_in(persoon=persoon, by=request.user, niet_opnieuw=niet_opnieuw)
    if niet_opnieuw:
        messages.success(request, _("De link werkt niet meer, en er gaat er ook geen meer naar dit adres."))
    else:
        messages.success(request, _("De link werkt niet meer. Met een nieuwe link kan iemand weer op de eigen pagina."))
    return redirect_naar(request, "link", slug=traject.slug, nummer=persoon.pk)


@traject_view("persoon.wissen", ("GET", "HEAD", "POST"))
def wissen(request: HttpRequest, traject: Traject, nummer: int) -> HttpResponse:
    """For who asks by phone or at the door to be forgotten; the same as stopping by oneself."""
    persoon = _persoon(request, traject, nummer)
    _check(persoon)
    form = WissenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        erase_persoon(persoon=persoon, uitspraken=form.cleaned_data["uitspraken"], by=request.user)
        messages.success(request, _("De gegevens zijn gewist. Wat er op gebouwd is blijft, zonder naam."))
        return redirect_naar(request, "comakers", slug=traject.slug)
    context = {"iemand": persoon, "form": form, "comaker": getattr(persoon, "comaker", None)}
    return render(request, "mijn/wissen.html", context, status=422 if request.method == "POST" else 200)
