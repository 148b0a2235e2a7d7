from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from leefsturing.lib import klok
from leefsturing.lib.htmx import redirect_naar, render_pagina
from overzichten.kalender import etag, kalender
from overzichten.periode import periode
from overzichten.selectors.agenda import per_dag, wat_speelt
from toegang.poort import publieke_view
from trajecten import agendalinks
from trajecten.models import Traject
from trajecten.poort import traject_view

VOORUIT = timedelta(days=365)
TERUG = timedelta(days=60)


@traject_view("agenda.bekijken")
def agenda(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Everything with a day, in order; what is late stands on top; and the address for one's own calendar."""
    now = klok.nu()
    dag = klok.vandaag(now)
    momenten, _successen = wat_speelt(actor=request.user, traject=traject, now=now, tot=dag + VOORUIT)
    link = agendalinks.levende_link(traject=traject, gebruiker=request.user)  # type: ignore[arg-type]
    context = {
        "te_laat": [m for m in momenten if m.te_laat],
        "maanden": per_dag([m for m in momenten if not m.te_laat]),
        "periode": periode(traject, dag),
        "vandaag": dag,
        "link": link,
        "adres": agendalinks.adres_van(link) if link else "",
    }
    return render_pagina(request, "overzichten/agenda.html", context)


@traject_view("agenda.bekijken", ("POST",))
def agenda_adres(request: HttpRequest, traject: Traject) -> HttpResponse:
    """A new secret address for one's own calendar; the old one stops."""
    agendalinks.vernieuw(traject=traject, gebruiker=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Het nieuwe adres staat klaar. Een ouder adres werkt niet meer."))
    return redirect_naar(request, _eigen_agenda(traject))


@traject_view("agenda.bekijken", ("POST",))
def agenda_adres_weg(request: HttpRequest, traject: Traject) -> HttpResponse:
    """Stop the subscription, on every device."""
    agendalinks.trek_in(traject=traject, gebruiker=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Het adres werkt niet meer."))
    return redirect_naar(request, _eigen_agenda(traject))


def _eigen_agenda(traject: Traject) -> str:
    """Back to where the address stands."""
    return f"{reverse('agenda', kwargs={'slug': traject.slug})}#eigen-agenda"


@publieke_view("openbaar.bekijken")
def agenda_ics(request: HttpRequest, token: str) -> HttpResponse:
    """The agenda for a calendar that subscribed; without login, and the same 404 for whatever is not valid."""
    now = klok.nu()
    link = agendalinks.vind_agendalink(token)
    if link is None:
        raise Http404
    if not agendalinks.mag_nu(link, now=now):
        return HttpResponse(status=429, headers={"Retry-After": str(int(agendalinks.RUST.total_seconds()))})
    tot = klok.vandaag(now) + VOORUIT
    momenten, _successen = wat_speelt(actor=link.gebruiker, traject=link.traject, now=now, tot=tot, terug=TERUG)
    inhoud = kalender(momenten, link)
    response = HttpResponse(inhoud, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = merk = etag(inhoud)
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return get_conditional_response(request, etag=merk, response=response) or response
