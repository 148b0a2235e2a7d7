"""What can be found of what people do together: projects and ketens."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ketens.models import Keten, Project
from trajecten.zoekbronnen import Treffer, Zoekbron, adres_van, alles, registreer


def _project(rij: Any, rol: Any, slug: str) -> Treffer:
    tekst = " ".join(deel for deel in (rij.beoogd_resultaat, rij.omschrijving) if deel)
    return Treffer(rij.naam, adres_van(rij, slug, kamer="projecten"), tekst, rij.get_staat_display())


def _keten(rij: Any, rol: Any, slug: str) -> Treffer:
    return Treffer(rij.naam, adres_van(rij, slug, eigen="keten", kamer="ketens"), rij.omschrijving)


BRONNEN = (
    Zoekbron(
        "projecten",
        _("Projecten"),
        Project,
        _project,
        titel=("naam",),
        tekst=("omschrijving", "beoogd_resultaat", "duiding", "stopreden"),
        zichtbaar=alles,
        stap=7,
        kamer="projecten",
        plaats=65,
    ),
    Zoekbron(
        "ketens",
        _("Ketens"),
        Keten,
        _keten,
        titel=("naam",),
        tekst=("omschrijving",),
        stap=7,
        kamer="ketens",
        plaats=70,
    ),
)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    registreer(*BRONNEN)
