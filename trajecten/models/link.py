import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.persoonsgegevens import Soort
from toegang.models import Gebruiker
from trajecten.models.basis import TrajectModel, TrajectQuerySet
from trajecten.models.partij import Persoon


class PersoonlijkeLinkQuerySet(TrajectQuerySet):
    """Words for links."""

    def geldig(self, now: datetime) -> "PersoonlijkeLinkQuerySet":
        """Not withdrawn, not past its date, and of somebody who was not erased."""
        return self.filter(ingetrokken_op=None, verloopt_op__gt=now, persoon__gewist_op=None)


class PersoonlijkeLink(TrajectModel):
    """Een persoonlijke link: de weg naar binnen voor een persoon zonder account.

    The secret is an HMAC over ``uid``: nothing usable is stored, and the same link can be sent again.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    persoon = models.ForeignKey(Persoon, on_delete=models.PROTECT, related_name="links")
    verloopt_op = models.DateTimeField()
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    # Withdrawn because somebody else reads the mail: no link goes there again until the kerngroep gives one by hand.
    niet_opnieuw = models.BooleanField(default=False)
    laatst_gebruikt_op = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Any] = PersoonlijkeLinkQuerySet.as_manager()
    bekijk_actie = "link.wijzigen"
    privacy: dict[str, Soort] = {}

    class Meta:
        verbose_name = _("persoonlijke link")
        constraints = [
            models.UniqueConstraint(
                fields=["persoon"], condition=Q(ingetrokken_op=None), name="geen_twee_levende_links_voor_een_persoon"
            ),
            models.CheckConstraint(
                condition=Q(niet_opnieuw=False) | Q(ingetrokken_op__isnull=False),
                name="geen_levende_link_die_niet_opnieuw_mag",
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"


class Agendalink(TrajectModel):
    """Een agendalink: het geheime adres waarop de agenda-app van een gebruiker meeleest met een traject.

    The secret is an HMAC over ``uid``; the role of the gebruiker is looked at each time the calendar asks.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    gebruiker = models.ForeignKey(Gebruiker, on_delete=models.PROTECT, related_name="agendalinks")
    ingetrokken_op = models.DateTimeField(null=True, blank=True)
    laatst_gebruikt_op = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    bekijk_actie = "agenda.bekijken"
    privacy: dict[str, Soort] = {}

    class Meta:
        verbose_name = _("agendalink")
        constraints = [
            models.UniqueConstraint(
                fields=["traject", "gebruiker"],
                condition=Q(ingetrokken_op=None),
                name="geen_twee_levende_agendalinks_voor_een_gebruiker",
            )
        ]

    def __str__(self) -> str:
        return f"agendalink {self.pk}"
