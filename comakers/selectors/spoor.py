"""The spoor: what happened with everything a co-maker said, in words a resident would use (M26, M27).

One selector over the links that herkomst makes, read the other way round. The number of queries is the same for
three statements and for three hundred: a fixed few, and two for every kind of product that exists.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Count, Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comakers.enums import Doel, Houding, Toestemming, VerslagStaat
from comakers.models import (
    Akkoord,
    CoMaker,
    GemeldeStap,
    Onderbouwing,
    Terugkoppeling,
    ThemaKoppeling,
    Uitspraak,
    Verslag,
)
from comakers.models.herkomst import koppelingen
from leefsturing.lib import klok
from pijlers.enums import PijlerStaat

# Fewer people than this are never counted on screen: a small group could be guessed.
KLEINSTE_GROEP = 5
# The step of the method a product belongs to, for its colour and icon; by app, so that a new product has one.
_STAPPEN = {"ketens": (7, "projecten"), "plannen": (0, "plan"), "streefbeelden": (5, "streefbeeld")}


class Stand(StrEnum):
    """How a statement stands now."""

    RESULTAAT = "resultaat"
    BEZIG = "bezig"
    NIETS = "niets"
    TERZIJDE = "terzijde"
    NIET = "niet"


@dataclass(frozen=True)
class Stap:
    """One thing that happened: when, in which words, and whether it is news and a result (M38)."""

    op: datetime
    zin: str
    soort: str
    sleutel: str
    stap: int = 0
    icoon: str = "uitspraak"
    is_resultaat: bool = False
    is_nieuws: bool = False

    @property
    def dag(self) -> date:
        """The day in Amsterdam."""
        return klok.vandaag(self.op)


@dataclass(frozen=True)
class UitspraakSpoor:
    """One statement with what happened to it, oldest step first."""

    uitspraak: Uitspraak
    stappen: list[Stap]
    stand: Stand
    verwachting: str = ""

    @property
    def laatste(self) -> Stap:
        """The latest step; there is always one: it was said."""
        return self.stappen[-1]

    @property
    def kern(self) -> Stap | None:
        """The one step to tell when there is room for one: how it ended, what came of it, or where it went.

        What people do (a project) tells more than that it stands in the plan.
        """
        for soort in ("terzijde", "keuze"):
            if einde := [s for s in self.stappen if s.soort == soort]:
                return einde[-1]
        gevonden = [s for s in self.stappen if s.is_nieuws]
        op_belang = sorted(gevonden, key=lambda s: (s.soort == "product", s.stap > 0, s.op))
        return op_belang[-1] if op_belang else None

    @property
    def stand_in_woorden(self) -> str:
        """The state as a resident would say it."""
        return {
            Stand.RESULTAAT: _("Hier is iets mee gebeurd"),
            Stand.BEZIG: _("We zijn ermee bezig"),
            Stand.NIETS: _("Nog niets mee gedaan"),
            Stand.TERZIJDE: _("We gebruiken dit niet"),
            Stand.NIET: _("Je wilt niet dat we dit gebruiken"),
        }[self.stand]

    @property
    def soort_status(self) -> str:
        """The kind of dot the component ``status`` shows."""
        return {
            Stand.RESULTAAT: "gelukt",
            Stand.BEZIG: "loopt",
            Stand.NIETS: "wacht",
            Stand.TERZIJDE: "stil",
            Stand.NIET: "stil",
        }[self.stand]

    def kenmerk(self, stap: Stap) -> str:
        """What makes this step one and the same, whatever the count of others in its sentence."""
        return hashlib.sha256(f"{self.uitspraak.pk}|{stap.sleutel}".encode()).hexdigest()[:32]


@dataclass
class _Bron:
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


def spoor(comaker: CoMaker, *, now: datetime | None = None) -> list[UitspraakSpoor]:
    """Everything the co-maker said and what happened with it; what moved last comes first."""
    bron = _haal_op(comaker, now or klok.nu())
    alle = [_spoor_van(uitspraak, bron) for uitspraak in bron.uitspraken]
    return sorted(alle, key=lambda s: ((s.kern or s.laatste).op, s.uitspraak.pk), reverse=True)


def nieuwe_stappen(
    comaker: CoMaker, sinds: datetime | None = None, *, now: datetime | None = None
) -> list[tuple[UitspraakSpoor, Stap]]:
    """What happened that no message told yet, since ``sinds`` when given, oldest first.

    A step counts by what it says and not by its moment alone: what the kerngroep dates back is news all the same.
    """
    gemeld = set(GemeldeStap.objects.filter(comaker=comaker).values_list("kenmerk", flat=True))
    gevonden = [
        (een, stap)
        for een in spoor(comaker, now=now)
        if een.stand != Stand.NIET
        for stap in een.stappen
        if stap.is_nieuws and een.kenmerk(stap) not in gemeld and (sinds is None or stap.op >= sinds)
    ]
    return sorted(gevonden, key=lambda paar: paar[1].op)


def telling(sporen: Iterable[UitspraakSpoor]) -> dict[str, int]:
    """How many statements there are, and with how many of them something happened."""
    sporen = list(sporen)
    return {"alle": len(sporen), "met": sum(s.stand in {Stand.RESULTAAT, Stand.BEZIG} for s in sporen)}


def hoogtepunten(sporen: Iterable[UitspraakSpoor], aantal: int = 3) -> list[UitspraakSpoor]:
    """The few to show first: where something came of it, the latest first, and not the same sentence twice."""
    goed = [(s.kern.soort == "product", s.kern.stap > 0, s.kern.op, s) for s in sporen if s.kern and s.kern.is_nieuws]
    per_zin: dict[str, UitspraakSpoor] = {}
    for _product, _project, _op, een in sorted(goed, key=lambda g: g[:3], reverse=True):
        if een.kern:
            per_zin.setdefault(een.kern.zin, een)
    return list(per_zin.values())[:aantal]


# ── Fetching: a fixed number of queries ───────────────────────────────────────────────────────────────────


def _haal_op(comaker: CoMaker, now: datetime) -> _Bron:
    uitspraken = list(
        Uitspraak.objects.filter(comaker=comaker)
        .select_related("gesprek")
        .defer("gesprek__aantekeningen", "gesprek__voornemen", "interne_notitie")
    )
    van_mij = {"uitspraak__comaker": comaker}
    bron = _Bron(now=now, uitspraken=uitspraken, norm=timedelta(days=comaker.traject.norm_stilte_dagen))
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
        ThemaKoppeling.objects.filter(thema__in={_doel(k).pk for rij in bron.themas.values() for k in rij})
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


def _haal_producten(bron: _Bron, van_mij: dict[str, Any]) -> None:
    """Every product of every kind, each fetched once and without its frozen content."""
    model: Any
    for model in koppelingen():
        rijen = list(model.objects.filter(**van_mij).values_list("uitspraak_id", "product_id", "gekoppeld_op"))
        product_model: Any = model._meta.get_field("product").related_model
        zwaar = [f.name for f in product_model._meta.concrete_fields if isinstance(f, models.JSONField)]
        producten = product_model.objects.defer(*zwaar).in_bulk({product for _u, product, _op in rijen})
        for uitspraak, product, op in rijen:
            bron.producten[uitspraak].append((producten[product], op))


def _doel(koppeling: ThemaKoppeling) -> Any:
    """The theme itself, or the one it was merged into."""
    return koppeling.thema.opgegaan_in or koppeling.thema


# ── Words ─────────────────────────────────────────────────────────────────────────────────────────────────


def _spoor_van(uitspraak: Uitspraak, bron: _Bron) -> UitspraakSpoor:
    gevonden: dict[str, Stap] = {}
    for stap in _stappen(uitspraak, bron):
        eerder = gevonden.get(stap.zin)
        if eerder is None or stap.op < eerder.op:
            gevonden[stap.zin] = stap
    stappen = sorted(gevonden.values(), key=lambda s: s.op)
    stand = _stand(uitspraak, stappen)
    if stand in {Stand.TERZIJDE, Stand.NIET}:  # how it ended stands last, whatever was dated after it
        soort = "terzijde" if stand == Stand.TERZIJDE else "keuze"
        einde = next(s for s in stappen if s.soort == soort)
        stappen = [*(s for s in stappen if s is not einde), einde]
    return UitspraakSpoor(uitspraak, stappen, stand, _verwachting(uitspraak, bron) if stand == Stand.NIETS else "")


def _stand(uitspraak: Uitspraak, stappen: list[Stap]) -> Stand:
    if uitspraak.toestemming == Toestemming.NIET:
        return Stand.NIET
    if uitspraak.terzijde_op:
        return Stand.TERZIJDE
    if any(s.soort == "product" for s in stappen):
        return Stand.RESULTAAT
    return Stand.BEZIG if any(s.soort in {"thema", "pijler"} for s in stappen) else Stand.NIETS


def _stappen(uitspraak: Uitspraak, bron: _Bron) -> Iterator[Stap]:
    yield from _gezegd(uitspraak, bron)
    gezien: set[int] = set()
    for koppeling in bron.themas.get(uitspraak.pk, ()):
        thema = _doel(koppeling)
        if thema.pk not in gezien:
            gezien.add(thema.pk)
            zin = thema_zin(thema.naam, bron.anderen.get(thema.pk, 0))
            yield Stap(koppeling.gekoppeld_op, zin, "thema", f"thema:{thema.pk}", 3, "themas", is_nieuws=True)
    for reden in bron.onderbouwingen.get(uitspraak.pk, ()):
        yield from _pijler(reden)
    for product, op in bron.producten.get(uitspraak.pk, ()):
        yield from _product(product, op)
    if uitspraak.terzijde_op:
        zin = _("We gebruiken dit niet. De reden: %(reden)s") % {"reden": uitspraak.terzijde_reden}
        sleutel = f"terzijde:{uitspraak.terzijde_op.isoformat()}"
        yield Stap(uitspraak.terzijde_op, zin, "terzijde", sleutel, 0, "sluiten", is_resultaat=True, is_nieuws=True)
    if uitspraak.toestemming == Toestemming.NIET:
        waar = bron.producten.get(uitspraak.pk)
        zin = (
            _("Je koos: niet gebruiken. Waar het al in staat, halen we het weg. We bellen je als dat niet lukt.")
            if waar
            else _("Je koos: niet gebruiken. We laten dit weg.")
        )
        op = uitspraak.toestemming_op or uitspraak.created_at
        yield Stap(op, zin, "keuze", "keuze:niet", 0, "niet-gebruiken")


def _gezegd(uitspraak: Uitspraak, bron: _Bron) -> Iterator[Stap]:
    """Said, and read back in the verslag."""
    gesprek = uitspraak.gesprek
    if gesprek is None:
        yield Stap(uitspraak.created_at, _("Je liet ons dit weten."), "gezegd", "gezegd", 2, "gesprekken")
        return
    if gesprek.doel == Doel.ANDERS and gesprek.titel:
        zin = _("Je zei dit bij: %(titel)s.") % {"titel": gesprek.titel}
    else:
        zin = _("Je zei dit in ons gesprek.")
    yield Stap(gesprek.wanneer, zin, "gezegd", "gezegd", 2, "gesprekken")
    if gesprek.pk in bron.verslagen:
        op, _staat = bron.verslagen[gesprek.pk]
        yield Stap(op, _("We stuurden je het verslag van dat gesprek."), "verslag", "verslag", 2, "verslag")
    if gesprek.pk in bron.akkoorden:
        zin = _("Je las het verslag en ging akkoord.")
        yield Stap(bron.akkoorden[gesprek.pk], zin, "akkoord", "akkoord", 2, "gelukt")


def thema_zin(naam: str, anderen: int) -> str:
    """That more people say this; a number only when nobody can be guessed from it."""
    if anderen >= KLEINSTE_GROEP:
        return _("Meer mensen noemden dit: %(naam)s. Je deelt het met %(anderen)s anderen.") % {
            "naam": naam,
            "anderen": anderen,
        }
    if anderen:
        return _("Meer mensen noemden dit: %(naam)s.") % {"naam": naam}
    return _("Dit hoort bij een thema dat we in de gaten houden: %(naam)s.") % {"naam": naam}


def _pijler(reden: Onderbouwing) -> Iterator[Stap]:
    pijler = reden.pijler
    if pijler.staat == PijlerStaat.VERVALLEN:
        zin = _("Dit hielp ons bij een ambitie die later verviel: %(titel)s. De reden: %(reden)s")
    elif reden.houding == Houding.VOOR:
        zin = _("Dit helpt ons bij een ambitie voor de wijk: %(titel)s.")
    else:
        zin = _("Dit laat zien wat er schuurt bij een ambitie voor de wijk: %(titel)s. Ook dat tellen we mee.")
    sleutel = f"pijler:{pijler.pk}:{reden.houding}"
    yield Stap(
        reden.created_at,
        zin % {"titel": pijler.titel, "reden": pijler.vervallen_reden},
        "pijler",
        sleutel,
        1,
        "pijlers",
        is_nieuws=True,
    )
    if pijler.besluit and pijler.staat in {PijlerStaat.VOORLOPIG, PijlerStaat.VASTGESTELD}:
        vast = (
            _("Een ambitie waar dit bij past is voorlopig vastgesteld door %(orgaan)s: %(titel)s.")
            if pijler.staat == PijlerStaat.VOORLOPIG
            else _("Een ambitie waar dit bij past is vastgesteld door %(orgaan)s: %(titel)s.")
        )
        op = max(klok.moment_op(pijler.besluit.datum), reden.created_at)
        yield Stap(
            op,
            vast % {"orgaan": pijler.besluit.orgaan, "titel": pijler.titel},
            "pijler",
            f"{sleutel}:{pijler.staat}",
            1,
            "gelukt",
            is_resultaat=True,
            is_nieuws=True,
        )


def _product(product: Any, gekoppeld_op: datetime) -> Iterator[Stap]:
    stap, icoon = _STAPPEN.get(product._meta.app_label, (6, "kruispunten"))
    for gezegd in product.spoorstappen(gekoppeld_op):
        zin = str(gezegd.zin).strip()
        sleutel = f"{product._meta.label_lower}:{product.pk}:{zin}"
        # A running project that is linked later did not begin before it was said.
        op = max(gezegd.op, gekoppeld_op)
        yield Stap(op, zin, "product", sleutel, stap, icoon, gezegd.is_resultaat, is_nieuws=True)


def _verwachting(uitspraak: Uitspraak, bron: _Bron) -> str:
    """By when the co-maker hears more; honest when that day has passed (M27)."""
    gezegd_op = uitspraak.gesprek.wanneer if uitspraak.gesprek else uitspraak.created_at
    uiterlijk = klok.vandaag(max(bron.laatst_gehoord or gezegd_op, gezegd_op) + bron.norm)
    if uiterlijk < klok.vandaag(bron.now):
        return _("Hier hebben we nog niets mee gedaan. Je had al van ons moeten horen; vraag ons er gerust naar.")
    return _("Hier hebben we nog niets mee gedaan. Je hoort het uiterlijk %(dag)s.") % {
        "dag": date_format(uiterlijk, "j F Y")
    }
