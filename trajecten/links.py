"""Personal links: the way in for a persoon without an account, and the visit that follows from it.

The token is ``uid + HMAC(key, uid)`` in 48 url-safe characters: nothing usable is stored, the same link can be
sent again, and 128 bits must be guessed.
"""

import base64
import hmac
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from trajecten.models import Persoon, PersoonlijkeLink

COOKIE = "leefsturing_mijn"
COOKIE_PAD = "/mijn/"
_SALT = "trajecten.links.bezoek"


def _mac(uid: uuid.UUID) -> bytes:
    return hmac.new(settings.LINK_SLEUTEL.encode(), uid.bytes, "sha256").digest()[:20]


def token_van(link: PersoonlijkeLink) -> str:
    """The secret part of the address of a link: 48 characters."""
    return base64.urlsafe_b64encode(link.uid.bytes + _mac(link.uid)).decode()


def adres_van(link: PersoonlijkeLink) -> str:
    """The whole address to put in a mail."""
    return f"{settings.BASIS_URL}/mijn/in/{token_van(link)}/"


def vind_link(token: str, *, now: datetime) -> PersoonlijkeLink | None:
    """The valid link behind a token; None for guessed, expired, withdrawn and erased alike."""
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii", "strict"))
        uid = uuid.UUID(bytes=raw[:16])
    except (ValueError, UnicodeError):
        return None
    if len(raw) != 36 or not hmac.compare_digest(raw[16:], _mac(uid)):
        return None
    return PersoonlijkeLink.objects.geldig(now).select_related("persoon", "traject").filter(uid=uid).first()


class LinkGestopt(DomainError):
    """The kerngroep withdrew the link, and gives the next one by hand."""


def mag_vanzelf(persoon: Persoon) -> bool:
    """Whether a link may be made without somebody of the kerngroep asking for it."""
    laatste = PersoonlijkeLink.objects.filter(persoon=persoon).order_by("-pk").first()
    return laatste is None or not laatste.niet_opnieuw


def geef_link(
    *, persoon: Persoon, by: Any = None, met_de_hand: bool = False, now: datetime | None = None
) -> PersoonlijkeLink:
    """The living link of a persoon, made or prolonged when it is missing or runs out within a month.

    Raises LinkGestopt when the last one was withdrawn for good, unless the kerngroep gives one ``met_de_hand``.
    """
    now = now or klok.nu()
    if not met_de_hand and not mag_vanzelf(persoon):
        raise LinkGestopt(_("De persoonlijke link is ingetrokken. Stuur zelf een nieuwe als dat weer kan."))
    with transaction.atomic():
        # Two who do this at once get the same link: the database allows one living link for a persoon.
        link, is_nieuw = PersoonlijkeLink.objects.get_or_create(
            persoon=persoon,
            ingetrokken_op=None,
            defaults={"traject_id": persoon.traject_id, "verloopt_op": now + settings.LINK_GELDIG},
        )
        if is_nieuw:
            log(by=by, werkwoord="link.gemaakt", onderwerp=persoon)
        elif link.verloopt_op < now + timedelta(days=30):
            link.verloopt_op = now + settings.LINK_GELDIG
            link.save(update_fields=["verloopt_op"])
    return link


def trek_link_in(
    *, persoon: Persoon, by: Any, niet_opnieuw: bool = False, now: datetime | None = None
) -> int:  # fmt: skip
    """Withdraws the living link, at once and for every device; gives how many there were.

    ``niet_opnieuw``: asking for the link again sends none, and no other mail carries one.
    """
    with transaction.atomic():
        aantal = PersoonlijkeLink.objects.filter(persoon=persoon, ingetrokken_op=None).update(
            ingetrokken_op=now or klok.nu(), niet_opnieuw=niet_opnieuw
        )
        if aantal:
            log(by=by, werkwoord="link.ingetrokken", onderwerp=persoon)
    return aantal


def begin_bezoek(response: HttpResponse, link: PersoonlijkeLink, *, now: datetime) -> None:
    """Sets the cookie of a visit: its own, only for ``/mijn/``; the last link opened wins."""
    PersoonlijkeLink.objects.filter(pk=link.pk).update(laatst_gebruikt_op=now)
    response.set_cookie(
        COOKIE,
        signing.dumps(str(link.uid), key=settings.LINK_SLEUTEL, salt=_SALT),
        max_age=settings.LINK_SESSIE,
        path=COOKIE_PAD,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def eindig_bezoek(response: HttpResponse) -> None:
    """Forgets the visit on this device."""
    response.delete_cookie(COOKIE, path=COOKIE_PAD, samesite="Lax")


def bezoeker(request: HttpRequest, *, now: datetime) -> Persoon | None:
    """Who comes in through a link with this request; its row is looked at every time."""
    try:
        uid = signing.loads(
            request.COOKIES.get(COOKIE, ""), key=settings.LINK_SLEUTEL, salt=_SALT, max_age=settings.LINK_SESSIE
        )
        uid = uuid.UUID(uid)
    except (signing.BadSignature, ValueError):
        return None
    link = PersoonlijkeLink.objects.geldig(now).select_related("persoon", "traject", "persoon__traject").filter(uid=uid)
    row = link.first()
    return row.persoon if row else None
