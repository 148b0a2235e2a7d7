"""What a trekker sees of their own projects through the personal link (M72)."""

from django.db.models import F, Max, QuerySet

from ketens.models import Project
from trajecten.models import Persoon


def projecten_van(persoon: Persoon) -> QuerySet[Project]:
    """The projects ``persoon`` pulls, what still goes on first; with ``laatste_bericht``, the last word on each."""
    return (
        Project.objects.visible_to(persoon)
        .for_traject(persoon.traject)
        .levend()
        .select_related("traject", "pijler", "effect")
        .annotate(laatste_bericht=Max("voortgangen__op"))
        .order_by(F("afgerond_op").asc(nulls_first=True), "-created_at", "-pk")
    )
