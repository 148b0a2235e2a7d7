"""What can be found of the plan in the making: the texts of the kerngroep."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plannen.models import PlanTekst
from plannen.onderdelen import OP_SLEUTEL
from trajecten.zoekbronnen import Treffer, Zoekbron, alles, registreer


def _tekst(rij: Any, rol: Any, slug: str) -> Treffer:
    soort = OP_SLEUTEL.get(rij.onderdeel)
    adres = reverse("plan_onderdeel", kwargs={"slug": slug, "onderdeel": rij.onderdeel}) if soort else None
    return Treffer(str(soort.titel) if soort else rij.onderdeel, adres, rij.tekst)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    registreer(
        Zoekbron(
            "plan",
            _("Teksten van het plan"),
            PlanTekst,
            _tekst,
            titel=(),
            tekst=("tekst",),
            zichtbaar=alles,
            icoon="plan",
            kamer="plan",
            plaats=75,
        )
    )
