from comakers.models.comaker import Achterban, CoMaker, Terugkoppeling, Toezegging
from comakers.models.gesprek import Gesprek, Kernafbeelding, Kernpunt
from comakers.models.herkomst import Herkomst, HerkomstKoppeling
from comakers.models.invoer import Invoer, Invoerrij
from comakers.models.spoor import GemeldeStap
from comakers.models.uitspraak import Onderbouwing, Thema, ThemaKoppeling, Uitspraak
from comakers.models.verslag import Akkoord, Opmerking, Verslag, VerslagVersie

__all__ = [
    "Achterban",
    "Akkoord",
    "CoMaker",
    "GemeldeStap",
    "Gesprek",
    "Herkomst",
    "HerkomstKoppeling",
    "Invoer",
    "Invoerrij",
    "Kernafbeelding",
    "Kernpunt",
    "Onderbouwing",
    "Opmerking",
    "Terugkoppeling",
    "Thema",
    "ThemaKoppeling",
    "Toezegging",
    "Uitspraak",
    "Verslag",
    "VerslagVersie",
]
