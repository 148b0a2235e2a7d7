from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from comakers.models import CoMaker, Herkomst, HerkomstKoppeling
from comakers.models.herkomst import Spoorstap
from kruispunten.enums import Middelsoort, ZoektBiedt
from leefsturing.lib.persoonsgegevens import Soort
from trajecten.models import ArchiefModel, Partij, TrajectModel, TrajectQuerySet, VersieModel


class InitiatiefQuerySet(TrajectQuerySet):
    """Words for initiatieven."""

    def van_persoon(self, persoon: Any) -> Self:
        """Those the persoon owns as a co-maker."""
        return self.filter(eigenaar_comaker__persoon=persoon)

    def lopend(self, dag: date) -> Self:
        """In sight and not over on ``dag``; of an owner who still takes part."""
        return self.niet_gewist().levend().filter(Q(tot=None) | Q(tot__gte=dag))

    def niet_gewist(self) -> Self:
        """Without what was of somebody who is erased: of that only an empty row is left."""
        return self.exclude(eigenaar_comaker__persoon__gewist_op__isnull=False)

    def met_eigenaar(self) -> Self:
        """With everything that says who owns it."""
        return self.select_related("eigenaar_partij", "eigenaar_comaker__persoon", "eigenaar_comaker__categorie")


class Initiatief(Herkomst, VersieModel, ArchiefModel):
    """Een initiatief: iets dat loopt of komt, van een partij of co-maker die eigenaar blijft (M61, M63).

    It is rewarded and linked, never taken over: there is exactly one owner, and it is not the kerngroep (M68).
    """

    naam = models.CharField(_("initiatief"), max_length=120)
    omschrijving = models.TextField(_("wat is het"), max_length=2000, blank=True)
    eigenaar_partij = models.ForeignKey(
        Partij,
        verbose_name=_("van welke partij"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="initiatieven",
    )
    eigenaar_comaker = models.ForeignKey(
        CoMaker,
        verbose_name=_("van welke co-maker"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="initiatieven",
    )
    van = models.DateField(_("vanaf"), null=True, blank=True)
    tot = models.DateField(_("tot en met"), null=True, blank=True)
    plaats = models.CharField(_("waar"), max_length=120, blank=True)
    beloond_met = models.TextField(_("hoe is het beloond"), max_length=1000, blank=True)
    # When the owner told about it through the personal link; empty when the kerngroep wrote it down.
    aangemeld_op = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = InitiatiefQuerySet.as_manager()
    kamer = "initiatief"
    wijzig_actie = "kruispunt.wijzigen"
    nieuw_adres = "initiatief_nieuw"
    maak_van = _("Leg dit vast als initiatief")
    spoor_staat = ""
    bekijk_actie = "kruispunt.bekijken"
    privacy = {
        "plaats": Soort.NEUTRAAL,
        **dict.fromkeys(("naam", "omschrijving", "beloond_met", "duiding"), Soort.VRIJE_TEKST),
    }

    class Meta(ArchiefModel.Meta):
        verbose_name = _("initiatief")
        verbose_name_plural = _("initiatieven")
        constraints = [
            *ArchiefModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(eigenaar_partij__isnull=True, eigenaar_comaker__isnull=False)
                | Q(eigenaar_partij__isnull=False, eigenaar_comaker__isnull=True),
                name="geen_initiatief_zonder_een_eigenaar",
            ),
            models.CheckConstraint(
                condition=Q(van=None) | Q(tot=None) | Q(tot__gte=models.F("van")),
                name="initiatief_eindigt_nooit_voor_begin",
            ),
            models.CheckConstraint(
                condition=Q(aangemeld_op=None) | Q(eigenaar_comaker__isnull=False),
                name="geen_zelf_aangemeld_initiatief_van_een_partij",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def is_zelf_aangemeld(self) -> bool:
        """Told by its owner through the personal link."""
        return self.aangemeld_op is not None

    def is_voorbij(self, dag: date) -> bool:
        """Over on ``dag``."""
        return self.tot is not None and self.tot < dag

    @property
    def eigenaar_naam(self) -> str:
        """Who owns it, for the kerngroep; needs eigenaar_partij and eigenaar_comaker with its persoon."""
        if self.eigenaar_partij:
            return self.eigenaar_partij.naam
        return self.eigenaar_comaker.persoon.volledige_naam if self.eigenaar_comaker else ""

    def eigenaar_naar_buiten(self) -> str:
        """Who owns it, as everybody outside the kerngroep may read it; needs partij, co-maker and categorie."""
        if self.eigenaar_partij:
            return self.eigenaar_partij.naam
        return self.eigenaar_comaker.categorie.enkelvoud if self.eigenaar_comaker else ""

    def spoorstappen(self, gekoppeld_op: datetime) -> Iterator[Spoorstap]:
        """Seen as an initiative of its owner, and rewarded (M27, M68)."""
        yield Spoorstap(
            gekoppeld_op,
            _t("We zien dat dit er al is, en dat het telt: %(naam)s. Het blijft van wie het begon.")
            % {"naam": self.naam},
            True,
        )


class InitiatiefHerkomst(HerkomstKoppeling):
    """Een herkomst van een initiatief: de uitspraak die erover ging (M26)."""

    product = models.ForeignKey(Initiatief, on_delete=models.CASCADE, related_name="herkomst")

    bekijk_actie = "kruispunt.bekijken"
    privacy: dict[str, Soort] = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["product", "uitspraak"], name="geen_uitspraak_twee_keer_onder_een_initiatief"
            )
        ]


class Middel(TrajectModel):
    """Een middel: iets wat een initiatief zoekt of biedt; waar zoeken en bieden passen, ligt een kans (M61, M76)."""

    initiatief = models.ForeignKey(Initiatief, on_delete=models.CASCADE, related_name="middelen")
    richting = models.CharField(_("zoekt of biedt"), max_length=6, choices=ZoektBiedt)
    soort = models.CharField(_("wat voor iets"), max_length=8, choices=Middelsoort)
    wat = models.CharField(_("wat precies"), max_length=160)

    bekijk_actie = "kruispunt.bekijken"
    privacy = {"wat": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("wat een initiatief zoekt of biedt")
        verbose_name_plural = _("wat initiatieven zoeken en bieden")

    def __str__(self) -> str:
        return f"{self.get_richting_display()} {self.wat}"
