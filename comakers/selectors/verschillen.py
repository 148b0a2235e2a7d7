"""The difference between two texts, word by word."""

import difflib
import re

# Above this the exact comparison takes too long for a page; then whole paragraphs are compared.
MAX_STUKKEN = 6000


def _stukken(tekst: str) -> list[str]:
    woorden = re.findall(r"\s+|\w+|[^\w\s]", tekst)
    return woorden if len(woorden) <= MAX_STUKKEN else re.findall(r"[^\n]*\n?", tekst)


def verschil(oud: str, nieuw: str) -> list[tuple[str, str]]:
    """(soort, text) in order, for the ``verschil`` component: gelijk, weg, erbij."""
    a, b = _stukken(oud), _stukken(nieuw)
    result: list[tuple[str, str]] = []
    for op, a0, a1, b0, b1 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            result.append(("gelijk", "".join(a[a0:a1])))
        else:
            if a1 > a0:
                result.append(("weg", "".join(a[a0:a1])))
            if b1 > b0:
                result.append(("erbij", "".join(b[b0:b1])))
    return result
