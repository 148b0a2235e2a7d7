from datetime import timedelta

from django.apps import AppConfig


class ComakersConfig(AppConfig):
    """Co-makers, gesprekken, verslagen, uitspraken and thema's (M20-M38), and herkomst and spoor."""

    name = "comakers"
    verbose_name = "Co-makers"

    def ready(self) -> None:
        from comakers import herinneringen, mails, signalen, spoorpost, tasks, zoekbronnen
        from comakers.services import invoer, wissen
        from werk.registratie import Taaksoort, Tik, register

        herinneringen.meld_aan()
        mails.meld_aan()
        signalen.meld_aan()
        spoorpost.meld_aan()
        zoekbronnen.meld_aan()
        for naam, handler in ((invoer.NAKIJKEN, tasks.kijk_invoer_na), (invoer.OPNEMEN, tasks.neem_invoer_op)):
            register.taaksoort(Taaksoort(naam, handler, mislukt=tasks.invoer_mislukt))
        register.tik(Tik("invoer.opruimen", invoer.ruim_op, iedere=timedelta(hours=1)))
        wissen.na_wissen.append(invoer.na_wissen)
