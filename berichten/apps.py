from django.apps import AppConfig


class BerichtenConfig(AppConfig):
    """What goes out: the outbox, delivery and cadence."""

    name = "berichten"
    verbose_name = "Berichten"
