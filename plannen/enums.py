from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanStaat(TextChoices):
    """How firm a version of the plan is (M80)."""

    CONCEPT = "concept", _("concept")
    GEPRESENTEERD = "gepresenteerd", _("voorgelegd aan co-makers")
    VASTGESTELD = "vastgesteld", _("vastgesteld")


class RenderStaat(TextChoices):
    """Where the PDF of a version is."""

    GEEN = "geen", _("nog geen pdf")
    BEZIG = "bezig", _("de pdf wordt gemaakt")
    KLAAR = "klaar", _("de pdf is klaar")
    MISLUKT = "mislukt", _("de pdf is niet gelukt")


class Oordeel(TextChoices):
    """What a co-maker says of the plan, or of a part of it (M29)."""

    KLOPT = "klopt", _("klopt")
    NIET_HELEMAAL = "niet_helemaal", _("niet helemaal")
