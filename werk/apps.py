from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class WerkConfig(AppConfig):
    """Technical base: work as rows, heartbeats, idempotency; takes the database guards away for a migrate and back."""

    name = "werk"

    def ready(self) -> None:
        from leefsturing.lib import persoonsgegevens  # noqa: F401 - registers the check
        from leefsturing.lib.wachters import maak_ruimte, plaats_wachters
        from werk.models import Taak
        from werk.opruimen import ruim_op
        from werk.registratie import Bron, Tik, register

        register.bron(
            Bron(
                "taken",
                lambda now: Taak.objects.filter(soort__in=register.soorten).toe_aan(now),
                task="werk.voer_taak_uit",
                argument="taak_id",
                queue=lambda taak: register.soorten[taak.soort].queue,
            )
        )
        register.tik(Tik("opruimen", ruim_op, iedere=timedelta(hours=1)))
        # Django tells every app of a migrate; once is enough for the guards of all tables.
        pre_migrate.connect(maak_ruimte, sender=self, dispatch_uid="wachters")
        post_migrate.connect(plaats_wachters, sender=self, dispatch_uid="wachters")
