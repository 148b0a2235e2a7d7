"""Occasions and work that only tests know; imported by the tests and by the worker and planner they start."""

import os
import signal
import time
from datetime import datetime

from berichten.models import Bericht
from berichten.opmaak import persoonlijk_adres
from berichten.registratie import Aanleiding, Klasse, Knop, Mail, Punt
from berichten.registratie import register as aanleidingen
from leefsturing.lib.fouten import DomainError
from werk.models import Hartslag, Taak
from werk.registratie import Taaksoort, register
from werk.services import plan_taak

DAG = "altijd"


def maak(bericht: Bericht, now: datetime) -> Mail:
    """A mail with everything a mail can have."""
    knop = Knop("Lees verder", persoonlijk_adres(bericht, "/mijn/")) if bericht.persoon else None
    return Mail(
        titel=f"Dag {bericht.ontvanger}",
        alineas=["Een eerste regel & een <b>tweede</b>.\nNog een."],
        punten=[Punt("een punt", "https://example.org/punt", "met uitleg")],
        knop=knop,
        slot=["Groet."],
    )


def doe(taak: Taak) -> None:
    """Does what its onderwerp says: ``klaar``, ``fout``, ``weiger``, ``dood``, ``slaap:SECONDEN``."""
    wat, _, rest = taak.onderwerp.partition(":")
    if wat == "fout":
        raise RuntimeError("het lukt niet")
    if wat == "weiger":
        raise DomainError("Dit mag niet.")
    if wat == "dood":
        os.kill(os.getpid(), signal.SIGKILL)
    if wat == "slaap":
        time.sleep(float(rest))
    Hartslag.objects.update_or_create(pk=f"gedaan {taak.onderwerp}"[:40], defaults={"op": taak.begonnen_op})


def mislukt(taak: Taak) -> None:
    """Leaves a mark that it was told."""
    plan_taak(soort="proef.gemeld", onderwerp=taak.onderwerp)


def meld_aan() -> None:
    """Once per process."""
    if "proef.a" in aanleidingen.aanleidingen:
        return
    for klasse in Klasse:
        naam = f"proef.{klasse.lower()}"
        aanleidingen.aanleiding(Aanleiding(naam, klasse, render=maak, alleen_overdag=False))
    register.taaksoort(Taaksoort("proef.doe", doe, mislukt=mislukt))
