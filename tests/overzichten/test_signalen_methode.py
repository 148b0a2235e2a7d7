"""Everything the method says should be watched, is watched by a rule; and a rule is of the method."""

import re

from trajecten.navigatie import kamer_adres
from trajecten.signalen import register

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
