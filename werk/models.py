from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Case, F, Q, When

from leefsturing.lib.persoonsgegevens import Soort
from werk.enums import TaakStaat


class TaakQuerySet(models.QuerySet["Taak"]):
    """Words for work."""

    def open(self) -> "TaakQuerySet":
        """Not finished yet."""
        return self.filter(staat__in=[TaakStaat.WACHT, TaakStaat.BEZIG])

    def toe_aan(self, now: datetime) -> "TaakQuerySet":
        """Waiting and due, or held by a lease that has ended."""
        return self.filter(Q(staat=TaakStaat.WACHT, volgende_op__lte=now) | Q(staat=TaakStaat.BEZIG, lease_tot__lt=now))

    def claim(self, pk: int, *, now: datetime, lease: timedelta) -> "Taak | None":
        """Takes the row for this worker; None when it is not due or another one was first.

        A row that is taken over from a lease that ended counts one death more.
        """
        taken = (
            self.toe_aan(now)
            .filter(pk=pk)
            .update(
                staat=TaakStaat.BEZIG,
                lease_tot=now + lease,
                pogingen=F("pogingen") + 1,
                gestorven=Case(
                    When(staat=TaakStaat.BEZIG, then=F("gestorven") + 1),
                    default=F("gestorven"),
                    output_field=models.IntegerField(),
                ),
                begonnen_op=now,
                voortgang=0,
                voortgang_tekst="",
            )
        )
        return self.get(pk=pk) if taken else None


class Taak(models.Model):
    """Een taak: werk dat buiten het verzoek gebeurt, opgeschreven in dezelfde transactie als de aanleiding.

    The row is the truth; the queue only rings the doorbell. At most one open row per (soort, onderwerp).
    """

    soort = models.CharField(max_length=60)
    onderwerp = models.CharField(max_length=80)
    traject_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    staat = models.CharField(max_length=12, choices=TaakStaat, default=TaakStaat.WACHT)
    pogingen = models.PositiveSmallIntegerField(default=0)
    gestorven = models.PositiveSmallIntegerField(default=0)
    volgende_op = models.DateTimeField()
    lease_tot = models.DateTimeField(null=True, blank=True)
    gebeld_tot = models.DateTimeField(null=True, blank=True)
    voortgang = models.PositiveSmallIntegerField(default=0)
    voortgang_tekst = models.CharField(max_length=200, blank=True)
    fout = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    begonnen_op = models.DateTimeField(null=True, blank=True)
    klaar_op = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = TaakQuerySet.as_manager()
    privacy = dict.fromkeys(("soort", "onderwerp", "voortgang_tekst", "fout"), Soort.NEUTRAAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["soort", "onderwerp"],
                condition=Q(staat__in=["wacht", "bezig"]),
                name="geen_tweede_open_taak_voor_hetzelfde",
            ),
            models.CheckConstraint(condition=Q(voortgang__lte=100), name="taak_voortgang_nooit_boven_100"),
        ]
        indexes = [models.Index(fields=["staat", "volgende_op"], name="taak_toe_aan")]

    def __str__(self) -> str:
        return f"{self.soort} {self.onderwerp} ({self.staat})"

    def meld_voortgang(self, procent: int, tekst: str) -> None:
        """Shows progress (0-100 and a short text); the lease is kept alive by itself."""
        self.voortgang, self.voortgang_tekst = procent, tekst
        Taak.objects.filter(pk=self.pk, staat=TaakStaat.BEZIG, pogingen=self.pogingen).update(
            voortgang=procent, voortgang_tekst=tekst
        )


class Hartslag(models.Model):
    """Een hartslag: wanneer een onderdeel (worker, planner, mail) zich voor het laatst meldde."""

    naam = models.CharField(max_length=40, primary_key=True)
    op = models.DateTimeField()
    bericht = models.CharField(max_length=200, blank=True)

    privacy = {"naam": Soort.NEUTRAAL, "bericht": Soort.NEUTRAAL}

    def __str__(self) -> str:
        return f"{self.naam} {self.op:%Y-%m-%d %H:%M:%S}"


class Inzending(models.Model):
    """Een inzending: een formulier dat al verwerkt is, met waar het naartoe leidde."""

    sleutel = models.CharField(max_length=64)
    inhoud = models.CharField(max_length=64)
    actor = models.CharField(max_length=40)
    status = models.PositiveSmallIntegerField(default=0)
    locatie = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    privacy = dict.fromkeys(("sleutel", "inhoud", "actor", "locatie"), Soort.NEUTRAAL)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "sleutel", "inhoud"], name="geen_formulier_twee_keer_verwerkt")
        ]

    def __str__(self) -> str:
        return f"{self.sleutel} {self.status}"
