"""What changes projects and ketens; each module holds the table of its own steps."""

from ketens.services.mensen import stop_meedoener, voeg_meedoener_toe
from ketens.services.mijlpalen import haal_mijlpaal, heropen_mijlpaal, voeg_mijlpaal_toe
from ketens.services.projecten import OVERGANGEN, maak_project, meld_voortgang, wijzig_project, zet_staat

__all__ = [
    "OVERGANGEN",
    "haal_mijlpaal",
    "heropen_mijlpaal",
    "maak_project",
    "meld_voortgang",
    "stop_meedoener",
    "voeg_meedoener_toe",
    "voeg_mijlpaal_toe",
    "wijzig_project",
    "zet_staat",
]
