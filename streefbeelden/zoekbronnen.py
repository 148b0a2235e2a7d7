"""What can be found of where the wijk stands and goes: ontwikkelingen, krachten, streefbeeldpunten, stappen terug."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from streefbeelden.models import Kracht, Ontwikkeling, Stap, Streefbeeldpunt
from trajecten.zoekbronnen import Treffer, Zoekbron, adres_van, registreer


def _ontwikkeling(rij: Any, rol: Any, slug: str) -> Treffer:
    erbij = f"{rij.get_schaal_display()} · {rij.van_jaar}–{rij.tot_jaar}"
    return Treffer(rij.titel, adres_van(rij, slug, kamer="positionering"), rij.betekenis, erbij)


def _kracht(rij: Any, rol: Any, slug: str) -> Treffer:
    return Treffer(rij.titel, adres_van(rij, slug, kamer="positionering"), rij.toelichting)


def _punt(rij: Any, rol: Any, slug: str) -> Treffer:
    erbij = f"{rij.get_soort_display()} · {rij.get_aspect_display()}"
    return Treffer(rij.tekst, adres_van(rij, slug, kamer="streefbeeld"), rij.duiding, erbij)


def _stap(rij: Any, rol: Any, slug: str) -> Treffer:
    return Treffer(rij.tekst, adres_van(rij, slug, kamer="streefbeeld"), rij.toelichting, str(rij.jaar))


BRONNEN = (
    Zoekbron(
        "ontwikkelingen",
        _("Ontwikkelingen"),
        Ontwikkeling,
        _ontwikkeling,
        titel=("titel",),
        tekst=("betekenis", "bron", "duiding"),
        stap=4,
        kamer="positionering",
        plaats=40,
    ),
    Zoekbron(
        "krachten",
        _("Krachten van de wijk"),
        Kracht,
        _kracht,
        titel=("titel",),
        tekst=("toelichting", "duiding"),
        stap=4,
        kamer="positionering",
        plaats=41,
    ),
    Zoekbron(
        "streefbeeldpunten",
        _("Streefbeeldpunten"),
        Streefbeeldpunt,
        _punt,
        titel=("tekst",),
        tekst=("duiding", "beeld_beschrijving"),
        stap=5,
        kamer="streefbeeld",
        plaats=45,
    ),
    Zoekbron(
        "stappen",
        _("Stappen terug van de horizon"),
        Stap,
        _stap,
        titel=("tekst",),
        tekst=("toelichting",),
        stap=5,
        kamer="streefbeeld",
        plaats=46,
    ),
)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    registreer(*BRONNEN)
