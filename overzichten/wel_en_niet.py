"""What helps and what harms when the overheid takes part, in our own words; at hand where it matters (M7)."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Regel:
    """One pair: what harms, what helps instead, the id of the method, and the room where it matters."""

    methode: str
    niet: str | Promise
    wel: str | Promise
    kamer: str

    @property
    def anker(self) -> str:
        """Where it stands on its page."""
        return self.methode.lower()


REGELS = (
    Regel(
        "M10",
        _("Aan iedereen vragen wat ze willen en alles opschrijven."),
        _("Een scherpe koers van twee of drie zinnen, en daarbinnen alle ruimte."),
        "pijlers",
    ),
    Regel(
        "M6",
        _("Vastleggen wat er over tien jaar precies moet staan."),
        _("Voor ver weg een doel, voor dichtbij een resultaat."),
        "pijlers",
    ),
    Regel(
        "M3",
        _("Groot beginnen en meer verwachting wekken dan je kunt waarmaken."),
        _("Klein beginnen, één op één, en pas aan het eind met de hele wijk."),
        "comakers",
    ),
    Regel(
        "M2",
        _("Een grote projectgroep met een vast vergadermoment."),
        _("Een klein team van opdrachtgever en opdrachtnemer samen."),
        "kerngroep",
    ),
    Regel(
        "M64",
        _("Alles in één keer met alles verbinden."),
        _("Eén vraag tegelijk uit elkaar halen. De samenhang komt daarna."),
        "kruispunten",
    ),
    Regel(
        "M63",
        _("Een initiatief overnemen, afremmen of van naam laten veranderen."),
        _("Het belonen, verbinden met een ander en bij de eigenaar laten."),
        "kruispunten",
    ),
    Regel(
        "M5",
        _("Je eerst naar alle kanten indekken."),
        _("Iets kleins doen, ervan leren en het laten zien."),
        "projecten",
    ),
    Regel(
        "M73",
        _("Wachten tot elke partij mee kan."),
        _("Beginnen met wie het hardst trekt. De anderen sluiten aan."),
        "ketens",
    ),
    Regel(
        "M74",
        _("Blijven zitten tot het vanzelf stopt."),
        _("Van tevoren zeggen wanneer je eruit stapt."),
        "ketens",
    ),
    Regel(
        "M80",
        _("Een rechte lijn beloven terwijl je nog zoekt."),
        _("Hardop zeggen wat je nog niet weet, en waar het je bracht."),
        "plan",
    ),
)
KAMERNAAM = {
    "pijlers": _("Bij de pijlers"),
    "comakers": _("Bij de gesprekken"),
    "kerngroep": _("In de kerngroep"),
    "kruispunten": _("Bij kruispunten en initiatieven"),
    "projecten": _("Bij projecten"),
    "ketens": _("In de ketens"),
    "plan": _("Bij het plan"),
}
MET_REGEL = {regel.methode: regel.anker for regel in REGELS}


def per_kamer() -> list[tuple[str, str, list[Regel]]]:
    """The pairs under the room where they matter: its name, its address by name, its pairs."""
    return [(str(KAMERNAAM[kamer]), kamer, list(groep)) for kamer, groep in groupby(REGELS, key=lambda r: r.kamer)]
