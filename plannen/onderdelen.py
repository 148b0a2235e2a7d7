"""The sections of the plan, in the order of the method. A new one is one entry here and one template (M80).

``bron(traject)`` gives what the traject holds, as plain data that is frozen with a version; ``verrijk`` adds what
follows from those data when they are shown, so that it follows today's consent. The same template makes the page
on screen and the page on paper.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plannen import bronnen, bronnen_ketens, bronnen_kruispunten, bronnen_streefbeelden
from trajecten.models import Traject

Gegevens = dict[str, Any]


def _ongewijzigd(gegevens: Gegevens) -> Gegevens:
    return gegevens


@dataclass(frozen=True)
class Onderdeel:
    """One section: its key (also in addresses), title, what the kerngroep writes there, where its data come from."""

    sleutel: str
    titel: Promise | str
    uitleg: Promise | str
    bron: Callable[[Traject], Gegevens]
    standaardtekst: Promise | str = ""
    verrijk: Callable[[Gegevens], Gegevens] = _ongewijzigd
    doet_mee: bool = True
    stap: int = 0

    @property
    def sjabloon(self) -> str:
        """The template of what the section shows beside the text."""
        return f"plannen/onderdelen/{self.sleutel}.html"


def _thema_maal_categorie(gegevens: Gegevens) -> Gegevens:
    """Adds the table of how often each category spoke of each theme (M28)."""
    themas = [t for t in gegevens.get("themas", []) if t["uitspraken"]]
    categorieen = sorted({(u["categorie_nr"], u["categorie"]) for t in themas for u in t["uitspraken"]})
    rijen = []
    for thema in themas:
        aantallen = [sum(1 for u in thema["uitspraken"] if u["categorie_nr"] == nr) for nr, _naam in categorieen]
        cellen = [{"aantal": n, "tint": 0 if not n else 1 if n == 1 else 2 if n < 4 else 3} for n in aantallen]
        rijen.append({"naam": thema["naam"], "cellen": cellen, "totaal": sum(aantallen)})
    return gegevens | {"themas": _elk_een_keer(themas), "kolommen": categorieen, "tabel": rijen}


def _elk_een_keer(themas: list[Gegevens]) -> list[Gegevens]:
    """Each statement stands in full under one theme; the other themes it belongs to say where."""
    waar: dict[int, str] = {}
    uit = []
    for thema in themas:
        eigen = [u for u in thema["uitspraken"] if u["uitspraak"] not in waar]
        elders = Counter(waar[u["uitspraak"]] for u in thema["uitspraken"] if u["uitspraak"] in waar)
        waar |= {u["uitspraak"]: thema["naam"] for u in eigen}
        uit.append(thema | {"eigen": eigen, "elders": [{"naam": n, "aantal": a} for n, a in elders.items()]})
    return uit


def _grootste(gegevens: Gegevens) -> Gegevens:
    """Adds how long the bar of each category is, of a hundred."""
    lijst = gegevens.get("categorieen", [])
    meeste = max((c["aantal"] for c in lijst), default=0) or 1
    rijen = [
        c | {"lengte": round(100 * c["aantal"] / meeste), "namen": [n["naam"] for n in c["namen"] if n["naam"]]}
        for c in lijst
    ]
    return gegevens | {"categorieen": rijen}


ONDERDELEN: tuple[Onderdeel, ...] = (
    Onderdeel(
        "inleiding",
        _("Waar het om gaat"),
        _("Waarom is dit plan er, en voor wie? Kort, in gewone woorden."),
        bronnen.niets,
        _(
            "Dit plan komt voort uit gesprekken met mensen die in de wijk wonen, werken en investeren. Zij zijn de "
            "mede-makers ervan."
        ),
    ),
    Onderdeel(
        "pijlers",
        _("De pijlers"),
        _("Hoe zijn deze pijlers ontstaan? Dit is jullie eigen duiding, geen optelsom."),
        bronnen.pijlers,
        _("De pijlers geven richting aan alles wat volgt. Ze zijn met opzet kort en met weinig."),
        stap=1,
    ),
    Onderdeel(
        "comakers",
        _("Met wie we spraken"),
        _("Wat viel op in de gesprekken?"),
        bronnen.comakers,
        _("We spraken mensen één voor één, in een bewuste volgorde. Iedereen kreeg dezelfde vraag."),
        verrijk=_grootste,
        stap=2,
    ),
    Onderdeel(
        "themas",
        _("Wat we hoorden"),
        _("Wat zeggen meer mensen, en waar zijn ze het niet eens?"),
        bronnen.themas,
        _("Dit zijn de woorden van de mensen zelf, bij elkaar gelegd naar wat meer van hen zeggen."),
        verrijk=_thema_maal_categorie,
        stap=3,
    ),
    Onderdeel(
        "positionering",
        _("Waar de wijk staat"),
        _("Wat komt er op de wijk af, en waar is zij zelf sterk in?"),
        bronnen_streefbeelden.positionering,
        _("Een wijk staat niet los van de wereld. Dit speelt er om haar heen, dichtbij en ver weg."),
        verrijk=bronnen_streefbeelden.teken_positionering,
        stap=4,
    ),
    Onderdeel(
        "streefbeeld",
        _("Waar we naartoe willen"),
        _("Wat zien mensen als zij vooruitspringen in de tijd, en hoe komen we van daar terug naar nu?"),
        bronnen_streefbeelden.streefbeeld,
        _("Eerst wat mensen willen. Daarna pas of het mag, kan of moet."),
        verrijk=bronnen_streefbeelden.teken_streefbeeld,
        stap=5,
    ),
    Onderdeel(
        "kruispunten",
        _("Waar het samenkomt"),
        _("Welke vragen brengen mensen bij elkaar, en waarom juist deze?"),
        bronnen_kruispunten.kruispunten,
        _(
            "Op een kruispunt komt één vraag samen met wat mensen al doen. Samen brengt het ieder dichter bij het "
            "eigen doel. Wat iemand begon, blijft van die iemand."
        ),
        stap=6,
    ),
    Onderdeel(
        "projecten",
        _("Wat er gebeurt"),
        _("Wat is er al begonnen, en wie trekt het?"),
        bronnen.projecten,
        _("Doen begint terwijl het denken doorgaat. Deze projecten kwamen voort uit de gesprekken."),
        stap=7,
    ),
    Onderdeel(
        "ketens",
        _("Wie het samen dragen"),
        _("Welke mensen en partijen houden dit overeind, en wat brengen zij in?"),
        bronnen_ketens.ketens,
        _("Wat doorgaat, wordt gedragen door een keten van mensen en partijen. Hij begint bij de sterkste schakels."),
        verrijk=bronnen_ketens.met_beeld,
        stap=7,
    ),
    Onderdeel(
        "overheid",
        _("Wat de overheid doet"),
        _("Wat doet de gemeente, en wanneer doet zij een stap terug?"),
        bronnen_ketens.overheid,
        _("De overheid helpt op gang, ondersteunt, en doet op tijd een stap terug."),
    ),
    Onderdeel(
        "vervolg",
        _("Hoe het verder gaat"),
        _("Wat gebeurt er hierna, met wie en wanneer?"),
        bronnen.vervolg,
        _("We leggen dit plan terug bij iedereen die eraan meedeed, en brengen daarna mensen bij elkaar."),
    ),
    Onderdeel(
        "verantwoording",
        _("Hoe dit plan is gemaakt"),
        _("Wat moet een lezer weten over hoe jullie werkten?"),
        bronnen.verantwoording,
    ),
)
OP_SLEUTEL = {o.sleutel: o for o in ONDERDELEN}
