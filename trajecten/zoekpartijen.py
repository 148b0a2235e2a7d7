"""What can be found of the frame of a traject: partijen."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from trajecten.models import Partij
from trajecten.zoekbronnen import Treffer, Zoekbron, adres_van, registreer


def _partij(rij: Any, rol: Any, slug: str) -> Treffer:
    tekst = " ".join(deel for deel in (rij.doelen, rij.uniek) if deel)
    return Treffer(rij.naam, adres_van(rij, slug, kamer="partijen"), tekst, str(rij.get_zijde_display()))


def meld_aan() -> None:
    """Called once, when the app is ready."""
    registreer(
        Zoekbron(
            "partijen",
            _("Partijen"),
            Partij,
            _partij,
            titel=("naam",),
            tekst=("doelen", "uniek"),
            icoon="partijen",
            kamer="partijen",
            plaats=80,
        )
    )
