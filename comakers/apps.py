from django.apps import AppConfig


class ComakersConfig(AppConfig):
    """Co-makers, gesprekken, verslagen, uitspraken and thema's (M20-M38), and herkomst and spoor."""

    name = "comakers"
    verbose_name = "Co-makers"

    def ready(self) -> None:
        from comakers import herinneringen, mails, signalen, spoorpost, zoekbronnen

        herinneringen.meld_aan()
        mails.meld_aan()
        signalen.meld_aan()
        spoorpost.meld_aan()
        zoekbronnen.meld_aan()
