"""The mail that asks a co-maker to read the verslag; delivered, it counts as something heard (M25, M27)."""

from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berichten.models import Bericht
from berichten.opmaak import persoonlijk_adres
from berichten.registratie import Aanleiding, Klasse, Knop, Mail, register
from comakers.enums import Kanaal
from comakers.models import CoMaker, Terugkoppeling, Verslag
from comakers.services.verslagen import AANLEIDING_GEDEELD
from leefsturing.lib import klok


def _verslag(bericht: Bericht) -> Verslag:
    return Verslag.objects.select_related("gesprek").get(pk=bericht.onderwerp.removeprefix("verslag:"))


def _nummer(bericht: Bericht) -> int:
    return int(bericht.periode.removeprefix("versie "))


def maak(bericht: Bericht, now: datetime) -> Mail:
    """Thanks, what is asked, and that no answer is fine too; a later version says what changed hands."""
    verslag, persoon = _verslag(bericht), bericht.persoon
    assert persoon is not None  # noqa: S101 - this occasion goes to a persoon only
    dag = formats.date_format(klok.vandaag(verslag.gesprek.wanneer), "j F")
    eerste = _nummer(bericht) == 1
    return Mail(
        titel=_("Het verslag van ons gesprek") if eerste else _("Het aangepaste verslag van ons gesprek"),
        alineas=[
            _("Dag %(naam)s,") % {"naam": persoon.aanhef},
            _("Dank je wel voor het gesprek van %(dag)s. We hebben opgeschreven wat we van je hoorden.") % {"dag": dag}
            if eerste
            else _("We hebben het verslag van %(dag)s aangepast. Kijk je of het nu klopt?") % {"dag": dag},
            _("Lees het rustig na. Je kunt bij elke alinea iets opmerken of verbeteren, en zeggen of het klopt."),
        ],
        knop=Knop(_("Lees het verslag"), persoonlijk_adres(bericht, f"/mijn/verslag/{verslag.pk}/", now=now)),
        slot=[_("Heb je geen tijd? Dat is geen probleem. We gaan gewoon verder met wat je zei.")],
    )


def mag_nog(bericht: Bericht) -> str | None:
    """Not when a newer version was shared meanwhile: that one has a mail of its own."""
    if _verslag(bericht).versies.filter(nummer__gt=_nummer(bericht)).exists():
        return str(_("Er is intussen een nieuwere versie gedeeld."))
    return None


def bezorgd(bericht: Bericht) -> None:
    """The co-maker got it: the clock of silence starts again."""
    if comaker := CoMaker.objects.filter(persoon=bericht.persoon).first():
        Terugkoppeling.objects.get_or_create(
            bericht=bericht,
            defaults={
                "traject_id": bericht.traject_id,
                "comaker": comaker,
                "kanaal": Kanaal.VERSLAG,
                "op": bericht.verzonden_op or klok.nu(),
            },
        )


def meld_aan() -> None:
    """Called once, when the app is ready."""
    register.aanleiding(
        Aanleiding(
            AANLEIDING_GEDEELD,
            Klasse.A,
            render=maak,
            mag_nog=mag_nog,
            bezorgd=bezorgd,
            omschrijving=gettext_lazy("het verslag van een gesprek"),
        )
    )
