"""What changes an initiatief. Whose it is, it stays: the kerngroep writes down, links and rewards (M63, M68)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comakers.models import CoMaker, Uitspraak
from comakers.services.herkomst import koppel_herkomst
from kruispunten.models import Initiatief, Middel
from kruispunten.services.kansen import alles_verouderd
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from trajecten.models import Persoon, Traject

VELDEN = ("naam", "omschrijving", "eigenaar_partij", "eigenaar_comaker", "van", "tot", "plaats", "beloond_met",
          "duiding")  # fmt: skip
EIGEN_VELDEN = ("naam", "omschrijving", "van", "tot", "plaats")
Rij = tuple[str, str, str]  # richting, soort, wat


@transaction.atomic
def maak_initiatief(
    *,
    traject: Traject,
    waarden: Mapping[str, Any],
    middelen: Iterable[Rij] = (),
    uitspraken: Iterable[Uitspraak] = (),
    by: Any,
    now: datetime | None = None,
) -> Initiatief:
    """Something that runs or comes, with its one owner and what it seeks and offers (M61, M63)."""
    velden = {v: waarden[v] for v in VELDEN if v in waarden}
    initiatief = Initiatief.objects.create(traject=traject, **velden)
    _zet_middelen(initiatief, middelen)
    log(by=by, werkwoord="initiatief.gemaakt", onderwerp=initiatief)
    koppel_herkomst(product=initiatief, uitspraken=uitspraken, by=by, now=now or klok.nu())
    alles_verouderd(traject.pk)
    return initiatief


@transaction.atomic
def wijzig_initiatief(
    *, initiatief: Initiatief, waarden: Mapping[str, Any], middelen: Iterable[Rij], versie: int, by: Any
) -> Initiatief:
    """Changes an initiatief; raises Conflict with both texts when somebody else did so meanwhile."""
    velden = [v for v in VELDEN if v in waarden]
    for veld in velden:
        setattr(initiatief, veld, waarden[veld])
    initiatief.save_of_conflict(versie, velden)
    _zet_middelen(initiatief, middelen)
    log(by=by, werkwoord="initiatief.gewijzigd", onderwerp=initiatief)
    alles_verouderd(initiatief.traject_id)
    return initiatief


def _zet_middelen(initiatief: Initiatief, middelen: Iterable[Rij]) -> None:
    """The rows as they are now; what stays the same keeps its row."""
    gewenst = list(dict.fromkeys(middelen))
    bestaand = {(m.richting, m.soort, m.wat): m for m in Middel.objects.filter(initiatief=initiatief)}
    Middel.objects.filter(pk__in=[m.pk for rij, m in bestaand.items() if rij not in gewenst]).delete()
    Middel.objects.bulk_create(
        Middel(traject_id=initiatief.traject_id, initiatief=initiatief, richting=richting, soort=soort, wat=wat)
        for richting, soort, wat in gewenst
        if (richting, soort, wat) not in bestaand
    )


# ── By the owner, through the personal link ───────────────────────────────────────────────────────────────


@transaction.atomic
def meld_initiatief(
    *, persoon: Persoon, waarden: Mapping[str, Any], middelen: Iterable[Rij], now: datetime | None = None
) -> Initiatief:
    """A co-maker tells of something of their own, and stays the owner (M63).

    Raises DomainError for who is no co-maker of the traject.
    """
    comaker = CoMaker.objects.filter(persoon=persoon).first()
    if comaker is None:
        raise DomainError(_("Bel ons even, dan zetten we het er samen bij."))
    initiatief = Initiatief.objects.create(
        traject_id=persoon.traject_id,
        eigenaar_comaker=comaker,
        aangemeld_op=now or klok.nu(),
        **{v: waarden[v] for v in EIGEN_VELDEN if v in waarden},
    )
    _zet_middelen(initiatief, middelen)
    log(by=persoon, werkwoord="initiatief.aangemeld", onderwerp=initiatief)
    alles_verouderd(persoon.traject_id)
    return initiatief


@transaction.atomic
def wijzig_eigen_initiatief(
    *, initiatief: Initiatief, waarden: Mapping[str, Any], middelen: Iterable[Rij], versie: int, persoon: Persoon
) -> Initiatief:
    """The owner changes what it is, what it seeks and what it offers; what the kerngroep wrote stays."""
    eigen = {v: waarden[v] for v in EIGEN_VELDEN if v in waarden}
    return wijzig_initiatief(initiatief=initiatief, waarden=eigen, middelen=middelen, versie=versie, by=persoon)
