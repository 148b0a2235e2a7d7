"""Rows of text as a spreadsheet to take along: xlsx, ods and csv, in which nothing is ever computed."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from comakers.invoer import ods
from comakers.invoer.veilig import bescherm

SOORTEN = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": ods.SOORT,
    "csv": "text/csv; charset=utf-8",
}


def schrijf(rijen: Iterable[Sequence[str]], soort: str, breedtes: Sequence[int] = ()) -> bytes:
    """The file of ``rijen``, of which the first holds the headings."""
    veilig: Iterator[list[str]] = ([bescherm(cel) for cel in rij] for rij in rijen)
    if soort == "ods":
        return ods.schrijf(veilig)
    return _csv(veilig) if soort == "csv" else _xlsx(veilig, breedtes)


def _csv(rijen: Iterable[Sequence[str]]) -> bytes:
    """As Dutch Excel reads it: a mark of UTF-8 in front, semicolons, everything between quotes."""
    uit = io.StringIO(newline="")
    csv.writer(uit, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rijen)
    return uit.getvalue().encode("utf-8-sig")


def _xlsx(rijen: Iterable[Sequence[str]], breedtes: Sequence[int]) -> bytes:
    boek = Workbook(write_only=True)
    blad = boek.create_sheet("Co-makers")
    blad.freeze_panes = "A2"
    for nummer, breedte in enumerate(breedtes, start=1):
        blad.column_dimensions[get_column_letter(nummer)].width = breedte
    vet = Font(bold=True)
    for plaats, rij in enumerate(rijen):
        if plaats:
            blad.append(list(rij))
        else:
            koppen = [WriteOnlyCell(blad, value=cel) for cel in rij]
            for kop in koppen:
                kop.font = vet
            blad.append(koppen)
    uit = io.BytesIO()
    boek.save(uit)
    return uit.getvalue()
