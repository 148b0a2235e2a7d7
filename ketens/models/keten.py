from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, Q, When
from django.utils.translation import gettext_lazy as _

from ketens.enums import Inzet, Kracht
from ketens.models.project import Project
from kruispunten.enums import Middelsoort
from kruispunten.models import Kruispunt
from leefsturing.lib.persoonsgegevens import Soort
from trajecten.enums import Zijde
from trajecten.models import ArchiefModel, Partij, Persoon, TrajectModel, TrajectQuerySet, VersieModel


class Keten(TrajectModel, VersieModel, ArchiefModel):
    """Een keten: de partijen en mensen die samen iets dragen; begint al bij het kruispunt (M73, M77)."""

    naam = models.CharField(_("keten"), max_length=120)
    omschrijving = models.TextField(_("wat draagt deze keten"), max_length=2000, blank=True)
    kruispunt = models.ForeignKey(
        Kruispunt, verbose_name=_("kruispunt"), on_delete=models.PROTECT, null=True, blank=True, related_name="ketens"
    )
    projecten = models.ManyToManyField(Project, verbose_name=_("projecten"), blank=True, related_name="ketens")
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "keten.bekijken"
    # The name too: a keten is called after a project when its trekker begins one, and a project after anybody.
    privacy = dict.fromkeys(("naam", "omschrijving"), Soort.VRIJE_TEKST)

    class Meta(ArchiefModel.Meta):
        verbose_name = _("keten")
        verbose_name_plural = _("ketens")

    def __str__(self) -> str:
        return self.naam


# Strongest first: a keten is started with its strongest schakels (M73).
OP_KRACHT = (Kracht.STERK, Kracht.GEWOON, Kracht.ZWAK, Kracht.GEBROKEN)


class SchakelQuerySet(TrajectQuerySet):
    """Words for schakels."""

    def op_kracht(self) -> Self:
        """The strongest first, what is firmest first among equals, and who left last."""
        rang = Case(*(When(kracht=k, then=n) for n, k in enumerate(OP_KRACHT)), output_field=models.IntegerField())
        vast = Case(*(When(inzet=i, then=n) for n, i in enumerate(reversed(Inzet))), output_field=models.IntegerField())
        weg = Case(When(vertrokken_op=None, then=0), default=1, output_field=models.IntegerField())
        return self.order_by(weg, rang, vast, "created_at", "pk")

    def met_wie(self) -> Self:
        """With everything a name and a side ask for."""
        return self.select_related("partij", "persoon__partij", "persoon__comaker__categorie")


class Schakel(TrajectModel, VersieModel):
    """Een schakel: een partij of persoon in een keten, met rol, kracht en hoe vast het is (M73, M82)."""

    keten = models.ForeignKey(Keten, on_delete=models.PROTECT, related_name="schakels")
    partij = models.ForeignKey(
        Partij, verbose_name=_("partij"), on_delete=models.PROTECT, null=True, blank=True, related_name="schakels"
    )
    persoon = models.ForeignKey(
        Persoon, verbose_name=_("persoon"), on_delete=models.PROTECT, null=True, blank=True, related_name="schakels"
    )
    rol = models.CharField(_("wat doet die in de keten"), max_length=200, blank=True)
    kracht = models.CharField(_("hoe sterk is de schakel"), max_length=8, choices=Kracht, default=Kracht.GEWOON)
    inzet = models.CharField(_("hoe vast is het"), max_length=10, choices=Inzet, default=Inzet.GENOEMD)
    vastgelegd_met = models.CharField(_("wie kon dit afspreken namens de partij"), max_length=200, blank=True)
    vastgelegd_wat = models.CharField(_("wat spraken jullie over en weer af"), max_length=500, blank=True)
    stapt_uit_op = models.DateField(_("wanneer stapt die eruit"), null=True, blank=True)
    vertrokken_op = models.DateField(_("weg sinds"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = SchakelQuerySet.as_manager()
    bekijk_actie = "keten.bekijken"
    privacy = dict.fromkeys(("rol", "vastgelegd_met", "vastgelegd_wat"), Soort.VRIJE_TEKST)

    class Meta:
        verbose_name = _("schakel")
        verbose_name_plural = _("schakels")
        constraints = [
            models.CheckConstraint(
                condition=Q(partij__isnull=True, persoon__isnull=False) | Q(partij__isnull=False, persoon__isnull=True),
                name="schakel_is_een_partij_of_een_persoon",
            ),
            models.UniqueConstraint(
                fields=["keten", "partij"],
                condition=Q(partij__isnull=False),
                name="geen_partij_twee_keer_in_een_keten",
            ),
            models.UniqueConstraint(
                fields=["keten", "persoon"],
                condition=Q(persoon__isnull=False),
                name="geen_persoon_twee_keer_in_een_keten",
            ),
            models.CheckConstraint(
                condition=~Q(inzet="vastgelegd") | (~Q(vastgelegd_met="") & ~Q(vastgelegd_wat="")),
                name="niets_vastgelegd_zonder_wie_en_wat",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def naam(self) -> str:
        """Who it is, for the kerngroep; needs partij and persoon."""
        return self.partij.naam if self.partij else str(self.persoon)

    @property
    def zijde(self) -> str:
        """The side of the triangle; needs partij, or persoon with its partij. Empty when nobody knows."""
        partij = self.partij or (self.persoon.partij if self.persoon else None)
        return partij.zijde if partij else ""

    @property
    def is_overheid(self) -> bool:
        """A schakel of the overheid has to have a moment to step out (M74)."""
        return self.zijde == Zijde.OVERHEID

    def naam_naar_buiten(self) -> str:
        """Who it is, as everybody outside the kerngroep may read it: a partij by name, a person by their group."""
        if self.partij:
            return self.partij.naam
        persoon: Any = self.persoon
        comaker = getattr(persoon, "comaker", None)
        return comaker.categorie.enkelvoud if comaker else str(_("iemand uit de wijk"))

    @property
    def van_buiten(self) -> bool:
        """Whether it comes from outside the overheid; not when nobody knows its side."""
        return self.zijde in (Zijde.GEBRUIKERS, Zijde.INVESTEERDERS)

    @property
    def is_vastgelegd(self) -> bool:
        """Somebody who could bind the partij agreed, and what both sides agreed stands here (M82)."""
        return self.inzet == Inzet.VASTGELEGD

    def is_weg(self, dag: date) -> bool:
        """Whether it left before or on ``dag``."""
        return self.vertrokken_op is not None and self.vertrokken_op <= dag


class Inbreng(TrajectModel):
    """Een inbreng: wat een schakel meebrengt, en welke waarde die terug verwacht (M76, M79). Geld in hele centen."""

    schakel = models.ForeignKey(Schakel, on_delete=models.PROTECT, related_name="inbreng")
    soort = models.CharField(_("wat voor inbreng"), max_length=8, choices=Middelsoort)
    wat = models.CharField(_("wat precies"), max_length=200, blank=True)
    bedrag_cent = models.PositiveBigIntegerField(_("bedrag"), null=True, blank=True)
    verwacht_terug = models.CharField(_("welke waarde verwacht die terug"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "keten.bekijken"
    privacy = dict.fromkeys(("wat", "verwacht_terug"), Soort.VRIJE_TEKST)

    class Meta:
        verbose_name = _("inbreng")
        verbose_name_plural = _("inbreng")
        constraints = [
            models.CheckConstraint(
                condition=Q(bedrag_cent=None) | Q(soort="geld"), name="geen_bedrag_bij_iets_anders_dan_geld"
            ),
            models.CheckConstraint(condition=Q(soort="geld") | ~Q(wat=""), name="geen_inbreng_zonder_wat_het_is"),
        ]

    def __str__(self) -> str:
        return self.wat or str(self.get_soort_display())


class Netwerk(TrajectModel):
    """Een netwerk: waar de knopen van de keten van ketens op het beeld staan, door de worker berekend (M73)."""

    kenmerk = models.CharField(max_length=64)
    posities = models.JSONField(default=dict)
    op = models.DateTimeField()

    bekijk_actie = "keten.bekijken"
    privacy = dict.fromkeys(("kenmerk", "posities"), Soort.NEUTRAAL)

    class Meta:
        verbose_name = _("netwerkbeeld")
        constraints = [models.UniqueConstraint(fields=["traject"], name="geen_twee_netwerken_in_een_traject")]

    def __str__(self) -> str:
        return self.kenmerk[:12]
