from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TaakStaat(TextChoices):
    """Where a piece of work is."""

    WACHT = "wacht", _("staat klaar")
    BEZIG = "bezig", _("wordt gemaakt")
    KLAAR = "klaar", _("klaar")
    MISLUKT = "mislukt", _("mislukt")
    VERVALLEN = "vervallen", _("vervallen")
