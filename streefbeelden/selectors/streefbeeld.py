"""The streefbeeld: points per pijler, social and physical beside each other, with who they came from (M50-M55)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from comakers.enums import KernSoort, UitspraakSoort
from comakers.models import Kernpunt, Uitspraak
from comakers.selectors.herkomst import met_bronnen
from comakers.selectors.verschillen import verschil
from pijlers.models import Pijler
from streefbeelden.enums import Aspect
from streefbeelden.models import Streefbeeld, Streefbeeldpunt, StreefbeeldpuntHerkomst
from trajecten.models import Traject

AANGEBODEN = 3  # so many answers are offered at a time; more would be a list to work off


def punten(*, actor: Any, traject: Traject) -> QuerySet[Streefbeeldpunt]:
    """The points that ``actor`` may see, with ``bronnen``: the links to usable uitspraken."""
    rijen = (
        Streefbeeldpunt.objects.visible_to(actor)
        .for_traject(traject)
        .select_related("pijler", "kernpunt__gesprek")
        .order_by(F("pijler__plaats").asc(nulls_last=True), "created_at", "pk")
    )
    return met_bronnen(rijen)


def categorieen_van(punt: Streefbeeldpunt) -> list[tuple[int, str]]:
    """The categories of who spoke under a point, each once, in their order: number and name of one (M51)."""
    bronnen = [k.uitspraak.comaker.categorie for k in punt.bronnen]  # type: ignore[attr-defined] # met_bronnen
    return sorted({(c.volgorde, c.enkelvoud) for c in bronnen})


@dataclass(frozen=True)
class Geciteerd:
    """A point as it is shown: with the categories of its sources."""

    punt: Streefbeeldpunt
    categorieen: list[tuple[int, str]]


@dataclass(frozen=True)
class Kant:
    """One side of a pijler, social or physical: what is there then, and what one no longer sees."""

    aspect: Aspect
    er: list[Geciteerd]
    weg: list[Geciteerd]

    @property
    def is_leeg(self) -> bool:
        """Nothing on this side yet."""
        return not (self.er or self.weg)


@dataclass(frozen=True)
class Pijlerbeeld:
    """What a pijler looks like in the horizon year; without pijler: what belongs to none."""

    pijler: Pijler | None
    verhaal: Streefbeeld | None
    kanten: list[Kant]

    @property
    def is_leeg(self) -> bool:
        """No point at all."""
        return all(kant.is_leeg for kant in self.kanten)


@dataclass(frozen=True)
class Streefbeeldkamer:
    """Everything in the room."""

    beelden: list[Pijlerbeeld]
    opgeborgen: list[Streefbeeldpunt]
    categorieen: list[tuple[int, str]]
    antwoorden: list[Kernpunt] = field(default_factory=list)
    uitspraken: list[Uitspraak] = field(default_factory=list)

    @property
    def is_leeg(self) -> bool:
        """No point and no story."""
        return not self.opgeborgen and all(b.is_leeg and not b.verhaal for b in self.beelden)


def _kanten(rijen: Iterable[Geciteerd]) -> list[Kant]:
    alle = list(rijen)
    return [
        Kant(
            aspect,
            er=[r for r in alle if r.punt.aspect == aspect and r.punt.is_er],
            weg=[r for r in alle if r.punt.aspect == aspect and not r.punt.is_er],
        )
        for aspect in Aspect
    ]


def verhalen_van(traject: Traject) -> dict[int, Streefbeeld]:
    """The story that holds now of every pijler, by the number of the pijler: one query."""
    hoger = Streefbeeld.objects.filter(pijler=OuterRef("pijler"), nummer__gt=OuterRef("nummer"))
    rijen = Streefbeeld.objects.for_traject(traject).filter(~Exists(hoger)).select_related("door")
    return {v.pijler_id: v for v in rijen}


def beelden(*, actor: Any, traject: Traject) -> tuple[list[Pijlerbeeld], list[Streefbeeldpunt]]:
    """The images of the living pijlers, what stands outside them, and the points that were put away."""
    alle = list(punten(actor=actor, traject=traject))
    pijlers = list(Pijler.objects.visible_to(actor).for_traject(traject).levend())
    verhalen = verhalen_van(traject)
    per: dict[int | None, list[Geciteerd]] = {None: [], **{p.pk: [] for p in pijlers}}
    for punt in alle:
        if not punt.is_opgeborgen:
            # A pijler that lapsed takes no points with it: they stand outside all pijlers then.
            plek = punt.pijler_id if punt.pijler_id in per else None
            per[plek].append(Geciteerd(punt, categorieen_van(punt)))
    uit = [Pijlerbeeld(p, verhalen.get(p.pk), _kanten(per[p.pk])) for p in pijlers]
    if per[None]:
        uit.append(Pijlerbeeld(None, None, _kanten(per[None])))
    return uit, [p for p in alle if p.is_opgeborgen]


def kamer(*, actor: Any, traject: Traject, met_aanbod: bool) -> Streefbeeldkamer:
    """The whole room; ``met_aanbod`` adds the answers that nobody made a point of yet. A fixed few queries."""
    lijst, opgeborgen = beelden(actor=actor, traject=traject)
    gezien = {c for b in lijst for k in b.kanten for r in (*k.er, *k.weg) for c in r.categorieen}
    return Streefbeeldkamer(
        beelden=lijst,
        opgeborgen=opgeborgen,
        categorieen=sorted(gezien),
        antwoorden=kernpunten_zonder_punt(actor=actor, traject=traject) if met_aanbod else [],
        uitspraken=uitspraken_zonder_punt(actor=actor, traject=traject) if met_aanbod else [],
    )


def kernpunten_zonder_punt(*, actor: Any, traject: Traject) -> list[Kernpunt]:
    """A few answers to the core question that no point came from yet, latest gesprek first (M55)."""
    rijen = (
        Kernpunt.objects.visible_to(actor)
        .for_traject(traject)
        .filter(punten=None)
        .exclude(tekst="")
        .select_related("gesprek")
        .prefetch_related("gesprek__comakers__categorie")
        .order_by("-gesprek__wanneer", "gesprek", "soort", "nummer")
    )
    return list(rijen[:AANGEBODEN])


def uitspraken_zonder_punt(*, actor: Any, traject: Traject) -> list[Uitspraak]:
    """A few usable uitspraken that were noted as streefbeeld and lie under no point yet."""
    al = StreefbeeldpuntHerkomst.objects.filter(uitspraak=OuterRef("pk"))
    rijen = (
        Uitspraak.objects.visible_to(actor)
        .for_traject(traject)
        .bruikbaar()
        .filter(soort=UitspraakSoort.STREEFBEELDPUNT)
        .filter(~Exists(al))
        .select_related("comaker__categorie", "comaker__persoon")
        .order_by("-created_at", "-pk")
    )
    return list(rijen[:AANGEBODEN])


def kernpunt_van(*, actor: Any, traject: Traject, nummer: str) -> Kernpunt | None:
    """The answer that an address names, when there is one."""
    if not (nummer.isdecimal() and len(nummer) < 15):
        return None
    rijen = Kernpunt.objects.visible_to(actor).for_traject(traject).select_related("gesprek")
    return rijen.filter(pk=nummer).first()


def is_verdwenen(antwoord: Kernpunt) -> bool:
    """Whether the answer was about what one no longer sees."""
    return antwoord.soort != KernSoort.VERANDERD


def huidig_verhaal(pijler: Pijler) -> Streefbeeld | None:
    """The story of a pijler that holds now."""
    return Streefbeeld.objects.filter(pijler=pijler).order_by("-nummer").first()


@dataclass(frozen=True)
class Versies:
    """Every version of a story, newest first, and one of them with what changed since the one before."""

    alle: list[Streefbeeld]
    gekozen: Streefbeeld
    eerder: Streefbeeld | None
    delen: list[tuple[str, str]]


def versies_van(*, actor: Any, pijler: Pijler, nummer: str = "") -> Versies | None:
    """The versions of the story of a pijler; the one named by ``nummer`` (else the newest) word by word."""
    alle = list(Streefbeeld.objects.visible_to(actor).filter(pijler=pijler).select_related("door").order_by("-nummer"))
    if not alle:
        return None
    gekozen = next((v for v in alle if str(v.nummer) == nummer), alle[0])
    eerder = next((v for v in alle if v.nummer < gekozen.nummer), None)
    return Versies(alle, gekozen, eerder, verschil(eerder.tekst, gekozen.tekst) if eerder else [])


def uitspraken_uit(*, actor: Any, antwoord: Kernpunt) -> list[Uitspraak]:
    """The usable uitspraken of the gesprek in which an answer was given: one of them may lie under the point."""
    rijen = (
        Uitspraak.objects.visible_to(actor)
        .bruikbaar()
        .filter(gesprek_id=antwoord.gesprek_id)
        .select_related("comaker__categorie", "comaker__persoon")
        .order_by("begin", "pk")
    )
    return list(rijen[:12])
