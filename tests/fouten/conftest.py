"""An installation of its own for the fault tests, with parts that can be killed."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.fouten.putje import lees_map
from tests.gereed import leg_klaar

ROOT = Path(__file__).resolve().parent.parent.parent


def wacht_tot(klopt: Callable[[], Any], seconden: float = 30.0) -> Any:
    """Waits until it holds; fails with what it was when the time is over."""
    eind = time.monotonic() + seconden
    while not (wat := klopt()):
        assert time.monotonic() < eind, f"na {seconden} s nog niet: {wat!r}"
        time.sleep(0.05)
    return wat


class Installatie:
    """A folder with a database and mail of its own, a servant that takes orders, and parts that come and go."""

    def __init__(self, folder: Path, **extra: str) -> None:
        self.folder = folder
        self.env = os.environ | {"VAR_MAP": str(folder), "EMAIL_URL": "", "PYTHONUNBUFFERED": "1"} | extra
        if "DATABASE_URL" not in self.env:
            leg_klaar(folder)
        self.delen: list[subprocess.Popen[str]] = []
        self.knecht = self.start("knecht")

    def start(self, deel: str, **extra: str) -> "subprocess.Popen[str]":
        """Starts a part in a session of its own."""
        pijp = subprocess.PIPE if deel == "knecht" else subprocess.DEVNULL
        with (self.folder / f"{deel}.log").open("a") as log:
            proces = subprocess.Popen(
                [sys.executable, "-m", "tests.fouten.start", deel],
                cwd=ROOT,
                env=self.env | extra,
                stdin=pijp,
                stdout=pijp if deel == "knecht" else log,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        self.delen.append(proces)
        return proces

    def doe(self, order: str, *args: Any) -> Any:
        """Gives the servant an order and waits for the answer."""
        assert self.knecht.stdin
        assert self.knecht.stdout
        self.knecht.stdin.write(json.dumps([order, args]) + "\n")
        self.knecht.stdin.flush()
        antwoord = self.knecht.stdout.readline()
        assert antwoord, (self.folder / "knecht.log").read_text()[-3000:]
        return json.loads(antwoord)

    def staat(self, soort: str, pk: int) -> str:
        """The state of a row."""
        return str(self.doe("stand", soort, pk)["staat"])

    def kenmerken(self) -> list[str]:
        """The Message-ID of every mail that left."""
        return [str(m["Message-ID"]) for m in lees_map(self.folder / "mail")]

    def dood(self, proces: "subprocess.Popen[str]") -> None:
        """Kills a part hard, with all it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(proces.pid, signal.SIGKILL)
        proces.wait()

    def sluit(self) -> None:
        """Nothing stays behind."""
        for proces in self.delen:
            self.dood(proces)
            for pijp in (proces.stdin, proces.stdout):
                if pijp:
                    pijp.close()


@pytest.fixture(scope="module")
def installatie(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installatie]:
    """One for the tests of a module; the database that ``DATABASE_URL`` names, or a file of its own."""
    huis = Installatie(tmp_path_factory.mktemp("huis"))
    try:
        huis.doe("bereid_voor")
        yield huis
    finally:
        huis.sluit()
