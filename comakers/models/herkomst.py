"""Herkomst: every product names the uitspraken it came from; spoor is the same links read the other way (M26, M27).

A product is a model that inherits Herkomst; its links are a model that inherits HerkomstKoppeling and has a
foreign key ``product`` with ``related_name="herkomst"``. The spoor finds both by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comakers.enums import Toestemming
from comakers.models.uitspraak import Uitspraak
from trajecten.models import TrajectModel, TrajectQuerySet


@dataclass(frozen=True)
class Spoorstap:
    """One thing that happened with a contribution: when, and the sentence a resident would say.

    What is no news stands on their page and is not mailed: a draft may change ten times before anybody reads it.
    """

    op: datetime
    zin: str
    is_resultaat: bool = False
    is_nieuws: bool = True


class Herkomst(TrajectModel):
    """A product of the process; may rest on uitspraken, on duiding of the kerngroep, or on both (M16)."""

    duiding = models.TextField(_("duiding: wat maken wij hiervan"), max_length=8000, blank=True)

    # Its own page (address with slug and nummer), what one must be allowed to change its sources, and the form that
    # makes a new one from ``?uitspraak=`` with the words of that gesture; empty where there is none.
    kamer: ClassVar[str] = ""
    wijzig_actie: ClassVar[str] = ""
    nieuw_adres: ClassVar[str] = ""
    maak_van: ClassVar[Promise | str] = ""
    # The field with choices that decides which sentences there are; empty when there is one sentence only.
    spoor_staat: ClassVar[str] = "staat"
    # What ``spoorstappen`` reads beside the row itself; fetched along for all products of the kind at once.
    spoor_erbij: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def spoorstappen(self, gekoppeld_op: datetime) -> Iterator[Spoorstap]:
        """What happened with a statement through this product; every product has a sentence for each state."""
        raise NotImplementedError


class KoppelingQuerySet(TrajectQuerySet):
    """Words for links between a product and a uitspraak."""

    def bruikbaar(self) -> Self:
        """Links to what may leave the kerngroep; the same rule as for the uitspraken themselves."""
        return self.exclude(uitspraak__toestemming=Toestemming.NIET).filter(uitspraak__terzijde_op=None)


class HerkomstKoppeling(TrajectModel):
    """The link between one product and one uitspraak, with its date."""

    uitspraak = models.ForeignKey(Uitspraak, on_delete=models.PROTECT, related_name="+")
    gekoppeld_op = models.DateTimeField()

    # Whether being linked means that somebody did something with the statement (M26).
    telt_als_gebruik: ClassVar[bool] = True
    objects: ClassVar[Any] = KoppelingQuerySet.as_manager()

    class Meta:
        abstract = True


def producten() -> list[type[Herkomst]]:
    """Every concrete product of the installation, in a fixed order."""
    return sorted((m for m in apps.get_models() if issubclass(m, Herkomst)), key=lambda m: m._meta.label)


def koppelmodel(product: type[Herkomst] | Herkomst) -> Any:
    """The link model of a product."""
    veld: Any = product._meta.get_field("herkomst")  # type: ignore[misc] # stands on every concrete product
    return veld.related_model


def koppelingen() -> list[type[HerkomstKoppeling]]:
    """Every concrete link model of the installation, in a fixed order."""
    return sorted((m for m in apps.get_models() if issubclass(m, HerkomstKoppeling)), key=lambda m: m._meta.label)
