"""How wide words are in a drawing, and how they break into lines: a careful guess, the same on every machine."""

import unicodedata

_SMAL = frozenset("iIjlt.,:;'!|()[]{}` ‘’“”fr-–·")
_BREED = frozenset("mwMW@%&—…")


def _teken(teken: str) -> float:
    """The width of one character in parts of the letter size, rather too wide than too narrow."""
    if unicodedata.combining(teken) or unicodedata.category(teken) in ("Cf", "Mn"):
        return 0.0
    if teken in _SMAL:
        return 0.36
    if teken in _BREED:
        return 0.94
    if unicodedata.east_asian_width(teken) in "WF" or ord(teken) > 0xFFFF:
        return 1.1
    if teken.isupper() or ord(teken) > 0x24F:
        return 0.7
    return 0.55


def breedte(tekst: str, letter: float) -> int:
    """How wide ``tekst`` is at letter size ``letter``, in whole units of the drawing, rather too wide."""
    return -int(-sum(_teken(t) for t in tekst) * letter // 1)


def _stukken(woord: str, letter: float, ruimte: float) -> list[str]:
    """A word that is wider than the line, in pieces that fit."""
    stukken, nu, maat = [], "", 0.0
    for teken in woord:
        breed = _teken(teken) * letter
        if nu and breed and maat + breed > ruimte:
            stukken.append(nu)
            nu, maat = "", 0.0
        nu, maat = nu + teken, maat + breed
    return [*stukken, nu]


def kort(tekst: str, letter: float, ruimte: float) -> str:
    """``tekst``, cut at the end with an ellipsis when it does not fit."""
    if breedte(tekst, letter) <= ruimte:
        return tekst
    deel = tekst
    while deel and breedte(f"{deel}…", letter) > ruimte:
        deel = deel[:-1].rstrip()
    return f"{deel}…"


def regels(tekst: str, letter: float, ruimte: float, hoogstens: int | None = None) -> list[str]:
    """``tekst`` in lines no wider than ``ruimte``: all of it, or the last of ``hoogstens`` lines cut when it must."""
    lijnen: list[str] = []
    for woord in tekst.split():
        samen = f"{lijnen[-1]} {woord}" if lijnen else woord
        if lijnen and breedte(samen, letter) <= ruimte:
            lijnen[-1] = samen
        elif breedte(woord, letter) <= ruimte:
            lijnen.append(woord)
        else:
            lijnen += _stukken(woord, letter, ruimte)
    if hoogstens is None or len(lijnen) <= hoogstens:
        return lijnen
    return [*lijnen[: hoogstens - 1], kort(" ".join(lijnen[hoogstens - 1 :]), letter, ruimte)]
