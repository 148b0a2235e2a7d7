from django.apps import AppConfig


class OverzichtenConfig(AppConfig):
    """Screens over everything, without models of their own: keuken, mijn, agenda, signalen."""

    name = "overzichten"
    verbose_name = "Overzichten"
