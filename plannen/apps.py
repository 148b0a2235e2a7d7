"""The plan van aanpak: versions and PDF (M80)."""

from datetime import timedelta

from django.apps import AppConfig


class PlannenConfig(AppConfig):
    """The plan van aanpak: versions and PDF (M80)."""

    name = "plannen"
    verbose_name = "Plannen"

    def ready(self) -> None:
        from plannen import controle, mails, services, signalen, tasks, zoekbronnen  # noqa: F401 - controle registers a check
        from werk.registratie import Taaksoort, Tik, register

        signalen.meld_aan()
        mails.meld_aan()
        zoekbronnen.meld_aan()
        register.taaksoort(
            Taaksoort(
                services.TAAK,
                tasks.render_plan,
                max_pogingen=tasks.MAX_POGINGEN,
                queue="pdf",
                mislukt=tasks.render_mislukt,
            )
        )
        register.tik(Tik("plan.toestemming", services.volg_toestemming, iedere=timedelta(seconds=5)))
