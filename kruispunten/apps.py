"""Vraagstukken, initiatieven, kruispunten and ateliers (M60-M71)."""

from django.apps import AppConfig


class KruispuntenConfig(AppConfig):
    """Vraagstukken, initiatieven, kruispunten and ateliers (M60-M71)."""

    name = "kruispunten"
    verbose_name = "Kruispunten"

    def ready(self) -> None:
        from kruispunten import signalen, zoekbronnen

        signalen.meld_aan()
        zoekbronnen.meld_aan()
