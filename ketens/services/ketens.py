"""What changes a keten: who carries it, how firm, with what, and when they leave (M73-M82).

A keten may begin at a kruispunt, before any project (M77). Inzet goes up and down freely; *vastgelegd* asks who could
bind the partij and what both sides agreed (M82).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ketens.enums import Inzet
from ketens.models import Inbreng, Keten, Project, Schakel
from ketens.services.netwerk import netwerk_verouderd
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from trajecten.models import Partij, Traject
from trajecten.services.signalen import signalen_verouderd

KETENVELDEN = ("naam", "omschrijving", "kruispunt")
SCHAKELVELDEN = ("rol", "kracht", "inzet", "vastgelegd_met", "vastgelegd_wat", "stapt_uit_op")
INBRENGVELDEN = ("soort", "wat", "bedrag_cent", "verwacht_terug")


def _veranderd(keten: Keten, by: Any, werkwoord: str) -> None:
    log(by=by, werkwoord=werkwoord, onderwerp=keten)
    signalen_verouderd(keten.traject_id)
    netwerk_verouderd(keten.traject_id)


@transaction.atomic
def maak_keten(
    *,
    traject: Traject,
    waarden: Mapping[str, Any],
    partijen: Iterable[Partij] = (),
    projecten: Iterable[Project] = (),
    by: Any,
) -> Keten:
    """A new keten, with the partijen that brought the ideas as its first schakels (M77)."""
    keten = Keten.objects.create(traject=traject, **{v: waarden[v] for v in KETENVELDEN if v in waarden})
    keten.projecten.set(projecten)
    for partij in partijen:
        Schakel.objects.create(traject=traject, keten=keten, partij=partij)
    _veranderd(keten, by, "keten.gemaakt")
    return keten


@transaction.atomic
def wijzig_keten(*, keten: Keten, waarden: Mapping[str, Any], versie: int, by: Any) -> Keten:
    """Changes a keten and its projects; raises Conflict when somebody else was first."""
    velden = [v for v in KETENVELDEN if v in waarden]
    for veld in velden:
        setattr(keten, veld, waarden[veld])
    keten.save_of_conflict(versie, velden)
    if "projecten" in waarden:
        keten.projecten.set(waarden["projecten"])
    _veranderd(keten, by, "keten.gewijzigd")
    return keten


@transaction.atomic
def koppel_project(*, keten: Keten, project: Project, by: Any) -> None:
    """The keten carries this project too."""
    keten.projecten.add(project)
    _veranderd(keten, by, "keten.project_erbij")


@transaction.atomic
def berg_keten_op(*, keten: Keten, by: Any, now: datetime | None = None) -> None:
    """Put away: out of sight, not gone."""
    keten.berg_op(by=by, now=now or klok.nu())
    _veranderd(keten, by, "keten.opgeborgen")


@transaction.atomic
def haal_keten_terug(*, keten: Keten, by: Any) -> None:
    """Back in sight."""
    keten.haal_terug()
    _veranderd(keten, by, "keten.teruggehaald")


def check_inzet(waarden: Mapping[str, Any]) -> None:
    """Raises DomainError for a commitment that nobody could have given (M82)."""
    if waarden.get("inzet") == Inzet.VASTGELEGD and not (
        waarden.get("vastgelegd_met", "").strip() and waarden.get("vastgelegd_wat", "").strip()
    ):
        raise DomainError(
            _("Vastgelegd is het pas als hier staat wie dit namens de partij kon afspreken, en wat jullie afspraken.")
        )


@transaction.atomic
def voeg_schakel_toe(*, keten: Keten, waarden: Mapping[str, Any], by: Any) -> Schakel:
    """A partij or a persoon joins; who left earlier and comes back gets the same schakel again.

    Raises DomainError for who takes part already, or for a commitment without who and what (M82).
    """
    check_inzet(waarden)
    wie = {"partij": waarden.get("partij"), "persoon": waarden.get("persoon")}
    eerder = Schakel.objects.select_for_update().filter(keten=keten, **wie).first()
    if eerder is not None and eerder.vertrokken_op is None:
        raise DomainError(_("%(wie)s zit al in deze keten.") % {"wie": eerder.naam})
    schakel = eerder or Schakel(traject_id=keten.traject_id, keten=keten, **wie)
    for veld in SCHAKELVELDEN:
        if veld in waarden:
            setattr(schakel, veld, waarden[veld])
    schakel.vertrokken_op = None
    try:
        with transaction.atomic():
            schakel.save()
    except IntegrityError as error:
        raise DomainError(_("Iemand anders zette deze schakel er net bij.")) from error
    _veranderd(keten, by, "keten.schakel_erbij")
    return schakel


@transaction.atomic
def wijzig_schakel(*, schakel: Schakel, waarden: Mapping[str, Any], versie: int, by: Any) -> Schakel:
    """Role, strength, commitment and moment to step out; raises Conflict when somebody else was first."""
    check_inzet(waarden)
    velden = [v for v in SCHAKELVELDEN if v in waarden]
    for veld in velden:
        setattr(schakel, veld, waarden[veld])
    schakel.save_of_conflict(versie, velden)
    _veranderd(schakel.keten, by, "keten.schakel_gewijzigd")
    return schakel


@transaction.atomic
def laat_gaan(*, schakel: Schakel, by: Any, op: date | None = None) -> Schakel:
    """The schakel leaves the keten; what it did and brought in stays readable (M74).

    Raises DomainError for a day that is still to come: that is a moment to step out.
    """
    dag = op or klok.vandaag()
    if dag > klok.vandaag():
        raise DomainError(_("Die dag moet nog komen. Zet hem bij “wanneer stapt die eruit”."))
    schakel.vertrokken_op = dag
    schakel.save(update_fields=["vertrokken_op"])
    _veranderd(schakel.keten, by, "keten.schakel_vertrokken")
    return schakel


@transaction.atomic
def zet_inbreng(*, schakel: Schakel, waarden: Mapping[str, Any], by: Any, inbreng: Inbreng | None = None) -> Inbreng:
    """What a schakel brings in and expects back, new or corrected (M76, M79)."""
    rij = inbreng or Inbreng(traject_id=schakel.traject_id, schakel=schakel)
    for veld in INBRENGVELDEN:
        if veld in waarden:
            setattr(rij, veld, waarden[veld])
    rij.save()
    log(by=by, werkwoord="keten.inbreng", onderwerp=schakel.keten)
    signalen_verouderd(schakel.traject_id)
    return rij


@transaction.atomic
def haal_inbreng_weg(*, inbreng: Inbreng, by: Any) -> None:
    """Takes a line away that was put down wrongly."""
    log(by=by, werkwoord="keten.inbreng_weg", onderwerp=inbreng.schakel.keten)
    inbreng.delete()
