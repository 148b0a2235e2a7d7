"""What has to be done once before the product can run: database, example, static files.

Run by ``leefsturing.start`` in a process of its own. Lines that begin with ``  * `` are meant for the person at the
terminal.
"""

import hashlib
import os
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands


def tell(text: str) -> None:
    """Say what is being done."""
    print(f"  * {text}", flush=True)


def prepare_database() -> None:
    """Bring the tables up to date, and the example into an empty database."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    traject, gebruiker = apps.get_model("trajecten", "Traject"), apps.get_model("toegang", "Gebruiker")
    if "voorbeeld" in get_commands() and not traject.objects.exists() and not gebruiker.objects.exists():
        tell("voorbeeldtraject laden")
        call_command("voorbeeld")


def prepare_static() -> None:
    """Gather the static files, when they changed since the last time."""
    if getattr(settings, "WHITENOISE_USE_FINDERS", False):
        return
    seen = hashlib.sha256(Path(django.__file__).read_bytes() + django.get_version().encode())
    for folder in settings.STATICFILES_DIRS:
        for path in sorted(Path(folder).rglob("*")):
            facts = path.stat()
            seen.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    lock = Path(settings.BASE_DIR) / "requirements" / "base.txt"
    seen.update(lock.read_bytes() if lock.exists() else b"")
    stamp = Path(settings.STATIC_ROOT).with_suffix(".stempel")
    if stamp.exists() and stamp.read_text() == seen.hexdigest() and Path(settings.STATIC_ROOT).is_dir():
        return
    tell("stijl en lettertypen klaarzetten")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(seen.hexdigest())


def write_accounts() -> None:
    """Write down the demo accounts that exist here, for the greeting."""
    lines = []
    if app := get_commands().get("voorbeeld"):
        module = import_module(f"{app}.management.commands.voorbeeld")
        known = dict(getattr(module, "ACCOUNTS", ()))
        present = apps.get_model("toegang", "Gebruiker").objects.filter(email__in=known).values_list("email", flat=True)
        lines = [f"  {email:<28} {known[email]}" for email in known if email in set(present)]
    if lines:
        lines = ["", "Inloggen met een voorbeeldaccount, wachtwoord voorbeeld:", *lines, ""]
    target = Path(settings.VAR_DIR) / "log" / "accounts.txt"
    target.write_text("\n".join(lines) + "\n" if lines else "")


def main() -> None:
    """Do all of it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leefsturing.settings")
    django.setup()
    prepare_database()
    prepare_static()
    write_accounts()


if __name__ == "__main__":
    main()
