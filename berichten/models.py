import uuid
from datetime import datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from berichten.enums import AANDACHT, NA_EEN_MENS, STATUS_SOORT, BerichtStaat, Klasse
from berichten.registratie import register
from leefsturing.lib.persoonsgegevens import Soort
from toegang.models import Gebruiker
from trajecten.models import Persoon, TrajectModel, TrajectQuerySet


def nieuw_kenmerk() -> str:
    """A Message-ID for a new row; it stays the same however often the mail is sent."""
    return f"<{uuid.uuid4()}@{urlsplit(settings.BASIS_URL).hostname}>"


class BerichtQuerySet(TrajectQuerySet):
    """Words for the outbox."""

    def toe_aan(self, now: datetime) -> Self:
        """Planned and due, or held by a worker whose lease has ended."""
        return self.filter(
            Q(staat=BerichtStaat.GEPLAND, volgende_op__lte=now)
            | Q(staat__in=[BerichtStaat.BEZIG, BerichtStaat.OVERGEDRAGEN], lease_tot__lt=now)
        )

    def aandacht(self) -> Self:
        """What a human must look at."""
        return self.filter(staat__in=AANDACHT)


class Bericht(TrajectModel):
    """Een bericht: één mail aan één persoon of gebruiker, opgeschreven samen met de aanleiding en daarna bezorgd.

    The same reminder can never leave twice: one row per recipient, occasion, subject and period (M27).
    """

    persoon = models.ForeignKey(Persoon, on_delete=models.PROTECT, null=True, blank=True, related_name="berichten")
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="berichten")
    aanleiding = models.CharField(max_length=60)
    onderwerp = models.CharField(max_length=80, blank=True)
    periode = models.CharField(max_length=40, blank=True)
    klasse = models.CharField(max_length=1, choices=Klasse)
    staat = models.CharField(max_length=14, choices=BerichtStaat, default=BerichtStaat.GEPLAND)
    kenmerk = models.CharField(max_length=120, editable=False, blank=True, default=nieuw_kenmerk)
    pogingen = models.PositiveSmallIntegerField(default=0)
    gestorven = models.PositiveSmallIntegerField(default=0)
    volgende_op = models.DateTimeField()
    lease_tot = models.DateTimeField(null=True, blank=True)
    gebeld_tot = models.DateTimeField(null=True, blank=True)
    dubbel_mogelijk = models.BooleanField(default=False)
    verzonden_op = models.DateTimeField(null=True, blank=True)
    adres = models.EmailField(blank=True)
    titel = models.CharField(max_length=200, blank=True)
    tekst = models.TextField(blank=True)
    reden = models.CharField(_("waarom niet"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = BerichtQuerySet.as_manager()
    bekijk_actie = "bericht.bekijken"
    privacy = {
        "adres": Soort.PERSOON,
        "titel": Soort.VRIJE_TEKST,
        "tekst": Soort.VRIJE_TEKST,
        **dict.fromkeys(("aanleiding", "onderwerp", "periode", "kenmerk", "reden"), Soort.NEUTRAAL),
    }

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        constraints = [
            models.CheckConstraint(
                condition=Q(persoon=None, gebruiker__isnull=False) | Q(persoon__isnull=False, gebruiker=None),
                name="bericht_aan_precies_een_ontvanger",
            ),
            models.UniqueConstraint(
                fields=["persoon", "aanleiding", "onderwerp", "periode"],
                condition=Q(persoon__isnull=False),
                name="geen_bericht_twee_keer_aan_een_persoon",
            ),
            models.UniqueConstraint(
                fields=["traject", "gebruiker", "aanleiding", "onderwerp", "periode"],
                condition=Q(gebruiker__isnull=False),
                name="geen_bericht_twee_keer_aan_een_gebruiker",
            ),
        ]
        indexes = [models.Index(fields=["staat", "volgende_op"], name="bericht_toe_aan")]

    def __str__(self) -> str:
        return f"{self.aanleiding} ({self.staat})"

    @property
    def staat_soort(self) -> str:
        """How the state looks."""
        return STATUS_SOORT[BerichtStaat(self.staat)]

    @property
    def is_af_te_handelen(self) -> bool:
        """Whether a human may still send it again, or say that it arrived."""
        return self.staat in NA_EEN_MENS

    @property
    def vraagt_aandacht(self) -> bool:
        """Whether a human should look at it."""
        return self.staat in AANDACHT

    @property
    def is_verzonden(self) -> bool:
        """Whether it arrived, as far as anybody knows."""
        return self.staat == BerichtStaat.VERZONDEN

    @property
    def waarover(self) -> str:
        """The occasion in words."""
        soort = register.aanleidingen.get(self.aanleiding)
        return capfirst(str(soort.omschrijving) if soort and soort.omschrijving else self.aanleiding)

    @property
    def ontvanger(self) -> Persoon | Gebruiker:
        """Who it is for."""
        return self.persoon or self.gebruiker  # type: ignore[return-value] # exactly one, says the database


class Herinnering(TrajectModel):
    """Een herinnering: één ding waaraan iemand één keer per periode wordt herinnerd, in de mail van die dag (M27).

    One mail a day bundles what is due; each (recipient, kind, subject, period) is in one mail only.
    """

    bericht = models.ForeignKey(Bericht, on_delete=models.CASCADE, related_name="herinneringen")
    ontvanger = models.CharField(max_length=40)
    soort = models.CharField(max_length=60)
    onderwerp = models.CharField(max_length=80)
    periode = models.CharField(max_length=40)

    bekijk_actie = "bericht.bekijken"
    privacy = dict.fromkeys(("ontvanger", "soort", "onderwerp", "periode"), Soort.NEUTRAAL)

    class Meta:
        verbose_name = _("herinnering")
        verbose_name_plural = _("herinneringen")
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "ontvanger", "soort", "onderwerp", "periode"],
                name="geen_herinnering_twee_keer_in_een_periode",
            )
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.onderwerp} {self.periode}"
