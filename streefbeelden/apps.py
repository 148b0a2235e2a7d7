from django.apps import AppConfig


class StreefbeeldenConfig(AppConfig):
    """Positionering, streefbeeld and the way back from the horizon (M40-M56)."""

    name = "streefbeelden"
    verbose_name = "Streefbeelden"

    def ready(self) -> None:
        from streefbeelden import signalen, zoekbronnen

        signalen.meld_aan()
        zoekbronnen.meld_aan()
