from decimal import Decimal
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.persoonsgegevens import Soort
from pijlers.enums import PijlerStaat, Richting
from toegang.models import Gebruiker
from trajecten.models import Besluit, TrajectModel, TrajectQuerySet, VersieModel

MAX_PIJLERS = 3
_TOON = {
    PijlerStaat.CONCEPT: "rust",
    PijlerStaat.VOORLOPIG: "wacht",
    PijlerStaat.VASTGESTELD: "gelukt",
    PijlerStaat.VERVALLEN: "stil",
}


class PijlerQuerySet(TrajectQuerySet):
    """Words for pijlers."""

    def levend(self) -> Self:
        """Those that steer now, in their places."""
        return self.exclude(staat=PijlerStaat.VERVALLEN).order_by("plaats")


class Pijler(TrajectModel, VersieModel):
    """Een pijler: een van de twee of drie ambities die richting geven, kort en op hoofdlijnen (M10).

    A fourth is impossible in the database: three places, one living pijler each.
    """

    plaats = models.PositiveSmallIntegerField(_("plaats"))
    titel = models.CharField(_("pijler"), max_length=120)
    toelichting = models.TextField(_("toelichting"), max_length=4000, blank=True)
    duiding = models.TextField(_("duiding"), max_length=8000, blank=True)
    staat = models.CharField(_("staat"), max_length=12, choices=PijlerStaat, default=PijlerStaat.CONCEPT)
    besluit = models.ForeignKey(
        Besluit, verbose_name=_("besluit"), on_delete=models.PROTECT, null=True, blank=True, related_name="pijlers"
    )
    vervallen_reden = models.CharField(_("waarom vervallen"), max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = PijlerQuerySet.as_manager()
    bekijk_actie = "pijler.bekijken"
    privacy = {
        "titel": Soort.NEUTRAAL,
        **dict.fromkeys(("toelichting", "duiding", "vervallen_reden"), Soort.VRIJE_TEKST),
    }

    class Meta:
        verbose_name = _("pijler")
        verbose_name_plural = _("pijlers")
        constraints = [
            models.CheckConstraint(condition=Q(plaats__gte=1, plaats__lte=MAX_PIJLERS), name="geen_vierde_pijler"),
            models.UniqueConstraint(
                fields=["traject", "plaats"],
                condition=~Q(staat="vervallen"),
                name="geen_twee_levende_pijlers_op_dezelfde_plaats",
            ),
            models.CheckConstraint(
                condition=Q(staat__in=["concept", "vervallen"]) | Q(besluit__isnull=False),
                name="geen_vastgestelde_pijler_zonder_besluit",
            ),
            models.CheckConstraint(
                condition=~Q(staat="vervallen") | ~Q(vervallen_reden=""), name="geen_vervallen_pijler_zonder_reden"
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def is_vervallen(self) -> bool:
        """No longer steering."""
        return self.staat == PijlerStaat.VERVALLEN

    @property
    def is_vastgesteld(self) -> bool:
        """Established for good, by a decision."""
        return self.staat == PijlerStaat.VASTGESTELD

    @property
    def toon(self) -> str:
        """How the state looks: the kind of status mark."""
        return _TOON[PijlerStaat(self.staat)]


class Formulering(TrajectModel):
    """Een formulering: een verwoording van een pijler zoals die een tijd gold, met de reden om haar te kiezen (M13)."""

    pijler = models.ForeignKey(Pijler, on_delete=models.PROTECT, related_name="formuleringen")
    nummer = models.PositiveIntegerField()
    titel = models.CharField(_("pijler"), max_length=120)
    toelichting = models.TextField(_("toelichting"), max_length=4000, blank=True)
    reden = models.TextField(_("waarom deze woorden"), max_length=2000)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, related_name="+")
    op = models.DateTimeField()

    alleen_toevoegen = True
    bekijk_actie = "pijler.bekijken"
    privacy = {"titel": Soort.NEUTRAAL, "toelichting": Soort.VRIJE_TEKST, "reden": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("formulering")
        verbose_name_plural = _("formuleringen")
        constraints = [
            models.UniqueConstraint(fields=["pijler", "nummer"], name="geen_twee_formuleringen_met_hetzelfde_nummer")
        ]

    def __str__(self) -> str:
        return f"{self.titel} ({self.nummer})"


class Effect(TrajectModel, VersieModel):
    """Een effect: een beoogd doel onder een pijler, voor de lange termijn; nooit een resultaat (M6)."""

    pijler = models.ForeignKey(Pijler, on_delete=models.PROTECT, related_name="effecten")
    naam = models.CharField(_("beoogd effect"), max_length=160)
    verhaal = models.TextField(_("het verhaal erachter"), max_length=2000, blank=True)
    richting = models.CharField(_("wat is goed"), max_length=8, choices=Richting, default=Richting.OMHOOG)
    eenheid = models.CharField(_("eenheid"), max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "pijler.bekijken"
    privacy = {"naam": Soort.NEUTRAAL, "verhaal": Soort.VRIJE_TEKST, "eenheid": Soort.NEUTRAAL}

    class Meta:
        verbose_name = _("effect")
        verbose_name_plural = _("effecten")

    def __str__(self) -> str:
        return self.naam


class Meting(TrajectModel):
    """Een meting: een waarde van een effect op een dag, met de bron."""

    effect = models.ForeignKey(Effect, on_delete=models.PROTECT, related_name="metingen")
    datum = models.DateField(_("datum"))
    waarde = models.DecimalField(_("waarde"), max_digits=12, decimal_places=2)
    bron = models.CharField(_("bron"), max_length=160)

    bekijk_actie = "pijler.bekijken"
    privacy = {"bron": Soort.NEUTRAAL}

    class Meta:
        verbose_name = _("meting")
        verbose_name_plural = _("metingen")
        constraints = [models.UniqueConstraint(fields=["effect", "datum"], name="geen_twee_metingen_op_een_dag")]

    def __str__(self) -> str:
        return f"{self.waarde} ({self.datum:%d-%m-%Y})"

    @property
    def waarde_tekst(self) -> str:
        """The value as one writes it: without noughts behind the comma that say nothing."""
        return getal(self.waarde)


def getal(waarde: Decimal) -> str:
    """A number in Dutch, without noughts behind the comma that say nothing."""
    heel = waarde == waarde.to_integral_value()
    return str(number_format(int(waarde) if heel else waarde.normalize(), use_l10n=True))
