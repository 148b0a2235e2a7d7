"""The figures behind the keuken, as plain data, and the one next thing to do that a dish offers."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Cijfers:
    """What the dishes are made of."""

    pijlers: int = 0
    vastgesteld: int = 0
    zonder_bewijs: tuple[str, ...] = ()
    zonder_effect: tuple[tuple[int, str], ...] = ()
    comakers: int = 0
    gesproken: int = 0
    volgende_categorie: str | None = None
    gesprekken: int = 0
    gepland: int = 0
    zonder_verslag: int = 0
    eerste_zonder_verslag: int | None = None
    met_opmerkingen: int = 0
    uitspraken: int = 0
    zonder_thema: int = 0
    themas: int = 0
    ontwikkelingen: int = 0
    boven_de_wijk: int = 0
    krachten: int = 0
    punten: int = 0
    sociaal: int = 0
    fysiek: int = 0
    verhalen: int = 0
    stappen: int = 0
    kruispunten: int = 0
    in_uitvoering: int = 0
    eenzaam: int = 0
    zonder_atelier: int = 0
    initiatieven: int = 0
    kansen: int = 0
    ateliers_gehouden: int = 0
    ateliers_komend: int = 0
    eerstvolgend_atelier: date | None = None
    ateliers_te_sluiten: int = 0
    eerste_te_sluiten: int | None = None
    projecten: int = 0
    lopend: int = 0
    successen: int = 0
    zonder_trekker: int = 0
    ketens: int = 0
    gebroken: int = 0
    zonder_sterke: int = 0
    schakels: int = 0
    vastgelegd: int = 0
    zonder_uitstap: int = 0
    plan_nummer: int | None = None
    plan_staat: str | None = None


@dataclass(frozen=True)
class Doe:
    """The one next thing: words, the name of its address, its parts, and the right it takes."""

    tekst: str
    url_naam: str
    recht: str
    nummer: int | None = None
    zoek: str = ""
