"""What changes pijlers and effects (M10-M14); the steps a pijler may take are the table below."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from pijlers.enums import PijlerStaat
from pijlers.models import MAX_PIJLERS, Effect, Formulering, Meting, Pijler
from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Besluit, Traject
from trajecten.services import signalen_verouderd

# From which state a decision or a person may bring a pijler to which: any sensible jump, back too.
STAPPEN: dict[PijlerStaat, frozenset[PijlerStaat]] = {
    PijlerStaat.CONCEPT: frozenset({PijlerStaat.VOORLOPIG, PijlerStaat.VASTGESTELD, PijlerStaat.VERVALLEN}),
    PijlerStaat.VOORLOPIG: frozenset({PijlerStaat.VOORLOPIG, PijlerStaat.VASTGESTELD, PijlerStaat.VERVALLEN}),
    PijlerStaat.VASTGESTELD: frozenset({PijlerStaat.VASTGESTELD, PijlerStaat.VOORLOPIG, PijlerStaat.VERVALLEN}),
    PijlerStaat.VERVALLEN: frozenset({PijlerStaat.CONCEPT}),
}


def _mag_naar(pijler: Pijler, staat: PijlerStaat) -> None:
    if staat not in STAPPEN[PijlerStaat(pijler.staat)]:
        raise DomainError(
            _("%(titel)s is %(staat)s; dit kan nu niet.") % {"titel": pijler.titel, "staat": pijler.get_staat_display()}
        )


def vierde_pijler() -> str:
    """Why a fourth is impossible, as everybody reads it (M10)."""
    return _(
        "Er zijn al drie pijlers, en meer worden het er niet: wie op alles stuurt, stuurt op niets. "
        "Verwoord een van de drie anders, of laat er eerst een vervallen."
    )


def vrije_plaats(traject: Traject) -> int | None:
    """The first place without a living pijler, or None when all three are taken."""
    bezet = set(Pijler.objects.for_traject(traject).levend().values_list("plaats", flat=True))
    return next((plaats for plaats in range(1, MAX_PIJLERS + 1) if plaats not in bezet), None)


def maak_pijler(
    *, traject: Traject, titel: str, reden: str, by: Gebruiker, toelichting: str = "", now: datetime | None = None
) -> Pijler:
    """A new pijler in the first free place, with its first wording; refuses a fourth."""
    try:
        with transaction.atomic():
            plaats = vrije_plaats(traject)
            if plaats is None:
                raise DomainError(vierde_pijler())
            pijler = Pijler.objects.create(traject=traject, plaats=plaats, titel=titel, toelichting=toelichting)
            _schrijf_formulering(pijler, reden, by, now)
            log(by=by, werkwoord="pijler.gemaakt", onderwerp=pijler)
            signalen_verouderd(traject)
    except IntegrityError as error:
        # Somebody else put one down at the same moment.
        raise DomainError(vierde_pijler()) from error
    return pijler


def herformuleer(
    *, pijler: Pijler, titel: str, toelichting: str, reden: str, versie: int, by: Gebruiker, now: datetime | None = None
) -> Pijler:
    """Other words for a pijler, with the reason; every earlier wording is kept (M13).

    A decision was about the words it was about: an established pijler becomes provisional again.
    """
    if not reden.strip():
        raise DomainError(_("Schrijf erbij waarom jullie deze woorden kiezen."))
    with transaction.atomic():
        pijler.titel, pijler.toelichting = titel, toelichting
        velden = ["titel", "toelichting"]
        if pijler.is_vastgesteld:
            pijler.staat = PijlerStaat.VOORLOPIG
            velden.append("staat")
        pijler.save_of_conflict(versie, velden)
        _schrijf_formulering(pijler, reden, by, now)
        log(by=by, werkwoord="pijler.geformuleerd", onderwerp=pijler)
        signalen_verouderd(pijler.traject_id)
    return pijler


def _schrijf_formulering(pijler: Pijler, reden: str, by: Gebruiker, now: datetime | None) -> None:
    hoogste = Formulering.objects.filter(pijler=pijler).aggregate(Max("nummer"))["nummer__max"] or 0
    Formulering.objects.create(
        traject_id=pijler.traject_id,
        pijler=pijler,
        nummer=hoogste + 1,
        titel=pijler.titel,
        toelichting=pijler.toelichting,
        reden=reden,
        door=by,
        op=now or klok.nu(),
    )


def schrijf_duiding(*, pijler: Pijler, duiding: str, versie: int, by: Gebruiker) -> Pijler:
    """How the kerngroep reads what was said: a text of its own, with or without sources (M11, M16)."""
    with transaction.atomic():
        pijler.duiding = duiding
        pijler.save_of_conflict(versie, ["duiding"])
        log(by=by, werkwoord="pijler.geduid", onderwerp=pijler)
    return pijler


def wissel_plaats(*, pijler: Pijler, plaats: int, by: Gebruiker) -> None:
    """Puts a living pijler in ``plaats``; who stood there takes its old place."""
    if not 1 <= plaats <= MAX_PIJLERS:
        raise DomainError(vierde_pijler())
    with transaction.atomic():
        rijen = {p.pk: p for p in Pijler.objects.select_for_update().for_traject(pijler.traject_id).levend()}
        if pijler.pk not in rijen or rijen[pijler.pk].plaats == plaats:
            return
        oud = rijen[pijler.pk].plaats
        ander = next((p for p in rijen.values() if p.plaats == plaats), None)
        # Two living ones on one place are impossible: the first steps out of the row while the other moves.
        zelf = Pijler.objects.filter(pk=pijler.pk)
        zelf.update(staat=PijlerStaat.VERVALLEN, vervallen_reden="-")
        if ander:
            Pijler.objects.filter(pk=ander.pk).update(plaats=oud)
        zelf.update(plaats=plaats, staat=rijen[pijler.pk].staat, vervallen_reden="")
        log(by=by, werkwoord="pijler.verplaatst", onderwerp=pijler)


def stel_vast(*, pijlers: Iterable[Pijler], besluit: Besluit, by: Gebruiker) -> list[Pijler]:
    """Establishes pijlers by a decision: provisional as a frame to search in, or for good (M12)."""
    staat = PijlerStaat.VASTGESTELD if besluit.is_definitief else PijlerStaat.VOORLOPIG
    gedaan = []
    with transaction.atomic():
        for pijler in pijlers:
            _mag_naar(pijler, staat)
            pijler.staat, pijler.besluit = staat, besluit
            pijler.save(update_fields=["staat", "besluit"])
            log(by=by, werkwoord=f"pijler.{staat.value}", onderwerp=pijler)
            gedaan.append(pijler)
        if not gedaan:
            raise DomainError(_("Kies minstens één pijler waar het besluit over gaat."))
        signalen_verouderd(gedaan[0].traject_id)
    return gedaan


def laat_vervallen(*, pijler: Pijler, reden: str, by: Gebruiker, besluit: Besluit | None = None) -> Pijler:
    """Withdraws a pijler with a reason; what was linked to it stays. An established one needs a decision."""
    if not reden.strip():
        raise DomainError(_("Schrijf erbij waarom de pijler vervalt."))
    if pijler.is_vastgesteld and besluit is None:
        raise DomainError(_("Deze pijler is vastgesteld. Leg eerst het besluit vast waarmee hij vervalt."))
    with transaction.atomic():
        _mag_naar(pijler, PijlerStaat.VERVALLEN)
        pijler.staat, pijler.vervallen_reden = PijlerStaat.VERVALLEN, reden
        pijler.besluit = besluit or pijler.besluit
        pijler.save(update_fields=["staat", "vervallen_reden", "besluit"])
        log(by=by, werkwoord="pijler.vervallen", onderwerp=pijler)
        signalen_verouderd(pijler.traject_id)
    return pijler


def haal_terug(*, pijler: Pijler, by: Gebruiker) -> Pijler:
    """Brings a withdrawn pijler back as a concept, when there is a place for it."""
    try:
        with transaction.atomic():
            _mag_naar(pijler, PijlerStaat.CONCEPT)
            plaats = vrije_plaats(pijler.traject)
            if plaats is None:
                raise DomainError(vierde_pijler())
            pijler.staat, pijler.plaats, pijler.vervallen_reden = PijlerStaat.CONCEPT, plaats, ""
            pijler.save(update_fields=["staat", "plaats", "vervallen_reden"])
            log(by=by, werkwoord="pijler.teruggehaald", onderwerp=pijler)
            signalen_verouderd(pijler.traject_id)
    except IntegrityError as error:
        raise DomainError(vierde_pijler()) from error
    return pijler


def maak_effect(*, pijler: Pijler, by: Gebruiker, **gegevens: Any) -> Effect:
    """An intended effect under a pijler (M6)."""
    with transaction.atomic():
        effect = Effect.objects.create(traject_id=pijler.traject_id, pijler=pijler, **gegevens)
        log(by=by, werkwoord="effect.gemaakt", onderwerp=effect)
        signalen_verouderd(pijler.traject_id)
    return effect


def wijzig_effect(*, effect: Effect, versie: int, by: Gebruiker, **gegevens: Any) -> Effect:
    """Changes an effect; raises Conflict when somebody else saved it first."""
    with transaction.atomic():
        for veld, waarde in gegevens.items():
            setattr(effect, veld, waarde)
        effect.save_of_conflict(versie, list(gegevens))
        log(by=by, werkwoord="effect.gewijzigd", onderwerp=effect)
        signalen_verouderd(effect.traject_id)
    return effect


def bewaar_meting(*, meting: Meting, by: Gebruiker) -> Meting:
    """Saves a new or corrected measurement; one a day per effect."""
    nieuw = meting.pk is None
    try:
        with transaction.atomic():
            meting.save()
            log(by=by, werkwoord="meting.gemaakt" if nieuw else "meting.gewijzigd", onderwerp=meting)
            signalen_verouderd(meting.traject_id)
    except IntegrityError as error:
        raise DomainError(_("Op deze dag is dit effect al gemeten. Wijzig die meting.")) from error
    return meting
