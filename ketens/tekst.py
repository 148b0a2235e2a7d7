"""How wide a text is in a picture, and the text that fits: the server has no ruler, so it errs on the wide side."""

_SMAL = set("iljtfrI.,:;'|!()[] -")
_BREED = set("mwMW@%&—")
_PER_TEKEN = {"smal": 0.36, "gewoon": 0.56, "hoofd": 0.68, "breed": 0.92}


def breedte(tekst: str, grootte: float) -> float:
    """About how many units ``tekst`` takes at a font size of ``grootte``."""
    return grootte * sum(_PER_TEKEN[_soort(teken)] for teken in tekst)


def _soort(teken: str) -> str:
    if teken in _SMAL:
        return "smal"
    if teken in _BREED or ord(teken) > 0x2E80:
        return "breed"
    return "hoofd" if teken.isupper() or teken.isdigit() else "gewoon"


def kort(tekst: str, grootte: float, ruimte: float) -> str:
    """``tekst``, cut at the end with an ellipsis when it does not fit."""
    if breedte(tekst, grootte) <= ruimte:
        return tekst
    deel = tekst
    while deel and breedte(f"{deel}…", grootte) > ruimte:
        deel = deel[:-1].rstrip()
    return f"{deel}…"


def regels(tekst: str, grootte: float, ruimte: float, hoogstens: int = 2) -> list[str]:
    """``tekst`` broken over at most ``hoogstens`` lines between words; the last one is cut when it must."""
    uit: list[str] = []
    woorden = tekst.split()
    while woorden and len(uit) < hoogstens:
        regel = woorden.pop(0)
        while woorden and breedte(f"{regel} {woorden[0]}", grootte) <= ruimte:
            regel += f" {woorden.pop(0)}"
        if len(uit) == hoogstens - 1 and woorden:
            regel = " ".join([regel, *woorden])
        uit.append(kort(regel, grootte, ruimte))
    return uit
