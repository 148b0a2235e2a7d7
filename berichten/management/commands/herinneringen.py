from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from berichten.herinneringen import voer_uit
from leefsturing.lib import klok


class Command(BaseCommand):
    """``manage.py herinneringen [--op DATUM]``: what the scheduler runs daily; safe to repeat."""

    help = "Zet klaar waaraan mensen op een dag herinnerd worden. Herhalen kan: niets gaat twee keer."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day, by default today."""
        parser.add_argument("--op", metavar="DATUM", help="zoals 2026-11-24; zonder: vandaag")

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs it and says how much there was."""
        try:
            dag = date.fromisoformat(options["op"]) if options["op"] else klok.vandaag()
        except ValueError as error:
            raise CommandError(f"{options['op']} is geen datum zoals 2026-11-24.") from error
        if not klok.is_werkdag(dag):
            self.stdout.write(f"{dag} is geen werkdag: dan herinneren we niemand.")
            return
        self.stdout.write(f"{dag}: {voer_uit(dag)} herinneringen klaargezet.")
