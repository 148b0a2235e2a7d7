"""What changes a project. The allowed steps stand here and nowhere else; back is a step too."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from comakers.models import Uitspraak
from comakers.services.herkomst import koppel_herkomst
from ketens.enums import ProjectStaat
from ketens.models import Project, Voortgang
from ketens.services.netwerk import netwerk_verouderd
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log
from trajecten.models import Persoon, Traject
from trajecten.services.signalen import signalen_verouderd

OVERGANGEN: dict[str, tuple[str, ...]] = {
    ProjectStaat.IDEE: (ProjectStaat.GESTART, ProjectStaat.RESULTAAT, ProjectStaat.GESTOPT),
    ProjectStaat.GESTART: (ProjectStaat.RESULTAAT, ProjectStaat.GESTOPT, ProjectStaat.IDEE),
    ProjectStaat.RESULTAAT: (ProjectStaat.GESTART,),
    ProjectStaat.GESTOPT: (ProjectStaat.GESTART, ProjectStaat.IDEE),
}
VELDEN = ("naam", "soort", "beoogd_resultaat", "omschrijving", "duiding", "pijler", "effect", "trekker_zijde",
          "trekker_genoemd", "stap", "kruispunt", "initiatief", "atelier")  # fmt: skip


def _trekker(traject: Traject, waarden: Mapping[str, Any]) -> Persoon | None:
    """The chosen persoon, or a new one by name."""
    if waarden.get("trekker") or not (waarden.get("nieuwe_voornaam") or waarden.get("nieuwe_achternaam")):
        return waarden.get("trekker")
    return Persoon.objects.create(
        traject=traject,
        voornaam=waarden.get("nieuwe_voornaam", ""),
        tussenvoegsel=waarden.get("nieuw_tussenvoegsel", ""),
        achternaam=waarden.get("nieuwe_achternaam", ""),
    )


def _veldwaarden(traject: Traject, waarden: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are given; who edits without naming a trekker leaves the trekker as it was."""
    velden = {v: waarden[v] for v in VELDEN if v in waarden}
    if "trekker" in waarden or "nieuwe_voornaam" in waarden:
        velden["trekker"] = _trekker(traject, waarden)
    return velden


@transaction.atomic
def maak_project(
    *,
    traject: Traject,
    waarden: Mapping[str, Any],
    uitspraken: Iterable[Uitspraak] = (),
    begint_nu: bool = False,
    by: Any,
    now: datetime | None = None,
) -> Project:
    """A project, with or without uitspraken under it; may start the same day (M5, M31).

    Raises DomainError for a uitspraak that its co-maker does not want used, or that was set aside.
    """
    now = now or klok.nu()
    project = Project(traject=traject, **_veldwaarden(traject, waarden))
    if begint_nu:
        project.staat, project.gestart_op = ProjectStaat.GESTART, klok.vandaag(now)
    project.save()
    log(by=by, werkwoord="project.gemaakt", onderwerp=project)
    koppel_herkomst(product=project, uitspraken=uitspraken, by=by, now=now)
    signalen_verouderd(project.traject_id)
    return project


@transaction.atomic
def wijzig_project(*, project: Project, waarden: Mapping[str, Any], versie: int, by: Any) -> Project:
    """Changes a project; raises Conflict with both texts when somebody else did so meanwhile."""
    nieuw = _veldwaarden(project.traject, waarden)
    for veld, waarde in nieuw.items():
        setattr(project, veld, waarde)
    project.save_of_conflict(versie, list(nieuw))
    log(by=by, werkwoord="project.gewijzigd", onderwerp=project)
    signalen_verouderd(project.traject_id)
    return project


@transaction.atomic
def zet_staat(*, project: Project, staat: str, by: Any, reden: str = "", now: datetime | None = None) -> Project:
    """Moves a project to another state; stopping asks a reason, that its co-makers will read.

    Raises DomainError for a step that OVERGANGEN does not know.
    """
    now = now or klok.nu()
    project = Project.objects.select_for_update().get(pk=project.pk)
    if staat == project.staat:
        return project
    if staat not in OVERGANGEN[project.staat]:
        raise DomainError(
            _("Dit project staat op “%(nu)s”. Van daar kan het niet naar “%(straks)s”.")
            % {"nu": project.get_staat_display(), "straks": dict(ProjectStaat.choices).get(staat, staat)}
        )
    if staat == ProjectStaat.GESTOPT and not reden.strip():
        raise DomainError(_("Schrijf op waarom het project stopt. Wie het idee gaf, leest deze uitleg."))
    dag = klok.vandaag(now)
    project.staat = staat
    project.stopreden = reden.strip() if staat == ProjectStaat.GESTOPT else ""
    project.gestart_op = None if staat == ProjectStaat.IDEE else project.gestart_op or dag
    project.afgerond_op = dag if staat in (ProjectStaat.RESULTAAT, ProjectStaat.GESTOPT) else None
    project.versie += 1
    project.save(update_fields=["staat", "stopreden", "gestart_op", "afgerond_op", "versie"])
    log(by=by, werkwoord=f"project.{staat}", onderwerp=project)
    signalen_verouderd(project.traject_id)
    netwerk_verouderd(project.traject_id)
    return project


@transaction.atomic
def meld_voortgang(
    *, project: Project, tekst: str = "", stand: str = "", by: Any, now: datetime | None = None
) -> Voortgang:
    """How it goes: a tap, a line or both, by the kerngroep or by a trekker (M27, M72).

    Raises DomainError when nothing is said.
    """
    if not (tekst.strip() or stand):
        raise DomainError(_("Kies hoe het gaat, of schrijf er iets over."))
    wie = {"door_persoon": by} if isinstance(by, Persoon) else {"door": by}
    regel = Voortgang.objects.create(
        traject_id=project.traject_id, project=project, tekst=tekst.strip(), stand=stand, op=now or klok.nu(), **wie
    )
    log(by=by, werkwoord="project.voortgang", onderwerp=project)
    signalen_verouderd(project.traject_id)
    return regel
