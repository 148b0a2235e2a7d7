from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from trajecten import links
from trajecten.models import Persoon


class Command(BaseCommand):
    """Prints the personal link of a co-maker or trekker, made or prolonged when needed."""

    help = "Toont de persoonlijke link van een co-maker of trekker: persoonlijke_link TRAJECT EMAIL"

    def add_arguments(self, parser: CommandParser) -> None:
        """The traject by its slug, the persoon by e-mail."""
        parser.add_argument("traject", help="adres (slug) van het traject")
        parser.add_argument("email", help="e-mailadres van de persoon")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError when there is no such persoon."""
        persoon = Persoon.objects.filter(
            traject__slug=options["traject"], email__iexact=options["email"], gewist_op=None
        ).first()
        if persoon is None:
            raise CommandError(f"In traject {options['traject']} is niemand met adres {options['email']}.")
        self.stdout.write(links.adres_van(links.geef_link(persoon=persoon, met_de_hand=True)))
