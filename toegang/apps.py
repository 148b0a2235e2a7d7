from django.apps import AppConfig


class ToegangConfig(AppConfig):
    """Accounts, roles, policy and logboek."""

    name = "toegang"
    verbose_name = "Toegang"
