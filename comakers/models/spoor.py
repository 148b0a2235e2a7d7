from django.db import models
from django.utils.translation import gettext_lazy as _

from comakers.models.comaker import CoMaker
from leefsturing.lib.persoonsgegevens import Soort
from trajecten.models import TrajectModel


class GemeldeStap(TrajectModel):
    """Een gemelde stap: een stap in het spoor die een co-maker al per bericht hoorde; gemeld wordt één keer (M27)."""

    comaker = models.ForeignKey(CoMaker, on_delete=models.CASCADE, related_name="gemelde_stappen")
    kenmerk = models.CharField(max_length=32)
    op = models.DateTimeField()

    bekijk_actie = "comaker.bekijken"
    privacy = {"kenmerk": Soort.NEUTRAAL}

    class Meta:
        verbose_name = _("gemelde stap")
        constraints = [
            models.UniqueConstraint(fields=["comaker", "kenmerk"], name="geen_stap_twee_keer_gemeld_aan_een_comaker")
        ]

    def __str__(self) -> str:
        return self.kenmerk
