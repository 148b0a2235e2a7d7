"""Doing a piece of work: claim, handler, outcome.

    wacht -> bezig -> klaar
                   -> wacht      the handler failed; again later, each time after a longer pause
                   -> mislukt    all attempts used, a refusal in plain words, or three workers died of it
    bezig, lease ended -> bezig  another worker takes over

Every outcome is written on condition that the row is still at our own attempt: who lost the lease writes nothing.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from leefsturing.lib import klok
from leefsturing.lib.faultpoints import faultpoint
from leefsturing.lib.fouten import DomainError
from werk.enums import TaakStaat
from werk.lease import levend
from werk.models import Taak
from werk.registratie import Taaksoort, register

logger = logging.getLogger(__name__)
GIFTIG_NA = 3
PAUZES = (5, 30, 120, 600, 3600)


def pauze_na(poging: int) -> timedelta:
    """How long to wait after the so-manieth attempt that failed."""
    return timedelta(seconds=PAUZES[min(max(poging, 1), len(PAUZES)) - 1])


def voer_uit(taak_id: int, *, now: datetime | None = None) -> bool:
    """Does the work of one row, when it is due and nobody else has it; True when it was done."""
    now = now or klok.nu()
    naam = Taak.objects.filter(pk=taak_id).values_list("soort", flat=True).first()
    if naam is None:
        return False
    if (soort := register.soorten.get(naam)) is None:
        # Of an app or a version that is gone; it stays, for the one that knows it.
        logger.error("taak %s: soort %s is hier niet bekend", taak_id, naam)
        return False
    taak = Taak.objects.claim(taak_id, now=now, lease=soort.lease)
    if taak is None:
        return False
    faultpoint("taak.geclaimd")
    if taak.gestorven >= GIFTIG_NA:
        _mislukt(taak, soort, "giftig: de worker viel er drie keer op om")
        return False
    try:
        with levend(taak, soort.lease, soort.max_duur):
            soort.handler(taak)
    except DomainError as error:
        _mislukt(taak, soort, error.tekst)
    except Exception as error:
        logger.exception("taak %s (%s) mislukt bij poging %s", taak.pk, soort.naam, taak.pogingen)
        _na_fout(taak, soort, type(error).__name__)
    else:
        faultpoint("taak.voor_klaar")
        return _sluit(taak, staat=TaakStaat.KLAAR, voortgang=100, fout="", lease_tot=None, klaar_op=klok.nu())
    return False


def _sluit(taak: Taak, **values: object) -> bool:
    """Writes an outcome; False when somebody else has taken the row over."""
    eigen = Taak.objects.filter(pk=taak.pk, staat=TaakStaat.BEZIG, pogingen=taak.pogingen)
    return bool(eigen.update(**values))


def _na_fout(taak: Taak, soort: Taaksoort, fout: str) -> None:
    if taak.pogingen >= soort.max_pogingen:
        _mislukt(taak, soort, fout)
    else:
        volgende = klok.nu() + pauze_na(taak.pogingen)
        _sluit(taak, staat=TaakStaat.WACHT, fout=fout[:500], lease_tot=None, gebeld_tot=None, volgende_op=volgende)


def _mislukt(taak: Taak, soort: Taaksoort, fout: str) -> None:
    with transaction.atomic():
        if _sluit(taak, staat=TaakStaat.MISLUKT, fout=fout[:500], lease_tot=None, klaar_op=klok.nu()) and soort.mislukt:
            taak.staat, taak.fout = TaakStaat.MISLUKT, fout[:500]
            soort.mislukt(taak)
