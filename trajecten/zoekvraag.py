"""A question to the index of a traject, and what this person may see of the answer.

The index says where the words stand; every row is then read again as ``visible_to`` gives it to this person. The
number of queries depends on the number of kinds, never on the size of the traject.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Length

from leefsturing.lib import zoektaal
from leefsturing.lib.zoektabellen import vind
from toegang.enums import KERNGROEP
from trajecten.models import Traject, Zoekwoord
from trajecten.zoekbronnen import Treffer, Zoekbron, register

# Shown of a kind beside the others, and alone; no more than this is looked at of one kind.
KORT, LANG, HOOGSTENS = 10, 50, 500
# A word may be written in so many ways; the ones nearest in length first.
VORMEN = 80
_WOORDEN_UIT_DE_LIJST = 2000


@dataclass(frozen=True)
class Gevonden:
    """One row that was found: what it is, in pieces with the words that were asked for marked."""

    treffer: Treffer
    titel: list[tuple[str, bool]]
    tekst: list[tuple[str, bool]]


@dataclass(frozen=True)
class Soortgroep:
    """What was found of one kind: the first few, and how many there are."""

    bron: Zoekbron
    rijen: list[Gevonden]
    aantal: int
    is_vol: bool  # more than is looked at

    @property
    def meer(self) -> bool:
        """Whether there is more than is shown here."""
        return self.aantal > len(self.rijen)


@dataclass
class Vraag:
    """A question: its words, and for each the words to look for, by closeness (exact, alike, misspelled)."""

    tekst: str
    woorden: list[str]
    groepen: list[list[list[str]]] = field(default_factory=list)
    # What was looked for instead of a word that stands nowhere.
    anders: dict[str, list[str]] = field(default_factory=dict)

    def is_treffer(self, woord: str) -> bool:
        """Whether a folded word of a text is one that was looked for."""
        return woord in self._vormen

    def __post_init__(self) -> None:
        self._vormen = {w for groep in self.groepen for deel in groep for w in deel}


@dataclass(frozen=True)
class Uitslag:
    """The answer: by kind, in the order of the method."""

    vraag: Vraag
    groepen: list[Soortgroep] = field(default_factory=list)

    @property
    def is_te_kort(self) -> bool:
        """Something was typed, and no word of it can be looked for."""
        return bool(self.vraag.tekst.strip()) and not self.vraag.woorden

    @property
    def aantal(self) -> int:
        """How many things were found."""
        return sum(groep.aantal for groep in self.groepen)

    @property
    def anders(self) -> list[tuple[str, str]]:
        """Each word that stands nowhere, with what was found instead: only words that stand on the page itself."""
        getoond = {
            "".join(zoektaal.woorden(stuk))
            for groep in self.groepen
            for rij in groep.rijen
            for stuk, is_treffer in (*rij.titel, *rij.tekst)
            if is_treffer
        }
        gevonden = ((woord, [v for v in vormen if v in getoond]) for woord, vormen in self.vraag.anders.items())
        return [(woord, ", ".join(vormen[:3])) for woord, vormen in gevonden if vormen]


def ontleed(traject: Traject, tekst: str) -> Vraag:
    """The words of ``tekst`` and how they are written in this traject: one query, two more for a typing error."""
    woorden = zoektaal.vraagwoorden(tekst)
    if not woorden:
        return Vraag(tekst, [])
    stammen = {w: zoektaal.stam(w) for w in woorden}
    waar = Q()
    for woord, stam in stammen.items():
        waar |= Q(woord__contains=woord) | Q(stam__contains=stam) if len(woord) > 2 else Q(woord__startswith=woord)
    lijst = Zoekwoord.objects.for_traject(traject).annotate(lengte=Length("woord"))
    vormen = list(lijst.filter(waar).order_by("lengte", "woord").values_list("woord", "stam")[:_WOORDEN_UIT_DE_LIJST])
    groepen, anders = [], {}
    for woord, stam in stammen.items():
        exact = [woord, *(v for v, s in vormen if s == stam and v != woord)]
        lijkt = [v for v, s in vormen if (woord in v or stam in s) and v not in exact and _lijkt(woord, v)]
        fout: list[str] = []
        if not lijkt and len(exact) == 1 and not any(v == woord for v, _s in vormen):
            fout = _verschreven(lijst, woord)
            if fout:
                anders[woord] = fout
        groepen.append([exact[:VORMEN], lijkt[:VORMEN], fout])
    return Vraag(tekst, woorden, groepen, anders)


def _lijkt(woord: str, vorm: str) -> bool:
    return len(woord) > 2 or vorm.startswith(woord)


def _verschreven(lijst: QuerySet[Any], woord: str) -> list[str]:
    """The words of the traject that differ least by typing errors, in all their forms."""
    hoogstens = zoektaal.speling(woord)
    if not hoogstens:
        return []
    letters = set(woord)
    gevonden: dict[int, list[str]] = {}
    kandidaten = lijst.filter(lengte__range=(len(woord) - hoogstens, len(woord) + hoogstens))
    for ander, stam in kandidaten.values_list("woord", "stam"):
        # A wrong letter changes two of the letters that occur at most: most words fall off here.
        if len(letters ^ set(ander)) <= 2 * hoogstens:
            gevonden.setdefault(zoektaal.afstand(woord, ander, hoogstens), []).append(stam)
    dichtst = min(gevonden, default=hoogstens + 1)
    if dichtst > hoogstens:
        return []
    vormen = lijst.filter(stam__in=gevonden[dichtst]).order_by("lengte", "woord").values_list("woord", flat=True)
    return list(vormen[:VORMEN])


def zoek(
    *, actor: Any, traject: Traject, rol: Any, vraag: str, soort: str = "", pagina: int = 1
) -> Uitslag:  # fmt: skip
    """What ``actor`` may see of what holds every word of ``vraag``: of one ``soort`` by page, else some of each."""
    ontleed_vraag = ontleed(traject, vraag)
    if not ontleed_vraag.woorden:
        return Uitslag(ontleed_vraag)
    nummers: dict[str, list[int]] = defaultdict(list)
    for gevonden_soort, nummer, _graad in vind(
        connection,
        traject=traject.pk,
        groepen=ontleed_vraag.groepen,
        ook_besloten=rol in KERNGROEP,
        per_soort=HOOGSTENS,
    ):
        nummers[gevonden_soort].append(nummer)
    bronnen = [b for b in register.in_huis(traject.slug) if nummers.get(b.soort) and soort in ("", b.soort)]
    rijen = {b.soort: b.rijen(actor=actor, traject=traject, rol=rol) for b in bronnen}
    te_zien = _te_zien(rijen, nummers)
    per_groep, vanaf = (LANG, LANG * (max(pagina, 1) - 1)) if soort else (KORT, 0)
    groepen = []
    for bron in bronnen:
        pks = [pk for pk in nummers[bron.soort] if pk in te_zien[bron.soort]]
        if pks:
            deel = pks[vanaf : vanaf + per_groep]
            is_vol = len(nummers[bron.soort]) >= HOOGSTENS
            getoond = _toon(bron, rijen[bron.soort], deel, ontleed_vraag, rol, traject.slug)
            groepen.append(Soortgroep(bron, getoond, len(pks), is_vol))
    return Uitslag(ontleed_vraag, groepen)


def _te_zien(rijen: dict[str, QuerySet[Any]], nummers: dict[str, list[int]]) -> dict[str, set[int]]:
    """Of all kinds at once, which rows this person may see now: one query."""
    gevonden: dict[str, set[int]] = {soort: set() for soort in rijen}
    delen = [
        qs.filter(pk__in=nummers[soort]).order_by().annotate(van_soort=Value(soort)).values_list("van_soort", "pk")
        for soort, qs in rijen.items()
    ]
    if delen:
        for soort, pk in delen[0].union(*delen[1:], all=True) if len(delen) > 1 else delen[0]:
            gevonden[soort].add(pk)
    return gevonden


def _toon(
    bron: Zoekbron, qs: QuerySet[Any], pks: list[int], vraag: Vraag, rol: Any, slug: str
) -> list[Gevonden]:  # fmt: skip
    per_pk = qs.select_related(*bron.erbij).prefetch_related(*bron.vooraf).in_bulk(pks)
    uit = []
    for rij in (per_pk[pk] for pk in pks if pk in per_pk):
        treffer = bron.toon(rij, rol, slug)
        titel = _gemarkeerd(treffer.titel, vraag, 280)
        tekst = _gemarkeerd(treffer.tekst, vraag)
        if not any(is_treffer for _stuk, is_treffer in (*titel, *tekst)):
            tekst = _gemarkeerd(_waar_het_staat(bron, rij, vraag, rol) or treffer.tekst, vraag)
        uit.append(Gevonden(treffer, titel, tekst))
    return uit


def _gemarkeerd(tekst: str, vraag: Vraag, lengte: int = 180) -> list[tuple[str, bool]]:
    return list(zoektaal.markeer(zoektaal.uitsnede(tekst, vraag.is_treffer, lengte), vraag.is_treffer))


def _waar_het_staat(bron: Zoekbron, rij: Any, vraag: Vraag, rol: Any) -> str:
    """The first field of the row in which a word stands, when what is shown of it does not hold one."""
    for pad in (*bron.titel, *bron.tekst, *(bron.besloten if rol in KERNGROEP else ())):
        waarde: Any = rij
        *weg, veld = pad.split("__")
        for stap in weg:  # only along what was fetched: no query for each row
            waarde = waarde._state.fields_cache.get(stap) if waarde is not None else None
        tekst = str(getattr(waarde, veld, "") or "") if waarde is not None else ""
        if any(vraag.is_treffer(woord) for woord in zoektaal.woorden(tekst)):
            return tekst
    return ""
