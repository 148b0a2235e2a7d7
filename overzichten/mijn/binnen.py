"""Coming in by the personal link, asking for it again, going on where one was, and leaving."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from leefsturing.lib import klok
from leefsturing.lib.htmx import redirect_naar
from leefsturing.lib.stil import maak_stil
from overzichten.mijn.forms import LinkOpnieuwForm
from overzichten.mijn.post import plan_link
from toegang.bewaard import bewaarde
from toegang.poort import publieke_view
from trajecten import links
from trajecten.models import Persoon
from trajecten.poort import BEWAARD_MIJN, persoon_view

_EIGEN_PAD = re.compile(r"/mijn/(?!in/)(?:[a-z0-9-]+/)*")
View = Callable[..., HttpResponse]


def stil(view: View) -> View:
    """A page on the way in, quiet as all pages behind the personal link are (``trajecten.poort``)."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return maak_stil(view(request, *args, **kwargs))

    return inner


def _zonder_link(request: HttpRequest, *, form: LinkOpnieuwForm | None = None, status: int = 403) -> HttpResponse:
    context = {
        "form": form or LinkOpnieuwForm(),
        "bewaard": bool(request.session.get(BEWAARD_MIJN)),
        "weg": request.GET.get("weg") == "1",
        "gevraagd": request.GET.get("gevraagd") == "1",
    }
    return render(request, "mijn/zonder_link.html", context, status=status)


def _naar(request: HttpRequest) -> str:
    """Where the link in the mail leads after coming in: a page of ``/mijn/``, never anywhere else."""
    pad = "/mijn/" + request.GET.get("naar", "").removeprefix("/").removeprefix("mijn/")
    return pad if _EIGEN_PAD.fullmatch(pad) else "/mijn/"


@stil
@publieke_view("openbaar.bekijken", ("GET", "HEAD", "POST"), een_keer=False)
def mijn_in(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button; looking at it changes nothing, so that mail scanners may. The button opens the visit.

    Guessed, expired, withdrawn and erased are one and the same page.
    """
    now = klok.nu()
    link = links.vind_link(token, now=now)
    if link is None:
        return _zonder_link(request)
    if request.method != "POST":
        return render(request, "mijn/in.html", {"waar": link.traject})
    response = redirect("mijn_verder" if request.session.get(BEWAARD_MIJN) else _naar(request))
    response.status_code = 303
    links.begin_bezoek(response, link, now=now)
    return response


@stil
@publieke_view("openbaar.bekijken")
def zonder_link(request: HttpRequest) -> HttpResponse:
    """What to do when there is no visit: open the mail, or ask for the link again."""
    return _zonder_link(request, status=200)


@stil
@publieke_view("openbaar.bekijken", ("GET", "HEAD", "POST"), een_keer=False)
def link_opnieuw(request: HttpRequest) -> HttpResponse:
    """Sends the link again to everybody with this address; the answer is the same when there is nobody."""
    if request.method != "POST":
        return redirect("mijn_zonder_link")
    form = LinkOpnieuwForm(request.POST)
    if not form.is_valid():
        return _zonder_link(request, form=form, status=422)
    for persoon in Persoon.objects.filter(email__iexact=form.cleaned_data["email"], gewist_op=None):
        plan_link(persoon=persoon, by=None)
    response = redirect("mijn_zonder_link")
    response.status_code = 303
    response["Location"] += "?gevraagd=1"
    return response


@stil
@persoon_view("mijn.bekijken")
def verder(request: HttpRequest, persoon: Persoon) -> HttpResponse:
    """After coming in again: the form that was under way, with what was typed; never that of somebody else."""
    kept = bewaarde(request, BEWAARD_MIJN)
    velden = dict(kept["velden"]) if kept else {}
    if kept is None or velden.pop("wie", None) != str(persoon.pk):
        return redirect("mijn")
    velden.pop("_sleutel", None)
    lang = {k: v for k, v in velden.items() if k in {"tekst", "voorstel", "naam"} and v}
    rest = {k: v for k, v in velden.items() if k not in lang}
    return render(request, "mijn/verder.html", {"pad": kept["pad"], "lang": lang, "rest": rest})


@stil
@publieke_view("openbaar.bekijken", ("POST",), een_keer=False)
def weg(request: HttpRequest) -> HttpResponse:
    """Ends the visit on this device, if there is one; the link itself stays good. Twice is the same as once."""
    response = redirect_naar(request, "mijn_zonder_link")
    response["Location"] += "?weg=1"
    links.eindig_bezoek(response)
    return response
