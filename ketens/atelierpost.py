"""The result of an atelier, by mail on the same evening: what came of it, and of your own card (M27, M72).

Class A, as the verslag and the plan: this is what people were promised when they came. Delivered, it counts as heard.
"""

from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from berichten.models import Bericht
from berichten.opmaak import persoonlijk_adres
from berichten.registratie import Aanleiding, Klasse, Knop, Mail, Punt, register
from comakers.enums import Kanaal
from comakers.models import CoMaker, Terugkoppeling
from ketens.services.ateliers import GESLOTEN
from kruispunten.enums import IdeeWerd
from kruispunten.models import Atelier, Idee
from kruispunten.selectors.ateliers import MijnUitkomst, uitkomst_voor
from leefsturing.lib import klok

_ERVAN = (IdeeWerd.PROJECT, IdeeWerd.AFSPRAAK)


def _atelier(bericht: Bericht) -> Atelier:
    return Atelier.objects.select_related("traject").get(pk=bericht.onderwerp.removeprefix("atelier:"))


def _kaart(kaart: Idee) -> Punt:
    uitleg = f"{kaart.get_werd_display()}. {kaart.werd_tekst}".strip()
    return Punt(_("Jouw kaart: “%(tekst)s”") % {"tekst": kaart.tekst}, uitleg=uitleg[:1].upper() + uitleg[1:])


def _punten(bericht: Bericht, uitkomst: MijnUitkomst) -> list[Punt]:
    """Own cards and promises first, then what there is for everybody."""
    punten = [_kaart(kaart) for kaart in uitkomst.kaarten]
    punten += [
        Punt(
            _("Jij doet: %(wat)s") % {"wat": a.wat},
            uitleg=_("uiterlijk %(dag)s") % {"dag": date_format(a.uiterlijk, "j F Y")},
        )
        for a in uitkomst.afspraken
    ]
    for project in uitkomst.projecten:
        van_jou = _("Jij trekt dit project.") if project.trekker_id == bericht.persoon_id else ""
        uitleg = " ".join(d for d in (van_jou, project.beoogd_resultaat) if d)
        punten.append(Punt(_("Project: %(naam)s") % {"naam": project.naam}, uitleg=uitleg))
    return punten


def _pad(atelier: Atelier, bericht: Bericht) -> str:
    """The page of the atelier for who was there; the own page for who pulls or joins something without being there."""
    zichtbaar = Atelier.objects.visible_to(bericht.persoon).filter(pk=atelier.pk).exists()
    return reverse("mijn_atelier", kwargs={"uid": atelier.uid}) if zichtbaar else reverse("mijn")


def maak(bericht: Bericht, now: datetime) -> Mail:
    """Thanks, what came of it, what became of the own card."""
    atelier, persoon = _atelier(bericht), bericht.persoon
    if persoon is None:
        raise ValueError("dit bericht gaat naar een persoon")
    uitkomst = uitkomst_voor(atelier, persoon)
    return Mail(
        titel=_("Dit kwam eruit: %(titel)s") % {"titel": atelier.titel},
        alineas=[
            _("Dag %(naam)s,") % {"naam": persoon.aanhef},
            _("Dank je wel voor je bijdrage aan het atelier van %(dag)s. Dit is eruit gekomen:")
            % {"dag": date_format(atelier.dag, "j F")},
            *([atelier.uitkomst] if atelier.uitkomst else []),
        ],
        punten=_punten(bericht, uitkomst),
        knop=Knop(_("Bekijk de uitkomst"), persoonlijk_adres(bericht, _pad(atelier, bericht), now=now)),
        slot=[_("Klopt er iets niet? Laat het ons weten.")],
    )


def mag_nog(bericht: Bericht) -> str | None:
    """Only once it is closed."""
    return None if _atelier(bericht).is_gesloten else str(_("Dit atelier is niet gesloten."))


def bezorgd(bericht: Bericht) -> None:
    """They really got it: silence is broken; results count when something came of an own card (M27, M38)."""
    comaker = CoMaker.objects.filter(persoon=bericht.persoon_id).first()
    if comaker is None or bericht.persoon is None:
        return
    atelier = _atelier(bericht)
    uitkomst = uitkomst_voor(atelier, bericht.persoon)
    Terugkoppeling.objects.get_or_create(
        bericht=bericht,
        defaults={
            "traject_id": bericht.traject_id,
            "comaker": comaker,
            "kanaal": Kanaal.ATELIER,
            "op": bericht.verzonden_op or klok.nu(),
            "tekst": _("De uitkomst van “%(titel)s”.") % {"titel": atelier.titel},
            "is_resultaat": any(k.werd in _ERVAN for k in uitkomst.kaarten),
        },
    )


def meld_aan() -> None:
    """Called once, when the app is ready."""
    register.aanleiding(
        Aanleiding(
            GESLOTEN,
            Klasse.A,
            render=maak,
            mag_nog=mag_nog,
            bezorgd=bezorgd,
            omschrijving=gettext_lazy("de uitkomst van een atelier"),
        )
    )
