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
