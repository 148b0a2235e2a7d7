"""The calendar file of an atelier, for a mail and to download (RFC 5545, RFC 5546).

METHOD is PUBLISH: every phone and mail program puts it in the calendar, and a later file with the same UID and a higher
SEQUENCE takes its place. REQUEST would give answer buttons in the mail program, and their answers go to an address that
nobody reads; the one place to say yes or no is the own page. A meeting that is off is sent as CANCEL.
The file holds nothing of anybody: no names, no personal link. The same rows give the same bytes.
"""

from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from berichten.registratie import Bijlage
from kruispunten.models import Atelier
from leefsturing.lib import klok

SOORT = "text/calendar"
_RUIM = timedelta(days=366)


def _uid(atelier: Atelier) -> str:
    return f"atelier-{atelier.uid}@{urlsplit(settings.BASIS_URL).hostname}"


def _zone(dag: date) -> Timezone:
    """Amsterdam with the changes to and from summer time around ``dag``."""
    return Timezone.from_tzid("Europe/Amsterdam", first_date=dag - _RUIM, last_date=dag + _RUIM)


def agenda(atelier: Atelier, *, gemaakt: datetime, afgezegd: bool = False) -> str:
    """The file as text; ``gemaakt`` is the moment it stands for, ``afgezegd`` takes it out of the calendar."""
    kalender = Calendar()
    kalender.add("prodid", "-//Leefsturing//Ateliers//NL")
    kalender.add("version", "2.0")
    kalender.add("method", methode(afgezegd))
    kalender.add_component(_zone(atelier.dag))
    kalender.add_component(_gebeurtenis(atelier, gemaakt, afgezegd))
    return kalender.to_ical().decode()


def _gebeurtenis(atelier: Atelier, gemaakt: datetime, afgezegd: bool) -> Event:
    event = Event()
    adres = f"{settings.BASIS_URL}{reverse('mijn_atelier', kwargs={'uid': atelier.uid})}"
    event.add("uid", _uid(atelier))
    event.add("sequence", atelier.agendanummer)
    event.add("dtstamp", gemaakt.astimezone(UTC))
    event.add("dtstart", atelier.wanneer.astimezone(klok.AMSTERDAM))
    event.add("dtend", atelier.tot.astimezone(klok.AMSTERDAM))
    event.add("summary", atelier.titel)
    event.add("location", atelier.plaats)
    event.add(
        "description", _("%(vraag)s\n\nKom je? Laat het weten via de knop in je mail.") % {"vraag": atelier.vraag}
    )
    event.add("url", adres)
    event.add("status", "CANCELLED" if afgezegd else "CONFIRMED")
    event["organizer"] = _organisator(atelier)
    return event


def _organisator(atelier: Atelier) -> vCalAddress:
    organisator = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organisator.params["cn"] = vText(atelier.traject.naam)
    return organisator


def methode(afgezegd: bool) -> str:
    """What a calendar is asked to do with it."""
    return "CANCEL" if afgezegd else "PUBLISH"


def bestandsnaam(afgezegd: bool = False) -> str:
    """The name of the file, short enough for a phone."""
    return "afgezegd.ics" if afgezegd else "atelier.ics"


def bijlage(atelier: Atelier, *, gemaakt: datetime, afgezegd: bool = False) -> Bijlage:
    """The same, for a mail."""
    inhoud = agenda(atelier, gemaakt=gemaakt, afgezegd=afgezegd)
    return Bijlage(bestandsnaam(afgezegd), SOORT, inhoud, (("method", methode(afgezegd)),))
