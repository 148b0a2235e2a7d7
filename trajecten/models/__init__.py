from trajecten.models.basis import ArchiefModel, TrajectModel, TrajectQuerySet, VersieModel
from trajecten.models.link import Agendalink, PersoonlijkeLink
from trajecten.models.partij import Partij, Persoon
from trajecten.models.signaal import Signaal
from trajecten.models.traject import Besluit, Besluitmoment, Categorie, Deelname, Traject
from trajecten.models.zoeken import Zoekregel, Zoekwoord

__all__ = [
    "Agendalink",
    "ArchiefModel",
    "Besluit",
    "Besluitmoment",
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
    "Zoekregel",
    "Zoekwoord",
]
