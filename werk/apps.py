from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WerkConfig(AppConfig):
    """Technical base: work as rows, heartbeats, idempotency; puts the database guards back after migrate."""

    name = "werk"

    def ready(self) -> None:
        from leefsturing.lib import persoonsgegevens  # noqa: F401 - registers the check
        from leefsturing.lib.wachters import plaats_wachters

        post_migrate.connect(plaats_wachters, sender=None, dispatch_uid="wachters")
