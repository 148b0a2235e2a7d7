from trajecten.models.basis import TrajectModel, TrajectQuerySet, VersieModel
from trajecten.models.link import PersoonlijkeLink
from trajecten.models.partij import Partij, Persoon
from trajecten.models.signaal import Signaal
from trajecten.models.traject import Besluit, Categorie, Deelname, Traject

__all__ = [
    "Besluit",
    "Categorie",
    "Deelname",
    "Partij",
    "Persoon",
    "PersoonlijkeLink",
    "Signaal",
    "Traject",
    "TrajectModel",
    "TrajectQuerySet",
    "VersieModel",
]
