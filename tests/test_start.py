"""`make start`: one command runs all parts, a dead part comes back, and nothing stays behind."""

import contextlib
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.gereed import leg_statisch_klaar

ROOT = Path(__file__).resolve().parent.parent
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="leest processen uit /proc"),
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="start de ingebouwde gegevensbank"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def alive(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False


def children(pid: int) -> dict[str, int]:
    """Return the parts that run, by what they are."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        command = Path(f"/proc/{child}/cmdline").read_text()
        found[next((name for name in ("uvicorn", "celery", "planner") if name in command), command)] = int(child)
    return found


class Product:
    """The product as a newcomer starts it."""

    def __init__(self, var: Path, port: int) -> None:
        env = {key: value for key, value in os.environ.items() if key not in {"MAKELEVEL", "REDIS_URL", "EMAIL_URL"}}
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-m", "leefsturing.start"],
            cwd=ROOT,
            env=env | {"VAR_MAP": str(var), "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.said: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        with self.process.stdout as lines:
            for line in lines:
                self.lines.put(line.rstrip())

    def wait_for(self, text: str, seconds: float = 90) -> None:
        """Wait until it says this."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with contextlib.suppress(queue.Empty):
                self.said.append(self.lines.get(timeout=0.2))
                if text in self.said[-1]:
                    return
        pytest.fail(f"{text!r} kwam niet:\n" + "\n".join(self.said))

    def health(self) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/gezondheid/", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def end(self, number: int) -> tuple[float, list[int]]:
        """Send a signal; return how long the end took and which processes are left."""
        parts = list(children(self.process.pid).values())
        begin = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(15)
        while any(alive(pid) for pid in parts) and time.monotonic() - begin < 15:
            time.sleep(0.02)
        return time.monotonic() - begin, [pid for pid in parts if alive(pid)]


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder without a database; gathering static files is shown elsewhere."""
    folder = tmp_path_factory.mktemp("var")
    leg_statisch_klaar(folder)
    return folder


@pytest.fixture
def product(var: Path) -> Iterator[Product]:
    started = Product(var, free_port())
    try:
        started.wait_for("Leefsturing draait op")
        yield started
    finally:
        if started.process.poll() is None:
            started.end(signal.SIGTERM)


def run_beside(var: Path, port: int | str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "leefsturing.start"],
        cwd=ROOT,
        env=os.environ | {"VAR_MAP": str(var), "PORT": str(port)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def test_runs_all_parts_brings_back_a_dead_one_and_leaves_none(product, var, tmp_path):
    assert product.health() in {200, 503}, "de begroeting komt pas als het web antwoordt"
    assert set(children(product.process.pid)) == {"uvicorn", "celery", "planner"}
    assert f"http://localhost:{product.port}/" in "".join(product.said)

    taken = run_beside(tmp_path, product.port)
    assert (taken.returncode, "al in gebruik" in taken.stdout, taken.stderr) == (1, True, "")
    twice = run_beside(var, free_port())
    assert (twice.returncode, "draait al op deze gegevens" in twice.stdout, twice.stderr) == (1, True, "")

    before = children(product.process.pid)
    for name, said in (("celery", "! worker is gestopt"), ("uvicorn", "! web is gestopt")):
        os.kill(before[name], signal.SIGKILL)
        product.wait_for(said, 10)
    time.sleep(2)
    after = children(product.process.pid)
    assert set(after) == set(before)
    assert after["planner"] == before["planner"]
    assert {after["celery"], after["uvicorn"]}.isdisjoint(before.values())

    took, left = product.end(signal.SIGINT)
    assert left == []
    assert took < 5
    assert product.process.returncode == 0


def test_killed_hard_it_takes_its_parts_along(product):
    took, left = product.end(signal.SIGKILL)
    assert left == []
    assert took < 20  # they notice within a few seconds; the rest is what a busy machine takes


def test_port_that_is_none_is_refused_in_plain_words(tmp_path):
    refused = run_beside(tmp_path, "tachtig")
    assert refused.returncode == 1
    assert "PORT is geen poortnummer: 'tachtig'" in refused.stdout
    assert refused.stderr == ""
