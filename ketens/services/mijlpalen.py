"""Milestones of a project: what should be there by a day, and when it was."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ketens.models import Mijlpaal, Project
from leefsturing.lib import klok
from leefsturing.lib.fouten import DomainError
from toegang.logboek import log


@transaction.atomic
def voeg_mijlpaal_toe(*, project: Project, wat: str, uiterlijk: date, by: Any) -> Mijlpaal:
    """Something the project wants to have reached on a day."""
    mijlpaal = Mijlpaal.objects.create(
        traject_id=project.traject_id, project=project, wat=wat, uiterlijk=uiterlijk
    )  # fmt: skip
    log(by=by, werkwoord="project.mijlpaal_erbij", onderwerp=project)
    return mijlpaal


@transaction.atomic
def haal_mijlpaal(*, mijlpaal: Mijlpaal, by: Any, op: date | None = None) -> Mijlpaal:
    """Reached, today or on an earlier day.

    Raises DomainError for a day that is still to come.
    """
    dag = op or klok.vandaag()
    if dag > klok.vandaag():
        raise DomainError(_("Die dag moet nog komen. Zet de mijlpaal op gehaald als het zover is."))
    mijlpaal.gehaald_op = dag
    mijlpaal.save(update_fields=["gehaald_op"])
    log(by=by, werkwoord="project.mijlpaal_gehaald", onderwerp=mijlpaal.project)
    return mijlpaal


@transaction.atomic
def heropen_mijlpaal(*, mijlpaal: Mijlpaal, by: Any) -> Mijlpaal:
    """Not reached after all."""
    mijlpaal.gehaald_op = None
    mijlpaal.save(update_fields=["gehaald_op"])
    log(by=by, werkwoord="project.mijlpaal_heropend", onderwerp=mijlpaal.project)
    return mijlpaal
