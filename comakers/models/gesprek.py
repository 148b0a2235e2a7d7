from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from comakers.enums import STATUS_SOORT, Doel, GesprekStaat, KernSoort
from comakers.models.comaker import CoMaker
from leefsturing.lib.bestanden import random_naam
from leefsturing.lib.persoonsgegevens import Soort
from toegang.models import Gebruiker
from trajecten.models import TrajectModel, TrajectQuerySet, VersieModel


class GesprekQuerySet(TrajectQuerySet):
    """Words for gesprekken."""

    def van_persoon(self, persoon: Any) -> Self:
        """Those the persoon took part in."""
        return self.filter(comakers__persoon=persoon)

    def gevoerd(self) -> Self:
        """Held."""
        return self.filter(staat=GesprekStaat.GEVOERD)


class Gesprek(TrajectModel, VersieModel):
    """Een gesprek: open, met één of twee co-makers, met één vaste kernvraag (M15, M22, M23).

    Notes and core answers have version numbers of their own: one writes notes while the other fills in the answers.
    """

    doel = models.CharField(_("waarvoor"), max_length=8, choices=Doel, default=Doel.COMAKER)
    staat = models.CharField(_("staat"), max_length=10, choices=GesprekStaat, default=GesprekStaat.GEPLAND)
    titel = models.CharField(_("titel, bij een bijeenkomst"), max_length=120, blank=True)
    wanneer = models.DateTimeField(_("wanneer"))
    plaats = models.CharField(_("waar"), max_length=160, blank=True)
    comakers = models.ManyToManyField(CoMaker, verbose_name=_("co-makers"), blank=True, related_name="gesprekken")
    interviewers = models.ManyToManyField(Gebruiker, verbose_name=_("wie voert het gesprek"), related_name="+")
    voornemen = models.TextField(_("wat willen we zelf bereiken"), max_length=4000, blank=True)
    aantekeningen = models.TextField(_("aantekeningen"), max_length=100_000, blank=True)
    aantekeningen_versie = models.PositiveIntegerField(default=1)
    kernvraag_versie = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = GesprekQuerySet.as_manager()
    bekijk_actie = "gesprek.bekijken"
    privacy = {
        "titel": Soort.VRIJE_TEKST,
        "plaats": Soort.VRIJE_TEKST,
        "voornemen": Soort.VRIJE_TEKST,
        "aantekeningen": Soort.VRIJE_TEKST,
    }

    class Meta:
        verbose_name = _("gesprek")
        verbose_name_plural = _("gesprekken")
        indexes = [models.Index(fields=["traject", "-wanneer"], name="gesprek_op_tijd")]

    def __str__(self) -> str:
        return self.titel or f"{self.get_doel_display()} {self.wanneer:%d-%m-%Y}"

    @property
    def met_wie(self) -> str:
        """The names of who is at the table, or the title of a gathering; needs comakers and their personen."""
        namen = [c.persoon.volledige_naam for c in self.comakers.all()]
        return f" {_t('en')} ".join(namen) or str(self)

    @property
    def staat_soort(self) -> str:
        """How the state looks."""
        return STATUS_SOORT[self.staat]

    @property
    def is_gevoerd(self) -> bool:
        """Held."""
        return self.staat == GesprekStaat.GEVOERD

    @property
    def is_gepland(self) -> bool:
        """Still to come, or still to be marked as held."""
        return self.staat == GesprekStaat.GEPLAND


class Kernpunt(TrajectModel):
    """Een kernpunt: een van de drie dingen die over tien tot twintig jaar anders of weg moeten zijn (M23)."""

    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, related_name="kernpunten")
    soort = models.CharField(_("soort"), max_length=10, choices=KernSoort, default=KernSoort.VERANDERD)
    nummer = models.PositiveSmallIntegerField()
    tekst = models.CharField(_("punt"), max_length=500)
    jaar = models.PositiveSmallIntegerField(_("in welk jaar"), null=True, blank=True)

    bekijk_actie = "gesprek.bekijken"
    privacy = {"tekst": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("kernpunt")
        verbose_name_plural = _("kernpunten")
        constraints = [
            models.UniqueConstraint(fields=["gesprek", "soort", "nummer"], name="geen_twee_kernpunten_op_een_plaats"),
            models.CheckConstraint(condition=Q(nummer__gte=1, nummer__lte=3), name="geen_vierde_kernpunt"),
        ]

    def __str__(self) -> str:
        return self.tekst


class Kernafbeelding(TrajectModel):
    """Een kernafbeelding: een beeld als antwoord op de kernvraag (M23, M53)."""

    gesprek = models.ForeignKey(Gesprek, on_delete=models.CASCADE, related_name="afbeeldingen")
    bestand = models.ImageField(_("foto of tekening"), upload_to=random_naam)
    beschrijving = models.CharField(_("wat is er te zien"), max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "gesprek.bekijken"
    privacy = {"bestand": Soort.VRIJE_TEKST, "beschrijving": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("afbeelding")

    def __str__(self) -> str:
        return self.beschrijving
