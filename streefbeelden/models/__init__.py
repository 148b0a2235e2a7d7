from streefbeelden.models.positionering import Kracht, KrachtHerkomst, Ontwikkeling, OntwikkelingHerkomst
from streefbeelden.models.streefbeeld import Stap, Streefbeeld, Streefbeeldpunt, StreefbeeldpuntHerkomst

__all__ = [
    "Kracht",
    "KrachtHerkomst",
    "Ontwikkeling",
    "OntwikkelingHerkomst",
    "Stap",
    "Streefbeeld",
    "Streefbeeldpunt",
    "StreefbeeldpuntHerkomst",
]
