from datetime import timedelta

from django.apps import AppConfig


class TrajectenConfig(AppConfig):
    """The frame of the process."""

    name = "trajecten"
    verbose_name = "Trajecten"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from trajecten import signaalregels, zoekpartijen
        from trajecten.services import signalen as services
        from trajecten.services import zoekindex
        from trajecten.signalen import registreer
        from werk.registratie import Taaksoort, Tik, register

        registreer("trajecten", signaalregels.kader, signaalregels.REGELS)
        register.taaksoort(Taaksoort(services.TAAKSOORT, services.voer_taak_uit))
        register.tik(Tik("signalen", services.tik, iedere=timedelta(hours=1)))
        zoekpartijen.meld_aan()
        register.taaksoort(Taaksoort(zoekindex.TAAKSOORT, zoekindex.voer_taak_uit))
        register.tik(Tik("zoeken", zoekindex.Volger().tik, iedere=timedelta(seconds=2)))
        register.tik(Tik("zoeken.alles", zoekindex.alles_verouderd, iedere=timedelta(hours=1)))
        post_migrate.connect(zoekindex.plaats_tabellen, sender=self, dispatch_uid="zoektabellen")
