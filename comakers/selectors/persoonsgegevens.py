"""Where something about a persoon stands: the one list that showing, downloading and erasing all read.

What a field holds says the register on its model (``privacy``); whose row it is says this list. A model that may
hold something about people and stands in neither half is found by a test, so that nothing can be forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.formats import date_format

from leefsturing.lib import klok
from leefsturing.lib.persoonsgegevens import Soort
from leefsturing.lib.wachters import eigen_modellen
from trajecten.models import Persoon

# Label of the model -> the way from its row to the persoon. The labels of apps above are plain words: what is
# imported goes one way only.
PADEN: dict[str, str] = {
    "trajecten.Persoon": "pk",
    "berichten.Bericht": "persoon",
    "comakers.CoMaker": "persoon",
    "comakers.Terugkoppeling": "comaker__persoon",
    "comakers.Toezegging": "comaker__persoon",
    "comakers.Gesprek": "comakers__persoon",
    "comakers.Kernpunt": "gesprek__comakers__persoon",
    "comakers.Kernafbeelding": "gesprek__comakers__persoon",
    "comakers.Verslag": "gesprek__comakers__persoon",
    "comakers.VerslagVersie": "verslag__gesprek__comakers__persoon",
    "comakers.Opmerking": "persoon",
    "comakers.Uitspraak": "comaker__persoon",
    "kruispunten.Uitnodiging": "persoon",
    "kruispunten.Idee": "persoon",
    "kruispunten.Afspraak": "persoon",
    "kruispunten.Initiatief": "eigenaar_comaker__persoon",
    "kruispunten.Middel": "initiatief__eigenaar_comaker__persoon",
    "plannen.PlanReactie": "persoon",
    "ketens.Voortgang": "door_persoon",
    "ketens.Meedoener": "persoon",
    "ketens.Schakel": "persoon",
    "ketens.Inbreng": "schakel__persoon",
}
# Texts of the kerngroep about the traject: nobody's row, but a name may have been written in them.
VAN_HET_TRAJECT = frozenset(
    {
        "trajecten.Traject",
        "trajecten.Partij",
        "trajecten.Besluit",
        "trajecten.Signaal",
        "comakers.Invoer",
        "comakers.Invoerrij",
        "pijlers.Pijler",
        "pijlers.Formulering",
        "pijlers.Effect",
        "trajecten.Besluitmoment",
        "streefbeelden.Ontwikkeling",
        "streefbeelden.Kracht",
        "streefbeelden.Streefbeeldpunt",
        "streefbeelden.Streefbeeld",
        "streefbeelden.Stap",
        "kruispunten.Vraagstuk",
        "kruispunten.Kruispunt",
        "kruispunten.Combinatie",
        "kruispunten.Kans",
        "kruispunten.Atelier",
        "ketens.Project",
        "ketens.Mijlpaal",
        "ketens.Keten",
        "plannen.PlanTekst",
        "plannen.Plan",
    }
)
# The words of rows that stand above, for search: made anew by the worker, and taken out when somebody is erased.
AFGELEID = frozenset({"trajecten.Zoekregel", "trajecten.Zoekwoord"})
# Accounts are not personen; a beheerder looks after them.
ACCOUNTS = frozenset({"toegang.Gebruiker"})
# Rows that two co-makers of one gesprek share.
GEDEELD = frozenset(
    {
        "comakers.Gesprek",
        "comakers.Kernpunt",
        "comakers.Kernafbeelding",
        "comakers.Verslag",
        "comakers.VerslagVersie",
    }
)

# How the worker keeps count; nothing about anybody.
_TECHNISCH = frozenset({"sorteernaam", "klasse", "volgende_op", "lease_tot", "gebeld_tot", "gewist_op"})
_LABELS = {"created_at": "opgeschreven op", "op": "op", "toestemming_op": "gekozen op", "gedeeld_op": "gedeeld op"}


@dataclass(frozen=True)
class Rijen:
    """The rows of one model that are about a persoon, with the fields that may hold something about people."""

    model: type[models.Model]
    rijen: models.QuerySet[Any]
    velden: dict[str, Soort]

    @property
    def label(self) -> str:
        """``comakers.Uitspraak``"""
        return self.model._meta.label


def persoonlijke_velden(model: type[models.Model]) -> dict[str, Soort]:
    """The fields of ``model`` that may hold something about people, says its register."""
    register: dict[str, Soort] = getattr(model, "privacy", {})
    return {naam: soort for naam, soort in register.items() if soort != Soort.NEUTRAAL}


def modellen_met_persoonsgegevens() -> list[type[models.Model]]:
    """Every model of the product with at least one such field."""
    return [m for m in eigen_modellen() if not m._meta.auto_created and persoonlijke_velden(m)]


def rijen_van(persoon: Persoon) -> Iterator[Rijen]:
    """Everything that is about ``persoon``, model by model."""
    for model in modellen_met_persoonsgegevens():
        pad = PADEN.get(model._meta.label)
        if pad is not None:
            rijen = model._default_manager.filter(**{pad: persoon.pk}).distinct().order_by("pk")
            yield Rijen(model, rijen, persoonlijke_velden(model))


def alles_over(persoon: Persoon) -> list[dict[str, Any]]:
    """Everything about ``persoon`` in words, to read and to take along; nothing that another co-maker shares in.

    Each part is ``{"onderdeel", "regels": [{label: waarde}]}``; choices are given as people read them.
    """
    delen = []
    for deel in rijen_van(persoon):
        regels = [regel for rij in deel.rijen if (regel := _regel(rij, deel, persoon))]
        if regels:
            delen.append({"onderdeel": str(deel.model._meta.verbose_name), "regels": regels})
    return delen


def _regel(rij: Any, deel: Rijen, persoon: Persoon) -> dict[str, str]:
    """One row: what is personal, its choices and its moments, as people read them."""
    if deel.label in GEDEELD and deel.label != "comakers.Kernpunt" and gedeeld_met_anderen(rij, persoon):
        return {}
    regel = {}
    for field in rij._meta.concrete_fields:
        toon = field.name in deel.velden or field.choices or isinstance(field, models.DateField)
        if toon and field.name not in _TECHNISCH and (tekst := _in_woorden(rij, field)):
            regel[_LABELS.get(field.name, str(field.verbose_name))] = tekst
    return regel


def _in_woorden(rij: Any, field: Any) -> str:
    value = getattr(rij, field.attname)
    if field.choices:
        return str(getattr(rij, f"get_{field.name}_display")())
    if isinstance(value, datetime):
        return date_format(value.astimezone(klok.AMSTERDAM), "j F Y, H.i")
    return date_format(value, "j F Y") if isinstance(value, date) else str(value or "")


def gedeeld_met_anderen(rij: Any, persoon: Persoon) -> bool:
    """Whether another living persoon took part in the gesprek this row belongs to."""
    gesprek = rij
    for naam in ("verslag", "gesprek"):
        gesprek = (
            getattr(gesprek, naam, gesprek) if naam in {f.name for f in gesprek._meta.concrete_fields} else gesprek
        )
    return gesprek.comakers.exclude(persoon=persoon).filter(persoon__gewist_op=None).exists()
