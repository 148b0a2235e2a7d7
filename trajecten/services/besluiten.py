"""Decisions: who established what, when, with the document (M12)."""

from datetime import date
from typing import Any

from django.db import transaction

from toegang.logboek import log
from toegang.models import Gebruiker
from trajecten.models import Besluit, Besluitmoment, Traject
from trajecten.services.besluitmomenten import neem_besluit


def leg_besluit_vast(
    *,
    traject: Traject,
    orgaan: str,
    datum: date,
    soort: str,
    by: Gebruiker,
    kenmerk: str = "",
    toelichting: str = "",
    document: Any = None,
    moment: Besluitmoment | None = None,
) -> Besluit:
    """Records a decision; ``document`` passed ``lib.bestanden.lees_pdf``, ``moment`` waited for this decision."""
    with transaction.atomic():
        besluit = Besluit(
            traject=traject, orgaan=orgaan, datum=datum, soort=soort, kenmerk=kenmerk, toelichting=toelichting
        )
        if document:
            besluit.document.save("besluit.pdf", document, save=False)
        besluit.save()
        log(by=by, werkwoord="besluit.vastgelegd", onderwerp=besluit)
        if moment is not None:
            neem_besluit(moment=moment, besluit=besluit, by=by)
    return besluit
