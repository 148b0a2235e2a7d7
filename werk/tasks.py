from celery import shared_task

from werk import uitvoering


@shared_task(name="werk.voer_taak_uit")
def voer_taak_uit(*, taak_id: int) -> None:
    """The bell rang for one row."""
    uitvoering.voer_uit(taak_id)
