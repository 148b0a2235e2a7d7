from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comakers.enums import STATUS_SOORT, CoMakerStaat, Kanaal, Toestemming
from leefsturing.lib.klok import vandaag
from leefsturing.lib.persoonsgegevens import Soort
from toegang.models import Gebruiker
from trajecten.models import Categorie, Persoon, TrajectModel, TrajectQuerySet, VersieModel


class CoMakerQuerySet(TrajectQuerySet):
    """Words for co-makers."""

    def van_persoon(self, persoon: Any) -> Self:
        """Only oneself."""
        return self.filter(persoon=persoon)

    def actief(self) -> Self:
        """Everybody who did not drop out."""
        return self.exclude(staat=CoMakerStaat.AFGEHAAKT)

    def met_laatst_gehoord(self) -> Self:
        """Adds ``laatst_gehoord``: the moment of the latest terugkoppeling, or None (M27)."""
        return self.annotate(laatst_gehoord=models.Max("terugkoppelingen__op"))

    def stil_sinds(self, moment: Any) -> Self:
        """Spoken with, still taking part, and nothing heard since ``moment`` (M27)."""
        return (
            self.actief()
            .filter(staat__in=[CoMakerStaat.GESPROKEN, CoMakerStaat.BETROKKEN])
            .met_laatst_gehoord()
            .filter(Q(laatst_gehoord=None) | Q(laatst_gehoord__lt=moment))
        )


class CoMaker(TrajectModel, VersieModel):
    """Een co-maker: iemand met wie we één op één spreken en die mede-eigenaar van het plan wordt (M20, M21)."""

    persoon = models.OneToOneField(Persoon, on_delete=models.PROTECT, related_name="comaker")
    categorie = models.ForeignKey(
        Categorie, verbose_name=_("categorie"), on_delete=models.PROTECT, related_name="comakers"
    )
    staat = models.CharField(_("hoever zijn we"), max_length=12, choices=CoMakerStaat, default=CoMakerStaat.VOORGESTELD)
    wil_weten = models.TextField(_("wat willen we van deze persoon weten?"), max_length=1000, blank=True)
    wil_meedenken = models.TextField(_("waaruit blijkt dat deze persoon wil meedenken?"), max_length=1000, blank=True)
    sleutelfiguur_voor = models.TextField(_("voor welke groep is dit een sleutelfiguur?"), max_length=1000, blank=True)
    contactpersoon = models.ForeignKey(
        Gebruiker,
        verbose_name=_("contactpersoon in de kerngroep"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    toestemming = models.CharField(
        _("toestemming voor nieuwe uitspraken"), max_length=14, choices=Toestemming, default=Toestemming.ANONIEM
    )
    bewaren_akkoord_op = models.DateField(_("akkoord met bewaren van gegevens"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = CoMakerQuerySet.as_manager()
    bekijk_actie = "comaker.bekijken"
    privacy = dict.fromkeys(("wil_weten", "wil_meedenken", "sleutelfiguur_voor"), Soort.VRIJE_TEKST)

    class Meta:
        verbose_name = _("co-maker")
        verbose_name_plural = _("co-makers")
        indexes = [models.Index(fields=["traject", "staat"], name="comaker_per_staat")]

    def __str__(self) -> str:
        return str(self.persoon)

    @property
    def staat_soort(self) -> str:
        """How the state looks."""
        return STATUS_SOORT[self.staat]

    @property
    def is_gesproken(self) -> bool:
        """Whether the acquaintance is past the first gesprek, and the clock of silence runs (M27)."""
        return self.staat in (CoMakerStaat.GESPROKEN, CoMakerStaat.BETROKKEN)

    @property
    def heeft_selectiegrond(self) -> bool:
        """Whether at least one of the three selection questions is answered (M21)."""
        return bool(self.wil_weten or self.wil_meedenken or self.sleutelfiguur_voor)

    def dagen_stil(self, dag: date) -> int | None:
        """Days since the last terugkoppeling at ``dag``; needs ``met_laatst_gehoord``; None when never heard (M27)."""
        laatst = getattr(self, "laatst_gehoord", None)
        return (dag - vandaag(laatst)).days if laatst else None


class Achterban(TrajectModel):
    """Een achterban: een groep voor wie een co-maker sleutelfiguur is, met hoe groot die is (M21)."""

    comaker = models.ForeignKey(CoMaker, on_delete=models.CASCADE, related_name="achterbannen")
    naam = models.CharField(_("groep"), max_length=120)
    omvang = models.PositiveIntegerField(_("hoeveel mensen"), null=True, blank=True)

    bekijk_actie = "comaker.bekijken"
    privacy = {"naam": Soort.NEUTRAAL}

    class Meta:
        verbose_name = _("achterban")

    def __str__(self) -> str:
        return self.naam


class Terugkoppeling(TrajectModel):
    """Een terugkoppeling: alles wat een co-maker echt te zien of te horen kreeg (M27).

    The clock of silence counts from the latest one.
    """

    comaker = models.ForeignKey(CoMaker, on_delete=models.PROTECT, related_name="terugkoppelingen")
    kanaal = models.CharField(_("hoe"), max_length=10, choices=Kanaal)
    op = models.DateTimeField(_("wanneer"))
    tekst = models.CharField(_("wat hoorde de co-maker?"), max_length=500, blank=True)
    is_resultaat = models.BooleanField(_("er is iets gebeurd met een bijdrage"), default=False)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bericht = models.ForeignKey("berichten.Bericht", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    bekijk_actie = "comaker.bekijken"
    privacy = {"tekst": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("terugkoppeling")
        verbose_name_plural = _("terugkoppelingen")
        indexes = [models.Index(fields=["comaker", "-op"], name="terugkoppeling_laatste")]
        constraints = [
            models.UniqueConstraint(
                fields=["bericht"], condition=Q(bericht__isnull=False), name="geen_bericht_telt_twee_keer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kanaal_display()} {self.op:%d-%m-%Y}"


class Toezegging(TrajectModel, VersieModel):
    """Een toezegging: iets dat in een gesprek is beloofd, met wie het doet en wanneer (M37)."""

    comaker = models.ForeignKey(
        CoMaker,
        verbose_name=_("beloofd aan"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="toezeggingen",
    )
    gesprek = models.ForeignKey(
        "comakers.Gesprek", on_delete=models.PROTECT, null=True, blank=True, related_name="toezeggingen"
    )
    tekst = models.CharField(_("wat is beloofd"), max_length=300)
    eigenaar = models.ForeignKey(
        Gebruiker, verbose_name=_("wie doet het"), on_delete=models.PROTECT, related_name="toezeggingen"
    )
    uiterlijk = models.DateField(_("uiterlijk"))
    nagekomen_op = models.DateField(_("nagekomen op"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "gesprek.bekijken"
    privacy = {"tekst": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("toezegging")
        verbose_name_plural = _("toezeggingen")

    def __str__(self) -> str:
        return self.tekst

    def is_te_laat(self, dag: date) -> bool:
        """Whether it should have been kept by ``dag``."""
        return self.nagekomen_op is None and self.uiterlijk < dag
