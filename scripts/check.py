"""Runs every check of `make check`, a few at a time, and says which failed and why.

python scripts/check.py                 all of them
python scripts/check.py lint types      only these
python scripts/check.py --format        put code and templates in the house format
"""

import os
import re
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
AT_ONCE = 2

# Addresses that may stand in a file that locks packages, and traces of one machine that may stand nowhere.
LOCKS = re.compile(r"(^|/)(requirements/.*\.(txt|in)|package(-lock)?\.json|\.npmrc|pip\.conf|uv\.toml)$")
ADDRESS = re.compile(r"\b(?:https?|file|git\+\w+)://[^\s\"'<>)]+")
MACHINE = re.compile(
    r"file:///(?!\w*\{)[a-z]|--(?:extra-)?index-url|--trusted-host|--find-links|(?<![\w/.])/(?:root|opt|mnt)/\w"
    r"|(?<![\w/.])/(?:home|Users)/(?!gebruiker\b|app\b)\w+"
)


def _run(*command: str, env: dict[str, str] | None = None) -> str:
    """Run a command; return what is wrong, empty when nothing is."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return (done.stdout.strip() or f"code {done.returncode}") if done.returncode else ""


def _python(*args: str, env: dict[str, str] | None = None) -> str:
    return _run(sys.executable, *args, env=env)


def _tracked(*patterns: str) -> list[Path]:
    """Return the files that git knows, as far as they are there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [ROOT / name for name in sorted(set(filter(None, listed.split("\0")))) if (ROOT / name).is_file()]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


# --- The checks -----------------------------------------------------------------------------------------------


def check_format() -> str:
    """Code in the house format."""
    return _run(str(BIN / "ruff"), "format", "--check", "--quiet", ".") and "Niet in de huisopmaak; draai: make format"


def check_lint() -> str:
    """Code without known mistakes."""
    return _run(str(BIN / "ruff"), "check", "--quiet", ".")


def check_types() -> str:
    """Types that agree."""
    return _run(str(BIN / "mypy"))


def check_imports() -> str:
    """Imports that follow the layers."""
    return _run(str(BIN / "lint-imports"), "--no-cache")


def check_templates() -> str:
    """Templates without known mistakes."""
    if not _tracked("templates/*.html"):
        return ""
    return _run(str(BIN / "djlint"), "templates", "--lint", "--quiet")


def check_migrations() -> str:
    """Migrations in step with the models, and in one line."""
    with tempfile.TemporaryDirectory() as var:
        env = {"VAR_MAP": var, "DJANGO_SETTINGS_MODULE": "scripts.check_settings"}
        return _python("manage.py", "makemigrations", "--check", "--dry-run", env=env)


def check_deploy() -> str:
    """Settings that can go into production, as production sets them."""
    with tempfile.TemporaryDirectory() as var:
        env = {
            "VAR_MAP": var,
            "BASIS_URL": "https://leefsturing.example.org",
            "ALLOWED_HOSTS": "leefsturing.example.org",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "LINK_SLEUTEL": secrets.token_urlsafe(64),
            "EMAIL_URL": "smtp://mail.example.org:25",
        }
        return _python("manage.py", "check", "--deploy", "--fail-level", "WARNING", env=env)


def check_translations() -> str:
    """Translations that are complete: nothing empty, nothing that is only a guess."""
    wrong = []
    for catalog in _tracked("*.po"):
        for attribute in ("--untranslated", "--only-fuzzy"):
            left = subprocess.run(
                ["msgattrib", attribute, "--no-obsolete", "--no-wrap", str(catalog)],
                capture_output=True,
                text=True,
                check=False,
            )
            if left.returncode:
                wrong.append(left.stderr.strip())
            elif "msgid" in left.stdout:
                count = left.stdout.count("\nmsgid ") - 1
                wrong.append(
                    f"{catalog.relative_to(ROOT)}: {count} × {attribute.removeprefix('--')}\n{left.stdout[-1500:]}"
                )
    return "\n".join(wrong)


def check_traces() -> str:
    """No address of a registry in what locks packages, and no path of one machine anywhere."""
    wrong = []
    for path in _tracked():
        name = str(path.relative_to(ROOT))
        if name in {"scripts/check.py", "LICENSE"}:
            continue
        for number, line in enumerate(_text(path).splitlines(), 1):
            found = MACHINE.search(line) or (LOCKS.search(name) and ADDRESS.search(line))
            if found:
                wrong.append(f"{name}:{number}: {found.group(0)}")
    return "\n".join(wrong)


CHECKS: dict[str, Callable[[], str]] = {
    # the slow ones first, so that the short ones fill the gaps
    "types": check_types,
    "templates": check_templates,
    "migrations": check_migrations,
    "deploy": check_deploy,
    "imports": check_imports,
    "lint": check_lint,
    "format": check_format,
    "translations": check_translations,
    "traces": check_traces,
}


def put_in_format() -> int:
    """Put the code in the house format, and mend what can be mended without a person."""
    _run(str(BIN / "ruff"), "check", "--fix-only", "--quiet", ".")
    print(_run(str(BIN / "ruff"), "format", ".") or "Klaar.")
    return 0


def timed(check: Callable[[], str]) -> tuple[str, float]:
    """Run one check; return what is wrong and how long it took."""
    begin = time.monotonic()
    return check(), time.monotonic() - begin


def main() -> int:
    """Run the checks that are named, or all; 0 when nothing is wrong."""
    names = sys.argv[1:]
    if names == ["--format"]:
        return put_in_format()
    if unknown := set(names) - set(CHECKS):
        print(f"Onbekend: {', '.join(unknown)}. Kies uit: {', '.join(CHECKS)}")
        return 2
    failed = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {name: pool.submit(timed, CHECKS[name]) for name in names or CHECKS}
        for name, future in running.items():
            wrong, seconds = future.result()
            print(f"{'FOUT' if wrong else 'goed':<5} {name:<13} {seconds:5.1f} s  {CHECKS[name].__doc__}", flush=True)
            if wrong:
                failed.append(name)
                print(wrong, end="\n\n", flush=True)
    print(f"Niet goed: {', '.join(failed)}" if failed else "Alles goed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
