from kruispunten.models.atelier import (
    Afspraak,
    Atelier,
    AtelierEffect,
    Idee,
    IdeeHerkomst,
    Uitnodiging,
)
from kruispunten.models.initiatief import Initiatief, InitiatiefHerkomst, Middel
from kruispunten.models.kruispunt import Combinatie, Kans, Kruispunt, KruispuntHerkomst, Vraagstuk

__all__ = [
    "Afspraak",
    "Atelier",
    "AtelierEffect",
    "Combinatie",
    "Idee",
    "IdeeHerkomst",
    "Initiatief",
    "InitiatiefHerkomst",
    "Kans",
    "Kruispunt",
    "KruispuntHerkomst",
    "Middel",
    "Uitnodiging",
    "Vraagstuk",
]
