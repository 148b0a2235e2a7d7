"""What a trekker does through the personal link: the keten goes on without the overheid (M72, M74)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ketens.models import Keten, Project, Schakel
from ketens.services.ketens import maak_keten, voeg_schakel_toe
from toegang.logboek import log
from trajecten.models import Persoon


@transaction.atomic
def zet_drager_erbij(*, project: Project, waarden: Mapping[str, Any], by: Persoon) -> Schakel:
    """A partij or somebody who takes part helps to carry the project, in its keten; the first one begins the keten.

    Raises DomainError for who is in the keten already.
    """
    keten: Keten | None = project.ketens.levend().order_by("created_at", "pk").first()
    if keten is None:
        keten = maak_keten(
            traject=project.traject,
            waarden={"naam": _("Rond %(naam)s") % {"naam": project.naam[:110]}, "kruispunt": project.kruispunt},
            projecten=[project],
            by=by,
        )
    schakel = voeg_schakel_toe(keten=keten, waarden=waarden, by=by)
    log(by=by, werkwoord="project.drager_erbij", onderwerp=project)
    return schakel
