"""The colours of the plan on paper: those of the huisstijl, and the tints that white paper asks for."""

import re

from leefsturing.lib import huisstijl

_FAMILIE = re.compile(r'"([^"]+)"|([A-Z][\w -]+)')
STAP_VAN_CATEGORIE = (4, 2, 6, 5, 3, 7, 1)  # a category of co-makers has the colour of a step, as on screen
WIT = (1.0, 0.0, 0.0)
DONKERST = 0.56  # lightness of a step on paper: dark enough for white figures on it


def families(waarde: str) -> list[str]:
    """The names in a ``font-family`` list."""
    return [(a or b).strip() for a, b in _FAMILIE.findall(waarde)]


def _op_wit(kleur: str, deel: float) -> str:
    return huisstijl.hexkleur(huisstijl.meng(huisstijl.oklab(kleur), deel, WIT))


def _donker(kleur: str) -> str:
    licht, a, b = huisstijl.oklab(kleur)
    return huisstijl.hexkleur((min(licht, DONKERST), a, b))


def palet(naam: str) -> dict[str, str]:
    """Every colour of the print sheet, by name, as hex."""
    basis = huisstijl.kleuren(huisstijl.bestaande(naam))
    uit = {
        "merk": basis["merk_tekst"],
        "papier": basis["papier"],
        "inkt": basis["inkt"],
        "inkt-zacht": _op_wit(basis["inkt"], 0.8),
        "lijn": _op_wit(basis["inkt"], 0.3),
    }
    for nummer in range(1, 8):
        stap = uit[f"stap-{nummer}"] = _donker(basis[f"stap_{nummer}"])
        uit[f"stap-{nummer}-zacht"], uit[f"stap-{nummer}-half"] = _op_wit(stap, 0.14), _op_wit(stap, 0.38)
    uit["categorie-0"] = uit["inkt-zacht"]
    for nummer, stap_nummer in enumerate(STAP_VAN_CATEGORIE, 1):
        uit[f"categorie-{nummer}"] = uit[f"stap-{stap_nummer}"]
    return uit
