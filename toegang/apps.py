from django.apps import AppConfig


class ToegangConfig(AppConfig):
    """Accounts, roles, policy and logboek."""

    name = "toegang"
    verbose_name = "Toegang"

    def ready(self) -> None:
        from toegang import wachtwoordmail
        from werk.registratie import Taaksoort, register

        register.taaksoort(Taaksoort(wachtwoordmail.TAAKSOORT, wachtwoordmail.verstuur))
