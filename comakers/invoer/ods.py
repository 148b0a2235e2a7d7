"""OpenDocument spreadsheets, read row by row and written row by row; only the text of cells matters here."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any
from xml.sax.saxutils import escape

from defusedxml import ElementTree

_KANTOOR = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABEL = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEKST = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
SOORT = "application/vnd.oasis.opendocument.spreadsheet"
MAX_KOLOMMEN = 200


def _getal(element: Any, naam: str, standaard: int = 1) -> int:
    waarde = element.get(naam, "")
    return max(1, int(waarde)) if waarde.isascii() and waarde.isdecimal() and len(waarde) < 8 else standaard


def _alinea(element: Any) -> str:
    """The words of a paragraph; runs of spaces, tabs and line ends are elements of their own."""
    delen = [element.text or ""]
    for kind in element:
        if kind.tag == f"{{{_TEKST}}}s":
            delen.append(" " * min(_getal(kind, f"{{{_TEKST}}}c"), 10_000))
        elif kind.tag == f"{{{_TEKST}}}tab":
            delen.append("\t")
        elif kind.tag == f"{{{_TEKST}}}line-break":
            delen.append("\n")
        elif kind.tag.startswith(f"{{{_TEKST}}}"):
            delen.append(_alinea(kind))
        delen.append(kind.tail or "")
    return "".join(delen)


def _waarde(cel: Any) -> str:
    soort = cel.get(f"{{{_KANTOOR}}}value-type")
    if soort == "date":
        return (cel.get(f"{{{_KANTOOR}}}date-value") or "")[:10]
    if soort == "float":
        return cel.get(f"{{{_KANTOOR}}}value") or ""
    return "\n".join(_alinea(p) for p in cel.findall(f"{{{_TEKST}}}p"))


def _rij(element: Any) -> list[str]:
    cellen: list[str] = []
    for cel in element:
        if cel.tag in (f"{{{_TABEL}}}table-cell", f"{{{_TABEL}}}covered-table-cell"):
            keer = _getal(cel, f"{{{_TABEL}}}number-columns-repeated")
            cellen.extend([_waarde(cel)] * min(keer, MAX_KOLOMMEN - len(cellen)))
        if len(cellen) >= MAX_KOLOMMEN:
            break
    while cellen and not cellen[-1]:
        cellen.pop()
    return cellen


def lees(bestand: IO[bytes]) -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) of the rows of the first sheet that hold something."""
    with zipfile.ZipFile(bestand) as pak, pak.open("content.xml") as xml:
        nummer, niveau = 0, 0
        for moment, element in ElementTree.iterparse(xml, events=("start", "end"), forbid_dtd=True):
            if moment == "start":
                niveau += element.tag == f"{{{_TABEL}}}table"
            elif element.tag == f"{{{_TABEL}}}table-row" and niveau == 1:
                cellen, keer = _rij(element), _getal(element, f"{{{_TABEL}}}number-rows-repeated")
                for extra in range(keer if cellen else 0):
                    yield nummer + extra + 1, cellen
                nummer += keer
                element.clear()
            elif element.tag == f"{{{_TABEL}}}table":
                return


def _als_xml(tekst: str) -> str:
    """Paragraphs; a space that would be lost, a tab and a line end are elements of their own."""
    ruim = re.sub(r"(?m)^ +| +$| {2,}", lambda m: f'<text:s text:c="{len(m[0])}"/>', escape(tekst))
    return "".join(f"<text:p>{regel}</text:p>" for regel in ruim.replace("\t", "<text:tab/>").split("\n"))


def schrijf(rijen: Iterable[Sequence[str]]) -> bytes:
    """The file; every cell is text, so that nothing is ever computed."""
    uit = io.BytesIO()
    naamruimten = f'xmlns:office="{_KANTOOR}" xmlns:table="{_TABEL}" xmlns:text="{_TEKST}"'
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as pak:
        pak.writestr(zipfile.ZipInfo("mimetype"), SOORT)
        manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        pak.writestr(
            "META-INF/manifest.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{manifest}" '
            f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" '
            f'manifest:media-type="{SOORT}"/><manifest:file-entry manifest:full-path="content.xml" '
            'manifest:media-type="text/xml"/></manifest:manifest>',
        )
        with pak.open("content.xml", "w") as xml:
            xml.write(
                f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {naamruimten} office:version="1.3">'
                '<office:body><office:spreadsheet><table:table table:name="Co-makers">'.encode()
            )
            for rij in rijen:
                cellen = "".join(
                    f'<table:table-cell office:value-type="string">{_als_xml(cel)}</table:table-cell>' for cel in rij
                )
                xml.write(f"<table:table-row>{cellen}</table:table-row>".encode())
            xml.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")
    return uit.getvalue()
