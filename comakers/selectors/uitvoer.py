"""The list of co-makers as rows to take along (M20)."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from comakers.invoer.velden import UITVOER
from comakers.selectors.invoer import als_cellen, met_alles_erbij

STAAT_KOP = "hoever zijn we"
PER_KEER = 1_000


def uitvoerrijen(comakers: Any) -> Iterator[list[str]]:
    """The headings, and a row for everybody in ``comakers`` who is not erased, in their order."""
    yield [*(str(veld.kop) for veld in UITVOER), _(STAAT_KOP)]
    nummers = list(comakers.filter(persoon__gewist_op=None).values_list("pk", flat=True))
    for begin in range(0, len(nummers), PER_KEER):
        deel = nummers[begin : begin + PER_KEER]
        rijen = met_alles_erbij().in_bulk(deel)
        for pk in deel:
            if (comaker := rijen.get(pk)) is not None:
                cellen = als_cellen(comaker)
                yield [*(cellen[veld.naam] for veld in UITVOER), comaker.get_staat_display()]
