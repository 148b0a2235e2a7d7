"""Projects and who pulls them (M5, M72-M79)."""

from django.apps import AppConfig


class KetensConfig(AppConfig):
    """Projects and who pulls them (M5, M72-M79)."""

    name = "ketens"
    verbose_name = "Ketens"

    def ready(self) -> None:
        from ketens import signalen, zoekbronnen

        signalen.meld_aan()
        zoekbronnen.meld_aan()
