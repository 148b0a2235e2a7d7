from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from comakers.enums import STATUS_SOORT, InvoerStaat, RijOordeel
from comakers.models.comaker import CoMaker
from leefsturing.lib.bestanden import random_naam
from leefsturing.lib.persoonsgegevens import Soort
from toegang.models import Gebruiker
from trajecten.enums import Zijde
from trajecten.models import TrajectModel, TrajectQuerySet

NOG_NIET_KLAAR = (InvoerStaat.KOLOMMEN, InvoerStaat.NAKIJKEN, InvoerStaat.NAGEKEKEN, InvoerStaat.OPNEMEN)

_KOPPEN = {
    InvoerStaat.KOLOMMEN: _("Wat staat in welke kolom?"),
    InvoerStaat.NAKIJKEN: _("De rijen worden nagekeken"),
    InvoerStaat.NAGEKEKEN: _("Dit gebeurt er met de rijen"),
    InvoerStaat.OPNEMEN: _("De rijen worden opgenomen"),
    InvoerStaat.KLAAR: _("De rijen zijn opgenomen"),
    InvoerStaat.MISLUKT: _("Dit bestand lukte niet"),
}


class InvoerQuerySet(TrajectQuerySet):
    """Words for files that are brought in."""

    def open(self) -> "InvoerQuerySet":
        """Waiting for the kerngroep or for the worker."""
        return self.filter(staat__in=NOG_NIET_KLAAR)


class Invoer(TrajectModel):
    """Een invoer: een rekenblad met co-makers dat iemand binnenbrengt, tot het is opgenomen of weggedaan (M20).

    The file goes when the rows are taken, or after thirty days; of the rows only those that need someone stay so long.
    """

    bestand = models.FileField(_("bestand"), upload_to=random_naam, blank=True)
    bestandsnaam = models.CharField(_("naam van het bestand"), max_length=120)
    soort = models.CharField(max_length=4)
    sha256 = models.CharField(max_length=64)
    staat = models.CharField(_("hoever"), max_length=10, choices=InvoerStaat, default=InvoerStaat.KOLOMMEN)
    koppen = models.JSONField(_("kolommen"), default=list)
    koprij = models.PositiveIntegerField(default=1)
    proefrijen = models.JSONField(_("eerste rijen"), default=list)
    kolommen = models.JSONField(_("welke kolom wat is"), default=dict)
    nieuwe_partijen = models.BooleanField(_("nieuwe organisaties toevoegen"), default=False)
    zijde = models.CharField(_("zijde van de driehoek"), max_length=14, choices=Zijde, default=Zijde.GEBRUIKERS)
    categorie = models.ForeignKey(
        "trajecten.Categorie", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    neem_alles_over = models.BooleanField(default=False)
    aantal_rijen = models.PositiveIntegerField(default=0)
    aantal_nieuw = models.PositiveIntegerField(default=0)
    aantal_bekend = models.PositiveIntegerField(default=0)
    aantal_bijgewerkt = models.PositiveIntegerField(default=0)
    aantal_fout = models.PositiveIntegerField(default=0)
    fout = models.CharField(_("waarom het niet lukte"), max_length=300, blank=True)
    door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = InvoerQuerySet.as_manager()
    bekijk_actie = "comaker.wijzigen"
    privacy = {
        **dict.fromkeys(("bestand", "bestandsnaam", "koppen", "proefrijen"), Soort.VRIJE_TEKST),
        **dict.fromkeys(("soort", "sha256", "kolommen", "fout"), Soort.NEUTRAAL),
    }

    class Meta:
        verbose_name = _("invoer")
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "sha256"],
                condition=Q(staat__in=[str(s) for s in NOG_NIET_KLAAR]),
                name="geen_bestand_twee_keer_tegelijk_binnen",
            ),
            models.CheckConstraint(
                condition=Q(aantal_rijen__gte=F("aantal_nieuw") + F("aantal_bekend") + F("aantal_fout")),
                name="geen_rij_twee_keer_geteld",
            ),
        ]

    def __str__(self) -> str:
        return self.bestandsnaam

    @property
    def kop(self) -> str:
        """What its page is about now."""
        return str(_KOPPEN[InvoerStaat(self.staat)])

    @property
    def staat_soort(self) -> str:
        """How the state looks."""
        return STATUS_SOORT.get(self.staat, "fout")

    @property
    def is_bezig(self) -> bool:
        """The worker has it."""
        return self.staat in (InvoerStaat.NAKIJKEN, InvoerStaat.OPNEMEN)

    @property
    def kiest_kolommen(self) -> bool:
        """Somebody must say which column is what."""
        return self.staat == InvoerStaat.KOLOMMEN

    @property
    def is_nagekeken(self) -> bool:
        """Every row was looked at; nothing was taken yet."""
        return self.staat == InvoerStaat.NAGEKEKEN

    @property
    def is_klaar(self) -> bool:
        """The good rows were taken."""
        return self.staat == InvoerStaat.KLAAR


class Invoerrij(TrajectModel):
    """Een invoerrij: één rij van een invoer, met wat ervan wordt of wat eraan mist (M20)."""

    invoer = models.ForeignKey(Invoer, on_delete=models.CASCADE, related_name="rijen")
    nummer = models.PositiveIntegerField(_("rij"))
    oordeel = models.CharField(max_length=6, choices=RijOordeel)
    cellen = models.JSONField(_("wat er stond"), default=list)
    velden = models.JSONField(_("wat het wordt"), default=dict)
    reden = models.TextField(_("wat er mis is"), max_length=4000, blank=True)
    comaker = models.ForeignKey(CoMaker, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    verschilt = models.BooleanField(default=False)
    neem_over = models.BooleanField(default=False)
    opgenomen = models.BooleanField(default=False)

    bekijk_actie = "comaker.wijzigen"
    privacy = dict.fromkeys(("cellen", "velden", "reden"), Soort.VRIJE_TEKST)

    class Meta:
        verbose_name = _("rij van een invoer")
        verbose_name_plural = _("rijen van een invoer")
        indexes = [models.Index(fields=["invoer", "oordeel", "opgenomen", "nummer"], name="invoerrij_volgende")]
        constraints = [
            models.UniqueConstraint(fields=["invoer", "nummer"], name="geen_rij_twee_keer_in_een_invoer"),
            models.CheckConstraint(condition=~Q(oordeel="fout") | ~Q(reden=""), name="geen_foute_rij_zonder_reden"),
            models.CheckConstraint(condition=~Q(oordeel="fout", opgenomen=True), name="geen_foute_rij_opgenomen"),
        ]

    def __str__(self) -> str:
        return str(self.nummer)
