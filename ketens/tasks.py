"""The work ``ketens.netwerk``: places the knots of the chain of chains (M73); may be done again at any time."""

from ketens.services.netwerk import plaats_netwerk, traject_van
from trajecten.models import Traject
from werk.models import Taak


def voer_taak_uit(taak: Taak) -> None:
    """Handler of the work; a traject that is gone has no ketens."""
    traject = Traject.objects.filter(pk=traject_van(taak.onderwerp)).first()
    if traject is not None:
        plaats_netwerk(traject=traject)
