"""What can be found where worlds meet: initiatieven, kruispunten, ateliers and the ideas that lay on the table."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from kruispunten.models import Atelier, Idee, Initiatief, Kruispunt
from leefsturing.lib import klok
from toegang.enums import KERNGROEP
from trajecten.zoekbronnen import Treffer, Zoekbron, adres_van, alles, registreer


def _initiatief(rij: Any, rol: Any, slug: str) -> Treffer:
    wie = rij.eigenaar_naam if rol in KERNGROEP else rij.eigenaar_naar_buiten()
    return Treffer(rij.naam, adres_van(rij, slug, kamer="initiatieven"), rij.omschrijving, wie)


def _kruispunt(rij: Any, rol: Any, slug: str) -> Treffer:
    return Treffer(rij.titel, adres_van(rij, slug, kamer="kruispunten"), rij.vraag, rij.get_staat_display())


def _atelier(rij: Any, rol: Any, slug: str) -> Treffer:
    dag = date_format(klok.vandaag(rij.wanneer), "j F Y")
    return Treffer(rij.titel, adres_van(rij, slug, eigen="atelier", kamer="ateliers"), rij.vraag, dag)


def _idee(rij: Any, rol: Any, slug: str) -> Treffer:
    return Treffer(
        rij.tekst, adres_van(rij.atelier, slug, eigen="atelier", kamer="ateliers"), rij.werd_tekst, rij.atelier.titel
    )


BRONNEN = (
    Zoekbron(
        "initiatieven",
        _("Initiatieven"),
        Initiatief,
        _initiatief,
        titel=("naam",),
        tekst=("omschrijving", "plaats", "eigenaar_partij__naam", "beloond_met"),
        erbij=("eigenaar_partij", "eigenaar_comaker__persoon", "eigenaar_comaker__categorie"),
        stap=6,
        kamer="kruispunten",
        plaats=55,
    ),
    Zoekbron(
        "kruispunten",
        _("Kruispunten"),
        Kruispunt,
        _kruispunt,
        titel=("titel", "vraag"),
        tekst=("kern", "duiding"),
        stap=6,
        kamer="kruispunten",
        plaats=50,
    ),
    Zoekbron(
        "ateliers",
        _("Ateliers"),
        Atelier,
        _atelier,
        titel=("titel", "vraag"),
        tekst=("plaats", "uitkomst", "draaiboek"),
        zichtbaar=alles,
        stap=6,
        kamer="ateliers",
        plaats=60,
    ),
    Zoekbron(
        "ideeen",
        _("Ideeën uit ateliers"),
        Idee,
        _idee,
        titel=("tekst",),
        tekst=("groep", "werd_tekst"),
        zichtbaar=alles,
        erbij=("atelier",),
        stap=6,
        kamer="ateliers",
        plaats=61,
    ),
)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    registreer(*BRONNEN)
