"""All rows the spoor of one co-maker is made of: a fixed few queries, and two for every kind of product."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Count, Max

from comakers.enums import Toestemming, VerslagStaat
from comakers.models import Akkoord, CoMaker, Onderbouwing, Terugkoppeling, ThemaKoppeling, Uitspraak, Verslag
from comakers.models.herkomst import koppelingen


@dataclass
class Bron:
    """All rows the spoor of one co-maker is made of, fetched once."""

    now: datetime
    uitspraken: list[Uitspraak]
    verslagen: dict[int, tuple[datetime, str]] = field(default_factory=dict)
    akkoorden: dict[int, datetime] = field(default_factory=dict)
    themas: dict[int, list[ThemaKoppeling]] = field(default_factory=lambda: defaultdict(list))
    anderen: dict[int, int] = field(default_factory=dict)
    onderbouwingen: dict[int, list[Onderbouwing]] = field(default_factory=lambda: defaultdict(list))
    producten: dict[int, list[tuple[Any, datetime]]] = field(default_factory=lambda: defaultdict(list))
    laatst_gehoord: datetime | None = None
    norm: timedelta = timedelta(days=30)


def haal_op(comaker: CoMaker, now: datetime) -> Bron:
    """Fetches it all."""
    uitspraken = list(
        Uitspraak.objects.filter(comaker=comaker)
        .select_related("gesprek")
        .defer("gesprek__aantekeningen", "gesprek__voornemen", "interne_notitie")
    )
    van_mij = {"uitspraak__comaker": comaker}
    bron = Bron(now=now, uitspraken=uitspraken, norm=timedelta(days=comaker.traject.norm_stilte_dagen))
    for gesprek, op, staat in Verslag.objects.filter(gesprek__comakers=comaker).values_list(
        "gesprek_id", "gedeeld_op", "staat"
    ):
        if staat != VerslagStaat.CONCEPT:
            bron.verslagen[gesprek] = (op, staat)
    bron.akkoorden = dict(
        Akkoord.objects.filter(persoon=comaker.persoon_id).order_by("op").values_list("versie__verslag__gesprek", "op")
    )
    for koppeling in (
        ThemaKoppeling.objects.filter(**van_mij).select_related("thema__opgegaan_in").order_by("gekoppeld_op")
    ):
        bron.themas[koppeling.uitspraak_id].append(koppeling)
    bron.anderen = dict(
        ThemaKoppeling.objects.filter(thema__in={doel_van(k).pk for rij in bron.themas.values() for k in rij})
        .exclude(**van_mij)
        .exclude(uitspraak__toestemming=Toestemming.NIET)
        .values_list("thema")
        .annotate(Count("uitspraak__comaker", distinct=True))
    )
    for reden in Onderbouwing.objects.filter(**van_mij).select_related("pijler__besluit"):
        bron.onderbouwingen[reden.uitspraak_id].append(reden)
    _haal_producten(bron, van_mij)
    bron.laatst_gehoord = Terugkoppeling.objects.filter(comaker=comaker).aggregate(laatst=Max("op"))["laatst"]
    return bron


def _haal_producten(bron: Bron, van_mij: dict[str, Any]) -> None:
    """Every product of every kind, each fetched once and without its frozen content."""
    model: Any
    for model in koppelingen():
        rijen = list(model.objects.filter(**van_mij).values_list("uitspraak_id", "product_id", "gekoppeld_op"))
        product_model: Any = model._meta.get_field("product").related_model
        zwaar = [f.name for f in product_model._meta.concrete_fields if isinstance(f, models.JSONField)]
        erbij = product_model.objects.defer(*zwaar).prefetch_related(*product_model.spoor_erbij)
        producten = erbij.in_bulk({product for _u, product, _op in rijen})
        for uitspraak, product, op in rijen:
            bron.producten[uitspraak].append((producten[product], op))


def doel_van(koppeling: ThemaKoppeling) -> Any:
    """The theme itself, or the one it was merged into."""
    return koppeling.thema.opgegaan_in or koppeling.thema
