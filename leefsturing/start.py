"""Runs the whole product on one machine: web, worker and scheduler together, until Ctrl-C.

    python -m leefsturing.start            (PORT=8000)

Each part is a child in its own session, so that Ctrl-C reaches this process only and the parts are ended in
order: asked first, killed after four seconds (what the worker had in hand is a row, and is taken up again). A part
that dies is started again, later each time it dies soon. What the parts print goes to ``var/log/``; this terminal
shows only what a person should know.
For one machine and a look around; in production each part runs by itself (docker-compose.yml).
"""

import contextlib
import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_MAP", ROOT / "var")).resolve()
HOST = "127.0.0.1"
TICK = 0.1
KILL_AFTER = 4.0
ANSWER_WITHIN = 60.0
LONGEST_WAIT = 30.0
LOG_LIMIT = 5_000_000


class StartError(Exception):
    """The product cannot start; the text says what the reader can do about it."""


class StopRequested(Exception):
    """Somebody asked to stop."""


class Stop:
    """Remembers that somebody asked to stop; asked twice means: now."""

    def __init__(self) -> None:
        """Listen for Ctrl-C, an orderly end and a closed terminal."""
        self.times = 0
        self.last = 0.0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note)

    def _note(self, number: int, frame: FrameType | None) -> None:
        # One request may arrive twice: from the terminal and passed on by make.
        now = time.monotonic()
        if now - self.last > 1:
            self.times, self.last = self.times + 1, now

    def wait(self, seconds: float) -> None:
        """Sleep; raise StopRequested as soon as somebody asks."""
        end = time.monotonic() + seconds
        while True:
            if self.times:
                raise StopRequested
            if (left := end - time.monotonic()) <= 0:
                return
            time.sleep(min(TICK, left))


def _die_with_parent(number: int = signal.SIGTERM) -> None:
    """Ask the kernel (Linux) to end this process when its parent dies, however that dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(1, int(number), 0, 0, 0)


@dataclass
class Part:
    """One of the processes that make up the product."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    since: float = 0.0
    soon_dead: int = 0
    again_at: float | None = field(default=None)

    @property
    def log(self) -> Path:
        """Where its output goes."""
        return VAR / "log" / f"{self.name}.log"

    def start(self) -> None:
        """Start it in a session and process group of its own."""
        me = os.getpid()

        def before_exec() -> None:
            _die_with_parent()
            if os.getppid() != me:  # the parent died before the kernel knew
                os._exit(1)

        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=before_exec,  # noqa: PLW1509 - this process has one thread
            )
        self.since, self.again_at = time.monotonic(), None

    def signal(self, number: int) -> None:
        """Send a signal to it and to whatever it started."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    @property
    def lives(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def look_after(self) -> None:
        """Say that it died, and start it again after a while that grows each time it dies soon."""
        now = time.monotonic()
        if self.lives:
            return
        if self.again_at is None:
            self.signal(signal.SIGKILL)  # what it may have left behind
            self.soon_dead = self.soon_dead + 1 if now - self.since < 60 else 1
            wait = min(2.0 ** (self.soon_dead - 1), LONGEST_WAIT)
            self.again_at = now + wait
            code = self.process.returncode if self.process else None
            say(f"! {self.name} is gestopt (code {code}) en start over {wait:.0f} s opnieuw; zie {self.log}")
        elif now >= self.again_at:
            self.start()


def say(text: str) -> None:
    """Tell the person at the terminal."""
    with contextlib.suppress(OSError):  # the terminal may be gone
        print(text, flush=True)


def read_port() -> int:
    """Return the port to listen on, from PORT."""
    given = os.environ.get("PORT") or "8000"
    if not given.isdecimal() or not 1 <= int(given) <= 65535:
        raise StartError(f"PORT is geen poortnummer: {given!r}. Kies bijvoorbeeld: PORT=8123 make start")
    return int(given)


def refuse_taken_port(port: int) -> None:
    """Refuse a port on which something else listens."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise StartError(f"Poort {port} mag je niet gebruiken; kies er een boven 1023.") from error
        except OSError as error:
            raise StartError(
                f"Poort {port} is al in gebruik. Stop wat daar draait, of kies een andere: PORT=8123 make start"
            ) from error


def take_folder(port: int) -> int:
    """Keep a second start on the same data out; the lock goes when this process does, however it ends."""
    VAR.mkdir(parents=True, exist_ok=True)
    lock = os.open(VAR / "start.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        where = os.read(lock, 100).decode().strip() or VAR
        raise StartError(f"Leefsturing draait al op deze gegevens: {where}. Stop dat eerst (Ctrl-C).") from error
    os.truncate(lock, 0)
    os.write(lock, f"http://localhost:{port}/ (proces {os.getpid()})\n".encode())
    return lock


def prepare(stop: Stop) -> None:
    """Bring the database up to date, with the example in an empty one, and the static files."""
    part = Part("voorbereiding", [sys.executable, "-m", "leefsturing.voorbereiding"])
    part.log.unlink(missing_ok=True)
    part.start()
    shown = 0
    try:
        while True:
            done = not part.lives
            shown = _echo(part.log, shown)
            if done:
                break
            stop.wait(TICK)
    except StopRequested:
        end([part], stop)
        raise
    if part.process and part.process.returncode:
        raise StartError(f"De voorbereiding is niet gelukt. {_last_lines(part.log)}")


def _echo(log: Path, shown: int) -> int:
    """Show the lines that are meant for a person: those that start with two spaces."""
    with log.open("rb") as lines:
        lines.seek(shown)
        for line in lines:
            if not line.endswith(b"\n"):
                break
            shown += len(line)
            if line.startswith(b"  * "):
                say(line.decode(errors="replace").rstrip().replace("* ", "", 1))
    return shown


def _last_lines(log: Path, count: int = 12) -> str:
    """Return the end of a log, to show why something did not start."""
    with contextlib.suppress(OSError):
        return "\n".join(["Het einde van " + str(log) + ":", *log.read_text(errors="replace").splitlines()[-count:]])
    return ""


def answers(port: int) -> bool:
    """Tell whether the web answers: a page of ours, healthy or not yet."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/gezondheid/", timeout=5):
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500 or error.code == 503
    except OSError:
        return False


def wait_for_answer(parts: list[Part], port: int, stop: Stop) -> None:
    """Wait until the web answers; raise StartError when it will not."""
    web = parts[0]
    end_at = time.monotonic() + ANSWER_WITHIN
    while not (web.lives and answers(port)):
        for part in parts:
            part.look_after()
        if web.soon_dead >= 3 or time.monotonic() > end_at:
            raise StartError(f"De webserver geeft geen antwoord. {_last_lines(web.log)}")
        stop.wait(TICK)


def end(parts: list[Part], stop: Stop) -> None:
    """End all parts: ask, then kill; a second request to stop kills at once."""
    begin, asked_before = time.monotonic(), stop.times
    for part in parts:
        part.signal(signal.SIGTERM)
    while any(part.lives for part in parts):
        if time.monotonic() - begin > KILL_AFTER or stop.times > max(asked_before, 1):
            break
        time.sleep(TICK / 2)
    for part in parts:
        part.signal(signal.SIGKILL)
        if part.process:
            part.process.wait()


def parts_of(port: int) -> list[Part]:
    """Return the parts of the product; the web first, because the others can wait."""
    web = f"uvicorn leefsturing.asgi:application --host {HOST} --port {port} --timeout-graceful-shutdown 3"
    worker = "celery -A leefsturing worker --pool threads --concurrency 2 --loglevel INFO"
    # One worker has nobody to talk to, and without its own ticking it ends sooner when asked.
    alleen = "--without-gossip --without-mingle --without-heartbeat"
    return [
        # No access log: an address may hold a personal link.
        Part("web", [sys.executable, "-m", *web.split(), "--lifespan", "off", "--no-access-log", "--no-server-header"]),
        Part("worker", [sys.executable, "-m", *worker.split(), *alleen.split()]),
        Part("planner", [sys.executable, str(ROOT / "manage.py"), "planner"]),
    ]


def greeting(port: int) -> str:
    """Return what a newcomer needs to look around."""
    accounts = ""
    with contextlib.suppress(OSError):
        accounts = (VAR / "log" / "accounts.txt").read_text()
    return f"\nLeefsturing draait op http://localhost:{port}/\n{accounts}Stoppen: Ctrl-C\n"


def run(port: int, stop: Stop) -> None:
    """Prepare, start all parts and look after them; returns never, raises when it is over."""
    prepare(stop)
    parts = parts_of(port)
    try:
        for part in parts:
            part.start()
        wait_for_answer(parts, port, stop)
        say(greeting(port))
        while True:
            for part in parts:
                part.look_after()
            stop.wait(0.5)
    finally:
        end(parts, stop)


def main() -> int:
    """Run until somebody asks to stop; 0 after an orderly end."""
    if os.environ.get("MAKELEVEL"):
        _die_with_parent()
    stop = Stop()
    try:
        port = read_port()
        lock = take_folder(port)
        refuse_taken_port(port)
        os.environ.setdefault("BASIS_URL", f"http://localhost:{port}")
        run(port, stop)
    except StartError as error:
        say(f"\n{error}")
        return 1
    except StopRequested:
        say("\nLeefsturing is gestopt.")
        os.close(lock)
    return 0


if __name__ == "__main__":
    sys.exit(main())
