from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.persoonsgegevens import Soort
from trajecten.enums import MailRitme, Zijde
from trajecten.models.basis import TrajectModel, TrajectQuerySet, VersieModel
from trajecten.namen import sorteernaam


class Partij(TrajectModel, VersieModel):
    """Een partij: een organisatie of groep in de wijk, met eigen doelen in eigen woorden (M66, M82)."""

    naam = models.CharField(_("naam"), max_length=120)
    zijde = models.CharField(_("zijde van de driehoek"), max_length=14, choices=Zijde)
    doelen = models.TextField(_("eigen doelen, in eigen woorden"), max_length=4000, blank=True)
    uniek = models.TextField(_("wat alleen zij kunnen"), max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "partij.bekijken"
    privacy = {"naam": Soort.NEUTRAAL, "doelen": Soort.VRIJE_TEKST, "uniek": Soort.VRIJE_TEKST}

    class Meta:
        verbose_name = _("partij")
        verbose_name_plural = _("partijen")
        constraints = [models.UniqueConstraint("traject", Lower("naam"), name="geen_twee_partijen_met_dezelfde_naam")]

    def __str__(self) -> str:
        return self.naam


class PersoonQuerySet(TrajectQuerySet):
    """Words for personen."""

    def van_persoon(self, persoon: Any) -> Self:
        """Only oneself."""
        return self.filter(pk=persoon.pk)


class Persoon(TrajectModel, VersieModel):
    """Een persoon: iemand met wie het traject te maken heeft; contactgegevens staan alleen hier.

    Erasing blanks this row and keeps it, so that what was built on it stays, without a name.
    """

    voornaam = models.CharField(_("voornaam of voorletters"), max_length=60, blank=True)
    tussenvoegsel = models.CharField(_("tussenvoegsel"), max_length=20, blank=True)
    achternaam = models.CharField(_("achternaam"), max_length=80, blank=True)
    sorteernaam = models.CharField(max_length=160, editable=False, blank=True, db_index=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    telefoon = models.CharField(_("telefoon"), max_length=30, blank=True)
    partij = models.ForeignKey(
        Partij, verbose_name=_("partij"), on_delete=models.PROTECT, null=True, blank=True, related_name="personen"
    )
    mail_ritme = models.CharField(_("hoe vaak mailen"), max_length=12, choices=MailRitme, default=MailRitme.WEKELIJKS)
    gewist_op = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = PersoonQuerySet.as_manager()
    bekijk_actie = "comaker.bekijken"
    privacy = dict.fromkeys(
        ("voornaam", "tussenvoegsel", "achternaam", "sorteernaam", "email", "telefoon"), Soort.PERSOON
    )

    class Meta:
        verbose_name = _("persoon")
        verbose_name_plural = _("personen")
        constraints = [
            models.UniqueConstraint(
                "traject", Lower("email"), condition=~Q(email=""), name="geen_twee_personen_met_hetzelfde_adres"
            )
        ]

    def __str__(self) -> str:
        return self.volledige_naam

    @property
    def volledige_naam(self) -> str:
        """Name as it is written: voornaam, tussenvoegsel, achternaam; anonymous after erasure."""
        naam = " ".join(deel for deel in (self.voornaam, self.tussenvoegsel, self.achternaam) if deel)
        return naam or str(_("iemand uit de wijk"))

    @property
    def aanhef(self) -> str:
        """How a mail or page addresses this persoon."""
        return self.voornaam or self.volledige_naam

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the Dutch sort name (achternaam first, without tussenvoegsel, ij as y, no diacritics) in step."""
        self.sorteernaam = sorteernaam(self.voornaam, self.tussenvoegsel, self.achternaam)
        if (fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*fields, "sorteernaam"}
        super().save(*args, **kwargs)
