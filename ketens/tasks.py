"""The work ``ketens.netwerk``: places the knots of the chain of chains (M73); may be done again at any time."""

from ketens.models import Netwerk
from ketens.plaatsing import plaats
from ketens.selectors.netwerk import graaf_van
from ketens.services.netwerk import traject_van
from leefsturing.lib import klok
from trajecten.models import Traject
from werk.models import Taak


def plaats_netwerk(taak: Taak) -> None:
    """Handler of the work: nothing to do when the stored picture is of this graph, or the traject is gone."""
    traject = Traject.objects.filter(pk=traject_van(taak.onderwerp)).first()
    if traject is None:
        return
    graaf = graaf_van(traject)
    if Netwerk.objects.for_traject(traject).filter(kenmerk=graaf.kenmerk).exists():
        return
    posities = plaats(graaf).bevries()
    Netwerk.objects.update_or_create(
        traject=traject, defaults={"kenmerk": graaf.kenmerk, "posities": posities, "op": klok.nu()}
    )
