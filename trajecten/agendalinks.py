"""The secret address at which the calendar of a phone reads along: one for each gebruiker in each traject.

The token is ``uid + HMAC(key, "agenda" + uid)``: nothing usable is stored, and a personal link never opens a calendar.
"""

import base64
import hmac
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from leefsturing.lib import klok
from toegang import beleid
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Agendalink, Deelname, Traject

# A calendar asks a few times a day; who asks more often than this waits.
RUST = timedelta(seconds=2)
_DOEL = b"agenda"


def _mac(uid: uuid.UUID) -> bytes:
    return hmac.new(settings.LINK_SLEUTEL.encode(), _DOEL + uid.bytes, "sha256").digest()[:20]


def token_van(link: Agendalink) -> str:
    """The secret part of the address: 48 characters."""
    return base64.urlsafe_b64encode(link.uid.bytes + _mac(link.uid)).decode()


def adres_van(link: Agendalink) -> str:
    """The whole address to give to a calendar."""
    return f"{settings.BASIS_URL}/agenda/{token_van(link)}.ics"


def levende_link(*, traject: Traject, gebruiker: Gebruiker) -> Agendalink | None:
    """The address this gebruiker has now, if any."""
    return Agendalink.objects.filter(traject=traject, gebruiker=gebruiker, ingetrokken_op=None).first()


def vind_agendalink(token: str) -> Agendalink | None:
    """The link behind a token; None when guessed, withdrawn, or of who may not see this agenda any more.

    A guess costs no query.
    """
    try:
        raw = base64.urlsafe_b64decode(token.encode("ascii", "strict"))
        uid = uuid.UUID(bytes=raw[:16])
    except (ValueError, UnicodeError):
        return None
    if len(raw) != 36 or not hmac.compare_digest(raw[16:], _mac(uid)):
        return None
    rijen = Agendalink.objects.filter(uid=uid, ingetrokken_op=None, gebruiker__is_active=True)
    link: Agendalink | None = rijen.select_related("traject", "gebruiker").first()
    if link is None:
        return None
    rollen = beleid.rollen_voor("agenda.bekijken")
    mag = Deelname.objects.filter(traject=link.traject_id, gebruiker=link.gebruiker_id, rol__in=rollen).exists()
    return link if mag else None


def mag_nu(link: Agendalink, *, now: datetime) -> bool:
    """Notes that the calendar asked; False when it asked a moment ago already."""
    eerder = Q(laatst_gebruikt_op=None) | Q(laatst_gebruikt_op__lt=now - RUST)
    return bool(Agendalink.objects.filter(eerder, pk=link.pk).update(laatst_gebruikt_op=now))


def vernieuw(*, traject: Traject, gebruiker: Gebruiker, now: datetime | None = None) -> Agendalink:
    """A new address; the one before it stops working at once."""
    with transaction.atomic():
        trek_in(traject=traject, gebruiker=gebruiker, now=now)
        link = Agendalink.objects.create(traject=traject, gebruiker=gebruiker)
        log(by=gebruiker, werkwoord="agendalink.gemaakt", onderwerp=link)
    return link


def trek_in(*, traject: Traject, gebruiker: Gebruiker, now: datetime | None = None) -> int:
    """Withdraws the address; gives how many there were."""
    with transaction.atomic():
        levend = Agendalink.objects.filter(traject=traject, gebruiker=gebruiker, ingetrokken_op=None)
        aantal = levend.update(ingetrokken_op=now or klok.nu())
        if aantal:
            log(by=gebruiker, werkwoord="agendalink.ingetrokken", traject=traject)
    return aantal
