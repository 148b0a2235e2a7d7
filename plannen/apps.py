from django.apps import AppConfig


class PlannenConfig(AppConfig):
    """The plan van aanpak: versions and PDF (M80)."""

    name = "plannen"
    verbose_name = "Plannen"
