"""Projects and who pulls them, and the ketens that carry them (M5, M72-M79)."""

from django.apps import AppConfig


class KetensConfig(AppConfig):
    """Projects and who pulls them, and the ketens that carry them (M5, M72-M79)."""

    name = "ketens"
    verbose_name = "Ketens"

    def ready(self) -> None:
        from ketens import atelierpost, signalen, zoekbronnen
        from ketens.services.netwerk import TAAKSOORT
        from ketens.tasks import voer_taak_uit
        from werk.registratie import Taaksoort, register

        signalen.meld_aan()
        atelierpost.meld_aan()
        register.taaksoort(Taaksoort(TAAKSOORT, voer_taak_uit))
        zoekbronnen.meld_aan()
