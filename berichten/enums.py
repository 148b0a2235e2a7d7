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
