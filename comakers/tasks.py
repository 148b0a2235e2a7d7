"""The work on a file with co-makers: looking at every row, and taking the good ones (M20)."""

from comakers.models import Invoer
from comakers.services import invoer as diensten
from comakers.services import invoer_opnemen
from werk.models import Taak


def _invoer(taak: Taak) -> Invoer | None:
    return Invoer.objects.select_related("traject", "categorie", "door").filter(pk=int(taak.onderwerp)).first()


def kijk_invoer_na(taak: Taak) -> None:
    """Handler of ``comakers.invoer_nakijken``; a file that was thrown away meanwhile asks nothing."""
    if (invoer := _invoer(taak)) is not None:
        diensten.kijk_na(invoer=invoer, voortgang=taak.meld_voortgang)


def neem_invoer_op(taak: Taak) -> None:
    """Handler of ``comakers.invoer_opnemen``."""
    if (invoer := _invoer(taak)) is not None:
        invoer_opnemen.verwerk(invoer=invoer, voortgang=taak.meld_voortgang)


def invoer_mislukt(taak: Taak) -> None:
    """Told when the work was given up."""
    diensten.mislukt(invoer_id=int(taak.onderwerp), reden=taak.fout)
