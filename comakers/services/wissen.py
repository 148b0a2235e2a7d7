"""Stopping and erasing: complete, and what was built on it stays without a name (AVG art. 17).

What goes is read from the register of personal data and from ``selectors.persoonsgegevens``; so a new field goes
too, without anyone thinking of it here. An adopted plan stays as it was decided: it is kept by law (AVG 17(3)).
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import gettext as _

from berichten.enums import BerichtStaat
from berichten.models import Bericht
from comakers.enums import CoMakerStaat, Toestemming
from comakers.models import CoMaker, Thema, Uitspraak
from comakers.selectors.persoonsgegevens import (
    GEDEELD,
    VAN_HET_TRAJECT,
    Rijen,
    gedeeld_met_anderen,
    modellen_met_persoonsgegevens,
    persoonlijke_velden,
    rijen_van,
)
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.persoonsgegevens import Soort
from pijlers.models import Pijler
from toegang.logboek import actor_code, log
from toegang.models import Logregel
from trajecten.links import trek_link_in
from trajecten.models import Categorie, Partij, Persoon, Traject
from trajecten.services.signalen import signalen_verouderd
from trajecten.services.zoekindex import vergeet

GEWIST = "(gewist)"
BEWAREN, WISSEN = "bewaren", "wissen"
# What keeps its words when the co-maker lets the statements stay without a name.
_BLIJFT = {
    "comakers.Uitspraak": {"tekst", "terzijde_reden"},
    "comakers.Kernpunt": {"tekst"},
    # A card in a room and a word on a project are built on by others; the apps above are plain words here.
    "kruispunten.Idee": {"tekst", "werd_tekst", "duiding"},
    "ketens.Voortgang": {"tekst"},
}
# Apps above add what must happen with what they made of it (a plan is rendered anew).
na_wissen: list[Callable[[Persoon], None]] = []


class _Namen:
    """Everything a persoon is called, to be taken out of texts of others.

    Who chose the own name could choose a word that is in every text, stop, and so take it out of the traject; so could
    a trekker who writes down somebody who joins. Such a name goes out of texts of others only where it stands as a
    name: of two words at least, with capitals, and not that of the wijk, a partij or a pijler. A phone number counts
    when it is one.
    """

    def __init__(self, persoon: Persoon) -> None:
        telefoon = persoon.telefoon if sum(c.isdigit() for c in persoon.telefoon) >= 6 else ""
        namen = {persoon.volledige_naam, f"{persoon.voornaam} {persoon.achternaam}"}
        delen = {persoon.voornaam, persoon.achternaam, f"{persoon.tussenvoegsel} {persoon.achternaam}"}
        namen, adressen = (
            {n.strip() for n in reeks if len(n.strip()) > 4} for reeks in (namen, {persoon.email, telefoon})
        )
        self._zelf_gekozen = _koos_het_kernteam_niet(persoon)
        if self._zelf_gekozen:
            bezet = _namen_van_het_traject(persoon.traject)
            namen = {n for n in namen if len(n.split()) > 1 and not any(n.casefold() in b for b in bezet)}
        self._namen, self._adressen = self._patroon(namen), self._patroon(adressen)
        delen = {naam.strip() for naam in delen if len(naam.strip()) > 1}
        self._ruim, self._los = self._patroon(namen | adressen | delen), self._patroon(namen | delen)

    @staticmethod
    def _patroon(namen: set[str]) -> re.Pattern[str] | None:
        langste_eerst = sorted(namen, key=len, reverse=True)
        patroon = "|".join(rf"(?<!\w){re.escape(naam)}(?!\w)" for naam in langste_eerst)
        return re.compile(patroon, re.IGNORECASE) if namen else None

    def uit(self, tekst: str, *, ruim: bool, gedeeld: bool = False) -> str:
        """``tekst`` without the names; ``ruim`` takes first and last name by themselves too.

        A text that is ``gedeeld`` with somebody else keeps words that were only made a name by who chose it.
        """
        if ruim and not (gedeeld and self._zelf_gekozen):
            return self._ruim.sub("…", tekst) if self._ruim else tekst
        tekst = self._adressen.sub("…", tekst) if self._adressen else tekst
        namen = self._los if ruim else self._namen
        return namen.sub(self._als_naam, tekst) if namen else tekst

    def _als_naam(self, gevonden: re.Match[str]) -> str:
        woorden = gevonden[0].split()
        is_naam = not self._zelf_gekozen or (woorden[0][0].isupper() and woorden[-1][0].isupper())
        return "…" if is_naam else gevonden[0]

    def uit_gegevens(self, deel: Any) -> Any:
        """The same for a structure: its values change, never its keys."""
        if isinstance(deel, dict):
            return {sleutel: self.uit_gegevens(waarde) for sleutel, waarde in deel.items()}
        if isinstance(deel, list):
            return [self.uit_gegevens(waarde) for waarde in deel]
        return self.uit(deel, ruim=False) if isinstance(deel, str) else deel


def _koos_het_kernteam_niet(persoon: Persoon) -> bool:
    """Whether anybody with a personal link ever wrote the name, the persoon or a trekker: it may be any word."""
    return Logregel.objects.filter(
        werkwoord__in=["persoon.gegevens_gewijzigd", "persoon.gemaakt"],
        onderwerp=actor_code(persoon),
        actor__startswith="persoon:",
    ).exists()


def _namen_van_het_traject(traject: Traject) -> list[str]:
    """What belongs to the traject and is nobody's name."""
    namen = [traject.naam, traject.wijk, traject.stadsdeel, traject.gemeente]
    for model, veld in ((Partij, "naam"), (Categorie, "naam"), (Thema, "naam"), (Pijler, "titel")):
        namen += model.objects.for_traject(traject).values_list(veld, flat=True)
    return [naam.casefold() for naam in namen if naam]


def stop_meedoen(*, persoon: Persoon, uitspraken: str, by: Any, now: datetime | None = None) -> None:
    """ "I do not want to take part any more": the data go, the statements stay without a name or go too."""
    with transaction.atomic():
        if (comaker := CoMaker.objects.filter(persoon=persoon).first()) is not None:
            log(by=by, werkwoord="comaker.stopte_zelf", onderwerp=comaker)
        erase_persoon(persoon=persoon, uitspraken=uitspraken, by=by, now=now)


def erase_persoon(*, persoon: Persoon, uitspraken: str, by: Any, now: datetime | None = None) -> None:
    """Blanks the persoon and everything written about them, and keeps the row; twice is once.

    ``uitspraken``: ``bewaren`` keeps what they said, without a name; ``wissen`` takes the words too.
    """
    now = now or klok.nu()
    if uitspraken not in {BEWAREN, WISSEN}:
        raise DomainError(_("Kies wat er met je woorden gebeurt."))
    with transaction.atomic():
        nu = Persoon.objects.select_for_update().get(pk=persoon.pk)
        if nu.gewist_op is not None:
            return
        namen = _Namen(nu)
        trek_link_in(persoon=nu, by=by, now=now)
        _stop_berichten(nu)
        for deel in rijen_van(nu):
            if deel.model is not Persoon:
                _wis_rijen(deel, nu, namen, bewaren=uitspraken == BEWAREN)
        _namen_uit_teksten_van_anderen(nu, namen)
        _laatste_keuzes(nu, bewaren=uitspraken == BEWAREN, now=now)
        _uit_de_zoekindex(nu)
        for veld in persoonlijke_velden(Persoon):
            setattr(nu, veld, "")
        nu.partij, nu.gewist_op, nu.versie = None, now, nu.versie + 1
        nu.save()
        log(by=by, werkwoord="persoon.gewist", onderwerp=nu)
        signalen_verouderd(nu.traject_id)
        for haak in na_wissen:
            haak(nu)


def _stop_berichten(persoon: Persoon) -> None:
    """Nothing leaves any more; what may have left already is not called unsent."""
    Bericht.objects.filter(persoon=persoon, staat__in=[BerichtStaat.GEPLAND, BerichtStaat.BEZIG]).update(
        staat=BerichtStaat.VERVALLEN, lease_tot=None, reden=_("De ontvanger is gewist.")
    )


def _wis_rijen(deel: Rijen, persoon: Persoon, namen: _Namen, *, bewaren: bool) -> None:
    """Every field that may hold something about the persoon, in every row that is about them."""
    blijft = _BLIJFT.get(deel.label, set()) if bewaren else set()
    for rij in deel.rijen:
        alleen_namen = deel.label in GEDEELD and gedeeld_met_anderen(rij, persoon)
        changed = {}
        for naam, soort in deel.velden.items():
            oud = getattr(rij, naam)
            if isinstance(deel.model._meta.get_field(naam), models.FileField):
                if oud and not alleen_namen:
                    _verwijder_bestand(oud.name)
                    changed[naam] = ""
            elif naam in blijft or alleen_namen:
                changed[naam] = namen.uit(oud, ruim=True, gedeeld=alleen_namen)
            else:
                changed[naam] = _leeg(soort, oud)
        changed = {naam: nieuw for naam, nieuw in changed.items() if nieuw != getattr(rij, naam)}
        if changed:
            deel.model._default_manager.filter(pk=rij.pk).update(**changed)


def _uit_de_zoekindex(persoon: Persoon) -> None:
    """What search knows of the persoon goes at once: the own rows, and every row in which the name stood."""
    vergeet(
        traject=persoon.traject,
        rijen=[(deel.label, deel.rijen.values_list("pk", flat=True)) for deel in rijen_van(persoon)],
        namen=[persoon.voornaam, persoon.achternaam, persoon.email, persoon.telefoon],
    )


def _leeg(soort: Soort, oud: Any) -> Any:
    if soort == Soort.PERSOON or not oud:
        return "" if isinstance(oud, str) else oud
    return GEWIST if isinstance(oud, str) else {}


def _verwijder_bestand(naam: str) -> None:
    transaction.on_commit(lambda: default_storage.delete(naam))


def _namen_uit_teksten_van_anderen(persoon: Persoon, namen: _Namen) -> None:
    """The full name, address and phone out of every text of the traject in which somebody wrote them."""
    eigen = {deel.label for deel in rijen_van(persoon)}
    for model in modellen_met_persoonsgegevens():
        if getattr(model, "alleen_toevoegen", False) or model._meta.label not in VAN_HET_TRAJECT | eigen:
            continue
        rijen = model._default_manager.all()
        rijen = rijen.filter(pk=persoon.traject_id) if model._meta.label == "trajecten.Traject" else rijen
        if "traject" in {f.name for f in model._meta.concrete_fields}:
            rijen = rijen.filter(traject=persoon.traject_id)
        if model._meta.label == "plannen.Plan":
            rijen = rijen.exclude(staat="vastgesteld")
        for veld in persoonlijke_velden(model):
            _vervang(rijen, model._meta.get_field(veld), namen)


def _vervang(rijen: models.QuerySet[Any], field: Any, namen: _Namen) -> None:
    if isinstance(field, models.JSONField):
        for rij in rijen:
            oud = getattr(rij, field.name)
            if (nieuw := namen.uit_gegevens(oud)) != oud:
                rijen.filter(pk=rij.pk).update(**{field.name: nieuw})
    elif not isinstance(field, models.FileField):
        # Read here and not filtered by the database: SQLite knows capitals of plain letters only.
        for pk, oud in rijen.exclude(**{field.name: ""}).values_list("pk", field.name):
            if (nieuw := namen.uit(oud, ruim=False)) != oud:
                rijen.filter(pk=pk).update(**{field.name: nieuw})


def _laatste_keuzes(persoon: Persoon, *, bewaren: bool, now: datetime) -> None:
    """No statement carries a name any more; the co-maker takes part no longer."""
    mijn = Uitspraak.objects.filter(comaker__persoon=persoon)
    if bewaren:
        mijn.filter(toestemming=Toestemming.MET_NAAM).update(toestemming=Toestemming.ANONIEM, toestemming_op=now)
    else:
        mijn.update(toestemming=Toestemming.NIET, toestemming_op=now, begin=None, eind=None)
    CoMaker.objects.filter(persoon=persoon).update(staat=CoMakerStaat.AFGEHAAKT, bewaren_akkoord_op=None)
