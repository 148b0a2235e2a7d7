"""The trajecten somebody takes part in, with what waits there."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from comakers.enums import GesprekStaat
from comakers.models import Gesprek
from overzichten.periode import Periode, periode
from toegang import beleid
from toegang.enums import Rol
from toegang.models import Gebruiker
from trajecten.models import Deelname, Signaal


@dataclass(frozen=True)
class MijnTraject:
    """One line of the start page."""

    deelname: Deelname
    periode: Periode
    is_open: bool
    kijkt_in_keuken: bool
    signalen: int
    volgend_gesprek: datetime | None


def mijn_trajecten(gebruiker: Gebruiker, *, dag: date, now: datetime) -> list[MijnTraject]:
    """One query, whatever the number of trajecten; counts only for who may see what is counted."""
    signalen = Signaal.objects.filter(traject=OuterRef("traject"), terzijde_op=None).order_by()
    gesprek = Gesprek.objects.filter(
        traject=OuterRef("traject"), staat=GesprekStaat.GEPLAND, wanneer__gte=now
    ).order_by("wanneer")
    rijen = (
        Deelname.objects.filter(gebruiker=gebruiker)
        .select_related("traject")
        .annotate(
            signalen=Coalesce(
                Subquery(signalen.values("traject").annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField()
            ),
            gesprek=Subquery(gesprek.values("wanneer")[:1]),
        )
        .order_by("traject__naam", "pk")
    )
    return [
        MijnTraject(
            deelname=d,
            periode=periode(d.traject, dag),
            is_open=d.rol != Rol.RAADSLID or d.traject.raad_kijkt_mee,
            kijkt_in_keuken=bool(beleid.mag(d.rol, "keuken.bekijken")),
            signalen=d.signalen,
            volgend_gesprek=d.gesprek,
        )
        for d in rijen
    ]
