"""Setting a PDF outside this process: a child with limits that reads nothing but what it is given.

The child gets its limits as arguments and one JSON line of work on stdin, tells its progress on stderr and gives the
PDF on stdout. It has no network and no files but its own libraries; processor time, memory and wall time are limited,
so that a document nobody can set harms nothing else (a threads pool cannot stop a task, a process can). The child sets
the limits on itself before it reads anything: code between fork and exec is not safe in a process with threads.
"""

import base64
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

Voortgang = Callable[[int, str], None]
MAP = "leefsturing-zet-"
TE_ZWAAR = 3  # how the child says that it ran out of memory; its C libraries just abort


class ZetFout(Exception):
    """The PDF could not be made; the text says why, in plain Dutch. ``opnieuw`` when trying again may help."""

    def __init__(self, tekst: str, *, opnieuw: bool = True) -> None:
        super().__init__(tekst)
        self.tekst = str(tekst)
        self.opnieuw = opnieuw


@dataclass(frozen=True)
class Grenzen:
    """How much one document may cost."""

    processor: int = 60  # seconds; 150 pages take 17
    geheugen: int = 1024 * 1024 * 1024  # bytes of address space; 150 pages use a third
    tijd: int = 180  # seconds on the clock, on a machine that is busy


@dataclass(frozen=True)
class Opdracht:
    """One document to set: the same one gives the same bytes, always."""

    html: str
    kenmerk: str
    moment: datetime
    middelen: Mapping[str, bytes] = field(default_factory=dict)

    def als_json(self) -> bytes:
        """The line of work for the child."""
        return json.dumps(
            {
                "html": self.html,
                "kenmerk": self.kenmerk,
                "moment": self.moment.isoformat(timespec="seconds"),
                "middelen": {naam: base64.b64encode(inhoud).decode() for naam, inhoud in self.middelen.items()},
            }
        ).encode()


def _omgeving(folder: str, moment: datetime) -> dict[str, str]:
    """Nothing of ours: no secrets, no proxy, fonts only from what is given; same hash seed, same clock each time."""
    fonts = Path(folder) / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    return {
        "PATH": os.defpath,
        "HOME": folder,
        "TMPDIR": folder,
        "LANG": "C.UTF-8",
        "FONTCONFIG_FILE": str(fonts),
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(int(moment.timestamp())),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _ruim_op() -> None:
    """Folders of settings whose worker was killed; they hold fonts only, and after an hour nobody uses them."""
    for rest in Path(tempfile.gettempdir()).glob(f"{MAP}*"):
        with contextlib.suppress(OSError):
            if time.time() - rest.stat().st_mtime > 3600:
                shutil.rmtree(rest, ignore_errors=True)


def _uitleg(code: int, te_laat: bool, regel: str) -> ZetFout:
    if te_laat or code == -signal.SIGXCPU:
        return ZetFout(_("Het plan kost te veel tijd om op te maken. Maak de teksten korter."), opnieuw=False)
    if code in (TE_ZWAAR, -signal.SIGABRT, -signal.SIGSEGV, -signal.SIGTRAP):
        return ZetFout(_("Het plan is te groot om op te maken. Maak de teksten korter."), opnieuw=False)
    if code < 0:
        return ZetFout(_("Het opmaken is onderbroken."))
    return ZetFout(_("Het opmaken van de pdf is niet gelukt. %(fout)s") % {"fout": regel[:200]})


def zet(
    opdracht: Opdracht, *, module: str, voortgang: Voortgang = lambda procent, tekst: None, grenzen: Grenzen = Grenzen()
) -> bytes:
    """The PDF of ``opdracht``, made by ``python -m module`` in a process of its own.

    Raises ZetFout with a text for people when it fails, takes too long or asks too much.
    """
    _ruim_op()
    with tempfile.TemporaryDirectory(prefix=MAP) as folder:
        proces = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", module, str(grenzen.processor), str(grenzen.geheugen)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=Path(__file__).resolve().parent.parent.parent,
            env=_omgeving(folder, opdracht.moment),
            start_new_session=True,
        )
        te_laat = threading.Event()
        wekker = threading.Timer(grenzen.tijd, lambda: (te_laat.set(), proces.kill()))
        wekker.daemon = True
        wekker.start()
        stukken: list[bytes] = []
        lezer = threading.Thread(target=lambda: stukken.append(proces.stdout.read()), daemon=True)  # type: ignore[union-attr]
        lezer.start()
        laatste = ""
        try:
            _geef(proces, opdracht.als_json())
            for raw in proces.stderr or ():
                laatste = raw.decode("utf-8", "replace").strip() or laatste
                if laatste.startswith("% "):
                    _teken, procent, tekst = laatste.split(" ", 2)
                    voortgang(int(procent), tekst)
            code = proces.wait()
            lezer.join()
        finally:
            wekker.cancel()
            if proces.poll() is None:
                proces.kill()
                proces.wait()
            for pijp in (proces.stdin, proces.stdout, proces.stderr):
                if pijp:
                    pijp.close()
        if code or not (stukken and stukken[0].startswith(b"%PDF-") and stukken[0].rstrip().endswith(b"%%EOF")):
            raise _uitleg(code, te_laat.is_set(), "" if laatste.startswith("% ") else laatste)
        return stukken[0]


def _geef(proces: "subprocess.Popen[bytes]", regel: bytes) -> None:
    try:
        proces.stdin.write(regel)  # type: ignore[union-attr]
        proces.stdin.close()  # type: ignore[union-attr]
    except BrokenPipeError:
        pass  # it died at once; its exit code tells why
