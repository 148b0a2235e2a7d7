from celery import shared_task

from berichten import bezorging


@shared_task(name="berichten.bezorg")
def bezorg(*, bericht_id: int) -> None:
    """The bell rang for one mail."""
    bezorging.bezorg(bericht_id)
