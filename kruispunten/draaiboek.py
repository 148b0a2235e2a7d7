"""A sensible start for the script of an evening; the kerngroep changes what it wants (M70, M71)."""

from django.utils.translation import gettext as _

from kruispunten.enums import AtelierSoort

_BEGIN = """\
### Binnenlopen (15 min)

Koffie, jassen, een naam op een sticker. Zet mensen die elkaar niet kennen naast elkaar.

### Waarom deze vraag (10 min)

Vertel in drie minuten waar de vraag vandaan komt, met de woorden van wie het zei. Noem de effecten: die staan vast. \
Wat eruit komt, is vrij."""
_EIND = """\
### Wie trekt het? (20 min)

Vraag: wie gaat hiermee door, ook als wij weg zijn? Schrijf op wie trekt, wie meedoet en wat de eerste stap is.

### Afspraken (10 min)

Wie doet wat, en wanneer? Lees het hardop voor.

### Afronden

Vertel dat iedereen vanavond nog de uitkomst krijgt, met wat er van de eigen kaart werd."""
_MIDDEN = {
    AtelierSoort.KRUISPUNT: """\
### Ieder voor zich (10 min)

Een idee per kaart. Kort en groot geschreven.

### Samen leggen (30 min)

Leg bij elkaar wat bij elkaar hoort. Vraag: wat kan hier samen, dat alleen niet kan?

### Verder bouwen (40 min)

Ga in kleine groepen zitten, elke groep zo gemengd als kan.""",
    AtelierSoort.VOORTGANG: """\
### Hoe gaat het? (40 min)

Elke trekker vertelt in vijf minuten: wat lukte, wat zit in de weg, wat zoek je nog?

### Help elkaar (30 min)

Een kaart per vraag of aanbod. Leg ze bij het project waar ze bij horen.""",
    AtelierSoort.NIEUWE_INITIATIEVEN: """\
### Wat wil je beginnen? (40 min)

Iedereen die iets nieuws wil, vertelt in drie minuten wat en waarom.

### Wie doet mee? (30 min)

Een kaart per aanbod: uren, ruimte, geld, mensen. Leg ze bij elkaar.""",
}


def start(soort: str) -> str:
    """The text to begin with, for a kind of atelier."""
    return "\n\n".join(_(deel) for deel in (_BEGIN, _MIDDEN[AtelierSoort(soort)], _EIND))
