"""Closing an atelier, as far as it is about the atelier itself; with projects it is a service of ketens (M72, M78).

One row changes on a condition: of two who close at once, one does and the other hears so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comakers.enums import Kanaal
from comakers.models import CoMaker, Terugkoppeling
from kruispunten.enums import AtelierStaat, IdeeWerd, KruispuntStaat
from kruispunten.models import Afspraak, Atelier, Idee
from kruispunten.services.ateliers import weiger_stap, zet_kruispunt
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Persoon
from trajecten.services.signalen import signalen_verouderd


@dataclass(frozen=True)
class Besluit:
    """What becomes of a card, and the sentence for whoever wrote it."""

    werd: str
    tekst: str = ""


@dataclass(frozen=True)
class Belofte:
    """Who does what before when: a persoon, or somebody of the kerngroep."""

    wat: str
    wie: Persoon | Gebruiker
    uiterlijk: date


def claim(*, atelier: Atelier, uitkomst: str, reden: str, by: Gebruiker, now: datetime) -> Atelier:
    """Takes the atelier to *gesloten*, for one closer only; raises DomainError with what stands in the way."""
    gesloten = Atelier.objects.filter(pk=atelier.pk, staat=AtelierStaat.UITGENODIGD, wanneer__lte=now).update(
        staat=AtelierStaat.GESLOTEN,
        gesloten_op=now,
        gesloten_door=by,
        uitkomst=uitkomst,
        reden_zonder_trekker=reden,
        versie=atelier.versie + 1,
    )
    atelier = Atelier.objects.select_related("kruispunt", "traject").get(pk=atelier.pk)
    if not gesloten:
        weiger_stap(atelier, AtelierStaat.GESLOTEN)
        raise DomainError(_("Dit atelier moet nog beginnen. Sluiten kan daarna."))
    return atelier


@transaction.atomic
def rond_af(
    *,
    atelier: Atelier,
    besluiten: Mapping[int, Besluit],
    beloften: Iterable[Belofte],
    er_zijn_projecten: bool,
    by: Gebruiker,
    now: datetime,
) -> None:
    """What goes with closing, after ``claim``: every card gets its fate, promises are written, presence counts."""
    kaarten = list(Idee.objects.filter(atelier=atelier))
    if open_kaarten := [k for k in kaarten if besluiten.get(k.pk, Besluit(IdeeWerd.OPEN)).werd == IdeeWerd.OPEN]:
        raise DomainError(_("Zeg bij elke kaart wat ermee gebeurt. Deze is nog open: “%(tekst)s”")
                          % {"tekst": open_kaarten[0].tekst[:80]})  # fmt: skip
    for kaart in kaarten:
        kaart.werd, kaart.werd_tekst = besluiten[kaart.pk].werd, besluiten[kaart.pk].tekst
        kaart.versie += 1
    Idee.objects.bulk_update(kaarten, ["werd", "werd_tekst", "versie"])
    for belofte in beloften:
        wie = {"persoon": belofte.wie} if isinstance(belofte.wie, Persoon) else {"gebruiker": belofte.wie}
        afspraak = Afspraak.objects.create(
            traject_id=atelier.traject_id, atelier=atelier, wat=belofte.wat, uiterlijk=belofte.uiterlijk, **wie
        )
        log(by=by, werkwoord="afspraak.gemaakt", onderwerp=afspraak)
    if er_zijn_projecten:
        zet_kruispunt(atelier.kruispunt, KruispuntStaat.IN_UITVOERING, by=by, now=now)
    _noteer_gehoord(atelier, by)
    log(by=by, werkwoord="atelier.gesloten", onderwerp=atelier)
    signalen_verouderd(atelier.traject_id)


def _noteer_gehoord(atelier: Atelier, by: Gebruiker) -> None:
    """Whoever was there heard us: the clock of silence starts at the evening itself (M27)."""
    comakers = CoMaker.objects.filter(persoon__uitnodigingen__in=atelier.uitnodigingen.deelnemers())
    Terugkoppeling.objects.bulk_create(
        Terugkoppeling(
            traject_id=atelier.traject_id,
            comaker=comaker,
            kanaal=Kanaal.ATELIER,
            op=atelier.wanneer,
            tekst=_("Was bij “%(titel)s”") % {"titel": atelier.titel},
            door=by,
        )
        for comaker in comakers
    )
