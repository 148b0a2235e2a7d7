"""What changes the frame of a traject; one module per subject."""

from trajecten.services.besluiten import leg_besluit_vast
from trajecten.services.besluitmomenten import (
    blaas_besluitmoment_af,
    hervat_besluitmoment,
    neem_besluit,
    plan_besluitmoment,
    wijzig_besluitmoment,
)
from trajecten.services.categorieen import (
    maak_categorie,
    verplaats_categorie,
    verwijder_categorie,
    wijzig_categorie,
)
from trajecten.services.kerngroep import verwijder_deelnemer, voeg_deelnemer_toe, wijzig_rol
from trajecten.services.partijen import maak_partij, wijzig_partij
from trajecten.services.signalen import (
    alle_signalen_verouderd,
    bereken_signalen,
    haal_terug,
    leg_terzijde,
    signalen_verouderd,
)
from trajecten.services.traject import begin_traject, wijzig_traject

__all__ = [
    "alle_signalen_verouderd",
    "begin_traject",
    "bereken_signalen",
    "blaas_besluitmoment_af",
    "haal_terug",
    "hervat_besluitmoment",
    "leg_besluit_vast",
    "leg_terzijde",
    "maak_categorie",
    "maak_partij",
    "neem_besluit",
    "plan_besluitmoment",
    "signalen_verouderd",
    "verplaats_categorie",
    "verwijder_categorie",
    "verwijder_deelnemer",
    "voeg_deelnemer_toe",
    "wijzig_besluitmoment",
    "wijzig_categorie",
    "wijzig_partij",
    "wijzig_rol",
    "wijzig_traject",
]
