"""The gate: every view of the product passes here. It says who comes in, as what, and answers refusals.

A view is marked with its action of the policy table; ``StandaardDicht`` refuses any view that is not.
What is about one traject lives one floor up, in ``trajecten.poort``.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers

from leefsturing.lib.fouten import Conflict, DomainError
from toegang import beleid
from toegang.bewaard import bewaar, geposte_velden, zichtbare_velden
from toegang.enums import Rol
from toegang.logboek import actor_code
from werk.eenmalig import SleutelOntbreekt, eenmalig

View = Callable[..., Any]  # a file is an answer too
VEILIG = frozenset({"GET", "HEAD", "OPTIONS"})


class Geweigerd(Exception):
    """This person may not do this; the text says why."""

    def __init__(self, reden: str) -> None:
        super().__init__(reden)
        self.reden = str(reden)


def require_mag(request: HttpRequest, actie: str, toestand: str | None = None) -> None:
    """Raises Geweigerd, which becomes a 403 with the reason, when the present role may not do this in this state."""
    if not (antwoord := beleid.mag(getattr(request, "rol", Rol.IEDEREEN), actie, toestand)):
        raise Geweigerd(antwoord.reden)


def _methode_niet_toegestaan(methoden: tuple[str, ...]) -> HttpResponse:
    return HttpResponse(status=405, headers={"Allow": ", ".join(methoden)})


def _sjabloon(request: HttpRequest) -> str:
    """The shell of the page that the person came from."""
    return "_layout/mijn.html" if hasattr(request, "persoon") else "base.html"


def _conflict(request: HttpRequest, conflict: Conflict) -> dict[str, Any]:
    """Both versions, and the form again: texts in conflict can be edited, the rest goes along."""
    labels = {eigen: label for label, eigen, _ in conflict.velden}
    velden = [
        {"naam": naam, "waarde": waarde, "label": labels.get(waarde.replace("\r\n", "\n"), labels.get(waarde, ""))}
        for naam, waarde in geposte_velden(request)
        if naam not in {"versie", "_sleutel"}
    ]
    return {"conflict": conflict, "velden": velden, "sjabloon": _sjabloon(request)}


def voer_uit(
    request: HttpRequest, actor: Any, call: Callable[[], HttpResponse], *, een_keer: bool = True
) -> HttpResponse:
    """Runs a view: a changing request once and in one transaction; refusals become pages a person understands."""
    try:
        een_keer = een_keer and request.method not in VEILIG
        response = eenmalig(request, actor_code(actor), call) if een_keer else call()
    except Geweigerd as error:
        response = render(request, "403.html", {"reden": error.reden}, status=403)
    except Conflict as error:
        response = render(request, "conflict.html", _conflict(request, error), status=409)
    except DomainError as error:
        velden = zichtbare_velden(geposte_velden(request))
        context = {"tekst": error.tekst, "velden": velden, "sjabloon": _sjabloon(request)}
        response = render(request, "geweigerd.html", context, status=422)
    except SleutelOntbreekt:
        response = render(request, "400.html", status=400)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _mark(view: View, inner: View, actie: str, wie: str) -> View:
    if actie not in beleid.ACTIES:
        raise KeyError(f"{view.__module__}.{view.__qualname__}: actie {actie} staat niet in het beleid")
    inner.regel, inner.wie = actie, wie  # type: ignore[attr-defined]
    return inner


def naar_login(request: HttpRequest) -> HttpResponse:
    """Nobody is logged in: to the login and back; what was typed waits in the session."""
    if request.headers.get("HX-Request") or "application/json" in request.headers.get("Accept", ""):
        return HttpResponse(status=401, headers={"X-Reden": "uitgelogd"})
    if request.method in VEILIG:
        return redirect_to_login(request.get_full_path())
    terug = resolve_url("verder") if bewaar(request) else resolve_url("trajecten")
    response = redirect_to_login(terug)
    response.status_code = 303
    return response


def gebruiker_view(actie: str, methoden: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """A view for who is logged in; sets ``request.rol``."""

    def decorator(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return naar_login(request)
            if request.method not in methoden:
                return _methode_niet_toegestaan(methoden)
            request.rol = Rol.BEHEERDER if request.user.is_staff else Rol.INGELOGD  # type: ignore[attr-defined]
            rollen = beleid.rollen_voor(actie)
            if Rol.INGELOGD not in rollen and request.rol not in rollen:  # type: ignore[attr-defined]
                return render(request, "403.html", {"reden": beleid.mag(Rol.INGELOGD, actie).reden}, status=403)
            return voer_uit(request, request.user, lambda: view(request, *args, **kwargs))

        return _mark(view, inner, actie, "gebruiker")

    return decorator


def publieke_view(
    actie: str, methoden: tuple[str, ...] = ("GET", "HEAD"), *, een_keer: bool = True
) -> Callable[[View], View]:
    """A view for everybody; ``een_keer=False`` for a form that may be sent again (a way in)."""

    def decorator(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methoden:
                return _methode_niet_toegestaan(methoden)
            request.rol = Rol.IEDEREEN  # type: ignore[attr-defined]
            return voer_uit(request, None, lambda: view(request, *args, **kwargs), een_keer=een_keer)

        return _mark(view, inner, actie, "iedereen")

    return decorator
