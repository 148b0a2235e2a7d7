"""Verslagen: written by the kerngroep, shared as a frozen version, answered by the co-maker (M25).

van           naar                 door
concept       gedeeld              kerngroep deelt
gedeeld       gedeeld              kerngroep deelt een nieuwe versie
gedeeld       opmerkingen          co-maker merkt iets op         (comakers.services.reacties)
opmerkingen   gedeeld              kerngroep deelt een nieuwe versie
gedeeld, opmerkingen -> akkoord    co-maker gaat akkoord          (comakers.services.reacties)
akkoord       gedeeld              kerngroep heropent: de co-maker houdt de versie waarmee die akkoord ging
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from berichten.services import plan_bericht
from comakers.enums import GesprekStaat, OpmerkingStaat, VerslagStaat
from comakers.hints import IN_TE_VULLEN
from comakers.models import CoMaker, Gesprek, Opmerking, Verslag, VerslagVersie
from comakers.services.gesprekken import set_gesprek_staat
from comakers.services.noteren import noteer
from leefsturing.lib import klok
from leefsturing.lib.fouten import Conflict, DomainError
from leefsturing.lib.tekst import alineas, schoon
from toegang import beleid
from toegang.enums import Rol
from trajecten import links

AANLEIDING_GEDEELD = "verslag.gedeeld"
V = VerslagStaat
STAPPEN: dict[str, frozenset[str]] = {
    V.CONCEPT: frozenset({V.GEDEELD}),
    V.GEDEELD: frozenset({V.GEDEELD, V.OPMERKINGEN, V.AKKOORD}),
    V.OPMERKINGEN: frozenset({V.GEDEELD, V.AKKOORD}),
    V.AKKOORD: frozenset({V.GEDEELD}),
}


@dataclass(frozen=True)
class Gedeeld:
    """What sharing did: the frozen version, who gets it by mail, and who needs it by hand."""

    versie: VerslagVersie
    per_mail: list[CoMaker]
    met_de_hand: list[CoMaker]


def _check_open(verslag: Verslag) -> None:
    if not beleid.mag(Rol.KERNGROEPLID, "verslag.wijzigen", verslag.staat):
        raise DomainError(_("Op dit verslag is akkoord. Begin een nieuwe versie als er iets moet veranderen."))


def save_verslag(*, gesprek: Gesprek, versie: int, tekst: str, by: Any) -> Verslag:
    """Keeps the working text; the first time (version 0) it makes the verslag. The same text again is no conflict."""
    tekst = schoon(tekst).strip()
    with transaction.atomic():
        verslag, created = Verslag.objects.get_or_create(
            gesprek=gesprek, defaults={"traject_id": gesprek.traject_id, "tekst": tekst}
        )
        if created:
            noteer(by=by, werkwoord="verslag.begonnen", onderwerp=verslag)
            return verslag
        _check_open(verslag)
        if verslag.tekst == tekst:
            return verslag
        huidig, verslag.tekst = verslag.tekst, tekst
        if not verslag.save_als_versie(versie, ["tekst"]):
            raise Conflict([(_("verslag"), tekst, huidig)], Verslag.objects.get(pk=verslag.pk).versie)
        noteer(by=by, werkwoord="verslag.gewijzigd", onderwerp=verslag)
    return verslag


def share_verslag(*, verslag: Verslag, by: Any, now: datetime | None = None) -> Gedeeld:
    """Freezes the working text as the next version and asks the co-makers; who has no e-mail gets it by hand.

    Raises DomainError when there is nothing to share: no text, an open place in it, or nothing new since last time.
    """
    now = now or klok.nu()
    with transaction.atomic():
        nu = Verslag.objects.select_for_update().select_related("gesprek").get(pk=verslag.pk)
        _check_open(nu)
        _check_deelbaar(nu)
        if nu.gesprek.staat != GesprekStaat.GEVOERD:
            set_gesprek_staat(gesprek=nu.gesprek, staat=GesprekStaat.GEVOERD, by=by, now=now)
        nummer = nu.versies.count() + 1
        version = VerslagVersie.objects.create(
            traject_id=nu.traject_id,
            verslag=nu,
            nummer=nummer,
            tekst=nu.tekst,
            sha256=hashlib.sha256(nu.tekst.encode()).hexdigest(),
            door=by,
            op=now,
        )
        nu.staat, nu.gedeeld_op, nu.gedeeld_door = V.GEDEELD, now, by
        nu.save(update_fields=["staat", "gedeeld_op", "gedeeld_door"])
        result = Gedeeld(version, [], [])
        for comaker in nu.gesprek.comakers.select_related("persoon"):
            if links.mag_vanzelf(comaker.persoon):
                links.geef_link(persoon=comaker.persoon, by=by, now=now)
            if comaker.persoon.email:
                plan_bericht(
                    aanleiding=AANLEIDING_GEDEELD,
                    persoon=comaker.persoon,
                    onderwerp_id=f"verslag:{nu.pk}",
                    periode=f"versie {nummer}",
                    traject=nu.traject,
                    now=now,
                )
                result.per_mail.append(comaker)
            else:
                result.met_de_hand.append(comaker)
        noteer(by=by, werkwoord="verslag.gedeeld", onderwerp=nu)
    return result


def _check_deelbaar(verslag: Verslag) -> None:
    if not verslag.tekst.strip():
        raise DomainError(_("Het verslag is nog leeg. Schrijf het eerst."))
    if IN_TE_VULLEN.search(verslag.tekst):
        raise DomainError(_("Er staat nog [vul in ...] in de tekst. Schrijf daar wat er gebeurt, en wanneer."))
    laatste = verslag.versies.order_by("-nummer").first()
    if laatste is None or laatste.tekst != verslag.tekst:
        return
    if not verslag.opmerkingen.filter(afgehandeld_op__gt=laatste.op).exists():
        raise DomainError(_("Er is niets veranderd sinds de versie die al gedeeld is."))


def reopen_verslag(*, verslag: Verslag, by: Any) -> None:
    """Begins a next version after agreement; what was agreed on stays as it is until the new one is shared."""
    with transaction.atomic():
        if not Verslag.objects.filter(pk=verslag.pk, staat=V.AKKOORD).update(staat=V.GEDEELD):
            raise DomainError(_("Dit verslag staat al open; je kunt er gewoon in schrijven."))
        noteer(by=by, werkwoord="verslag.heropend", onderwerp=verslag)


def take_over_opmerking(*, opmerking: Opmerking, versie: int, by: Any, now: datetime | None = None) -> Verslag:
    """Puts the co-maker's words in place of the paragraph, with one click; the rest of the text stays as it is.

    Raises Conflict when the working text was changed meanwhile, DomainError when the paragraph is gone.
    """
    with transaction.atomic():
        verslag = Verslag.objects.get(pk=opmerking.verslag_id)
        _check_open(verslag)
        if not opmerking.voorstel:
            raise DomainError(_("Bij deze opmerking staat geen voorstel om over te nemen. Geef een antwoord."))
        delen = alineas(verslag.tekst)
        if opmerking.alinea not in [code for code, _bron in delen]:
            raise DomainError(
                _("Deze alinea staat zo niet meer in het verslag. Pas de tekst zelf aan en geef de co-maker antwoord.")
            )
        huidig = verslag.tekst
        verslag.tekst = "\n\n".join(opmerking.voorstel.strip() if c == opmerking.alinea else bron for c, bron in delen)
        verslag.tekst = schoon(verslag.tekst)
        if not verslag.save_als_versie(versie, ["tekst"]):
            raise Conflict([(_("verslag"), verslag.tekst, huidig)], Verslag.objects.get(pk=verslag.pk).versie)
        _settle(opmerking, OpmerkingStaat.OVERGENOMEN, "", by, now)
        noteer(by=by, werkwoord="opmerking.overgenomen", onderwerp=opmerking)
    return verslag


def answer_opmerking(*, opmerking: Opmerking, antwoord: str, by: Any, now: datetime | None = None) -> None:
    """Answers a remark; the co-maker reads the answer beside it."""
    if not (antwoord := schoon(antwoord).strip()):
        raise DomainError(_("Schrijf een antwoord; de co-maker leest het."))
    with transaction.atomic():
        _settle(opmerking, OpmerkingStaat.BEANTWOORD, antwoord, by, now)
        noteer(by=by, werkwoord="opmerking.beantwoord", onderwerp=opmerking)


def _settle(opmerking: Opmerking, staat: str, antwoord: str, by: Any, now: datetime | None) -> None:
    changed = Opmerking.objects.filter(pk=opmerking.pk, staat=OpmerkingStaat.OPEN).update(
        staat=staat, antwoord=antwoord, afgehandeld_op=now or klok.nu(), afgehandeld_door=by
    )
    if not changed:
        raise DomainError(_("Deze opmerking is intussen al afgehandeld."))
