"""A spreadsheet that somebody brings, as rows of text: xlsx, ods and csv, within limits, nothing computed.

Of a formula the value that the other program stored is taken. What is no spreadsheet, or unpacks to more than fits,
is refused with a sentence; nothing in a file can make this reader follow an address or an entity.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import IO, Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

from comakers.invoer import ods
from comakers.invoer.veilig import ontdoe
from leefsturing.lib.fouten import DomainError
from leefsturing.lib.tekst import schoon

MAX_BYTES = 5 * 1024 * 1024
MAX_UITGEPAKT = 80 * 1024 * 1024
MAX_RIJEN = 20_000
MAX_KOLOMMEN = ods.MAX_KOLOMMEN
MAX_CEL = 32_767
_SCHEIDINGEN = (";", ",", "\t", "|")
_LEESFOUTEN = (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, ParseError, OSError,
               EOFError, DefusedXmlException, NotImplementedError, RuntimeError, csv.Error)  # fmt: skip
Rij = tuple[int, list[str]]


def geen_blad() -> DomainError:
    """What to say of something that cannot be opened."""
    return DomainError(_("Dit bestand kunnen we niet openen. Sla het op als xlsx, ods of csv en probeer het opnieuw."))


def herken(bestand: IO[bytes]) -> str:
    """``xlsx``, ``ods`` or ``csv``, by what is in it and never by its name; raises DomainError for anything else."""
    bestand.seek(0)
    begin = bestand.read(8)
    bestand.seek(0)
    if not begin.startswith(b"PK"):
        if begin.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8", b"{\\rtf", b"\x1f\x8b")):
            raise geen_blad()
        return "csv"
    try:
        with zipfile.ZipFile(bestand) as pak:
            delen = pak.infolist()
            if sum(deel.file_size for deel in delen) > MAX_UITGEPAKT or len(delen) > 2_000:
                raise DomainError(_("Dit bestand is uitgepakt veel te groot. Bewaar alleen het blad met de mensen."))
            if any(deel.flag_bits & 0x1 for deel in delen):
                raise DomainError(_("Dit bestand heeft een wachtwoord. Haal dat eraf en probeer het opnieuw."))
            namen = {deel.filename for deel in delen}
            if len(namen) != len(delen):
                raise geen_blad()
    except _LEESFOUTEN as error:
        raise geen_blad() from error
    finally:
        bestand.seek(0)
    if "xl/workbook.xml" in namen:
        return "xlsx"
    if "content.xml" in namen:
        return "ods"
    raise geen_blad()


def lees_rijen(bestand: IO[bytes], soort: str) -> Iterator[Rij]:
    """(row number as the other program shows it, cells) of every row that holds something, headings included.

    Raises DomainError with a sentence when the file breaks off, or holds more rows than we take.
    """
    lezers = {"xlsx": _lees_xlsx, "ods": ods.lees, "csv": _lees_csv}
    bestand.seek(0)
    aantal = 0
    try:
        for nummer, ruw in lezers[soort](bestand):
            cellen = [als_tekst(cel) for cel in ruw[:MAX_KOLOMMEN]]
            while cellen and not cellen[-1]:
                cellen.pop()
            if not cellen:
                continue
            aantal += 1
            if aantal > MAX_RIJEN + 1:
                raise DomainError(
                    _("Dit bestand heeft meer dan 20.000 rijen. Knip het in delen en breng die na elkaar binnen.")
                )
            yield nummer, cellen
    except _LEESFOUTEN as error:
        raise geen_blad() from error


def als_tekst(cel: Any) -> str:
    """What stands in a cell, as clean text: days as 31-12-2026, whole numbers without a point, never a formula."""
    if cel is None:
        return ""
    if isinstance(cel, bool):
        return _("ja") if cel else _("nee")
    if isinstance(cel, datetime | date):
        return f"{cel:%d-%m-%Y}"
    if isinstance(cel, float) and cel.is_integer() and abs(cel) < 1e15:
        cel = int(cel)
    tekst = str(cel)[: MAX_CEL + 1]
    return schoon(ontdoe(tekst)).strip()


def _lees_xlsx(bestand: IO[bytes]) -> Iterator[tuple[int, list[Any]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        boek = openpyxl.load_workbook(bestand, read_only=True, data_only=True, keep_links=False)
    try:
        blad = boek.worksheets[0]
        # Some programs write a wrong size of the sheet; the rows themselves say how many there are.
        blad.reset_dimensions()
        for nummer, rij in enumerate(blad.iter_rows(max_col=MAX_KOLOMMEN, values_only=True), start=1):
            if nummer > 1_048_576:
                return
            yield nummer, list(rij)
    finally:
        boek.close()


def _lees_csv(bestand: IO[bytes]) -> Iterator[tuple[int, list[Any]]]:
    tekst = ontcijfer(bestand.read(MAX_BYTES + 1))
    eerste = tekst[:20].split("\n", 1)[0].strip().casefold()
    nummer, scheiding = 0, ""
    if re.fullmatch(r"sep=.", eerste):
        scheiding, nummer = eerste[-1], 1
        tekst = tekst.split("\n", 1)[1] if "\n" in tekst else ""
    csv.field_size_limit(MAX_BYTES)
    # A NUL would end a text in many programs; here it is no text at all.
    schoon_van_nul = tekst.replace("\0", "")
    for rij in csv.reader(io.StringIO(schoon_van_nul, newline=""), delimiter=scheiding or _scheiding(schoon_van_nul)):
        nummer += 1
        yield nummer, list(rij)


def ontcijfer(inhoud: bytes) -> str:
    """The text of a csv: by its mark, else UTF-16 by its empty halves, else UTF-8, else the Windows page of Excel."""
    for merk, naam in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if inhoud.startswith(merk):
            return inhoud.decode(naam, errors="replace")
    proef = inhoud[:4_000]
    even, oneven = proef[0::2].count(0), proef[1::2].count(0)
    if oneven + even > len(proef) // 4:
        return inhoud.decode("utf-16-le" if oneven > even else "utf-16-be", errors="replace")
    if proef.count(0) > 8:
        raise geen_blad()
    try:
        return inhoud.decode("utf-8")
    except UnicodeDecodeError:
        return inhoud.decode("cp1252", errors="replace")


def _scheiding(tekst: str) -> str:
    """The sign between cells: the one that makes the most cells of the headings, and as many of the rows below."""

    def score(teken: str) -> tuple[int, int]:
        breedtes = []
        try:
            for rij in csv.reader(io.StringIO(tekst[:40_000], newline=""), delimiter=teken):
                if rij:
                    breedtes.append(len(rij))
                if len(breedtes) == 20:
                    break
        except csv.Error:
            return 0, 0
        if not breedtes or breedtes[0] == 1:
            return 0, 0
        return sum(b == breedtes[0] for b in breedtes), breedtes[0]

    return max(_SCHEIDINGEN, key=score)
