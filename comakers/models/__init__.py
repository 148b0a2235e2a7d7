from comakers.models.comaker import Achterban, CoMaker, Terugkoppeling, Toezegging
from comakers.models.gesprek import Gesprek, Kernafbeelding, Kernpunt
from comakers.models.herkomst import Herkomst, HerkomstKoppeling
from comakers.models.uitspraak import Onderbouwing, Thema, Uitspraak
from comakers.models.verslag import Akkoord, Opmerking, Verslag, VerslagVersie

__all__ = [
    "Achterban",
    "Akkoord",
    "CoMaker",
    "Gesprek",
    "Herkomst",
    "HerkomstKoppeling",
    "Kernafbeelding",
    "Kernpunt",
    "Onderbouwing",
    "Opmerking",
    "Terugkoppeling",
    "Thema",
    "Toezegging",
    "Uitspraak",
    "Verslag",
    "VerslagVersie",
]
