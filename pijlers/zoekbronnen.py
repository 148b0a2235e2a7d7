"""What can be found of the direction: pijlers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from pijlers.models import Pijler
from trajecten.zoekbronnen import Treffer, Zoekbron, adres_van, alles, registreer


def _pijler(rij: Any, rol: Any, slug: str) -> Treffer:
    tekst = " ".join(deel for deel in (rij.toelichting, rij.duiding) if deel)
    return Treffer(rij.titel, adres_van(rij, slug, eigen="pijler", kamer="pijlers"), tekst, rij.get_staat_display())


def meld_aan() -> None:
    """Called once, when the app is ready."""
    registreer(
        Zoekbron(
            "pijlers",
            _("Pijlers"),
            Pijler,
            _pijler,
            titel=("titel",),
            tekst=("toelichting", "duiding"),
            zichtbaar=alles,
            stap=1,
            kamer="pijlers",
            plaats=35,
        )
    )
