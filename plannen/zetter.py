"""The process that sets the PDF: ``python -m plannen.zetter SECONDS BYTES``, one JSON line in, a PDF out (M80).

It imports no Django and knows no database. What it may read is in the line: the text, and named resources behind
``middel:NAAM``. Anything else, a file or an address, is refused twice: by the fetcher, and by a guard on the
interpreter itself.
"""

import base64
import ctypes
import io
import json
import logging
import os
import re
import resource
import signal
import sys
import unicodedata
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

TE_ZWAAR = 3
_PR_SET_PDEATHSIG = 1
ANDER_SCHRIFT = "[ander schrift]"
SCHEMA = "middel:"
_SOORT = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg"}
# Where the interpreter and its libraries live, and the folder for temporary files made for this one document.
_LEESBAAR = tuple(
    os.path.realpath(p) + os.sep for p in {sys.prefix, sys.base_prefix, "/usr/lib", "/usr/share/zoneinfo", "/lib"}
)
_NOOIT = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "urllib.")
_LANG = re.compile(r"[^\s<>&;]{41,}")
_ONZICHTBAAR = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]")


def begrens(processor: int, geheugen: int) -> None:
    """Limits this process: seconds of processor, bytes of memory, and no longer than the worker that asked for it."""
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor + 2))
    resource.setrlimit(resource.RLIMIT_AS, (geheugen, geheugen))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ouder = os.getppid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != ouder:
            sys.exit(1)


def bewaak(tijdelijk: str) -> None:
    """From here on this process opens no connection, starts no other, and reads and writes nowhere else."""
    eigen = os.path.realpath(tijdelijk) + os.sep
    code = os.path.dirname(os.path.realpath(__file__)) + os.sep

    def wacht(gebeurtenis: str, args: tuple[Any, ...]) -> None:
        if gebeurtenis.startswith(_NOOIT):
            raise PermissionError(f"niet toegestaan: {gebeurtenis}")
        if gebeurtenis == "open" and isinstance(args[0], str | bytes):
            pad = os.path.realpath(os.fsdecode(args[0]))
            schrijft = isinstance(args[2], int) and bool(args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
            if not pad.startswith(eigen) and (schrijft or not pad.startswith((*_LEESBAAR, code))):
                raise PermissionError(f"niet toegestaan: {pad}")

    sys.addaudithook(wacht)


class AlleenGegeven:
    """The fetcher of WeasyPrint: hands out the named resources and refuses everything else."""

    _fail_on_errors = False

    def __init__(self, middelen: dict[str, bytes]) -> None:
        self.middelen = middelen
        self.geweigerd: list[str] = []

    def __call__(self, url: str) -> Any:
        """Raises ValueError for what was not given; WeasyPrint then leaves it out."""
        from weasyprint.urls import URLFetcherResponse  # noqa: PLC0415 - only in this process

        naam = url.removeprefix(SCHEMA)
        if not url.startswith(SCHEMA) or naam not in self.middelen:
            self.geweigerd.append(url[:200])
            raise ValueError("geen gegeven middel")
        soort = _SOORT.get(os.path.splitext(naam)[1], "application/octet-stream")
        return URLFetcherResponse(url, self.middelen[naam], {"Content-Type": soort})

    fetch = open = __call__


def dekking(middelen: dict[str, bytes]) -> set[int]:
    """Every character that the given fonts can show."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only in this process

    tekens: set[int] = set()
    for naam, inhoud in middelen.items():
        if naam.endswith(".woff2"):
            with TTFont(io.BytesIO(inhoud), lazy=True) as font:
                tekens |= set(font.getBestCmap())
    return tekens


def zetbaar(html: str, tekens: set[int]) -> str:
    """The text with only characters that the given fonts can show.

    Invisible ones and pictograms go; words in a script without a font become a note that they are there. A glyph
    that no font has would leave a hole, for the eye and for who hears the document read.
    """
    if not tekens:
        return html
    uit: list[str] = []
    for c in _ONZICHTBAAR.sub("", unicodedata.normalize("NFC", html)):
        if ord(c) in tekens or c in "\n\t":
            uit.append(c)
        elif unicodedata.normalize("NFKC", c) != c and all(ord(k) in tekens for k in unicodedata.normalize("NFKC", c)):
            uit.append(unicodedata.normalize("NFKC", c))
        elif unicodedata.category(c)[0] == "L" and (not uit or uit[-1] != ANDER_SCHRIFT):
            uit.append(ANDER_SCHRIFT)
        elif c.isspace():
            uit.append(" ")
    return re.sub(rf"{re.escape(ANDER_SCHRIFT)}(?: {re.escape(ANDER_SCHRIFT)})+", ANDER_SCHRIFT, "".join(uit))


def breekbaar(html: str) -> str:
    """Words longer than a line get places where they may break; tags and their attributes stay as they are."""
    delen = re.split(r"(<[^>]*>)", html)
    delen[::2] = [_LANG.sub(lambda m: re.sub(r"(.{24})(?=.)", "\\1\u00ad", m.group()), deel) for deel in delen[::2]]
    return "".join(delen)


def meld(procent: int, tekst: str) -> None:
    """One line of progress for the worker."""
    sys.stderr.write(f"% {procent} {tekst}\n")
    sys.stderr.flush()


# Where each round over the pages begins, and how many percent it may take.
_RONDES = ((25, 34), (60, 12), (73, 11))


class _Stappen(logging.Handler):
    """Translates the steps of WeasyPrint to true progress, page by page."""

    def __init__(self, melden: Callable[[int, str], None]) -> None:
        super().__init__()
        self.melden = melden
        self.ronde = -1

    def emit(self, record: logging.LogRecord) -> None:
        """Passes a step on."""
        stap = record.getMessage()
        if pagina := re.search(r"Page (\d+)", stap):
            nummer = int(pagina.group(1))
            # Set once, and again until the page numbers in the contents are right: progress only goes up.
            self.ronde += nummer == 1
            begin, ruimte = _RONDES[min(self.ronde, len(_RONDES) - 1)]
            wat = "wordt gezet" if self.ronde <= 0 else "wordt nageteld voor de inhoudsopgave"
            if nummer % 3 == 1:
                self.melden(begin + int(ruimte * (1 - 0.97**nummer)), f"pagina {nummer} {wat}")
        elif stap.startswith("Step 6"):
            self.melden(85, "de pdf wordt geschreven")


def zet(opdracht: dict[str, Any], melden: Callable[[int, str], None] = meld) -> bytes:
    """The PDF of one line of work: tagged, PDF/A-2a and PDF/UA-1, the same bytes for the same work."""
    from weasyprint import HTML  # noqa: PLC0415 - slow and needs Pango; only in this process
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415

    middelen = {naam: base64.b64decode(inhoud) for naam, inhoud in opdracht["middelen"].items()}
    melden(10, "de letters worden klaargelegd")
    html = breekbaar(zetbaar(opdracht["html"], dekking(middelen)))
    logging.getLogger("weasyprint.progress").setLevel(logging.INFO)
    logging.getLogger("weasyprint.progress").handlers = [_Stappen(melden)]
    logging.getLogger("weasyprint").handlers = [logging.NullHandler()]
    melden(20, "de tekst wordt gelezen")
    ruw = HTML(string=html, base_url=None, url_fetcher=AlleenGegeven(middelen)).write_pdf(
        pdf_variant="pdf/a-2a",
        pdf_identifier=opdracht["kenmerk"].encode(),
        font_config=FontConfiguration(),
    )
    melden(92, "de pdf wordt toegankelijk gemaakt")
    return maak_toegankelijk(ruw, datetime.fromisoformat(opdracht["moment"]))


_UA_SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part><pdfaExtension:schemas><rdf:Bag>
<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def maak_toegankelijk(ruw: bytes, moment: datetime) -> bytes:
    """Adds what a combined PDF/A and PDF/UA needs: one XMP block that says both, and a scope on every header cell."""
    import pikepdf  # noqa: PLC0415 - only in this process

    with pikepdf.open(io.BytesIO(ruw)) as pdf:
        xmp = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata = pdf.make_stream(
            xmp.replace(b"</rdf:RDF>", _UA_SCHEMA.encode() + b"</rdf:RDF>"),
            Type=pikepdf.Name.Metadata,
            Subtype=pikepdf.Name.XML,
        )
        for ding in pdf.objects:
            if isinstance(ding, pikepdf.Stream):
                _verleng(ding)
            elif isinstance(ding, pikepdf.Dictionary) and ding.get("/S") == "/TH" and "/A" in ding:
                ding.A.Scope = ding.A.get("/Scope", pikepdf.Name.Column)
        vulling = pdf.Root["/LeefsturingVulling"] = pikepdf.Array()
        for _poging in range(12):
            uit = io.BytesIO()
            pdf.save(
                uit,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                recompress_flate=False,
            )
            if b"\r\nendstream" not in uit.getvalue():
                break
            vulling.append(pdf.make_indirect(pikepdf.Dictionary()))
    return uit.getvalue()


def _verleng(stream: Any) -> None:
    """Data that end in a carriage return look one byte short to a strict reader: let them end otherwise.

    A trailing line end means nothing in page content, nor do bytes after the last table in a font.
    """
    import pikepdf  # noqa: PLC0415 - only in this process

    if stream.get("/Filter") != pikepdf.Name.FlateDecode or not stream.read_raw_bytes().endswith(b"\r"):
        return
    inhoud = stream.read_bytes() + (b"\0\0\0\1" if "/Length1" in stream else b"\n")
    if "/Length1" in stream:
        stream.Length1 = len(inhoud)
    stream.write(zlib.compress(inhoud), filter=pikepdf.Name.FlateDecode)


def main() -> int:
    """Reads the work, guards the process, sets, writes."""
    begrens(int(sys.argv[1]), int(sys.argv[2]))
    opdracht = json.loads(sys.stdin.buffer.read())
    try:
        import pikepdf  # noqa: F401, PLC0415 - its library is loaded before the guard stands
        import weasyprint  # noqa: F401, PLC0415
    except OSError:
        sys.stderr.write("Op deze computer ontbreekt Pango; een beheerder kan het installeren.\n")
        return 1

    bewaak(os.environ["TMPDIR"])
    try:
        pdf = zet(opdracht)
    except MemoryError:
        return TE_ZWAAR
    except RecursionError:
        sys.stderr.write("De tekst is te diep genest.\n")
        return 1
    sys.stdout.buffer.write(pdf)
    sys.stdout.buffer.flush()
    meld(96, "de pdf is gezet")
    return 0


if __name__ == "__main__":
    sys.exit(main())
