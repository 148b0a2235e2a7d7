from django.apps import AppConfig


class PijlersConfig(AppConfig):
    """Direction: two or three pijlers, their wordings and effects (M10-M14)."""

    name = "pijlers"
    verbose_name = "Pijlers"

    def ready(self) -> None:
        from pijlers import signalen, zoekbronnen
        from trajecten.signalen import registreer

        registreer("pijlers", signalen.richting, signalen.REGELS)
        zoekbronnen.meld_aan()
