"""A real PostgreSQL and a real Redis for the tests that need them: on free ports, gone when the run ends.

Both run from a folder of their own, never from a server that the machine already has. As root they run
as an unprivileged user, because PostgreSQL refuses root. When the test run is killed, the kernel ends them.
"""

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.gereed import vul_postgres

WAIT = 30.0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unprivileged() -> dict[str, object]:
    """Return the user that a service runs as: nobody special, when we are root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    pytest.skip("als root is er een gewone gebruiker nodig (postgres of nobody) om de dienst mee te draaien")


def _ended_with_us(number: int) -> Callable[[], None]:
    def before_exec() -> None:
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(1, int(number), 0, 0, 0)

    return before_exec


class Dienst:
    """A server process that can be stopped, frozen and started again, on the same port and data."""

    def __init__(self, folder: Path, command: list[str], ready: Callable[[], bool], ask: int, port: int) -> None:
        self.folder, self.command, self.ready, self.ask, self.port = folder, command, ready, ask, port
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=_ended_with_us(signal.SIGQUIT if self.ask == signal.SIGINT else signal.SIGTERM),
            **_unprivileged(),  # type: ignore[call-overload]
        )
        log.close()
        end = time.monotonic() + WAIT
        while not self.ready():
            if self.process.poll() is not None or time.monotonic() > end:
                text = (self.folder / "log").read_text(errors="replace")[-2000:]
                raise RuntimeError(f"{self.command[0]} start niet:\n{text}")
            time.sleep(0.05)

    def stop(self, number: int | None = None) -> None:
        """Stop it; by default in an orderly way."""
        if self.process is None:
            return
        for signal_number in (number or self.ask, signal.SIGKILL):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process.pid, signal_number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
                break
        self.process = None

    def freeze(self) -> None:
        """Let it hang: the connection stands, no answer comes."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGCONT)


@contextlib.contextmanager
def _folder(name: str) -> Iterator[Path]:
    """Make a folder that the service's user owns and can reach (pytest's own is closed to others)."""
    folder = Path(tempfile.mkdtemp(prefix=f"leefsturing-{name}-"))
    if user := _unprivileged():
        os.chown(folder, user["user"], user["group"])  # type: ignore[arg-type]
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _postgres_program(name: str) -> str:
    """Find a program of PostgreSQL; Debian keeps the server off the path."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(p.parts[-3].split(".")[0]))
    found = str(versions[-1]) if versions else shutil.which(name)
    if not found:
        pytest.skip("PostgreSQL is niet geïnstalleerd (Debian: apt-get install postgresql)")
    return found


@contextlib.contextmanager
def postgres() -> Iterator[Dienst]:
    """Run an empty PostgreSQL, tuned for tests: what it writes need not survive a power cut."""
    initdb, server = _postgres_program("initdb"), _postgres_program("postgres")
    with _folder("pg") as folder:
        data = folder / "data"
        subprocess.run(
            [
                initdb,
                "-D",
                str(data),
                "-U",
                "leefsturing",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
            cwd=folder,
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            **_unprivileged(),  # type: ignore[call-overload]
        )
        port = _free_port()
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": str(folder),
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": "100",
        }
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]

        def ready() -> bool:
            import psycopg

            with (
                contextlib.suppress(psycopg.Error),
                psycopg.connect(_postgres_url(port, "postgres"), connect_timeout=2),
            ):
                return True
            return False

        service = Dienst(folder, [server, "-D", str(data), *options], ready, signal.SIGINT, port)
        try:
            service.start()
            yield service
        finally:
            service.stop()


def _postgres_url(port: int, name: str) -> str:
    return f"postgres://leefsturing@127.0.0.1:{port}/{name}"


@contextlib.contextmanager
def redis_server() -> Iterator[Dienst]:
    """Run an empty Redis that writes nothing to disk."""
    server = shutil.which("redis-server")
    if not server:
        pytest.skip("Redis is niet geïnstalleerd (Debian: apt-get install redis-server)")
    with _folder("redis") as folder:
        port = _free_port()

        def ready() -> bool:
            import redis

            client = redis.Redis(port=port, socket_timeout=2, socket_connect_timeout=2)
            with contextlib.suppress(redis.RedisError):
                return bool(client.ping())
            return False

        options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
        service = Dienst(folder, [server, *options], ready, signal.SIGTERM, port)
        try:
            service.start()
            yield service
        finally:
            service.stop()


@pytest.fixture(scope="session")
def postgres_dienst() -> Iterator[Dienst]:
    """The PostgreSQL of this run, to stop or freeze in a test (and start again)."""
    with postgres() as service:
        yield service


@pytest.fixture(scope="session")
def redis_dienst() -> Iterator[Dienst]:
    """The Redis of this run, to stop or freeze in a test (and start again)."""
    with redis_server() as service:
        yield service


@pytest.fixture(scope="session")
def postgres_url(postgres_dienst: Dienst) -> str:
    """A DATABASE_URL on a real PostgreSQL."""
    return _postgres_url(postgres_dienst.port, "postgres")


@pytest.fixture
def postgres_klaar(postgres_dienst: Dienst) -> dict[str, str]:
    """What to set for a run on PostgreSQL: a database with its tables, and its twin that tests are copied from."""
    import psycopg

    sjabloon = _postgres_url(postgres_dienst.port, "sjabloon")
    with psycopg.connect(_postgres_url(postgres_dienst.port, "postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE sjabloon")
        vul_postgres(sjabloon, Path(_postgres_program("psql")).parent)
        connection.execute("CREATE DATABASE leefsturing TEMPLATE sjabloon")
    return {"DATABASE_URL": _postgres_url(postgres_dienst.port, "leefsturing"), "TEST_SJABLOON": "sjabloon"}


@pytest.fixture(scope="session")
def redis_url(redis_dienst: Dienst) -> str:
    """A REDIS_URL on a real Redis."""
    return f"redis://127.0.0.1:{redis_dienst.port}/0"
