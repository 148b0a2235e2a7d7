"""Ateliers read: the room, one atelier with its table and cards, and what a persoon finds on the own page (M70-M78)."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kruispunten.enums import AtelierStaat
from kruispunten.models import Uitnodiging
from leefsturing.lib import klok


def uitnodigingen_van(persoon: Any, *, now: datetime | None = None) -> QuerySet[Uitnodiging]:
    """Invitations of ateliers that are still to come, the nearest first, with ``atelier``: one query."""
    begin = klok.moment_op(klok.vandaag(now))
    return (
        Uitnodiging.objects.visible_to(persoon)
        .levend()
        .filter(atelier__staat=AtelierStaat.UITGENODIGD, atelier__wanneer__gte=begin)
        .select_related("atelier")
        .order_by("atelier__wanneer", "pk")
    )
