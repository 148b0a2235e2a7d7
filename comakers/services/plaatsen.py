"""Where a statement stands in the notes: found from its words, and moved along when the notes change."""

import re

from comakers.models import Gesprek, Uitspraak


def vind(notities: str, tekst: str, bij: int | None = None) -> tuple[int, int] | None:
    """Begin and end of ``tekst`` in the notes, the place nearest to ``bij``; None when the words are not there.

    White space may differ: a fragment copied from a phone loses its line ends.
    """
    woorden = tekst.split()
    if not woorden:
        return None
    patroon = r"\s+".join(re.escape(woord) for woord in woorden)
    plaatsen = [m.span() for m in re.finditer(patroon, notities)]
    return min(plaatsen, key=lambda p: abs(p[0] - (bij or 0))) if plaatsen else None


def verplaats(gesprek: Gesprek, *, oud: str, nieuw: str) -> None:
    """Statements keep pointing at their words in the notes; where the words are gone, the statement stays whole."""
    changed = []
    for uitspraak in Uitspraak.objects.filter(gesprek=gesprek, begin__isnull=False):
        plaats = vind(nieuw, oud[uitspraak.begin : uitspraak.eind], uitspraak.begin)
        if plaats != (uitspraak.begin, uitspraak.eind):
            uitspraak.begin, uitspraak.eind = plaats or (None, None)
            changed.append(uitspraak)
    Uitspraak.objects.bulk_update(changed, ["begin", "eind"])
