from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProjectSoort(TextChoices):
    """What kind of project (M72)."""

    SNEL_SUCCES = "snel_succes", _("snel succes")
    PROEFPROJECT = "proefproject", _("proefproject")
    LANGLOPEND = "langlopend", _("langlopend project")


class ProjectStaat(TextChoices):
    """Where a project is; back is allowed too."""

    IDEE = "idee", _("idee")
    GESTART = "gestart", _("loopt")
    RESULTAAT = "resultaat", _("resultaat behaald")
    GESTOPT = "gestopt", _("gestopt")


class Kracht(TextChoices):
    """How strong a schakel is (M73)."""

    STERK = "sterk", _("sterk")
    GEWOON = "gewoon", _("gewoon")
    ZWAK = "zwak", _("zwak")
    GEBROKEN = "gebroken", _("gebroken")


class Inzet(TextChoices):
    """How firm the commitment of a schakel is (M82)."""

    GENOEMD = "genoemd", _("genoemd")
    TOEGEZEGD = "toegezegd", _("toegezegd")
    VASTGELEGD = "vastgelegd", _("vastgelegd")


class Stand(TextChoices):
    """How a project goes, in one tap of its trekker (M27, M72)."""

    GOED = "goed", _("het gaat goed")
    LANGZAAM = "langzaam", _("het gaat langzaam")
    VAST = "vast", _("we zitten vast")
