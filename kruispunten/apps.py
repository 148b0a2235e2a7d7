"""Vraagstukken, initiatieven, kruispunten and ateliers (M60-M71)."""

from django.apps import AppConfig


class KruispuntenConfig(AppConfig):
    """Vraagstukken, initiatieven, kruispunten and ateliers (M60-M71)."""

    name = "kruispunten"
    verbose_name = "Kruispunten"

    def ready(self) -> None:
        from comakers.services.wissen import na_wissen
        from kruispunten import atelierregels, herinneringen, mails, signalen, zoekbronnen
        from kruispunten.services import kansen
        from trajecten.services.signalen import na_berekenen
        from werk.registratie import Taaksoort, register

        signalen.meld_aan()
        atelierregels.meld_aan()
        herinneringen.meld_aan()
        mails.meld_aan()
        register.taaksoort(Taaksoort(kansen.TAAKSOORT, kansen.voer_taak_uit))
        na_berekenen.append(kansen.kansen_verouderd)
        na_wissen.append(kansen.wis_kansen_van)
        zoekbronnen.meld_aan()
