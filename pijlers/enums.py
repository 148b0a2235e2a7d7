from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PijlerStaat(TextChoices):
    """How firm a pijler is (M12)."""

    CONCEPT = "concept", _("concept")
    VOORLOPIG = "voorlopig", _("voorlopig vastgesteld")
    VASTGESTELD = "vastgesteld", _("vastgesteld")
    VERVALLEN = "vervallen", _("vervallen")


class Richting(TextChoices):
    """Which way of an effect is good."""

    OMHOOG = "omhoog", _("meer is beter")
    OMLAAG = "omlaag", _("minder is beter")
