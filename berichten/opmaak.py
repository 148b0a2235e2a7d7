"""From the sentences of an occasion to a mail: text and html from one source, one recipient, no header of anybody else.

What people wrote is put in as plain text: escaped in html, as it is in text; it is never read as markup.
"""

import re
import unicodedata
from datetime import datetime
from email.mime.text import MIMEText
from email.utils import formataddr, parseaddr
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from berichten.models import Bericht
from berichten.registratie import Bijlage, Mail
from trajecten import links
from trajecten.models import Persoon

IN_PLAATS_VAN_LINK = "[persoonlijke link]"
_LINK = re.compile(r"https?://[^\s/]+/(?:mijn/in|account/wachtwoord/nieuw)/[^\s\"'<>]+")
TITEL_LENGTE = 150


def een_regel(tekst: object, lengte: int = TITEL_LENGTE) -> str:
    """Fit for a header: one line, no control or direction characters, not endless."""
    schoon = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in str(tekst))
    schoon = " ".join(schoon.split())
    return schoon if len(schoon) <= lengte else schoon[: lengte - 1].rstrip() + "…"


def zonder_link(tekst: str) -> str:
    """The text as it may be kept: the way in of a person is taken out."""
    return _LINK.sub(IN_PLAATS_VAN_LINK, tekst)


def persoonlijk_adres(bericht: Bericht, pad: str = "", *, now: datetime | None = None) -> str:
    """The personal link of the recipient, made or prolonged now; ``pad`` (under ``/mijn/``) is where it leads.

    Raises ValueError for a message to a gebruiker, who logs in.
    """
    if bericht.persoon is None:
        raise ValueError("alleen een persoon heeft een persoonlijke link")
    return _adres(bericht.persoon, pad, now)


def _adres(persoon: Persoon, pad: str = "", now: datetime | None = None) -> str:
    if not links.mag_vanzelf(persoon):
        return adres_op_site("/mijn/zonder-link/")
    adres = links.adres_van(links.geef_link(persoon=persoon, now=now))
    return f"{adres}?naar={quote(pad)}" if pad else adres


def adres_op_site(pad: str) -> str:
    """The whole address of a page, for who logs in."""
    return f"{settings.BASIS_URL}{pad}"


def afzender(bericht: Bericht) -> str:
    """The name of the traject before the one address we send from."""
    adres = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    naam = re.sub(r'[<>@"\\,;:()\[\]]', " ", een_regel(bericht.traject.naam, 60))
    return formataddr((" ".join(naam.split()) or "Leefsturing", adres))


@lru_cache(maxsize=1)
def _tekst_engine() -> Engine:
    """For the text version: the same templates, where ``&`` is ``&``."""
    return Engine(
        dirs=[str(settings.BASE_DIR / "templates")],
        autoescape=False,
        builtins=["django.templatetags.i18n"],
    )


def _context(bericht: Bericht, mail: Mail, now: datetime) -> dict[str, Any]:
    traject = bericht.traject
    return {
        "mail": mail,
        "traject": traject,
        "huisstijl": traject.huisstijl or settings.HUISSTIJL,
        "persoon": bericht.persoon,
        "instellingen": _adres(bericht.persoon, now=now) if bericht.persoon else "",
        "site": settings.BASIS_URL,
    }


def maak_mail(bericht: Bericht, mail: Mail, *, now: datetime) -> EmailMultiAlternatives:
    """The mail as it goes out, with the fixed Message-ID of its row."""
    context = _context(bericht, mail, now)
    tekst = _tekst_engine().get_template("mail/bericht.txt").render(Context(context, autoescape=False))
    html = render_to_string("mail/bericht.html", context)
    koppen = {"Message-ID": bericht.kenmerk, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    if context["instellingen"]:
        koppen["List-Unsubscribe"] = f"<{context['instellingen']}>"
    bericht_uit = EmailMultiAlternatives(
        subject=een_regel(mail.titel) or _("Bericht van Leefsturing"),
        body=re.sub(r"\n{3,}", "\n\n", tekst).strip() + "\n",
        from_email=afzender(bericht),
        to=[bericht.adres],
        headers=koppen,
    )
    bericht_uit.attach_alternative(html, "text/html")
    for bijlage in mail.bijlagen:
        bericht_uit.attach(_deel(bijlage))
    return bericht_uit


def _deel(bijlage: Bijlage) -> MIMEText:
    """A file as a part of a mail; base64, so that its line ends stay what they are."""
    hoofd, _, onder = bijlage.soort.partition("/")
    if hoofd != "text":
        raise ValueError("een bijlage is tekst")
    deel = MIMEText(bijlage.inhoud, onder, "utf-8")
    for naam, waarde in bijlage.kenmerken:
        deel.set_param(naam, waarde)
    deel.add_header("Content-Disposition", "attachment", filename=bijlage.naam)
    return deel
