from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Klasse(TextChoices):
    """What happens when it is not sure that a mail left."""

    A = "A", _("bij twijfel opnieuw, met hetzelfde kenmerk")
    B = "B", _("bij twijfel niet opnieuw; een mens kijkt ernaar")


class BerichtStaat(TextChoices):
    """Where a mail is on its way out."""

    GEPLAND = "gepland", _("gepland")
    BEZIG = "bezig", _("wordt verstuurd")
    OVERGEDRAGEN = "overgedragen", _("aan de mailserver aangeboden")
    VERZONDEN = "verzonden", _("verzonden")
    MISLUKT = "mislukt", _("mislukt")
    ONZEKER = "onzeker", _("onzeker of het aankwam")
    VERVALLEN = "vervallen", _("niet verstuurd")


# How each state looks on screen (the kinds of ``<c-status>``).
STATUS_SOORT = {
    BerichtStaat.GEPLAND: "wacht",
    BerichtStaat.BEZIG: "loopt",
    BerichtStaat.OVERGEDRAGEN: "loopt",
    BerichtStaat.VERZONDEN: "gelukt",
    BerichtStaat.MISLUKT: "fout",
    BerichtStaat.ONZEKER: "let-op",
    BerichtStaat.VERVALLEN: "stil",
}
# What a human may still decide about.
NA_EEN_MENS = frozenset({BerichtStaat.MISLUKT, BerichtStaat.ONZEKER, BerichtStaat.VERVALLEN})
# What a human must look at.
AANDACHT = frozenset({BerichtStaat.MISLUKT, BerichtStaat.ONZEKER})
