"""The picture of the chain of chains: where its knots stand is computed by the worker, once for many changes (M73)."""

from datetime import datetime, timedelta

from ketens.models import Netwerk
from ketens.plaatsing import plaats
from ketens.selectors.netwerk import graaf_van
from leefsturing.lib import klok
from trajecten.models import Traject
from werk.enums import TaakStaat
from werk.services import plan_taak

TAAKSOORT = "ketens.netwerk"
WACHT_EVEN = timedelta(seconds=2)
_NOG_EENS = "+"


def netwerk_verouderd(traject: Traject | int, *, now: datetime | None = None) -> None:
    """Says that ketens changed: the worker places the knots again after a moment, once for many changes.

    A change made while the worker is busy is not lost: then a second piece of work waits behind it.
    """
    now = now or klok.nu()
    nummer = traject if isinstance(traject, int) else traject.pk
    straks = now + WACHT_EVEN
    taak = plan_taak(soort=TAAKSOORT, onderwerp=str(nummer), traject_id=nummer, na=straks, now=now)
    if taak.staat == TaakStaat.BEZIG:
        plan_taak(soort=TAAKSOORT, onderwerp=f"{nummer}{_NOG_EENS}", traject_id=nummer, na=straks, now=now)


def plaats_netwerk(*, traject: Traject, now: datetime | None = None) -> bool:
    """Places the knots of the graph of now and keeps the places; nothing to do when they are of this graph already."""
    graaf = graaf_van(traject)
    if Netwerk.objects.for_traject(traject).filter(kenmerk=graaf.kenmerk).exists():
        return False
    waarden = {"kenmerk": graaf.kenmerk, "posities": plaats(graaf).bevries(), "op": now or klok.nu()}
    Netwerk.objects.update_or_create(traject=traject, defaults=waarden)
    return True


def traject_van(onderwerp: str) -> int:
    """The number of the traject in the subject of a piece of work."""
    return int(onderwerp.rstrip(_NOG_EENS))
