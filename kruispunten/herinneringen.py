"""Who is reminded of agreements from an atelier that are overdue (M37, M78); pure rules over one snapshot.

afspraak.te_laat   not done a day after it should have been -> who of the kerngroep promised it, or who closed the
                   atelier when a persoon did; again each week
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from berichten.herinneringen import Adres, Herinneringsoort, Verschuldigd, register
from berichten.registratie import Punt
from kruispunten.models import Afspraak
from trajecten.models import Traject

WEEK = 7


@dataclass(frozen=True)
class AfspraakStand:
    """An open agreement: what, whose, until when, and which account looks after it."""

    pk: int
    atelier: int
    wat: str
    van: str
    uiterlijk: date
    wie: int


@dataclass(frozen=True)
class Stand:
    """One traject as this reminder sees it."""

    slug: str
    afspraken: tuple[AfspraakStand, ...] = ()


def laad(traject: Traject, dag: date) -> Stand:
    """One query."""
    rijen = (
        Afspraak.objects.for_traject(traject)
        .filter(gedaan_op=None, uiterlijk__lt=dag, atelier__gesloten_door__isnull=False)
        .select_related("persoon", "atelier")
        .order_by("pk")
    )
    return Stand(
        traject.slug,
        tuple(
            AfspraakStand(
                a.pk,
                a.atelier_id,
                a.wat,
                a.persoon.volledige_naam if a.persoon else "",
                a.uiterlijk,
                a.gebruiker_id or a.atelier.gesloten_door_id or 0,
            )
            for a in rijen
        ),
    )


def te_laat(stand: Stand, dag: date) -> set[Verschuldigd]:
    """Overdue, once a week for each."""
    return {
        Verschuldigd(
            f"gebruiker:{a.wie}", f"afspraak:{a.pk}", f"{a.uiterlijk} week {((dag - a.uiterlijk).days - 1) // WEEK}"
        )
        for a in stand.afspraken
        if a.uiterlijk < dag
    }


def punt_te_laat(stand: Stand, v: Verschuldigd, adres: Adres) -> Punt:
    """What was promised, by whom."""
    nummer = int(v.onderwerp.partition(":")[2])
    a = next(rij for rij in stand.afspraken if rij.pk == nummer)
    dag = date_format(a.uiterlijk, "j F")
    pad = reverse("atelier", kwargs={"slug": stand.slug, "nummer": a.atelier}) + f"#afspraak-{a.pk}"
    if a.van:
        return Punt(
            _("Vraag %(wie)s hoe het gaat: %(wat)s") % {"wie": a.van, "wat": a.wat},
            adres(pad),
            _("Dit was uiterlijk %(dag)s afgesproken in een atelier.") % {"dag": dag},
        )
    return Punt(
        _("Je beloofde: %(wat)s") % {"wat": a.wat},
        adres(pad),
        _("Dit was uiterlijk %(dag)s afgesproken in een atelier. Gedaan? Vink het af.") % {"dag": dag},
    )


def meld_aan() -> None:
    """Called once, when the app is ready."""
    register.herinnering(Herinneringsoort("afspraak.te_laat", laad, te_laat, punt_te_laat))
