"""``manage.py volume``: a database of a chosen size, for benchmarks."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from overzichten.voorbeeld.volume import SAAD, Maat, vul
from trajecten.models import Traject


class Command(BaseCommand):
    """Fills the database; the numbers are totals over all trajecten."""

    help = "Vult een lege database met verzonnen gegevens, elke keer dezelfde bij hetzelfde zaad, om snelheid te meten."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much of what."""
        parser.add_argument("--trajecten", type=int, default=1, help="hoeveel trajecten")
        parser.add_argument("--comakers", type=int, default=100, help="hoeveel co-makers in totaal")
        parser.add_argument("--uitspraken", type=int, default=1000, help="hoeveel uitspraken in totaal")
        parser.add_argument(
            "--gesprekken", type=int, help="hoeveel gesprekken in totaal; zonder opgave één per co-maker"
        )
        parser.add_argument("--zaad", type=int, default=SAAD, help="ander zaad, andere gegevens")

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes it, a traject at a time; refuses where it could mix with something else."""
        if options["trajecten"] < 1 or min(options["comakers"], options["uitspraken"], options["gesprekken"] or 0) < 0:
            raise CommandError("Geef minstens één traject en geen negatieve aantallen.")
        if Traject.objects.filter(is_voorbeeld=False).exists():
            raise CommandError(
                "Op deze installatie staan echte trajecten. Meet op een database die alleen daarvoor is."
            )
        if Traject.objects.filter(slug__startswith="volume-").exists():
            raise CommandError("Deze database is al gevuld. Begin met een lege.")
        gesprekken = options["comakers"] if options["gesprekken"] is None else options["gesprekken"]
        maat = Maat(options["trajecten"], options["comakers"], options["uitspraken"], gesprekken)
        for traject in vul(maat, saad=options["zaad"]):
            if options["verbosity"] > 1:
                self.stdout.write(traject.slug)
        self.stdout.write(f"{maat.trajecten} trajecten, {maat.comakers} co-makers, {maat.uitspraken} uitspraken.")
