"""Each form once: a change and the key of its form are written in one transaction."""

import hashlib
import hmac
import re
import uuid
from collections.abc import Callable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from werk.models import Inzending

VELD = "_sleutel"
_GOED = re.compile(r"[A-Za-z0-9-]{16,64}")
_NIET_MEETELLEN = {VELD, "csrfmiddlewaretoken"}


def _merk(uid: str, wie: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"formulier:{uid}:{wie}".encode(), "sha256").hexdigest()[:20]


def maak_sleutel(wie: str = "") -> str:
    """A fresh key for a form; with ``wie`` (``gebruiker:7``) marked as shown to that one."""
    uid = str(uuid.uuid4())
    return f"{uid}-{_merk(uid, wie)}" if wie else uid


def is_sleutel_van(sleutel: str, wie: str) -> bool:
    """Whether the form with this key was shown to ``wie``; a key without a mark is nobody's."""
    return hmac.compare_digest(sleutel[37:], _merk(sleutel[:36], wie))


def inhoud_hash(request: HttpRequest) -> str:
    """Hash of method, path, fields and files: the same content under the same key is the same form."""
    h = hashlib.sha256(f"{request.method} {request.get_full_path()}".encode())
    for naam in sorted(set(request.POST) - _NIET_MEETELLEN):
        for waarde in request.POST.getlist(naam):
            h.update(f"\0{naam}\1{waarde}".encode())
    for naam in sorted(request.FILES):
        for bestand in request.FILES.getlist(naam):
            for stuk in bestand.chunks():
                h.update(stuk)
            bestand.seek(0)
    return h.hexdigest()


class SleutelOntbreekt(Exception):
    """A changing request without a usable key."""


def eenmalig(request: HttpRequest, actor: str, view: Callable[[], HttpResponse]) -> HttpResponse:
    """Runs ``view`` in one transaction with its key; a repeated form gets the stored outcome.

    An answer of 400 or higher rolls everything back, the key too, so that the form can be sent again.
    Raises SleutelOntbreekt when the request carries no key.
    """
    sleutel = request.POST.get(VELD) or request.headers.get("X-Sleutel", "")
    if not _GOED.fullmatch(sleutel):
        raise SleutelOntbreekt
    inhoud = inhoud_hash(request)
    try:
        with transaction.atomic():
            rij = Inzending.objects.create(sleutel=sleutel, inhoud=inhoud, actor=actor)
            response = view()
            if response.status_code >= 400:
                transaction.set_rollback(True)
            else:
                rij.status = response.status_code
                rij.locatie = response.headers.get("Location", "")[:500]
                rij.save(update_fields=["status", "locatie"])
        return response
    except IntegrityError:
        # Not our key, then a constraint that a service should have refused: let it be seen.
        eerder = Inzending.objects.filter(sleutel=sleutel, inhoud=inhoud, actor=actor).first()
        if eerder is None:
            raise
    if eerder.locatie:
        return HttpResponse(status=303, headers={"Location": eerder.locatie})
    if request.headers.get("HX-Request"):
        return HttpResponse(status=200, headers={"HX-Refresh": "true"})
    return HttpResponse(status=303, headers={"Location": request.get_full_path()})
