"""What somebody typed when the way in was shut meanwhile: kept in the session, offered again after coming in."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

# What lets somebody in is never kept, shown again or sent along.
_NIET = {"csrfmiddlewaretoken", "login", "password", "oldpassword", "password1", "password2", "code"}
SLEUTEL = "bewaard"
MAX_TEKENS = 400_000


def bewaar(request: HttpRequest, soort: str = SLEUTEL) -> bool:
    """Keeps path and fields of a form that could not be taken; False when there is nothing or too much to keep.

    Files are not kept: the browser does not let us, and the page says so.
    """
    velden = [list(paar) for paar in geposte_velden(request)]
    if not velden or sum(len(v) for _, v in velden) > MAX_TEKENS:
        return False
    request.session[soort] = {
        "pad": request.get_full_path(),
        "velden": velden,
        "had_bestanden": bool(request.FILES),
    }
    return True


def bewaarde(request: HttpRequest, soort: str = SLEUTEL) -> dict[str, Any] | None:
    """What was kept, taken out of the session: it is offered once."""
    kept = request.session.pop(soort, None)
    return kept if isinstance(kept, dict) and str(kept.get("pad", "")).startswith("/") else None


def zichtbare_velden(velden: Iterable[tuple[str, str] | list[str]]) -> list[tuple[str, str]]:
    """The fields somebody filled in, with a readable name; without keys and hidden machinery."""
    return [
        (naam.replace("_", " "), waarde)
        for naam, waarde in velden
        if waarde and not naam.startswith(("_", "csrf")) and naam not in {"versie", "password", "begin", "eind"}
    ]


def geposte_velden(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field of the request, in order, without tokens."""
    return [(k, v) for k in request.POST if k not in _NIET for v in request.POST.getlist(k)]
