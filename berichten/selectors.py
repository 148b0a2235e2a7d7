from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from berichten.enums import AANDACHT, BerichtStaat
from berichten.models import Bericht

S = BerichtStaat
STANDEN = {
    "aandacht": [*AANDACHT],
    "onderweg": [S.GEPLAND, S.BEZIG, S.OVERGEDRAGEN],
    "verzonden": [S.VERZONDEN],
    "niet": [S.VERVALLEN],
}


def outbox(*, actor: Any, traject: Any, stand: str = "") -> QuerySet[Bericht]:
    """The mails of a traject: first what a human must look at, then what is under way, then the latest."""
    rijen = Bericht.objects.visible_to(actor).for_traject(traject).select_related("persoon", "gebruiker")
    if stand in STANDEN:
        rijen = rijen.filter(staat__in=STANDEN[stand])
    rang = Case(
        When(staat__in=STANDEN["aandacht"], then=Value(0)),
        When(staat__in=STANDEN["onderweg"], then=Value(1)),
        default=Value(2),
    )
    return rijen.alias(rang=rang).order_by("rang", "-created_at", "-pk")


def tellingen(*, actor: Any, traject: Any) -> dict[str, int]:
    """How many there are in each stand; one query."""
    tel = {stand: Count("pk", filter=Q(staat__in=staten)) for stand, staten in STANDEN.items()}
    return Bericht.objects.visible_to(actor).for_traject(traject).aggregate(**tel)
