"""The start set of categories of co-makers, in the deliberate order of the method (M20).

Data of each new traject from then on: the kerngroep renames, adds and reorders (M33).
"""

from django.utils.translation import gettext_noop as _

# (name, name of one, why in this place), in the order in which they are spoken with.
STARTREEKS: list[tuple[str, str, str]] = [
    (
        "visionairen",
        "visionair",
        _("Zij kijken ver vooruit. Met hen aan het begin hoor je later alles tegen een wijde horizon."),
    ),
    (
        "huidige bewoners",
        "bewoner",
        _("Om hen gaat het. Zij weten hoe het leven hier is, en bij hun kracht sluit je aan."),
    ),
    (
        "investeerders",
        "investeerder",
        _("Zij brengen geld en middelen mee. Leg hun de geluiden uit de wijk voor en kijk wat je samen sterker maakt."),
    ),
    (
        "professionals",
        "professional",
        _("Zij werken elke dag in de wijk: deels kenner van het leven hier, deels iemand die erin investeert."),
    ),
    (
        "raadsleden",
        "raadslid",
        _("Zij sturen op hoofdlijnen. Vroeg erbij betekent dat ze later niet verrast worden."),
    ),
    (
        "beleidsmakers",
        "beleidsmaker",
        _("Zij kennen de programma's van bovenaf. Leg die naast wat je hoorde: wat is te verbinden, wat botst?"),
    ),
    (
        "externe inspirators",
        "inspirator van buiten",
        _("Zij kijken met frisse ogen en weten hoe het ergens anders lukte."),
    ),
]
