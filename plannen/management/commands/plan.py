import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from leefsturing.lib import klok
from leefsturing.lib.bestanden import schrijf_heel
from leefsturing.lib.pdf import ZetFout, zet
from plannen import selectors
from plannen.druk import opdracht
from plannen.models import Plan
from plannen.tasks import ZETTER
from trajecten.models import Traject


class Command(BaseCommand):
    """``manage.py plan TRAJECT --uit FILE.pdf``: the plan as a PDF, without keeping a version."""

    help = "Maakt de pdf van het plan van aanpak zoals het nu is, of van een versie die er al is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which traject, which version, where to."""
        parser.add_argument("traject", help="de slug van het traject")
        parser.add_argument("--uit", required=True, type=Path, help="het bestand dat wordt geschreven")
        parser.add_argument("--versie", type=int, help="het nummer van een versie; anders het plan zoals het nu is")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sets the PDF in this process' child, with the same limits as the worker."""
        traject = Traject.objects.filter(slug=options["traject"]).first()
        if traject is None:
            raise CommandError(f"Er is geen traject {options['traject']}.")
        begin = time.perf_counter()
        plan = self._plan(traject, options["versie"])
        try:
            pdf = zet(opdracht(plan, selectors.lees(plan).inhoud), module=ZETTER, voortgang=self._voortgang)
        except ZetFout as error:
            raise CommandError(error.tekst) from error
        schrijf_heel(options["uit"], pdf)
        duur = time.perf_counter() - begin
        self.stdout.write(f"{options['uit']}: {len(pdf) // 1024} kB in {duur:.1f} s")

    def _voortgang(self, procent: int, tekst: str) -> None:
        self.stderr.write(f"{procent:3} % {tekst}")

    @staticmethod
    def _plan(traject: Traject, nummer: int | None) -> Plan:
        if nummer is None:
            nu = klok.nu()
            titel = f"Plan van aanpak {traject.wijk}"
            inhoud = selectors.inhoud_van_nu(traject, titel=titel, nummer=0, dag=klok.vandaag(nu))
            return Plan(traject=traject, nummer=0, titel=titel, inhoud=inhoud, created_at=nu)
        plan = Plan.objects.for_traject(traject).select_related("traject").filter(nummer=nummer).first()
        if plan is None:
            raise CommandError(f"Er is geen versie {nummer}.")
        return plan
