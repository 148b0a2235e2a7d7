from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comakers.enums import STATUS_SOORT, OpmerkingStaat, VerslagStaat
from comakers.models.gesprek import Gesprek
from leefsturing.lib import tekst as tekstpad
from leefsturing.lib.persoonsgegevens import Soort
from toegang import beleid
from toegang.enums import Rol
from toegang.models import Gebruiker
from trajecten.models import Persoon, TrajectModel, TrajectQuerySet, VersieModel


class VerslagQuerySet(TrajectQuerySet):
    """Words for verslagen."""

    def van_persoon(self, persoon: Any) -> Self:
        """Shared ones of gesprekken the persoon took part in."""
        states = beleid.toestanden_voor(Rol.PERSOON, "verslag.bekijken") or ()
        return self.filter(gesprek__comakers__persoon=persoon, staat__in=states)


class Verslag(TrajectModel, VersieModel):
    """Een verslag: het korte verslag van een gesprek, geschreven voor het enthousiasme van de co-maker (M25).

    ``tekst`` is the working text; what is shared is frozen as a VerslagVersie, and agreement is with a version.
    """

    gesprek = models.OneToOneField(Gesprek, on_delete=models.PROTECT, related_name="verslag")
    staat = models.CharField(_("staat"), max_length=12, choices=VerslagStaat, default=VerslagStaat.CONCEPT)
    tekst = models.TextField(_("verslag"), max_length=50_000, blank=True)
    gedeeld_op = models.DateTimeField(null=True, blank=True)
    gedeeld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = VerslagQuerySet.as_manager()
    bekijk_actie = "verslag.bekijken"
    privacy = {"tekst": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("verslag")
        verbose_name_plural = _("verslagen")
        constraints = [
            models.CheckConstraint(
                condition=Q(gedeeld_op=None, gedeeld_door=None)
                | Q(gedeeld_op__isnull=False, gedeeld_door__isnull=False),
                name="verslag_gedeeld_met_wie_en_wanneer",
            ),
            models.CheckConstraint(
                condition=Q(staat="concept") | Q(gedeeld_op__isnull=False), name="geen_antwoord_op_ongedeeld_verslag"
            ),
        ]

    def __str__(self) -> str:
        return f"verslag {self.gesprek_id}"

    @property
    def staat_soort(self) -> str:
        """How the state looks."""
        return STATUS_SOORT[self.staat]

    @property
    def is_akkoord(self) -> bool:
        """Agreed on, and fixed until it is reopened."""
        return self.staat == VerslagStaat.AKKOORD

    @property
    def alineas(self) -> list[tuple[str, str]]:
        """(stable id, source) of each paragraph of the working text."""
        return tekstpad.alineas(self.tekst)


class VerslagVersie(TrajectModel):
    """Een versie van een verslag zoals het gedeeld is; verandert nooit meer."""

    verslag = models.ForeignKey(Verslag, on_delete=models.PROTECT, related_name="versies")
    nummer = models.PositiveIntegerField()
    tekst = models.TextField(max_length=50_000)
    sha256 = models.CharField(max_length=64)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, related_name="+")
    op = models.DateTimeField()

    bekijk_actie = "verslag.bekijken"
    privacy = {"tekst": Soort.VRIJE_TEKST, "sha256": Soort.NEUTRAAL}

    class Meta:
        verbose_name = _("versie van verslag")
        constraints = [
            models.UniqueConstraint(fields=["verslag", "nummer"], name="geen_twee_versies_met_hetzelfde_nummer")
        ]

    def __str__(self) -> str:
        return f"versie {self.nummer}"

    @property
    def alineas(self) -> list[tuple[str, str]]:
        """(stable id, source) of each paragraph."""
        return tekstpad.alineas(self.tekst)


class Akkoord(TrajectModel):
    """Een akkoord: een persoon stemt in met precies deze versie van het verslag (M25)."""

    versie = models.ForeignKey(VerslagVersie, on_delete=models.PROTECT, related_name="akkoorden")
    persoon = models.ForeignKey(Persoon, on_delete=models.PROTECT, related_name="+")
    op = models.DateTimeField()

    bekijk_actie = "verslag.bekijken"
    privacy: dict[str, Soort] = {}

    class Meta:
        verbose_name = _("akkoord")
        constraints = [
            models.UniqueConstraint(fields=["versie", "persoon"], name="geen_akkoord_twee_keer_op_een_versie")
        ]

    def __str__(self) -> str:
        return f"akkoord {self.op:%d-%m-%Y}"


class OpmerkingQuerySet(TrajectQuerySet):
    """Words for remarks."""

    def van_persoon(self, persoon: Any) -> Self:
        """One's own."""
        return self.filter(persoon=persoon)


class Opmerking(TrajectModel):
    """Een opmerking: wat een co-maker bij een alinea van het verslag zegt, of hoe de alinea zou moeten luiden (M25)."""

    verslag = models.ForeignKey(Verslag, on_delete=models.PROTECT, related_name="opmerkingen")
    versie = models.ForeignKey(VerslagVersie, on_delete=models.PROTECT, related_name="opmerkingen")
    alinea = models.CharField(max_length=20)
    alinea_tekst = models.TextField(max_length=50_000)
    persoon = models.ForeignKey(Persoon, on_delete=models.PROTECT, related_name="+")
    tekst = models.TextField(_("opmerking"), max_length=2000, blank=True)
    voorstel = models.TextField(_("zo zou het moeten staan"), max_length=8000, blank=True)
    staat = models.CharField(max_length=12, choices=OpmerkingStaat, default=OpmerkingStaat.OPEN)
    antwoord = models.TextField(_("antwoord aan de co-maker"), max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    afgehandeld_op = models.DateTimeField(null=True, blank=True)
    afgehandeld_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[Any] = OpmerkingQuerySet.as_manager()
    bekijk_actie = "verslag.bekijken"
    privacy = {
        "alinea": Soort.NEUTRAAL,
        **dict.fromkeys(("alinea_tekst", "tekst", "voorstel", "antwoord"), Soort.VRIJE_TEKST),
    }

    class Meta:
        verbose_name = _("opmerking")
        verbose_name_plural = _("opmerkingen")
        constraints = [
            models.CheckConstraint(condition=~Q(tekst="", voorstel=""), name="geen_lege_opmerking"),
            models.CheckConstraint(
                condition=Q(afgehandeld_op=None, afgehandeld_door=None)
                | Q(afgehandeld_op__isnull=False, afgehandeld_door__isnull=False),
                name="opmerking_afgehandeld_met_wie_en_wanneer",
            ),
        ]

    def __str__(self) -> str:
        return self.tekst[:60] or self.voorstel[:60]

    @property
    def is_open(self) -> bool:
        """Whether nobody dealt with it yet."""
        return self.staat == OpmerkingStaat.OPEN
