"""Sets up what a target of the Makefile needs, on a machine with git, make and Python 3.11 or newer.

Uses the standard library only, because nothing else is there yet. Every step leaves a stamp with the hash of
what it was made from; a step whose stamp still fits is skipped, so that a second run costs no time.

    python3 scripts/bootstrap.py start|test|check|screenshots|clean
"""

from __future__ import annotations  # so that a Python that is too old still gets as far as being told so

import contextlib
import ctypes
import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
STAMPS = VENV / "klaar"
REQUIREMENTS = ROOT / "requirements"
MINIMUM = (3, 11)
NEWER_PYTHONS = [f"python3.{minor}" for minor in range(15, MINIMUM[1] - 1, -1)]

# What each target needs. An order matters only in that the virtual environment comes first.
TARGETS = {
    "start": ["base", "frontend", "pango"],
    "test": ["dev", "frontend", "pango", "chromium", "poppler", "qpdf", "redis", "postgresql"],
    "check": ["dev", "frontend", "pango", "gettext"],
    "screenshots": ["dev", "frontend", "pango", "chromium"],
}


class SetupError(Exception):
    """A step that cannot be taken; the text says what the reader can do about it."""


# --- System programs ------------------------------------------------------------------------------------------


def _library(*names: str) -> bool:
    """Tell whether every shared library can be loaded."""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            if not ctypes.util.find_library(name.removeprefix("lib").split(".so")[0]):
                return False
    return True


def _program(*names: str) -> bool:
    """Tell whether one of the programs is on the path."""
    return any(shutil.which(name) for name in names)


def _postgresql() -> bool:
    """Tell whether a PostgreSQL server is installed; Debian keeps it off the path."""
    return _program("initdb") or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


# step -> (is it there?, Debian packages, what it is for)
SYSTEM: dict[str, tuple[Callable[[], bool], list[str], str]] = {
    "pango": (
        lambda: _library("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0"),
        ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"],
        "het plan van aanpak als PDF",
    ),
    "chromium": (
        lambda: _program("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
        ["chromium"],
        "de browsertests en de schermafbeeldingen",
    ),
    "poppler": (lambda: _program("pdfinfo"), ["poppler-utils"], "het teruglezen van de PDF in de tests"),
    "qpdf": (lambda: _program("qpdf"), ["qpdf"], "de controle van de PDF in de tests"),
    "redis": (lambda: _program("redis-server"), ["redis-server"], "de tests op een echte Redis"),
    "postgresql": (_postgresql, ["postgresql"], "de tests op een echte PostgreSQL"),
    "gettext": (lambda: _program("msgfmt"), ["gettext"], "de controle van de vertalingen"),
}


def _apt_install(packages: list[str]) -> bool:
    """Install Debian packages when that is allowed; servers among them are not started by it."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", *command],
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    if done.returncode:
        print(done.stdout[-2000:], file=sys.stderr)
    return done.returncode == 0


def _apt_command(packages: list[str]) -> str:
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def ensure_system(steps: list[str]) -> None:
    """Install what the machine lacks, or name the exact command; never stop for it."""
    missing = [step for step in steps if not SYSTEM[step][0]()]
    if not missing:
        return
    packages = [package for step in missing for package in SYSTEM[step][1]]
    with _told(f"systeempakketten: {', '.join(packages)}"):
        _apt_install(packages)
    still = [step for step in missing if not SYSTEM[step][0]()]
    for step in still:
        print(f"  ! {', '.join(SYSTEM[step][1])} ontbreekt; nodig voor {SYSTEM[step][2]}.")
    if still:
        print(f"    Installeer met: {_apt_command([p for step in still for p in SYSTEM[step][1]])}")
        print("    (of de pakketten met die naam van je eigen systeem). De rest gaat gewoon door.")


# --- Stamps ---------------------------------------------------------------------------------------------------


def _hash(*parts: Path | str) -> str:
    """Hash files by their content and strings by themselves."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        digest.update(b"\0")
    return digest.hexdigest()


def _fits(step: str, mark: str) -> bool:
    with contextlib.suppress(OSError):
        return (STAMPS / step).read_text() == mark
    return False


def _stamp(step: str, mark: str) -> None:
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(mark)


@contextlib.contextmanager
def _told(what: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    print(f"  {what} ...", end="", flush=True)
    begin = time.monotonic()
    try:
        yield
    except BaseException:
        print()
        raise
    print(f" {time.monotonic() - begin:.0f} s")


# --- The virtual environment ----------------------------------------------------------------------------------


def _run(command: list[str], env: dict[str, str] | None = None) -> None:
    """Run a command quietly; its output becomes the error when it fails."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetupError(f"{' '.join(command)}\n{done.stdout[-4000:]}")


def ensure_venv() -> None:
    """Make .venv, without pip in it: that works where the system has no ensurepip too."""
    mark = f"{sys.version_info.major}.{sys.version_info.minor} {sys.base_prefix} {ROOT}"
    if _fits("venv", mark) and VENV_PYTHON.exists():
        return
    with _told(f"virtuele omgeving .venv met Python {sys.version_info.major}.{sys.version_info.minor}"):
        try:
            _run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)])
        except SetupError as error:
            raise SetupError(f"{error}\nInstalleer met: {_apt_command(['python3-venv'])}") from error
    _stamp("venv", mark)


def _outer_pip() -> str | None:
    """Return a Python outside .venv whose pip can install into it."""
    for python in (sys.executable, getattr(sys, "_base_executable", sys.executable)):
        asked = subprocess.run(
            [python, "-m", "pip", "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if asked.returncode == 0 and int(asked.stdout.split()[1].split(".")[0]) >= 23:
            return python
    return None


def _pip() -> list[str]:
    """Return a command that installs into .venv, from what this machine offers."""
    options = ["install", "--quiet", "--require-hashes"]
    python = _outer_pip()
    if python is None and not shutil.which("uv"):
        with contextlib.suppress(SetupError):
            _run([str(VENV_PYTHON), "-m", "ensurepip"])
            return [str(VENV_PYTHON), "-m", "pip", *options]
        if _apt_install(["python3-pip"]):
            python = _outer_pip()
    if python:
        return [python, "-m", "pip", "--python", str(VENV_PYTHON), *options]
    if shutil.which("uv"):
        return ["uv", "pip", *options, "--python", str(VENV_PYTHON)]
    raise SetupError(f"Deze Python heeft geen pip. Installeer het met: {_apt_command(['python3-pip', 'python3-venv'])}")


def ensure_packages(which: str) -> None:
    """Install the locked packages, every file checked against its hash."""
    wanted = REQUIREMENTS / f"{which}.txt"
    mark = _hash(wanted)
    # dev.txt holds all of base.txt, at the same versions.
    covered = which == "base" and _fits("dev", _hash(REQUIREMENTS / "dev.txt"))
    if covered or _fits(which, mark):
        return
    with _told(f"pakketten uit requirements/{which}.txt"):
        _run([*_pip(), "-r", str(wanted)])
    _stamp(which, mark)


# --- Front-end files ------------------------------------------------------------------------------------------


def ensure_frontend() -> None:
    """Fetch the front-end files, with a Node that lives only as long as this step."""
    script = ROOT / "scripts" / "frontend.py"
    if not script.exists():
        return
    sources = [script, REQUIREMENTS / "frontend.txt"]
    sources += sorted(path for folder in (ROOT, ROOT / "frontend") for path in folder.glob("package*.json"))
    mark = _hash(*sources)
    if _fits("frontend", mark) and (ROOT / "static" / "vendor").is_dir():
        return
    with _told("bestanden voor de voorkant"), tempfile.TemporaryDirectory() as node:
        _run([*_pip(), "--target", node, "-r", str(REQUIREMENTS / "frontend.txt")])
        # Node brings its own certificates; an organisation's own are in the system's store.
        options = f"{os.environ.get('NODE_OPTIONS', '')} --use-system-ca".strip()
        _run([str(VENV_PYTHON), str(script)], env=os.environ | {"PYTHONPATH": node, "NODE_OPTIONS": options})
    _stamp("frontend", mark)


# --- Targets --------------------------------------------------------------------------------------------------


def clean() -> None:
    """Back to a fresh clone: all that git ignores goes, the data under var/ too, but not .env."""
    _run(["git", "clean", "-f", "-f", "-d", "-q", "-X", "-e", "!.env"])


def prepare(target: str) -> None:
    """Take the steps of a target that still have to be taken."""
    steps = TARGETS[target]
    ensure_venv()
    ensure_packages("dev" if "dev" in steps else "base")
    ensure_system([step for step in steps if step in SYSTEM])
    ensure_frontend()


def _exec_newer_python() -> None:
    """Go on with a newer Python on this machine, when the one that was called is too old."""
    for name in NEWER_PYTHONS:
        if found := shutil.which(name):
            os.execv(found, [found, *sys.argv])
    wanted = ".".join(map(str, MINIMUM))
    raise SetupError(
        f"Leefsturing heeft Python {wanted} of nieuwer nodig; dit is {sys.version.split()[0]}.\n"
        f"Installeer een nieuwere Python, of noem hem: make start PYTHON=/pad/naar/python{wanted}"
    )


def main() -> int:
    """Prepare the target that is named; 0 when it can run."""
    target = sys.argv[1] if len(sys.argv) == 2 else ""
    try:
        if sys.version_info < MINIMUM:
            _exec_newer_python()
        if target == "clean":
            clean()
        elif target in TARGETS:
            with _one_at_a_time():
                prepare(target)
        else:
            raise SetupError(f"Kies een doel: {', '.join([*TARGETS, 'clean'])}")
    except SetupError as error:
        print(f"\nHet klaarzetten is niet gelukt.\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nAfgebroken. Opnieuw beginnen kan altijd: wat af is, blijft staan.", file=sys.stderr)
        return 130
    return 0


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Let a second run in the same folder wait for the first."""
    try:
        import fcntl  # noqa: PLC0415 - not there on every system
    except ImportError:
        yield
        return
    with Path(__file__).open() as me:
        fcntl.flock(me, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
