"""What every test run and every product under test begins with, made once and copied: an empty database with all
migrations applied, and the gathered static files.

It is kept under ``var/test/gereed/`` by what it was made from: one changed migration, model or setting, and it is made
again by the real commands. That a newcomer's start makes everything from nothing is what ``test_start`` shows.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
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


def _in_map(code: str, var: Path) -> None:
    """Runs a piece of the product's own preparation on files of its own."""
    weg = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "DEBUG")
    env = {k: v for k, v in os.environ.items() if k not in weg}
    klaar = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {code}"],
        cwd=ROOT,
        env=env | {"VAR_MAP": str(var), "DJANGO_SETTINGS_MODULE": "leefsturing.settings"},
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


def leg_klaar(doel: Path, *, bestand: str = BESTAND, statisch: bool = False) -> Path:
    """Copies the empty database into the folder ``doel``, with the static files when asked; gives its path."""
    PLEK.mkdir(parents=True, exist_ok=True)
    with (PLEK / "slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)  # until it is copied: others may tidy up
        while not (huis := PLEK / _kenmerk()).exists():
            _maak(huis)
            ouder = sorted((p for p in PLEK.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime)
            for path in ouder[:-4]:
                shutil.rmtree(path)
        shutil.copyfile(huis / BESTAND, doel / bestand)
        if statisch:
            _in_map(VERZAMEL, huis)  # does nothing when no static file changed
            shutil.copytree(huis / "static", doel / "static", copy_function=shutil.copyfile)
            shutil.copyfile(huis / "static.stempel", doel / "static.stempel")
    return doel / bestand
