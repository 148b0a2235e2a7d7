from django.apps import AppConfig


class TrajectenConfig(AppConfig):
    """The frame of the process."""

    name = "trajecten"
    verbose_name = "Trajecten"
