"""What a column of a spreadsheet of co-makers can be, and which one it probably is by its heading."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from comakers.models import Achterban, CoMaker
from trajecten.models import Partij, Persoon

FOUT_KOP = _("wat is er mis")
RIJ_KOP = _("rij")


@dataclass(frozen=True)
class Veld:
    """One thing that can be known of a co-maker: its key, its heading, what else it is called, and its size."""

    naam: str
    kop: Promise | str
    ook: tuple[str, ...] = ()
    hoogstens: int = 0
    breedte: int = 18


def _max(model: Any, naam: str) -> int:
    return int(model._meta.get_field(naam).max_length)


# In the order of the export; ``ook`` are words in Dutch and English as people write them above a column.
VELDEN: tuple[Veld, ...] = (
    Veld("voornaam", _("voornaam"), ("voornamen", "roepnaam", "voorletters", "initialen", "first name", "firstname",
         "given name"), _max(Persoon, "voornaam")),
    Veld("tussenvoegsel", _("tussenvoegsel"), ("tussenvoegsels", "voorvoegsel", "voorvoegsels", "tv", "tussenv",
         "middle name", "infix", "prefix"), _max(Persoon, "tussenvoegsel"), 14),
    Veld("achternaam", _("achternaam"), ("familienaam", "last name", "lastname", "surname", "family name"),
         _max(Persoon, "achternaam")),
    Veld("volledige_naam", _("hele naam"), ("naam", "volledige naam", "wie", "name", "full name", "fullname",
         "contact", "co maker", "comaker", "naam co maker", "persoon"), 180, 24),
    Veld("email", _("e-mailadres"), ("email", "e mail", "mail", "mailadres", "emailadres", "email address",
         "e mail address"), _max(Persoon, "email"), 28),
    Veld("telefoon", _("telefoon"), ("telefoonnummer", "tel", "mobiel", "mobiele nummer", "gsm", "phone",
         "phone number", "mobile", "06", "06 nummer"), _max(Persoon, "telefoon")),
    Veld("categorie", _("categorie"), ("soort", "groep", "type", "rol", "category", "soort co maker"), 60),
    Veld("partij", _("organisatie of groep"), ("partij", "organisatie", "bedrijf", "instelling", "vereniging",
         "werkgever", "organization", "organisation", "company"), _max(Partij, "naam"), 24),
    Veld("contactpersoon", _("contactpersoon in de kerngroep"), ("contactpersoon", "contact kerngroep", "aanspreekpunt",
         "contact person", "owner", "kerngroeplid"), 254, 24),
    Veld("wil_weten", _("wat willen we weten?"), ("wil weten", "wat willen we van deze persoon weten",
         "waarom", "waarom deze persoon", "reden", "motivatie", "vraag", "question", "reason"),
         _max(CoMaker, "wil_weten"), 40),
    Veld("wil_meedenken", _("waaruit blijkt meedenken?"), ("wil meedenken", "meedenken",
         "waaruit blijkt dat deze persoon wil meedenken"), _max(CoMaker, "wil_meedenken"), 40),
    Veld("sleutelfiguur_voor", _("sleutelfiguur voor"), ("sleutelfiguur",
         "voor welke groep is dit een sleutelfiguur", "key figure for"), _max(CoMaker, "sleutelfiguur_voor"), 40),
    Veld("achterban", _("achterban"), ("achterbannen", "netwerk", "constituency", "vertegenwoordigt"), 4_000, 28),
    Veld("omvang", _("omvang achterban"), ("omvang", "grootte", "aantal", "aantal mensen", "hoeveel mensen", "bereik",
         "size", "reach"), 20, 12),
    Veld("akkoord_op", _("akkoord met bewaren (datum)"), ("akkoord", "akkoord met bewaren", "toestemming bewaren",
         "akkoord met bewaren van gegevens", "datum akkoord", "consent date"), 40, 16),
)  # fmt: skip
OP_NAAM = {veld.naam: veld for veld in VELDEN}
# The whole name is for import only; the export gives its parts.
UITVOER = tuple(veld for veld in VELDEN if veld.naam not in ("volledige_naam", "omvang"))
MAX_GROEP = _max(Achterban, "naam")


def plat(tekst: str) -> str:
    """``tekst`` to compare with: small letters, no diacritics, signs as one space."""
    ontleed = unicodedata.normalize("NFKD", tekst.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in ontleed if not unicodedata.combining(c)).replace("_", " ")))


def raad(koppen: list[str]) -> dict[str, int]:
    """Field -> number of the column that is probably it; each column once, the first that fits."""
    platte = [plat(kop) for kop in koppen]
    gekozen: dict[str, int] = {}
    for veld in VELDEN:
        namen = {plat(str(veld.kop)), plat(veld.naam), *map(plat, veld.ook)}
        for nummer, kop in enumerate(platte):
            if kop in namen and nummer not in gekozen.values():
                gekozen[veld.naam] = nummer
                break
    if "achternaam" in gekozen and "volledige_naam" in gekozen and "voornaam" not in gekozen:
        # "naam, tussenvoegsel, achternaam": what stands beside a last name is the first one.
        gekozen["voornaam"] = gekozen.pop("volledige_naam")
    elif "volledige_naam" in gekozen and ("achternaam" in gekozen):
        del gekozen["volledige_naam"]
    return gekozen


_DAG = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")


def lees_dag(tekst: str) -> date | None:
    """The day of 31-12-2026, 31/12/26 or 2026-12-31; None for anything else."""
    try:
        if gevonden := _ISO.fullmatch(tekst):
            return date(int(gevonden[1]), int(gevonden[2]), int(gevonden[3]))
        if gevonden := _DAG.fullmatch(tekst):
            jaar = int(gevonden[3])
            return date(jaar + 2000 if jaar < 100 else jaar, int(gevonden[2]), int(gevonden[1]))
    except ValueError:
        return None
    return None


def lees_omvang(tekst: str) -> int | None:
    """How many people "1.200", "ca. 120" or "120 mensen" are; None when no number is in it or it cannot be."""
    gevonden = re.fullmatch(r"\D{0,12}?(\d{1,3}(?:[. ]\d{3})+|\d{1,7})(?:,0+)?\D{0,20}", tekst)
    aantal = int(re.sub(r"\D", "", gevonden[1])) if gevonden else 0
    return aantal if 1 <= aantal <= 1_000_000 else None


def lees_achterban(tekst: str) -> list[tuple[str, int | None]]:
    """The groups of "ouders (120); jongeren": one a line, or parted by semicolons, each with its size or without."""
    delen = tekst.split("\n") if "\n" in tekst else tekst.split(";")
    groepen: list[tuple[str, int | None]] = []
    for deel in (d.strip() for d in delen):
        gevonden = re.fullmatch(r"(.+?)\s*\(([\d. ]+)\)", deel)
        omvang = lees_omvang(gevonden[2].strip()) if gevonden else None
        if deel:
            groepen.append((gevonden[1], omvang) if gevonden and omvang else (deel, None))
    return groepen


def achterban_tekst(groepen: list[tuple[str, int | None]]) -> str:
    """The groups as one cell, one a line."""
    return "\n".join(f"{naam} ({omvang})" if omvang else naam for naam, omvang in groepen)


def zelfde_telefoon(een: str, ander: str) -> bool:
    """Whether two numbers are the same, however they are written."""

    def kaal(tekst: str) -> str:
        return re.sub(r"^(?:00|\+)31|^0", "", re.sub(r"[^\d+]", "", tekst.replace("(0)", "")))

    return een == ander or (bool(kaal(een)) and kaal(een) == kaal(ander))


def telefoon(tekst: str) -> str:
    """A number whose first 0 a spreadsheet took away gets it back."""
    return f"0{tekst}" if re.fullmatch(r"[1-9]\d{8}", tekst) else tekst


def voorbeeldrij() -> list[str]:
    """One invented co-maker, to show how a row looks."""
    return [
        _t("Fatma"), _t("van der"), _t("Voorbeeld"), "fatma@example.org", "06 00 00 00 00", "", "", "",
        _t("hoe het is om hier op te groeien"), "", "", _t("ouders van de basisschool (120)"), "31-12-2026",
    ]  # fmt: skip
