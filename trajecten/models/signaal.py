from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.persoonsgegevens import Soort
from toegang.models import Gebruiker
from trajecten.enums import Ernst
from trajecten.models.basis import TrajectModel, TrajectQuerySet


class SignaalQuerySet(TrajectQuerySet):
    """Words for signalen."""

    def te_tonen(self) -> "SignaalQuerySet":
        """Seen now and not set aside, most urgent first, then the oldest."""
        rang = models.Case(*[models.When(ernst=e, then=models.Value(i)) for i, e in enumerate(Ernst.values)], default=9)
        return self.filter(terzijde_op=None).annotate(rang=rang).order_by("rang", "sinds", "id")


class Signaal(TrajectModel):
    """Een signaal: wat het hulpmiddel ziet, waarom dat ertoe doet in de methode, en de ene volgende stap.

    Computed and stored by the worker; a signal set aside stays away as long as its cause stays.
    """

    code = models.CharField(max_length=60)
    onderwerp = models.CharField(max_length=80, blank=True)
    methode = models.CharField(max_length=8)
    ernst = models.CharField(max_length=8, choices=Ernst)
    wat = models.CharField(max_length=300)
    waarom = models.CharField(max_length=400)
    volgende = models.CharField(max_length=120)
    adres = models.CharField(max_length=200)
    voor = models.ForeignKey(Gebruiker, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sinds = models.DateTimeField()
    terzijde_op = models.DateTimeField(null=True, blank=True)
    terzijde_door = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    terzijde_reden = models.CharField(_("reden"), max_length=300, blank=True)

    objects: ClassVar[Any] = SignaalQuerySet.as_manager()
    bekijk_actie = "signaal.bekijken"
    privacy = {
        "wat": Soort.VRIJE_TEKST,
        "terzijde_reden": Soort.VRIJE_TEKST,
        **dict.fromkeys(("code", "onderwerp", "methode", "waarom", "volgende", "adres"), Soort.NEUTRAAL),
    }

    class Meta:
        verbose_name = _("signaal")
        verbose_name_plural = _("signalen")
        constraints = [
            models.UniqueConstraint(fields=["traject", "code", "onderwerp"], name="geen_signaal_twee_keer"),
            models.CheckConstraint(
                condition=models.Q(terzijde_op=None, terzijde_door=None)
                | models.Q(terzijde_op__isnull=False, terzijde_door__isnull=False),
                name="signaal_terzijde_met_wie_en_wanneer",
            ),
        ]

    def __str__(self) -> str:
        return self.wat
