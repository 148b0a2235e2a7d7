"""What the plan says of kruispunten: plain data, consent applied, a constant number of queries (M60-M62, M80)."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kruispunten.models import Combinatie, Initiatief, Kruispunt
from kruispunten.selectors import kruispunten as selectors
from plannen.toestemming import bevries_uitspraak
from trajecten.models import Traject

STEMMEN_PER_KRUISPUNT = 1


def kruispunten(traject: Traject) -> dict[str, Any]:
    """Every question with who comes together in it, the combinaties, and a few of the words it came from."""
    return {"kruispunten": [_kruispunt(k) for k in selectors.gebundeld(traject)]}


def _kruispunt(kruispunt: Kruispunt) -> dict[str, Any]:
    initiatieven = list(kruispunt.initiatieven.all())
    namen = [p.naam for p in kruispunt.partijen.all()] + [_eigenaar(i) for i in initiatieven]
    return {
        "vraag": kruispunt.vraag,
        "titel": kruispunt.titel,
        "kern": kruispunt.kern,
        "duiding": kruispunt.duiding,
        "staat": str(kruispunt.get_staat_display()),
        "pijlers": [p.titel for p in kruispunt.pijlers.all()],
        "effecten": [e.naam for e in kruispunt.effecten.all()],
        "wie": list(dict.fromkeys(naam for naam in namen if naam)),
        "initiatieven": [i.naam for i in initiatieven],
        "combinaties": [_combinatie(c) for c in kruispunt.combinaties.all()],
        "uitspraken": _stemmen(kruispunt),
    }


def _eigenaar(initiatief: Initiatief) -> str:
    """A partij by its name, a co-maker by their category only."""
    wie = initiatief.eigenaar_naar_buiten()
    return _("een %(wie)s") % {"wie": wie} if initiatief.eigenaar_comaker_id else wie


def _combinatie(combinatie: Combinatie) -> dict[str, Any]:
    tot = combinatie.venster_tot
    return {
        "naam": combinatie.naam,
        "dichter_bij_doelen": combinatie.dichter_bij_doelen,
        "opent_iets_nieuws": combinatie.opent_iets_nieuws,
        "kost_weinig": combinatie.kost_weinig,
        "tot": date_format(tot, "F Y") if tot else "",
    }


def _stemmen(kruispunt: Any) -> list[dict[str, Any]]:
    """A few of the sources, first one of each category: the difference stays visible."""
    uitspraken = [koppeling.uitspraak for koppeling in kruispunt.bronnen]
    per_categorie = {u.comaker.categorie_id: u for u in reversed(uitspraken)}
    eerste = [u for u in uitspraken if per_categorie[u.comaker.categorie_id] is u]
    rest = [u for u in uitspraken if u not in eerste]
    return [bevries_uitspraak(u) for u in (eerste + rest)[:STEMMEN_PER_KRUISPUNT]]
