"""``manage.py voorbeeld``: the example traject, for a first look."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from leefsturing.lib.fouten import DomainError
from overzichten.voorbeeld.bron import Bron
from overzichten.voorbeeld.laden import WACHTWOORD, laad_voorbeeld

# (address, what one sees as that person), in the order in which they are shown; the password is ``voorbeeld``.
ACCOUNTS: list[tuple[str, str]] = [(rij["email"], rij["omschrijving"]) for rij in Bron().accounts]
DEMO_ACCOUNTS = ACCOUNTS


class Command(BaseCommand):
    """Loads or refreshes the example."""

    help = (
        "Laadt het voorbeeldtraject, of schuift de datums ervan op tot vandaag. Veilig om te herhalen: wat iemand in "
        "het voorbeeld typte, blijft staan, tenzij je --opnieuw meegeeft."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two switches."""
        parser.add_argument("--toch", action="store_true", help="ook als er echte trajecten op deze installatie staan")
        parser.add_argument("--opnieuw", action="store_true", help="maak het voorbeeld leeg en laad het opnieuw")

    def handle(self, *args: Any, **options: Any) -> None:
        """Does it and says what was done."""
        try:
            gedaan = laad_voorbeeld(toch=options["toch"], opnieuw=options["opnieuw"])
        except DomainError as fout:
            raise CommandError(str(fout)) from fout
        self.stdout.write(gedaan)
        if options["verbosity"] > 1:
            for email, omschrijving in ACCOUNTS:
                self.stdout.write(f"  {email:<28} {WACHTWOORD}  {omschrijving}")
