"""What has served its time and holds nothing that anybody still needs."""

from datetime import datetime, timedelta

from werk.enums import TaakStaat
from werk.models import Inzending, Taak

FORMULIER_DAGEN, TAAK_DAGEN = 30, 90


def ruim_op(now: datetime) -> None:
    """Removes keys of old forms, and work that was done long ago."""
    Inzending.objects.filter(created_at__lt=now - timedelta(days=FORMULIER_DAGEN)).delete()
    klaar = Taak.objects.filter(staat__in=[TaakStaat.KLAAR, TaakStaat.VERVALLEN])
    klaar.filter(klaar_op__lt=now - timedelta(days=TAAK_DAGEN)).delete()
