"""The language side of search, in Python only, so that every database gives the same answer.

A text becomes folded words (small letters, no diacritics), a word its Dutch stem. Compounds are found because a word
holds the other ("speeltuin" in "buurtspeeltuin"), typing errors by the distance between two words.
"""

import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

import snowballstemmer

MAX_WOORD, MAX_WOORDEN = 40, 6
# A question longer than this is a text, not a question.
MAX_VRAAG = 120
_WOORD = re.compile(r"[^\W_]+")
# What stands in almost every text says nothing about which one is meant.
STOPWOORDEN = frozenset(
    [
        "aan",
        "al",
        "als",
        "bij",
        "dan",
        "dat",
        "de",
        "den",
        "der",
        "des",
        "die",
        "dit",
        "door",
        "een",
        "en",
        "er",
        "het",
        "hier",
        "hoe",
        "ik",
        "in",
        "is",
        "je",
        "jij",
        "kan",
        "maar",
        "me",
        "met",
        "mij",
        "mijn",
        "na",
        "naar",
        "niet",
        "nog",
        "nu",
        "of",
        "om",
        "onze",
        "ook",
        "op",
        "over",
        "te",
        "tot",
        "u",
        "uit",
        "van",
        "voor",
        "waar",
        "was",
        "wat",
        "we",
        "wel",
        "werd",
        "wie",
        "wij",
        "wil",
        "worden",
        "wordt",
        "ze",
        "zij",
        "zijn",
        "zo",
    ]
)
_STAMMER, _SLOT = snowballstemmer.stemmer("dutch"), threading.Lock()


def vouw(tekst: str) -> str:
    """``tekst`` in small letters without diacritics."""
    ontleed = unicodedata.normalize("NFKD", tekst.casefold())
    return "".join(teken for teken in ontleed if not unicodedata.combining(teken))


def woorden(tekst: str) -> list[str]:
    """The folded words of ``tekst``, in order; apostrophes and hyphens part words."""
    return [woord[:MAX_WOORD] for woord in _WOORD.findall(vouw(tekst))]


@lru_cache(maxsize=50_000)
def stam(woord: str) -> str:
    """The Dutch stem of a folded word: "huizen" and "huis" have the same."""
    with _SLOT:  # the stemmer keeps its state in itself
        return str(_STAMMER.stemWord(woord))


def vraagwoorden(vraag: str) -> list[str]:
    """The words of a question that say something, each once; the little words only when there is nothing else."""
    alle = list(dict.fromkeys(w for w in woorden(vraag[:MAX_VRAAG]) if len(w) > 1))
    zeggend = [w for w in alle if w not in STOPWOORDEN]
    return (zeggend or alle)[:MAX_WOORDEN]


def speling(woord: str) -> int:
    """How many typing errors are forgiven in a word of this length."""
    return 0 if len(woord) < 4 else 1 if len(woord) < 8 else 2


def afstand(een: str, ander: str, hoogstens: int) -> int:
    """Typing errors between two words: a letter missing, extra, wrong or swapped; counts to one over ``hoogstens``."""
    te_veel = hoogstens + 1
    if abs(len(een) - len(ander)) > hoogstens:
        return te_veel
    voorvorige: list[int] = []
    vorige = list(range(len(ander) + 1))
    for i, a in enumerate(een, 1):
        rij = [i]
        for j, b in enumerate(ander, 1):
            kosten = min(vorige[j] + 1, rij[j - 1] + 1, vorige[j - 1] + (a != b))
            if i > 1 and j > 1 and a == ander[j - 2] and een[i - 2] == b:
                kosten = min(kosten, voorvorige[j - 2] + 1)
            rij.append(kosten)
        if min(rij) > hoogstens:
            return te_veel
        voorvorige, vorige = vorige, rij
    return min(vorige[-1], te_veel)


def markeer(tekst: str, is_treffer: Callable[[str], bool]) -> Iterator[tuple[str, bool]]:
    """``tekst`` in pieces, with for each piece whether it is a word that was asked for."""
    vorige = 0
    for gevonden in _WOORD.finditer(tekst):
        if is_treffer("".join(woorden(gevonden[0]))):
            if gevonden.start() > vorige:
                yield tekst[vorige : gevonden.start()], False
            yield gevonden[0], True
            vorige = gevonden.end()
    if vorige < len(tekst):
        yield tekst[vorige:], False


def uitsnede(tekst: str, is_treffer: Callable[[str], bool], lengte: int = 180) -> str:
    """About ``lengte`` characters of ``tekst`` around the first word that was asked for, cut between words."""
    plat = " ".join(tekst.split())
    if len(plat) <= lengte:
        return plat
    plek = next((g.start() for g in _WOORD.finditer(plat) if is_treffer("".join(woorden(g[0])))), 0)
    begin = max(0, plek - lengte // 3)
    if begin:
        begin = plat.find(" ", begin) + 1
    eind = begin + lengte
    eind = plat.rfind(" ", begin, eind) if eind < len(plat) else len(plat)
    eind = eind if eind > begin else begin + lengte
    return f"{'… ' if begin else ''}{plat[begin:eind]}{' …' if eind < len(plat) else ''}"
