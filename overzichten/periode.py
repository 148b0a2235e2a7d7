"""Where a traject is in its planperiode, in weeks and in words (M1)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from trajecten.models import Traject


@dataclass(frozen=True)
class Periode:
    """Week ``week`` of ``weken``; ``tekst`` says it as a person would."""

    week: int
    weken: int
    begin: date
    eind: date
    tekst: str
    is_voorbij: bool


def periode(traject: Traject, dag: date) -> Periode:
    """The place of ``dag`` in the planperiode of ``traject``."""
    begin, eind = traject.planperiode_start, traject.planperiode_eind
    weken = max(1, -(-((eind - begin).days + 1) // 7))
    week = min(weken, max(0, (dag - begin).days // 7 + 1))
    if dag < begin:
        dagen = (begin - dag).days
        tekst = ngettext("Begint over %(n)s dag", "Begint over %(n)s dagen", dagen) % {"n": dagen}
    elif traject.is_planperiode_voorbij(dag):
        dagen = (dag - eind).days
        tekst = ngettext("%(n)s dag over de einddatum", "%(n)s dagen over de einddatum", dagen) % {"n": dagen}
    else:
        tekst = _("Week %(week)s van %(weken)s") % {"week": week, "weken": weken}
    return Periode(week, weken, begin, eind, tekst, traject.is_planperiode_voorbij(dag))
