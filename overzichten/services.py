"""Inviting somebody into the kerngroep: the role and the mail in one transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berichten.models import Bericht
from berichten.opmaak import adres_op_site
from berichten.registratie import Aanleiding, Klasse, Knop, Mail
from berichten.services import plan_bericht
from leefsturing.lib import klok
from toegang.enums import ROL_UITLEG, Rol
from toegang.models import Gebruiker
from toegang.wachtwoordmail import wachtwoord_adres
from trajecten.models import Deelname, Traject
from trajecten.services import voeg_deelnemer_toe

UITNODIGING = "kerngroep.uitnodiging"


def nodig_uit(*, traject: Traject, email: str, rol: Rol | str, by: Gebruiker, naam: str = "") -> Deelname:
    """Gives the role and writes the invitation down; an address without account gets one without a password."""
    with transaction.atomic():
        deelname = voeg_deelnemer_toe(traject=traject, email=email, naam=naam, rol=rol, by=by)
        _plan_uitnodiging(deelname)
    return deelname


def nodig_opnieuw_uit(*, deelname: Deelname) -> Bericht:
    """The invitation once more, at most once a day: for who lost the mail or waited too long with the link."""
    return _plan_uitnodiging(deelname, periode=klok.vandaag().isoformat())


def _plan_uitnodiging(deelname: Deelname, periode: str = "") -> Bericht:
    return plan_bericht(
        aanleiding=UITNODIGING,
        gebruiker=deelname.gebruiker,
        onderwerp_id=f"deelname:{deelname.pk}",
        periode=periode,
        traject=deelname.traject,
    )


def _deelname_van(bericht: Bericht) -> Deelname | None:
    nummer = bericht.onderwerp.removeprefix("deelname:")
    return (
        Deelname.objects.filter(pk=nummer, gebruiker_id=bericht.gebruiker_id or 0).first() if nummer.isdigit() else None
    )


def mag_nog(bericht: Bericht) -> str | None:
    """Not to who was taken out of the kerngroep before the mail left."""
    return None if _deelname_van(bericht) else str(_("Deze persoon doet niet meer mee."))


def mail_uitnodiging(bericht: Bericht, now: datetime) -> Mail:
    """Welcome: as what you take part, and how you get in."""
    gebruiker, deelname = bericht.gebruiker, _deelname_van(bericht)
    if gebruiker is None or deelname is None:
        raise ValueError("deze uitnodiging heeft geen ontvanger meer; mag_nog keek er net nog naar")
    rol = Rol(deelname.rol)
    alineas: list[Any] = [
        _("Je doet mee aan %(traject)s in %(wijk)s, als %(rol)s.")
        % {"traject": bericht.traject.naam, "wijk": bericht.traject.wijk, "rol": rol.label},
        f"{str(rol.label).capitalize()}: {ROL_UITLEG[rol]}",
    ]
    slot = [_("Ken je dit traject niet? Dan kun je deze mail weggooien.")]
    if gebruiker.has_usable_password():
        knop = Knop(_("Ga naar het traject"), adres_op_site(bericht.traject.get_absolute_url()))
    else:
        knop = Knop(_("Kies een wachtwoord"), wachtwoord_adres(gebruiker))
        slot.insert(
            0,
            _("De knop werkt drie dagen. Daarna vraag je op %(adres)s een nieuwe aan met dit e-mailadres.")
            % {"adres": adres_op_site(reverse("account_reset_password"))},
        )
    return Mail(
        titel=_("Je doet mee aan %(traject)s") % {"traject": bericht.traject.naam},
        alineas=alineas,
        knop=knop,
        slot=slot,
    )


AANLEIDING = Aanleiding(
    UITNODIGING,
    Klasse.A,
    render=mail_uitnodiging,
    mag_nog=mag_nog,
    omschrijving=gettext_lazy("uitnodiging voor een traject"),
)
