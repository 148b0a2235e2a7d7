"""Gesprekken: planned, held, written down; the core question, images and promises (M22-M24, M37).

van            naar
gepland        gevoerd, ging niet door
gevoerd        gepland, ging niet door  (niet meer als het verslag gedeeld is)
ging niet door gepland, gevoerd
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comakers.enums import CoMakerStaat, GesprekStaat, Kanaal, KernSoort
from comakers.models import CoMaker, Gesprek, Kernafbeelding, Kernpunt, Terugkoppeling, Toezegging, Verslag
from comakers.services.noteren import noteer
from comakers.services.plaatsen import verplaats
from leefsturing.lib import klok
from leefsturing.lib.fouten import Conflict, DomainError
from leefsturing.lib.tekst import schoon

G = GesprekStaat
STAPPEN: dict[str, frozenset[str]] = {
    G.GEPLAND: frozenset({G.GEVOERD, G.VERVALLEN}),
    G.GEVOERD: frozenset({G.GEPLAND, G.VERVALLEN}),
    G.VERVALLEN: frozenset({G.GEPLAND, G.GEVOERD}),
}
VELDEN = ("doel", "titel", "wanneer", "plaats", "voornemen")
MAX_COMAKERS = 2
Punten = dict[tuple[str, int], tuple[str, int | None]]


def _check_comakers(comakers: Iterable[CoMaker], titel: str) -> None:
    aantal = len(list(comakers))
    if aantal > MAX_COMAKERS:
        raise DomainError(_("Een gesprek is met hooguit twee co-makers: liever iets meer gesprekken."))
    if not aantal and not titel:
        raise DomainError(_("Kies een co-maker, of geef de bijeenkomst een titel."))


def plan_gesprek(
    *, traject: Any, by: Any, comakers: Iterable[CoMaker], interviewers: Iterable[Any], **velden: Any
) -> Gesprek:
    """A new gesprek, with at most two co-makers (M22)."""
    comakers = list(comakers)
    _check_comakers(comakers, velden.get("titel", ""))
    with transaction.atomic():
        gesprek = Gesprek.objects.create(traject=traject, **{n: velden[n] for n in VELDEN if n in velden})
        gesprek.comakers.set(comakers)
        gesprek.interviewers.set(interviewers)
        for comaker in comakers:
            if comaker.staat in (CoMakerStaat.VOORGESTELD, CoMakerStaat.BENADERD):
                CoMaker.objects.filter(pk=comaker.pk).update(staat=CoMakerStaat.TOEGEZEGD)
                noteer(by=by, werkwoord="comaker.toegezegd", onderwerp=comaker)
        noteer(by=by, werkwoord="gesprek.gepland", onderwerp=gesprek)
    return gesprek


def update_gesprek(
    *, gesprek: Gesprek, versie: int, by: Any, comakers: Iterable[CoMaker], interviewers: Iterable[Any], **velden: Any
) -> Gesprek:
    """Changes with whom, when, where and why; who already said something stays in it."""
    comakers = list(comakers)
    _check_comakers(comakers, velden.get("titel", ""))
    with transaction.atomic():
        nu = Gesprek.objects.get(pk=gesprek.pk)
        if weg := nu.comakers.exclude(pk__in=[c.pk for c in comakers]).filter(uitspraken__gesprek=nu).first():
            raise DomainError(
                _("Van %(naam)s staan hier al uitspraken; deze co-maker blijft bij het gesprek.") % {"naam": weg}
            )
        verschil = [
            (str(getattr(Gesprek._meta.get_field(n), "verbose_name", n)), str(velden[n]), str(getattr(nu, n)))
            for n in ("titel", "plaats", "voornemen")
            if velden[n] != getattr(nu, n)
        ]
        for naam in VELDEN:
            setattr(nu, naam, velden[naam])
        if not nu.save_als_versie(versie, list(VELDEN)):
            raise Conflict(verschil, Gesprek.objects.get(pk=nu.pk).versie)
        nu.comakers.set(comakers)
        nu.interviewers.set(interviewers)
        noteer(by=by, werkwoord="gesprek.gewijzigd", onderwerp=nu)
    return nu


def save_aantekeningen(*, gesprek: Gesprek, versie: int, tekst: str, by: Any) -> int:
    """Keeps the notes and gives their new version; the same text again is no conflict. Statements keep their place.

    Raises Conflict when somebody else changed the notes meanwhile.
    """
    tekst = schoon(tekst)
    with transaction.atomic():
        nu = Gesprek.objects.get(pk=gesprek.pk)
        if nu.aantekeningen == tekst:
            return int(nu.aantekeningen_versie)
        changed = Gesprek.objects.filter(pk=nu.pk, aantekeningen_versie=versie).update(
            aantekeningen=tekst, aantekeningen_versie=F("aantekeningen_versie") + 1
        )
        if not changed:
            raise Conflict([(_("aantekeningen"), tekst, nu.aantekeningen)], nu.aantekeningen_versie)
        verplaats(nu, oud=nu.aantekeningen, nieuw=tekst)
        if versie == 1:
            noteer(by=by, werkwoord="gesprek.aantekeningen_begonnen", onderwerp=nu)
    return versie + 1


def save_kernvraag(*, gesprek: Gesprek, versie: int, punten: Punten, by: Any) -> int:
    """Keeps the answers to the core question: (soort, nummer) -> (text, year); an empty text takes the point away.

    Raises Conflict when somebody else changed them meanwhile.
    """
    with transaction.atomic():
        huidig = {(p.soort, p.nummer): p for p in Kernpunt.objects.filter(gesprek=gesprek)}
        if not Gesprek.objects.filter(pk=gesprek.pk, kernvraag_versie=versie).update(kernvraag_versie=versie + 1):
            verschil = [
                (f"{KernSoort(s).label} ({n})", tekst, huidig[s, n].tekst if (s, n) in huidig else "")
                for (s, n), (tekst, _jaar) in punten.items()
                if tekst != (huidig[s, n].tekst if (s, n) in huidig else "")
            ]
            raise Conflict(verschil, Gesprek.objects.get(pk=gesprek.pk).kernvraag_versie)
        for (soort, nummer), (tekst, jaar) in punten.items():
            punt = huidig.get((soort, nummer)) or Kernpunt(
                traject_id=gesprek.traject_id, gesprek=gesprek, soort=soort, nummer=nummer
            )
            if tekst and (punt.tekst, punt.jaar) != (tekst, jaar):
                punt.tekst, punt.jaar = tekst, jaar
                punt.save()
            elif not tekst and punt.pk:
                punt.delete()
        noteer(by=by, werkwoord="gesprek.kernvraag", onderwerp=gesprek)
    return versie + 1


def add_afbeelding(*, gesprek: Gesprek, bestand: ContentFile, beschrijving: str, by: Any) -> Kernafbeelding:
    """An image as answer to the core question (M23); ``bestand`` comes from ``lib.bestanden.lees_afbeelding``."""
    with transaction.atomic():
        beeld = Kernafbeelding.objects.create(
            traject_id=gesprek.traject_id, gesprek=gesprek, bestand=bestand, beschrijving=beschrijving
        )
        noteer(by=by, werkwoord="gesprek.afbeelding", onderwerp=gesprek)
    return beeld


def remove_afbeelding(*, beeld: Kernafbeelding, by: Any) -> None:
    """Takes an image away, the file too: it may show people who did not ask for it."""
    storage, naam = beeld.bestand.storage, beeld.bestand.name
    with transaction.atomic():
        noteer(by=by, werkwoord="gesprek.afbeelding_weg", onderwerp=beeld.gesprek)
        beeld.delete()
        transaction.on_commit(lambda: storage.delete(naam or ""))


def add_toezegging(
    *, gesprek: Gesprek, comaker: CoMaker | None, tekst: str, eigenaar: Any, uiterlijk: date, by: Any
) -> Toezegging:
    """A promise made in a gesprek: who does it, and when (M37)."""
    with transaction.atomic():
        row = Toezegging.objects.create(
            traject_id=gesprek.traject_id,
            gesprek=gesprek,
            comaker=comaker,
            tekst=tekst,
            eigenaar=eigenaar,
            uiterlijk=uiterlijk,
        )
        noteer(by=by, werkwoord="toezegging.gedaan", onderwerp=row)
    return row


def set_nagekomen(*, toezegging: Toezegging, nagekomen: bool, by: Any, now: datetime | None = None) -> None:
    """A promise was kept, or after all not."""
    with transaction.atomic():
        dag = klok.vandaag(now) if nagekomen else None
        Toezegging.objects.filter(pk=toezegging.pk).update(nagekomen_op=dag)
        noteer(by=by, werkwoord="toezegging.nagekomen" if nagekomen else "toezegging.weer_open", onderwerp=toezegging)


def set_gesprek_staat(*, gesprek: Gesprek, staat: str, by: Any, now: datetime | None = None) -> None:
    """The one door for whether a gesprek was held; held means spoken with, and the clock of silence starts (M27)."""
    now = now or klok.nu()
    with transaction.atomic():
        nu = Gesprek.objects.select_for_update().get(pk=gesprek.pk)
        if nu.staat == staat:
            return
        if staat not in STAPPEN[nu.staat]:
            raise DomainError(_("Dit gesprek kan niet naar '%(naar)s'.") % {"naar": GesprekStaat(staat).label})
        if staat == G.GEVOERD:
            _held(nu, by, now)
        elif nu.staat == G.GEVOERD:
            _not_held_after_all(nu)
        nu.staat = staat
        nu.save(update_fields=["staat"])
        noteer(by=by, werkwoord=f"gesprek.{staat}", onderwerp=nu)
    gesprek.staat = staat


def _held(gesprek: Gesprek, by: Any, now: datetime) -> None:
    if klok.vandaag(gesprek.wanneer) > klok.vandaag(now):
        raise DomainError(_("Dit gesprek staat nog in de agenda. Verander eerst de datum als het eerder was."))
    for comaker in gesprek.comakers.all():
        Terugkoppeling.objects.get_or_create(
            comaker=comaker,
            kanaal=Kanaal.GESPREK,
            op=min(gesprek.wanneer, now),
            defaults={"traject_id": gesprek.traject_id, "door": by},
        )
        if comaker.staat in (CoMakerStaat.VOORGESTELD, CoMakerStaat.BENADERD, CoMakerStaat.TOEGEZEGD):
            CoMaker.objects.filter(pk=comaker.pk).update(staat=CoMakerStaat.GESPROKEN)
            noteer(by=by, werkwoord="comaker.gesproken", onderwerp=comaker)


def _not_held_after_all(gesprek: Gesprek) -> None:
    if Verslag.objects.filter(gesprek=gesprek).exclude(gedeeld_op=None).exists():
        raise DomainError(_("Het verslag van dit gesprek is al gedeeld met de co-maker; het gesprek blijft gevoerd."))
    Terugkoppeling.objects.filter(
        comaker__in=gesprek.comakers.all(),
        kanaal=Kanaal.GESPREK,
        op__range=(gesprek.wanneer - timedelta(days=1), gesprek.wanneer),
        tekst="",
    ).delete()
