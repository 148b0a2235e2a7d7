"""What the invited get by mail, each with the calendar file (M70).

All of class A: an invitation that is lost is an empty chair, and one that comes twice does no harm (same Message-ID,
same UID in the calendar).
"""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berichten.models import Bericht
from berichten.opmaak import persoonlijk_adres
from berichten.registratie import Aanleiding, Klasse, Knop, Mail, register
from kruispunten import kalender
from kruispunten.models import Atelier, Uitnodiging
from kruispunten.selectors.ateliers import waarom_jij
from kruispunten.services.ateliers import AFGELAST, GEWIJZIGD
from kruispunten.services.uitnodigingen import INGETROKKEN, UITNODIGING
from leefsturing.lib import klok


def wanneer_in_woorden(atelier: Atelier) -> str:
    """Day and hours as people say them."""
    begin, tot = (m.astimezone(klok.AMSTERDAM) for m in (atelier.wanneer, atelier.tot))
    return _("%(dag)s, van %(van)s tot %(tot)s uur") % {
        "dag": date_format(begin, "l j F Y"),
        "van": date_format(begin, "H.i"),
        "tot": date_format(tot, "H.i"),
    }


def _uitnodiging(bericht: Bericht) -> Uitnodiging:
    return Uitnodiging.objects.select_related("atelier__traject", "atelier__kruispunt", "persoon").get(
        pk=bericht.onderwerp.removeprefix("uitnodiging:")
    )


def _waar_en_wanneer(atelier: Atelier) -> str:
    return _("Wanneer: %(wanneer)s\nWaar: %(waar)s") % {"wanneer": wanneer_in_woorden(atelier), "waar": atelier.plaats}


def _knop(bericht: Bericht, atelier: Atelier, tekst: str, now: datetime) -> Knop:
    return Knop(tekst, persoonlijk_adres(bericht, reverse("mijn_atelier", kwargs={"uid": atelier.uid}), now=now))


def _dag(atelier: Atelier) -> str:
    return date_format(atelier.dag, "j F")


def uitnodiging(bericht: Bericht, now: datetime) -> Mail:
    """What, when, where, and why you."""
    rij = _uitnodiging(bericht)
    atelier = rij.atelier
    return Mail(
        titel=_("Kom je op %(dag)s? %(titel)s") % {"dag": _dag(atelier), "titel": atelier.titel},
        alineas=[
            _("Dag %(naam)s,") % {"naam": rij.persoon.aanhef},
            _("We nodigen je uit voor een atelier: een avond met heel verschillende mensen rond één vraag."),
            f"“{atelier.vraag}”",
            _waar_en_wanneer(atelier),
            *waarom_jij(rij)[:2],
        ],
        knop=_knop(bericht, atelier, _("Laat weten of je komt"), now),
        slot=[_("Een tik is genoeg. Het agendabestand zit bij deze mail.")],
        bijlagen=[kalender.bijlage(atelier, gemaakt=bericht.created_at)],
    )


def gewijzigd(bericht: Bericht, now: datetime) -> Mail:
    """Another date or place: what it is now; who had said yes to another moment is asked again."""
    rij = _uitnodiging(bericht)
    atelier = rij.atelier
    vraag = (
        _("Kun je dan ook? Laat het nog een keer weten.") if rij.antwoord == "open" else _("Je antwoord blijft staan.")
    )
    return Mail(
        titel=_("Veranderd: %(titel)s is op %(dag)s") % {"titel": atelier.titel, "dag": _dag(atelier)},
        alineas=[
            _("Dag %(naam)s,") % {"naam": rij.persoon.aanhef},
            _("Er is iets veranderd aan het atelier. Zo is het nu:"),
            _waar_en_wanneer(atelier),
            vraag,
        ],
        knop=_knop(bericht, atelier, _("Laat weten of je komt"), now),
        slot=[_("Open het agendabestand bij deze mail, dan klopt je agenda weer.")],
        bijlagen=[kalender.bijlage(atelier, gemaakt=bericht.created_at)],
    )


def afgelast(bericht: Bericht, now: datetime) -> Mail:
    """It is off, and why."""
    rij = _uitnodiging(bericht)
    atelier = rij.atelier
    return Mail(
        titel=_("Gaat niet door: %(titel)s op %(dag)s") % {"titel": atelier.titel, "dag": _dag(atelier)},
        alineas=[
            _("Dag %(naam)s,") % {"naam": rij.persoon.aanhef},
            _("Het atelier van %(wanneer)s gaat niet door.") % {"wanneer": wanneer_in_woorden(atelier)},
            atelier.afgelast_reden,
            _("Wat je ons vertelde, blijft staan. Je hoort van ons hoe het verder gaat."),
        ],
        slot=[_("Open het agendabestand bij deze mail, dan is het uit je agenda.")],
        bijlagen=[kalender.bijlage(atelier, gemaakt=bericht.created_at, afgezegd=True)],
    )


def ingetrokken(bericht: Bericht, now: datetime) -> Mail:
    """The invitation is withdrawn; said plainly."""
    rij = _uitnodiging(bericht)
    atelier = rij.atelier
    return Mail(
        titel=_("Je uitnodiging voor %(dag)s vervalt") % {"dag": _dag(atelier)},
        alineas=[
            _("Dag %(naam)s,") % {"naam": rij.persoon.aanhef},
            _("We nodigden je uit voor “%(titel)s”. Dat trekken we in, het spijt ons.") % {"titel": atelier.titel},
            _("Wil je weten waarom? Antwoord niet op deze mail, maar bel ons even. Het nummer staat op je pagina."),
        ],
        knop=Knop(_("Ga naar mijn pagina"), persoonlijk_adres(bericht, now=now)),
        slot=[_("Open het agendabestand bij deze mail, dan is het uit je agenda.")],
        bijlagen=[kalender.bijlage(atelier, gemaakt=bericht.created_at, afgezegd=True)],
    )


# ── Whether it may still go ───────────────────────────────────────────────────────────────────────────────


def _nog_uitgenodigd(bericht: Bericht) -> str | None:
    rij = _uitnodiging(bericht)
    if rij.is_ingetrokken:
        return str(_("Deze uitnodiging is ingetrokken."))
    if rij.atelier.is_afgelast:
        return str(_("Dit atelier gaat niet door."))
    return str(_("Dit atelier is al begonnen.")) if rij.atelier.is_begonnen(klok.nu()) else None


def _nieuwste(bericht: Bericht) -> str | None:
    later = Bericht.objects.filter(aanleiding=GEWIJZIGD, persoon=bericht.persoon_id, onderwerp=bericht.onderwerp)
    if later.filter(pk__gt=bericht.pk).exists():
        return str(_("Er is daarna nog iets veranderd; daarover gaat een nieuwere mail."))
    return _nog_uitgenodigd(bericht)


def _nog_ingetrokken(bericht: Bericht) -> str | None:
    return None if _uitnodiging(bericht).is_ingetrokken else str(_("Deze persoon is opnieuw uitgenodigd."))


def _altijd(bericht: Bericht) -> str | None:
    return None


def meld_aan() -> None:
    """Called once, when the app is ready."""
    for naam, maak, mag_nog, woorden in (
        (UITNODIGING, uitnodiging, _nog_uitgenodigd, gettext_lazy("uitnodiging voor een atelier")),
        (GEWIJZIGD, gewijzigd, _nieuwste, gettext_lazy("een atelier is verzet")),
        (AFGELAST, afgelast, _altijd, gettext_lazy("een atelier gaat niet door")),
        (INGETROKKEN, ingetrokken, _nog_ingetrokken, gettext_lazy("een uitnodiging vervalt")),
    ):
        register.aanleiding(Aanleiding(naam, Klasse.A, render=maak, mag_nog=mag_nog, omschrijving=woorden))
