"""Cells that a spreadsheet would take for a formula: neutralised on the way out, read back as they were."""

import re

# What a program may read as the begin of a formula, behind the white space and apostrophes that it may leave out.
_GEVAAR = re.compile(r"[\s']*[=+\-@\t\r＝＋－＠]")
_GEEN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def bescherm(tekst: str) -> str:
    """``tekst`` as a cell that no program computes: an apostrophe in front when it could be a formula."""
    tekst = _GEEN_XML.sub("", tekst)
    return f"'{tekst}" if _GEVAAR.match(tekst) else tekst


def ontdoe(tekst: str) -> str:
    """The text that ``bescherm`` was given; what never needed it stays as it is."""
    return tekst[1:] if tekst.startswith("'") and _GEVAAR.match(tekst[1:]) else tekst
