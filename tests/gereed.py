"""What every test run and every product under test begins with, made once and copied: an empty database with all
migrations applied (SQLite, and PostgreSQL as a dump), and the gathered static files.

It is kept under ``var/test/gereed/`` by what it was made from: one changed migration, model or setting, and it is made
again by the real commands. That a newcomer's start fills a database from nothing is what ``test_start`` shows; that
the static files are gathered from nothing, ``test_uitrol``.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLEK = ROOT / "var" / "test" / "gereed"
BESTAND = "leefsturing.sqlite3"
# What the tables and the guards of an app come from; of ``leefsturing`` itself everything counts.
BRONNEN = ("migrations/**/*.py", "models.py", "models/**/*.py", "enums.py", "apps.py", "**/zoek*.py")
MIGREER = (
    "from django.core.management import call_command; call_command('migrate', interactive=False, verbosity=0); "
    "call_command('createcachetable', verbosity=0)"
)
VERZAMEL = "from leefsturing import voorbereiding; voorbereiding.prepare_static()"


def _bronnen() -> Iterator[Path]:
    for app in sorted(ROOT.glob("*/apps.py")):
        for patroon in BRONNEN:
            yield from sorted(app.parent.glob(patroon))
    yield from sorted((ROOT / "leefsturing").rglob("*.py"))


def _kenmerk() -> str:
    """The fingerprint of everything the database is made from."""
    wijzer = hashlib.sha256(sys.version.encode() + MIGREER.encode())
    for naam in sorted(f"{d.name} {d.version}\n" for d in distributions()):
        wijzer.update(naam.encode())
    for path in _bronnen():
        wijzer.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return wijzer.hexdigest()[:24]


def _in_map(code: str, var: Path, **extra: str) -> None:
    """Runs a piece of the product's own preparation on files of its own."""
    weg = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEBUG")
    env = {k: v for k, v in os.environ.items() if k not in weg}
    klaar = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        cwd=ROOT,
        env=env | {"VAR_MAP": str(var), "DJANGO_SETTINGS_MODULE": "leefsturing.settings"} | extra,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if klaar.returncode:
        raise RuntimeError(f"klaarzetten lukt niet:\n{klaar.stderr[-4000:]}")


def _maak(huis: Path) -> None:
    bouw = huis.with_name(f"{huis.name}.bouw")
    shutil.rmtree(bouw, ignore_errors=True)
    bouw.mkdir(parents=True)
    _in_map(MIGREER, bouw)
    database = sqlite3.connect(bouw / BESTAND)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    if _kenmerk() == huis.name:  # nobody saved a file meanwhile
        bouw.rename(huis)


@contextmanager
def _huis() -> Iterator[Path]:
    """The folder of what the sources of this moment give, held until everything is copied: others may tidy up."""
    PLEK.mkdir(parents=True, exist_ok=True)
    with (PLEK / "slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        while not (huis := PLEK / _kenmerk()).exists():
            _maak(huis)
            ouder = sorted((p for p in PLEK.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime)
            for path in ouder[:-4]:
                shutil.rmtree(path)
        yield huis


def leg_klaar(doel: Path, *, bestand: str = BESTAND, statisch: bool = False) -> Path:
    """Copies the empty database into the folder ``doel``, with the static files when asked; gives its path."""
    with _huis() as huis:
        shutil.copyfile(huis / BESTAND, doel / bestand)
        if statisch:
            _kopieer_statisch(huis, doel)
    return doel / bestand


def leg_statisch_klaar(doel: Path) -> None:
    """Copies only the gathered static files into the folder ``doel``."""
    with _huis() as huis:
        _kopieer_statisch(huis, doel)


def _kopieer_statisch(huis: Path, doel: Path) -> None:
    _in_map(VERZAMEL, huis)  # does nothing when no static file changed
    shutil.copytree(huis / "static", doel / "static", copy_function=shutil.copyfile)
    shutil.copyfile(huis / "static.stempel", doel / "static.stempel")


def vul_postgres(url: str, programmas: Path) -> None:
    """Fills the empty PostgreSQL database ``url`` with what its own migrations make; ``programmas``: where psql is."""

    def draai(naam: str, *args: str) -> None:
        command = [str(programmas / naam), f"--dbname={url}", *args]
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)

    with _huis() as huis:
        # What a program of one version writes is not for another.
        versie = subprocess.run([str(programmas / "pg_dump"), "--version"], capture_output=True, check=True).stdout
        dump = huis / f"postgres-{hashlib.sha256(versie).hexdigest()[:12]}.sql"
        if dump.exists():
            draai("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", f"--file={dump}")
            return
        _in_map(MIGREER, huis, DATABASE_URL=url)
        half = dump.with_suffix(".half")
        draai("pg_dump", "--no-owner", f"--file={half}")
        if _kenmerk() == huis.name:
            half.rename(dump)
