from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Openheid(TextChoices):
    """Who may see the traject from outside (M3): communication builds up on purpose."""

    BESLOTEN = "besloten", _("besloten")
    COMAKERS = "co-makers", _("co-makers")
    OPENBAAR = "openbaar", _("openbaar")


class Zijde(TextChoices):
    """A side of the triangle of governance."""

    OVERHEID = "overheid", _("overheid")
    GEBRUIKERS = "gebruikers", _("gebruikers")
    INVESTEERDERS = "investeerders", _("investeerders")


class MailRitme(TextChoices):
    """How often a persoon may be mailed about news."""

    DIRECT = "direct", _("meteen")
    WEKELIJKS = "wekelijks", _("hooguit één keer per week")
    MAANDELIJKS = "maandelijks", _("hooguit één keer per maand")
    NOOIT = "nooit", _("alleen als het echt nodig is")


class BesluitSoort(TextChoices):
    """How firm a decision is (M12)."""

    VOORLOPIG = "voorlopig", _("voorlopig")
    DEFINITIEF = "definitief", _("definitief")


class Ernst(TextChoices):
    """How much a signal presses; the order is the order of showing."""

    HOOG = "hoog", _("vraagt aandacht")
    MIDDEN = "midden", _("let op")
    LAAG = "laag", _("ter info")
