"""The agenda as a calendar file that a phone subscribes to (RFC 5545): days and titles, without people (M81)."""

import hashlib
import hmac
import uuid
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from overzichten.momenten import Moment
from trajecten.models import Agendalink

PRODID = "-//Leefsturing//agenda//NL"
MAX_MOMENTEN = 1000
HALEN = timedelta(hours=6)


def kalender(momenten: Iterable[Moment], link: Agendalink) -> bytes:
    """The file for the address ``link``; the same content gives the same bytes."""
    cal = Calendar()
    cal.add("prodid", PRODID)
    cal.add("version", "2.0")
    cal.add("method", "PUBLISH")
    cal.add("x-wr-calname", link.traject.naam)
    cal.add("refresh-interval", HALEN, parameters={"VALUE": "DURATION"})
    cal.add("x-published-ttl", HALEN)
    for moment in list(momenten)[:MAX_MOMENTEN]:
        cal.add_component(_afspraak(moment, link))
    return cal.to_ical()


def etag(inhoud: bytes) -> str:
    """The mark by which a calendar knows that nothing changed."""
    return f'"{hashlib.sha256(inhoud).hexdigest()[:32]}"'


def _afspraak(moment: Moment, link: Agendalink) -> Event:
    event = Event()
    event.add("uid", f"{_uid(moment, link)}@leefsturing")
    event.add("dtstamp", link.created_at.replace(microsecond=0))
    if moment.op is None:
        event.add("dtstart", moment.dag)
        event.add("dtend", moment.dag + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", moment.op.replace(microsecond=0))
        event.add("dtend", (moment.op + timedelta(minutes=moment.minuten)).replace(microsecond=0))
    event.add("summary", moment.buiten)
    event.add("description", _("Open in Leefsturing: %(adres)s") % {"adres": f"{settings.BASIS_URL}{moment.adres}"})
    event.add("url", f"{settings.BASIS_URL}{moment.adres}")
    event.add("class", "PRIVATE")
    return event


def _uid(moment: Moment, link: Agendalink) -> uuid.UUID:
    """The same for the same thing, whatever the address; nothing in it can be read back."""
    wat = f"{link.traject_id}:{moment.soort}:{moment.nummer}".encode()
    return uuid.UUID(bytes=hmac.new(settings.LINK_SLEUTEL.encode(), b"uid" + wat, "sha256").digest()[:16], version=4)
