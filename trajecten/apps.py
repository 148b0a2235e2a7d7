from datetime import timedelta

from django.apps import AppConfig


class TrajectenConfig(AppConfig):
    """The frame of the process."""

    name = "trajecten"
    verbose_name = "Trajecten"

    def ready(self) -> None:
        from trajecten import signaalregels
        from trajecten.services import signalen as services
        from trajecten.signalen import registreer
        from werk.registratie import Taaksoort, Tik, register

        registreer("trajecten", signaalregels.kader, signaalregels.REGELS)
        register.taaksoort(Taaksoort(services.TAAKSOORT, services.voer_taak_uit))
        register.tik(Tik("signalen", services.tik, iedere=timedelta(hours=1)))
