"""The gate to a traject: resolves traject and role in one place, for accounts and for personal links."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leefsturing.lib import klok
from leefsturing.lib.stil import maak_stil
from toegang import beleid
from toegang.bewaard import bewaar
from toegang.enums import Rol
from toegang.poort import VEILIG, Geweigerd, View, _mark, _methode_niet_toegestaan, naar_login, require_mag, voer_uit
from trajecten import links
from trajecten.models import Deelname

__all__ = ["Geweigerd", "persoon_view", "require_mag", "traject_view"]
BEWAARD_MIJN = "bewaard_mijn"


def traject_view(actie: str, methoden: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """A view on one traject, called as ``view(request, traject, ...)``; sets ``request.traject`` and ``request.rol``.

    A stranger gets the same 404 as for a traject that does not exist; a member who may not, a 403 with the reason.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return naar_login(request)
            deelname = (
                Deelname.objects.select_related("traject").filter(traject__slug=slug, gebruiker=request.user).first()
            )
            if deelname is None:
                raise Http404
            traject, rol = deelname.traject, Rol(deelname.rol)
            request.traject, request.rol = traject, rol  # type: ignore[attr-defined]
            antwoord = beleid.mag(rol, actie)
            if antwoord and rol == Rol.RAADSLID and not traject.raad_kijkt_mee:
                antwoord = beleid.Antwoord(False, _("De kerngroep heeft dit traject nog niet voor de raad geopend."))
            if not antwoord:
                return render(request, "403.html", {"reden": antwoord.reden}, status=403)
            if request.method not in methoden:
                return _methode_niet_toegestaan(methoden)
            return voer_uit(request, request.user, lambda: view(request, traject, **kwargs))

        return _mark(view, inner, actie, "traject")

    return decorator


def persoon_view(actie: str, methoden: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """A view for who came in through a personal link, called as ``view(request, persoon, ...)``.

    It looks at the cookie of the link only, never at a login; sets ``request.persoon``, ``traject`` and ``rol``. Every
    answer is quiet: no cache keeps it, and its address goes to nobody.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            return maak_stil(_voor_persoon(request, actie, methoden, lambda persoon: view(request, persoon, **kwargs)))

        return _mark(view, inner, actie, "persoon")

    return decorator


def _voor_persoon(
    request: HttpRequest, actie: str, methoden: tuple[str, ...], call: Callable[[Any], HttpResponse]
) -> HttpResponse:
    persoon = links.bezoeker(request, now=klok.nu())
    if persoon is None:
        if request.method not in VEILIG and not request.headers.get("HX-Request"):
            bewaar(request, BEWAARD_MIJN)
            return redirect("mijn_zonder_link")
        # A fragment asked by htmx makes the whole page go there: what is on screen is no longer ours to show.
        koppen = {"HX-Redirect": reverse("mijn_zonder_link")} if request.headers.get("HX-Request") else {}
        return HttpResponse(render(request, "mijn/zonder_link.html").content, status=403, headers=koppen)
    if request.method not in methoden:
        return _methode_niet_toegestaan(methoden)
    request.persoon, request.traject, request.rol = persoon, persoon.traject, Rol.PERSOON  # type: ignore[attr-defined]
    if not (antwoord := beleid.mag(Rol.PERSOON, actie)):
        return render(request, "403.html", {"reden": antwoord.reden}, status=403)
    return voer_uit(request, persoon, lambda: call(persoon))
