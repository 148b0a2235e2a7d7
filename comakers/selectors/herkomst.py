"""Uitspraken under a product, and uitspraken to lay under one (M26)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise

from comakers.models import Herkomst, Uitspraak
from comakers.models.herkomst import koppelmodel, producten
from toegang import beleid
from toegang.enums import KERNGROEP
from trajecten.models import Traject
from trajecten.navigatie import kamer_adres

_ERBIJ = ("uitspraak__comaker__persoon", "uitspraak__comaker__categorie", "uitspraak__gesprek")


def zoek_uitspraken(*, actor: Any, traject: Traject, zoek: str = "", limiet: int = 20) -> list[Uitspraak]:
    """Uitspraken to lay under something: usable ones that hold every word of ``zoek``, newest first."""
    qs = Uitspraak.objects.visible_to(actor).for_traject(traject).bruikbaar()
    for woord in zoek.split()[:6]:
        qs = qs.filter(
            Q(tekst__icontains=woord)
            | Q(themas__naam__icontains=woord)
            | Q(comaker__persoon__voornaam__icontains=woord)
            | Q(comaker__persoon__achternaam__icontains=woord)
        )
    qs = qs.select_related("comaker__persoon", "comaker__categorie", "gesprek").order_by("-created_at", "-pk")
    return list((qs.distinct() if zoek.strip() else qs)[:limiet])


def herkomst_van(product: Herkomst, rol: Any) -> list[Any]:
    """The links under a product that this role may read: outside the kerngroep only what consent allows."""
    rijen = (
        koppelmodel(product)
        ._default_manager.filter(product=product)
        .select_related(*_ERBIJ)
        .order_by("gekoppeld_op", "pk")
    )
    return [r for r in rijen if rol in KERNGROEP or r.uitspraak.is_bruikbaar]


def met_bronnen(qs: QuerySet[Any]) -> QuerySet[Any]:
    """Products with ``bronnen``: the links to usable uitspraken, for who bundles them (a list, the plan). One query."""
    rijen = koppelmodel(qs.model)._default_manager.bruikbaar().select_related(*_ERBIJ).order_by("gekoppeld_op", "pk")
    return qs.prefetch_related(Prefetch("herkomst", queryset=rijen, to_attr="bronnen"))


@dataclass(frozen=True)
class Gebaar:
    """One thing to make of a uitspraak: the words on the button and where it leads."""

    woorden: Promise | str
    adres: str


def te_maken(uitspraak: Uitspraak, *, rol: Any, slug: str) -> list[Gebaar]:
    """What can be made of a uitspraak, in the order of the apps; nothing when it may not be used (M26)."""
    if not uitspraak.is_bruikbaar:
        return []
    gevonden = []
    for model in producten():
        adres = model.nieuw_adres and kamer_adres(model.nieuw_adres, slug)
        if adres and beleid.mag(rol, model.wijzig_actie):
            gevonden.append(Gebaar(model.maak_van, f"{adres}?uitspraak={uitspraak.pk}"))
    return gevonden
