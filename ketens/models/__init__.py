from ketens.models.keten import Inbreng, Keten, Netwerk, Schakel
from ketens.models.project import (
    Meedoener,
    Mijlpaal,
    Project,
    ProjectHerkomst,
    ProjectQuerySet,
    Voortgang,
)

__all__ = [
    "Inbreng",
    "Keten",
    "Meedoener",
    "Mijlpaal",
    "Netwerk",
    "Project",
    "ProjectHerkomst",
    "ProjectQuerySet",
    "Schakel",
    "Voortgang",
]
