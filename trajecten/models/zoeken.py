from django.db import models
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.persoonsgegevens import Soort
from trajecten.models.basis import TrajectModel


class Zoekregel(TrajectModel):
    """Een zoekregel: de woorden van iets uit het traject, zoals de zoekmachine ze leest.

    Made by the worker from the row it is about (``trajecten.zoekbronnen``), and never shown: what is found is read
    again from that row, with the rights and the consent of that moment. ``besloten`` is found by the kerngroep only.
    """

    soort = models.CharField(max_length=40)
    nummer = models.BigIntegerField()
    titel = models.TextField(blank=True)
    tekst = models.TextField(blank=True)
    besloten = models.TextField(blank=True)
    kenmerk = models.CharField(max_length=32)

    bekijk_actie = "zoeken.gebruiken"
    privacy = {
        "soort": Soort.NEUTRAAL,
        "kenmerk": Soort.NEUTRAAL,
        **dict.fromkeys(("titel", "tekst", "besloten"), Soort.VRIJE_TEKST),
    }

    class Meta:
        verbose_name = _("zoekregel")
        verbose_name_plural = _("zoekregels")
        constraints = [
            models.UniqueConstraint(fields=["traject", "soort", "nummer"], name="geen_twee_zoekregels_voor_hetzelfde")
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.nummer}"


class Zoekwoord(TrajectModel):
    """Een zoekwoord: een woord dat ergens in het traject voorkomt, met de stam ervan."""

    woord = models.CharField(max_length=40)
    stam = models.CharField(max_length=40)

    bekijk_actie = "zoeken.gebruiken"
    privacy = dict.fromkeys(("woord", "stam"), Soort.VRIJE_TEKST)

    class Meta:
        verbose_name = _("zoekwoord")
        verbose_name_plural = _("zoekwoorden")
        constraints = [models.UniqueConstraint(fields=["traject", "woord"], name="geen_zoekwoord_twee_keer")]

    def __str__(self) -> str:
        return self.woord
