"""What the tool sees about the place of the wijk and its future: too near by, or with one eye (M40, M51)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leefsturing.lib import klok
from streefbeelden.enums import BOVEN_DE_WIJK, Aspect
from streefbeelden.models import Ontwikkeling, Streefbeeldpunt
from trajecten import signalen
from trajecten.enums import Ernst
from trajecten.models import Traject
from trajecten.signalen import Regel, Waarneming

# Before this part of the planperiode an empty map says nothing; what is on it counts from the third development.
ZOEKTIJD = 1 / 3
MIN_ONTWIKKELINGEN = 3
MIN_PUNTEN = 4  # below this a streefbeeld cannot be one-sided yet


@dataclass(frozen=True)
class Staat:
    """The snapshot: everything the rules below look at."""

    slug: str
    deel_van_planperiode: float
    ontwikkelingen: int
    boven_de_wijk: int
    sociaal: int
    fysiek: int


def snapshot(traject: Traject, now: datetime) -> Staat:
    """Reads map and streefbeeld of a traject: two queries."""
    schalen = Counter(Ontwikkeling.objects.for_traject(traject).levend().values_list("schaal", flat=True))
    kanten = Counter(Streefbeeldpunt.objects.for_traject(traject).levend().values_list("aspect", flat=True))
    return Staat(
        slug=traject.slug,
        deel_van_planperiode=traject.deel_van_planperiode(klok.vandaag(now)),
        ontwikkelingen=sum(schalen.values()),
        boven_de_wijk=sum(schalen[s] for s in BOVEN_DE_WIJK),
        sociaal=kanten[Aspect.SOCIAAL],
        fysiek=kanten[Aspect.FYSIEK],
    )


def niets_boven_de_wijk(staat: Staat) -> Iterator[Waarneming]:
    """The map holds only what is near by, or nothing at all when a third of the planperiode has passed (M40)."""
    genoeg = staat.ontwikkelingen >= MIN_ONTWIKKELINGEN or staat.deel_van_planperiode >= ZOEKTIJD
    if staat.boven_de_wijk or not genoeg:
        return
    wat = (
        _("Op de kaart staat alleen wat er in de wijk zelf gebeurt.")
        if staat.ontwikkelingen
        else _("Op de kaart van de positionering staat nog niets.")
    )
    yield Waarneming("", wat, reverse("ontwikkeling_nieuw", kwargs={"slug": staat.slug}), _("Kijk één schaal hoger"))


def eenzijdig_streefbeeld(staat: Staat) -> Iterator[Waarneming]:
    """The streefbeeld is only physical or only social (M51)."""
    totaal = staat.sociaal + staat.fysiek
    if totaal < MIN_PUNTEN or (staat.sociaal and staat.fysiek):
        return
    mist = Aspect.FYSIEK if staat.sociaal else Aspect.SOCIAAL
    wat = (
        _("Alle %(n)s punten van het streefbeeld gaan over mensen, geen over de plek zelf.")
        if staat.sociaal
        else _("Alle %(n)s punten van het streefbeeld gaan over de plek, geen over wat mensen er doen.")
    )
    adres = reverse("punt_nieuw", kwargs={"slug": staat.slug})
    yield Waarneming(mist.value, wat % {"n": totaal}, f"{adres}?aspect={mist.value}", _("Zet er een punt naast"))


REGELS = (
    Regel(
        "positionering.alleen_dichtbij",
        "M40",
        Ernst.LAAG,
        gettext_lazy("Kansen en druk komen vaak van buiten de wijk. Wie ze ziet aankomen, kan erop meeliften."),
        niets_boven_de_wijk,
    ),
    Regel(
        "streefbeeld.eenzijdig",
        "M51",
        Ernst.MIDDEN,
        gettext_lazy("Stenen en mensen horen bij elkaar. Met één van de twee klopt het beeld van later niet."),
        eenzijdig_streefbeeld,
    ),
)


def meld_aan() -> None:
    """Called once, when the app is ready."""
    signalen.registreer("streefbeelden", snapshot, REGELS)
