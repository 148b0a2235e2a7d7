"""The mail with the personal link, asked for by the person or sent by the kerngroep."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berichten.models import Bericht
from berichten.opmaak import persoonlijk_adres
from berichten.registratie import Aanleiding, Klasse, Knop, Mail
from berichten.services import plan_bericht
from leefsturing.lib import klok
from trajecten import links
from trajecten.models import Persoon

LINK = "mijn.link"


def plan_link(*, persoon: Persoon, by: Any, now: datetime | None = None) -> Bericht | None:
    """Writes the mail down; at most one a day to the same person, whoever asks how often.

    None for a persoon who asks (``by`` is None) after the kerngroep withdrew the link for good.
    """
    now = now or klok.nu()
    if by is None and not links.mag_vanzelf(persoon):
        return None
    links.geef_link(persoon=persoon, by=by, met_de_hand=by is not None, now=now)
    return plan_bericht(
        aanleiding=LINK,
        persoon=persoon,
        onderwerp_id=f"persoon:{persoon.pk}",
        periode=klok.vandaag(now).isoformat(),
        traject=persoon.traject,
    )


def mail_met_link(bericht: Bericht, now: datetime) -> Mail:
    """Short: here is your page."""
    persoon = bericht.persoon
    assert persoon is not None  # noqa: S101 - this occasion goes to a persoon only
    return Mail(
        titel=_("Je eigen pagina van %(naam)s") % {"naam": persoon.traject.naam},
        alineas=[
            _("Dag %(naam)s,") % {"naam": persoon.aanhef},
            _("Hier is de link naar je eigen pagina. Daar lees je wat er gebeurt met wat je zei."),
        ],
        knop=Knop(_("Ga naar mijn pagina"), persoonlijk_adres(bericht, now=now)),
        slot=[_("Deze link is alleen voor jou. Stuur deze mail liever niet door.")],
    )


AANLEIDING = Aanleiding(
    LINK,
    Klasse.A,
    render=mail_met_link,
    omschrijving=gettext_lazy("de link naar de eigen pagina"),
)
