from datetime import timedelta

from django.apps import AppConfig


class BerichtenConfig(AppConfig):
    """What goes out: the outbox, delivery and cadence."""

    name = "berichten"
    verbose_name = "Berichten"

    def ready(self) -> None:
        from berichten import bezorging, herinneringen, services, signalen
        from berichten.models import Bericht
        from berichten.registratie import register as aanleidingen
        from werk.registratie import Bron, Taaksoort, Tik, register

        register.bron(
            Bron(
                "berichten",
                lambda now: Bericht.objects.filter(aanleiding__in=aanleidingen.aanleidingen).toe_aan(now),
                task="berichten.bezorg",
                argument="bericht_id",
            )
        )
        register.taaksoort(Taaksoort(bezorging.NAZORG, bezorging.verleen_nazorg, max_pogingen=5))
        register.tik(Tik("oude tekst van berichten", services.wis_oude_tekst, iedere=timedelta(hours=1)))
        herinneringen.meld_aan()
        signalen.meld_aan()
        register.taaksoort(Taaksoort(herinneringen.TAAKSOORT, herinneringen.voer_taak_uit, max_pogingen=5))
        register.tik(Tik("herinneringen", herinneringen.plan_dag, iedere=timedelta(seconds=10)))
