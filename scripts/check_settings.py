"""The settings of the product, with the check on linear migrations that only the builders need."""

from leefsturing.settings import *  # noqa: F403
from leefsturing.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django_linear_migrations"]
