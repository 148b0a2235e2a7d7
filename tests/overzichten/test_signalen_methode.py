"""Everything the method says should be watched, is watched by a rule; and a rule is of the method."""

import ast
import re
from pathlib import Path

from trajecten.navigatie import kamer_adres
from trajecten.signalen import register

ROOT = Path(__file__).resolve().parent.parent.parent
# The last part of the method, sentence by sentence: what is watched, and under which id.
METHODE = {
    "kerngroep too large": ("M2", "kerngroep.te_groot"),
    "planperiode overrun": ("M1", "planperiode.voorbij"),
    "opdrachtgever or opdrachtnemer missing": ("M2", "kerngroep.rol_ontbreekt"),
    "pijler without evidence": ("M13", "pijler.zonder_onderbouwing"),
    "strong theme outside all pijlers": ("M13", "thema.buiten_pijlers"),
    "category never spoken": ("M20", "categorie.nooit_gesproken"),
    "category spoken out of order": ("M20", "categorie.buiten_volgorde"),
    "co-maker without selection grounds": ("M21", "comaker.zonder_selectiegrond"),
    "gesprek without verslag": ("M25", "gesprek.zonder_verslag"),
    "verslag unanswered": ("M25", "verslag.onbeantwoord"),
    "silence longer than the norm": ("M27", "comaker.te_stil"),
    "statements nobody did anything with": ("M26", "uitspraken.onaangeroerd"),
    "no quick win by a third of the planperiode": ("M31", "project.geen_succes"),
    "too many open promises": ("M37", "beloften.te_veel"),
    "contribution without result for long": ("M38", "bijdrage.zonder_resultaat"),
    "most trekkers from the gemeente": ("M72", "project.trekkers_overheid"),
    "project silent": ("M27", "project.stil"),
}
# What is watched in a room of its own: a room is whole, rules and all, or it is not there.
IN_KAMERS = {
    "positionering": {"M40"},
    "streefbeeld": {"M51"},
    "kruispunten": {"M60", "M61", "M63", "M67"},
    "ateliers": {"M70", "M72", "M75"},
    "ketens": {"M73", "M74"},
}


def test_elke_zin_van_de_methode_heeft_een_regel() -> None:
    regels = {regel.code: regel.methode for regel in register.regels()}
    assert {wat: (regels.get(code), code) for wat, (_, code) in METHODE.items()} == METHODE
    for kamer, ids in IN_KAMERS.items():
        if kamer_adres(kamer, "brink"):
            assert ids <= set(regels.values()), kamer


def test_elke_regel_is_van_de_methode_en_zegt_het_rustig() -> None:
    for regel in register.regels():
        assert re.fullmatch(r"M\d{1,2}", regel.methode), regel.code
        waarom = str(regel.waarom)
        assert "!" not in waarom, regel.code
        assert waarom.rstrip().endswith((".", "?")), regel.code


# Services that change nothing a rule looks at; every other one that writes a line says that signalen are outdated.
RAAKT_NIETS = {
    *("leg_terzijde", "haal_terug", "leg_besluit_vast", "maak_partij", "update_gegevens", "schrijf_duiding"),
    *("wissel_plaats", "zet_beeld", "haal_beeld_weg", "wijzig_idee", "maak_vraagstuk", "wijzig_vraagstuk"),
    *("berg_tak_op", "haal_tak_terug", "haal_inbreng_weg", "stop_meedoener", "voeg_mijlpaal_toe", "haal_mijlpaal"),
    *("heropen_mijlpaal", "zet_drager_erbij", "bewaar_tekst", "maak_versie", "maak_pdf_opnieuw", "presenteer"),
    # Importing: the worker says so when it takes the rows.
    *("stel_vast", "bewaar_upload", "doe_weg", "kies_kolommen", "neem_op", "na_wissen"),
}
APPS = ("trajecten", "pijlers", "comakers", "streefbeelden", "kruispunten", "ketens", "plannen")


def test_wie_iets_verandert_zegt_dat_de_signalen_verouderd_zijn() -> None:
    aanroepen: dict[str, set[str]] = {}
    for app in APPS:
        for bestand in [*(ROOT / app).glob("services/*.py"), *(ROOT / app).glob("services.py")]:
            _lees(bestand, aanroepen)

    def bereikt(naam: str, doel: str) -> bool:
        gezien, te_doen = set(), [naam]
        while te_doen:
            roept = aanroepen.get(te_doen.pop(), set())
            if doel in roept:
                return True
            te_doen += (roept - gezien) & set(aanroepen)
            gezien |= roept
        return False

    zwijgt = {
        n for n in aanroepen if not n.startswith("_") and bereikt(n, "log") and not bereikt(n, "signalen_verouderd")
    }
    assert zwijgt - RAAKT_NIETS == set(), "roep signalen_verouderd aan, of zet ze met reden in RAAKT_NIETS"


def _lees(bestand: Path, aanroepen: dict[str, set[str]]) -> None:
    """The names each function of a module calls; functions of the same name count together."""
    for functie in ast.walk(ast.parse(bestand.read_text())):
        if isinstance(functie, ast.FunctionDef):
            roept = {
                c.func.id if isinstance(c.func, ast.Name) else getattr(c.func, "attr", "")
                for c in ast.walk(functie)
                if isinstance(c, ast.Call)
            }
            aanroepen.setdefault(functie.name, set()).update(roept)
