from datetime import datetime

from leefsturing.lib import klok
from werk.models import Taak


def plan_taak(
    *,
    soort: str,
    onderwerp: str,
    traject_id: int | None = None,
    na: datetime | None = None,
    now: datetime | None = None,
) -> Taak:
    """Writes work down in the present transaction; an open row for the same is used again.

    ``na`` is the moment before which it is not due (default: at once).
    """
    now = now or klok.nu()
    taak, _created = Taak.objects.open().get_or_create(
        soort=soort,
        onderwerp=onderwerp,
        defaults={"traject_id": traject_id, "volgende_op": na or now, "staat": "wacht"},
    )
    return taak
