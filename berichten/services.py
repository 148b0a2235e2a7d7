"""Writing a mail down, and what a human decides about one that did not arrive for sure.

gepland -> bezig -> overgedragen -> verzonden            (berichten.bezorging)
mislukt, onzeker -> gepland    a human sends it again: same row, same Message-ID
mislukt, onzeker -> verzonden  a human knows that it arrived
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from berichten.enums import NA_EEN_MENS, BerichtStaat
from berichten.models import Bericht
from berichten.registratie import Aanleiding, register
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.enums import MailRitme
from trajecten.models import Persoon, Traject
from trajecten.services.signalen import signalen_verouderd

BEWAAR_DAGEN = 180
# After so many attempts in a row it is *mislukt*; a human who sends it again gives it as many more.
MAX_POGINGEN = 8
RITME = {MailRitme.WEKELIJKS: timedelta(days=7), MailRitme.MAANDELIJKS: timedelta(days=30)}


def reden_om_niet(aanleiding: Aanleiding, ontvanger: Persoon | Gebruiker) -> str:
    """Why this one cannot or will not be mailed; empty when nothing stands in the way."""
    if isinstance(ontvanger, Gebruiker):
        return "" if ontvanger.is_active else str(_("Dit account is afgesloten."))
    if ontvanger.gewist_op is not None:
        return str(_("De gegevens van deze persoon zijn gewist."))
    if not ontvanger.email:
        return str(_("Geen e-mailadres, bel even."))
    if ontvanger.mail_ritme == MailRitme.NOOIT and (aanleiding.is_nieuws or aanleiding.klasse == "B"):
        return str(_("Deze persoon wil alleen mail als het echt nodig is."))
    return ""


def _wanneer(aanleiding: Aanleiding, persoon: Persoon | None, now: datetime) -> datetime:
    """Now, or for news when the pace that a persoon chose lets the next one go."""
    if persoon is None or not aanleiding.is_nieuws or persoon.mail_ritme not in RITME:
        return now
    nieuws = [a.naam for a in register.aanleidingen.values() if a.is_nieuws]
    laatste = (
        Bericht.objects.filter(persoon=persoon, aanleiding__in=nieuws, verzonden_op__isnull=False)
        .order_by("-verzonden_op")
        .values_list("verzonden_op", flat=True)
        .first()
    )
    return max(now, laatste + RITME[MailRitme(persoon.mail_ritme)]) if laatste else now


def plan_bericht(
    *,
    aanleiding: str,
    persoon: Persoon | None = None,
    gebruiker: Gebruiker | None = None,
    onderwerp_id: str = "",
    periode: str = "",
    traject: Traject | None = None,
    now: datetime | None = None,
) -> Bericht:
    """Writes one mail down in the present transaction; the same occasion, subject and period gives the same row.

    Who cannot be mailed gets a row too, *vervallen* with the reason: a human sees whom to call.
    Raises KeyError for an occasion nobody registered, ValueError for no recipient, two, or no traject.
    """
    soort = register.aanleidingen[aanleiding]
    ontvanger = persoon or gebruiker
    if ontvanger is None or (persoon is not None and gebruiker is not None):
        raise ValueError("een bericht gaat naar precies een ontvanger")
    traject_id = traject.pk if traject else getattr(persoon, "traject_id", None)
    if traject_id is None:
        raise ValueError("een bericht aan een gebruiker hoort bij een traject")
    now = now or klok.nu()
    reden = reden_om_niet(soort, ontvanger)
    bericht, _created = Bericht.objects.get_or_create(
        traject_id=traject_id,
        persoon=persoon,
        gebruiker=gebruiker,
        aanleiding=aanleiding,
        onderwerp=onderwerp_id,
        periode=periode,
        defaults={
            "klasse": soort.klasse,
            "staat": BerichtStaat.VERVALLEN if reden else BerichtStaat.GEPLAND,
            "reden": reden,
            "volgende_op": _wanneer(soort, persoon, now),
        },
    )
    return bericht


def _uit_twijfel(bericht: Bericht, **values: Any) -> None:
    """Leaves mislukt, onzeker or vervallen; raises DomainError when somebody was first."""
    eigen = Bericht.objects.filter(pk=bericht.pk, staat=bericht.staat, pogingen=bericht.pogingen)
    if bericht.staat not in NA_EEN_MENS or not eigen.update(**values):
        raise DomainError(_("Dit bericht is intussen al afgehandeld."))
    signalen_verouderd(bericht.traject_id)
    bericht.refresh_from_db()


def stuur_opnieuw(*, bericht: Bericht, by: Any, now: datetime | None = None) -> None:
    """A human sends it again: the same row with the same Message-ID, and a new set of attempts."""
    now = now or klok.nu()
    soort = register.aanleidingen.get(bericht.aanleiding)
    reden = reden_om_niet(soort, bericht.ontvanger) if soort else str(_("Deze aanleiding bestaat niet meer."))
    if reden:
        raise DomainError(reden)
    with transaction.atomic():
        _uit_twijfel(
            bericht,
            staat=BerichtStaat.GEPLAND,
            dubbel_mogelijk=bericht.dubbel_mogelijk or bericht.staat == BerichtStaat.ONZEKER,
            # The number of the attempt only grows: an old worker may still hold an earlier one.
            pogingen=-(-bericht.pogingen // MAX_POGINGEN) * MAX_POGINGEN,
            gestorven=0,
            volgende_op=now,
            lease_tot=None,
            gebeld_tot=None,
            reden="",
        )
        log(by=by, werkwoord="bericht.opnieuw", onderwerp=bericht)


def noteer_aangekomen(*, bericht: Bericht, by: Any, now: datetime | None = None) -> None:
    """A human knows that it arrived (or told it by phone): what follows from delivery follows now."""
    now = now or klok.nu()
    with transaction.atomic():
        _uit_twijfel(bericht, staat=BerichtStaat.VERZONDEN, verzonden_op=now, lease_tot=None, reden="")
        if soort := register.aanleidingen.get(bericht.aanleiding):
            soort.bezorgd(bericht)
        log(by=by, werkwoord="bericht.aangekomen", onderwerp=bericht)


def wis_oude_tekst(now: datetime) -> None:
    """Blanks what a mail said and where it went, half a year after; that it went stays known."""
    oud = Bericht.objects.exclude(tekst="", titel="", adres="").filter(
        created_at__lt=now - timedelta(days=BEWAAR_DAGEN),
        staat__in=[BerichtStaat.VERZONDEN, *NA_EEN_MENS],
    )
    oud.update(tekst="", titel="", adres="")
