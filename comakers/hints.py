"""Simple, honest hints beside a verslag: length, thanks, own words, what happens next and when (M25).

Pure functions over the text; they advise and never block.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

MIN_WOORDEN, MAX_WOORDEN, MAX_ZIN = 60, 450, 18
_DANK = re.compile(r"\b(dank|bedankt|dankjewel|fijn dat|leuk dat|mooi dat|waardeer)", re.IGNORECASE)
_VERVOLG = re.compile(
    r"\b(we|wij|ik)\b[^.?!\n]{0,60}\b(gaan|zullen|nemen|bellen|sturen|vragen|nodigen|laten|komen|leggen|kijken|maken|"
    r"zoeken|bespreken|vertellen)\b|\b(hoor je|horen jullie|krijg je|krijgen jullie)\b",
    re.IGNORECASE,
)
_WANNEER = re.compile(
    r"\b(januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|maandag|dinsdag|"
    r"woensdag|donderdag|vrijdag|morgen|overmorgen|(deze|volgende|komende|over|binnen|eind|begin)\s+(\w+\s+)?"
    r"(week|weken|maand|maanden|dagen|dag|jaar))\b|\b\d{1,2}[-/]\d{1,2}\b",
    re.IGNORECASE,
)
IN_TE_VULLEN = re.compile(r"\[vul in[^\]]*\]", re.IGNORECASE)


@dataclass(frozen=True)
class Hint:
    """One check: whether it is well, and what to say."""

    code: str
    goed: bool
    tekst: str


def _woorden(tekst: str) -> list[str]:
    return re.findall(r"\w+", tekst.lower())


def _noemt_eigen_woorden(tekst: str, uitspraken: Iterable[str]) -> bool:
    """Whether four words in a row of some statement stand in the text."""
    vlak = f" {' '.join(_woorden(tekst))} "
    for uitspraak in uitspraken:
        woorden = _woorden(uitspraak)
        lengte = min(4, len(woorden))
        for i in range(len(woorden) - lengte + 1):
            if lengte and f" {' '.join(woorden[i : i + lengte])} " in vlak:
                return True
    return False


def _lange_zinnen(tekst: str) -> int:
    zinnen = re.split(r"(?<=[.?!])\s+|\n\s*\n|\n[-*>#]+ ", tekst)
    return sum(1 for zin in zinnen if len(_woorden(zin)) > MAX_ZIN)


def hints(tekst: str, uitspraken: Iterable[str]) -> list[Hint]:
    """Every check over one verslag, in the order in which one writes."""
    aantal, lang = len(_woorden(tekst)), _lange_zinnen(tekst)
    eigen = _noemt_eigen_woorden(tekst, uitspraken)
    if aantal < MIN_WOORDEN:
        lengte = _("Nog kort: %(n)s woorden. Vertel wat je raakte.") % {"n": aantal}
    elif aantal > MAX_WOORDEN:
        lengte = _("Lang: %(n)s woorden. Houd het onder de %(max)s.") % {"n": aantal, "max": MAX_WOORDEN}
    else:
        lengte = _("Goede lengte: %(n)s woorden.") % {"n": aantal}
    return [
        Hint("lengte", MIN_WOORDEN <= aantal <= MAX_WOORDEN, lengte),
        Hint("dank", *_of(_DANK.search(tekst), _("Je bedankt de co-maker."), _("Zeg dank voor de tijd en de ideeën."))),
        Hint(
            "eigen_woorden",
            *_of(eigen, _("De co-maker leest eigen woorden terug."), _("Haal een uitspraak aan, woord voor woord.")),
        ),
        Hint(
            "vervolg",
            *_of(_VERVOLG.search(tekst), _("Er staat wat er nu gebeurt."), _("Vertel wat jullie hiermee gaan doen.")),
        ),
        Hint(
            "wanneer",
            *_of(
                _WANNEER.search(tekst),
                _("Er staat wanneer."),
                _("Noem een moment: wanneer hoort de co-maker weer iets?"),
            ),
        ),
        Hint(
            "zinnen",
            lang == 0,
            _("Korte zinnen, goed te volgen.")
            if lang == 0
            else _("%(n)s zinnen zijn langer dan %(max)s woorden. Knip ze op.") % {"n": lang, "max": MAX_ZIN},
        ),
    ]


def _of(goed: object, ja: str, nee: str) -> tuple[bool, str]:
    return (True, ja) if goed else (False, nee)
