"""Delivering one mail: claim, look again whether it may, render, hand over, outcome.

    gepland -> bezig -> overgedragen -> verzonden
            -> vervallen     not any more: the occasion or the recipient says why
            -> gepland       the server was away or said "later" (4xx); again after a growing pause, up to a limit
            -> mislukt       the server said no (5xx), or the limit is reached
    overgedragen, lease ended or line lost: nobody knows whether it left
            -> bezig         class A: sent again with the same Message-ID, and marked as possibly double
            -> onzeker       class B: a human looks

Exactly once does not exist over SMTP; the promise is: nothing is lost in silence, nothing goes twice unmarked.
Every outcome is written on condition that the row is still at our own attempt.
"""

import logging
import smtplib
from datetime import datetime, time, timedelta
from typing import Any

from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from berichten import opmaak
from berichten.enums import AANDACHT, BerichtStaat, Klasse
from berichten.models import Bericht
from berichten.registratie import Aanleiding, register
from berichten.services import MAX_POGINGEN, reden_om_niet
from leefsturing.lib import klok
from leefsturing.lib.faultpoints import faultpoint
from toegang import beleid
from trajecten.models import Deelname
from trajecten.services.signalen import signalen_verouderd
from werk.hartslag import FOUT, GOED, klop
from werk.lease import levend
from werk.services import plan_taak

logger = logging.getLogger(__name__)
LEASE, MAX_DUUR = timedelta(seconds=20), timedelta(seconds=60)
PAUZES_MINUTEN = (1, 5, 15, 60, 240, 480, 960)
GIFTIG_NA = 3
VANAF, TOT = time(8, 0), time(20, 0)
NAZORG = "bericht.nazorg"

B = BerichtStaat


def volgende_op_dag(now: datetime) -> datetime | None:
    """When it may leave, for mail that keeps to daytime; None means now."""
    lokaal = now.astimezone(klok.AMSTERDAM)
    if VANAF <= lokaal.time() < TOT:
        return None
    dag = lokaal.date() + timedelta(days=1) if lokaal.time() >= TOT else lokaal.date()
    return klok.moment_op(dag, VANAF)


class _Poging:
    """One attempt at one row, by one worker."""

    def __init__(self, bericht: Bericht, soort: Aanleiding, now: datetime) -> None:
        self.bericht, self.soort, self.now = bericht, soort, now
        self.overgedragen = False

    def sluit(self, *staten: str, **values: Any) -> bool:
        """Writes an outcome; False when the row is no longer at this attempt, or in another state."""
        eigen = Bericht.objects.filter(pk=self.bericht.pk, pogingen=self.bericht.pogingen)
        gelukt = bool(eigen.filter(staat__in=staten or (B.BEZIG, B.OVERGEDRAGEN)).update(lease_tot=None, **values))
        if gelukt and values.get("staat") in AANDACHT:
            signalen_verouderd(self.bericht.traject_id)
        return gelukt

    def later(self, reden: str) -> None:
        """Back to gepland with a growing pause, or mislukt when it was enough."""
        ronde = (self.bericht.pogingen - 1) % MAX_POGINGEN + 1
        if ronde == MAX_POGINGEN:
            self.sluit(staat=B.MISLUKT, reden=reden[:300])
            return
        volgende = klok.nu() + timedelta(minutes=PAUZES_MINUTEN[ronde - 1])
        twijfel = {"dubbel_mogelijk": True} if self.overgedragen else {}
        self.sluit(staat=B.GEPLAND, volgende_op=volgende, gebeld_tot=None, reden=reden[:300], **twijfel)

    def twijfel(self, reden: str) -> None:
        """It was handed over, and no answer came."""
        if self.soort.klasse == Klasse.B:
            self.sluit(staat=B.ONZEKER, reden=reden[:300])
        else:
            self.later(reden)

    def draag_over(self) -> None:
        """Written just before the mail is out of our hands; who lost the row meanwhile does not send it."""
        faultpoint("bericht.voor_overdracht")
        eigen = Bericht.objects.filter(pk=self.bericht.pk, pogingen=self.bericht.pogingen, staat=B.BEZIG)
        if not eigen.update(staat=B.OVERGEDRAGEN):
            raise VerlorenFout
        self.overgedragen = True
        faultpoint("bericht.overgedragen")

    def verzonden(self, mail: EmailMessage) -> None:
        """The server took it: state, kept text and what the occasion does with it, in one transaction."""
        bericht, values = self.bericht, {"staat": B.VERZONDEN, "reden": "", "verzonden_op": klok.nu()}
        values |= {"titel": str(mail.subject)[:200], "tekst": opmaak.zonder_link(str(mail.body))}
        for field, value in values.items():
            setattr(bericht, field, value)
        try:
            with transaction.atomic():
                if self.sluit(B.OVERGEDRAGEN, B.ONZEKER, **values):
                    self.soort.bezorgd(bericht)
        except Exception:
            # It has gone, whatever the occasion makes of it; what should follow is tried again by itself.
            logger.exception("bericht %s is verzonden, maar de nazorg mislukte", bericht.pk)
            with transaction.atomic():
                if self.sluit(B.OVERGEDRAGEN, B.ONZEKER, **values):
                    plan_taak(soort=NAZORG, onderwerp=str(bericht.pk), traject_id=bericht.traject_id)


class VerlorenFout(Exception):
    """Another worker has the row by now."""


def bezorg(bericht_id: int, *, now: datetime | None = None) -> None:
    """Delivers one row when it is due and nobody else has it."""
    now = now or klok.nu()
    bericht = _claim(bericht_id, now)
    if bericht is None:
        return
    faultpoint("bericht.geclaimd")
    soort = register.aanleidingen[bericht.aanleiding]
    poging = _Poging(bericht, soort, now)
    if bericht.gestorven >= GIFTIG_NA:
        poging.sluit(staat=B.MISLUKT, reden=_("De verzending liep drie keer vast. Iemand moet ernaar kijken."))
        return
    with levend(bericht, LEASE, MAX_DUUR):
        if mail := _maak(poging):
            _verstuur(poging, mail)


def _claim(bericht_id: int, now: datetime) -> Bericht | None:
    """Takes the row; what nobody knows of class B becomes onzeker instead."""
    rijen = Bericht.objects.toe_aan(now).select_related("traject", "persoon", "gebruiker")
    bericht = rijen.filter(pk=bericht_id, aanleiding__in=register.aanleidingen).first()
    if bericht is None:
        return None
    eigen = Bericht.objects.toe_aan(now).filter(pk=bericht.pk, staat=bericht.staat, pogingen=bericht.pogingen)
    was_overgedragen = bericht.staat == B.OVERGEDRAGEN
    if was_overgedragen and bericht.klasse == Klasse.B:
        eigen.update(staat=B.ONZEKER, lease_tot=None, reden=_("De verzending brak af; misschien kwam het aan."))
        signalen_verouderd(bericht.traject_id)
        return None
    if register.aanleidingen[bericht.aanleiding].wacht_op_dag and (volgende := volgende_op_dag(now)):
        eigen.update(staat=B.GEPLAND, volgende_op=volgende, lease_tot=None, gebeld_tot=None)
        return None
    values = {
        "staat": B.BEZIG,
        "pogingen": bericht.pogingen + 1,
        "gestorven": bericht.gestorven + (bericht.staat != B.GEPLAND),
        "dubbel_mogelijk": bericht.dubbel_mogelijk or was_overgedragen,
        "lease_tot": now + LEASE,
        "adres": getattr(bericht.ontvanger, "email", ""),
    }
    if not eigen.update(**values):
        return None
    for field, value in values.items():
        setattr(bericht, field, value)
    return bericht


def _reden(bericht: Bericht, soort: Aanleiding) -> str:
    """Looked at again just before sending: whoever may not get it any more does not."""
    if reden := reden_om_niet(soort, bericht.ontvanger):
        return reden
    if bericht.gebruiker_id:
        mag = Deelname.objects.filter(traject=bericht.traject_id, rol__in=beleid.rollen_voor(soort.actie))
        if not mag.filter(gebruiker=bericht.gebruiker_id).exists():
            return str(_("Deze gebruiker doet niet meer mee in dit traject, of mag dit niet meer zien."))
    return str(soort.mag_nog(bericht) or "")


def _maak(poging: _Poging) -> EmailMessage | None:
    """The mail, or None when it must not go (now)."""
    bericht, soort = poging.bericht, poging.soort
    try:
        if reden := _reden(bericht, soort):
            poging.sluit(staat=B.VERVALLEN, reden=reden[:300])
            return None
        return opmaak.maak_mail(bericht, soort.render(bericht, poging.now), now=poging.now)
    except Exception as error:
        logger.exception("bericht %s kon niet worden gemaakt", bericht.pk)
        poging.later(_("De tekst kon niet worden gemaakt (%(fout)s).") % {"fout": type(error).__name__})
        return None


def _verstuur(poging: _Poging, mail: EmailMessage) -> None:
    """Hands the mail over, and reads from the answer what happened; also how the mail server is doing."""
    connection: BaseEmailBackend = get_connection()
    mail.connection = connection
    if getattr(connection, "kent_overdracht", False):
        mail.voor_overdracht = poging.draag_over  # type: ignore[attr-defined] # our backends look for it
    server = GOED
    try:
        connection.open()
        if not getattr(connection, "kent_overdracht", False):
            poging.draag_over()
        connection.send_messages([mail])
        faultpoint("bericht.na_overdracht")
        poging.verzonden(mail)
    except VerlorenFout:
        logger.warning("bericht %s is intussen door een ander overgenomen", poging.bericht.pk)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError, smtplib.SMTPHeloError) as error:
        server = FOUT
        poging.later(_("De mailserver laat ons niet in (%(code)s).") % {"code": error.smtp_code})
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as error:
        server = _antwoord(poging, _code(error))
    except (smtplib.SMTPNotSupportedError, ValueError, UnicodeError):
        poging.sluit(staat=B.MISLUKT, reden=_("Naar dit adres kunnen we niet mailen."))
    except (OSError, smtplib.SMTPException) as error:
        server = FOUT
        logger.warning("bericht %s: geen verbinding met de mailserver (%s)", poging.bericht.pk, type(error).__name__)
        if poging.overgedragen:
            poging.twijfel(_("De verbinding viel weg tijdens het versturen; misschien kwam het aan."))
        else:
            poging.later(_("De mailserver is niet bereikbaar."))
    finally:
        _sluit_verbinding(connection)
    klop("mail", server)


def _sluit_verbinding(connection: BaseEmailBackend) -> None:
    """Says goodbye; what the server thinks of that changes nothing."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        logger.info("de mailserver sloot de verbinding zelf al")


def _code(error: smtplib.SMTPResponseException | smtplib.SMTPRecipientsRefused) -> int:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next((int(code) for code, _tekst in error.recipients.values()), 550)
    return int(error.smtp_code)


def _antwoord(poging: _Poging, code: int) -> str:
    """The server answered, so it is known that it did not take the mail: later, or never."""
    poging.overgedragen = False
    if 500 <= code < 600:
        poging.sluit(
            staat=B.MISLUKT, reden=_("De mailserver weigert dit adres of bericht (%(code)s).") % {"code": code}
        )
        return GOED
    poging.later(_("De mailserver vraagt om het later nog eens te proberen (%(code)s).") % {"code": code})
    return GOED if 400 <= code < 500 else FOUT


def verleen_nazorg(taak: Any) -> None:
    """What an occasion does with a delivered mail, tried again after it failed."""
    bericht = Bericht.objects.select_related("traject", "persoon", "gebruiker").get(pk=int(taak.onderwerp))
    if bericht.staat == B.VERZONDEN and (soort := register.aanleidingen.get(bericht.aanleiding)):
        with transaction.atomic():
            soort.bezorgd(bericht)
