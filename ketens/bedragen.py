"""Amounts of money as people in the Netherlands write them, in whole cents; anything doubtful is refused (M76)."""

import re

from django.utils.translation import gettext as _

GROOTSTE = 10**13  # a hundred thousand million euro, in cents
# 2500 · 2.500 · 2500,00 · € 2.500,50 · 2.500,- ; points only between groups of three, two figures behind the comma.
_BEDRAG = re.compile(r"(?:€|EUR|eur|euro)?\s*(\d{1,3}(?:\.\d{3})+|\d{1,11})(?:,(\d{2}|-))?\s*(?:euro)?", re.ASCII)


def lees_bedrag(tekst: str) -> int:
    """The amount in cents; raises ValueError with a plain text when it is not one amount and nothing else."""
    gevonden = _BEDRAG.fullmatch(tekst.replace("\u00a0", " ").strip())
    if gevonden is None:
        raise ValueError(_("Schrijf een bedrag in euro's, zoals 2500 of 2.500,00. Een punt staat tussen duizenden."))
    centen = gevonden[2] if gevonden[2] and gevonden[2] != "-" else "00"
    bedrag = int(gevonden[1].replace(".", "")) * 100 + int(centen)
    if bedrag > GROOTSTE:
        raise ValueError(_("Dat bedrag is te groot om te kloppen."))
    return bedrag


def schrijf_bedrag(cent: int | None) -> str:
    """``€ 2.500`` or ``€ 2.500,50``, with a space that does not break; empty for None."""
    if cent is None:
        return ""
    heel, rest = divmod(cent, 100)
    duizenden = f"{heel:,}".replace(",", ".")
    return f"€\u00a0{duizenden},{rest:02}" if rest else f"€\u00a0{duizenden}"
