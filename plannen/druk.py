"""From a frozen version to the work for the setter: the text as HTML, and every resource it may use (M80)."""

import re
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from leefsturing.lib import huisstijl, klok
from leefsturing.lib.pdf import Opdracht, ZetFout
from plannen.kleuren import families, palet
from plannen.models import Plan
from plannen.onderdelen import OP_SLEUTEL

STATIC = Path(settings.BASE_DIR) / "static"
_LETTER = re.compile(r"(?P<naam>[\w-]+?)-(?P<deel>latin(?:-ext)?|[a-z-]+?)-wght-(?P<stijl>normal|italic)\.woff2")
_VARIABELE = re.compile(r"var\(--([\w-]+)\)")
_TEKENING = re.compile(r"<svg\b[^>]*>")
# From file name to family; a further family in static/vendor/letters only has to be named here.
FAMILIES = {"source-sans-3": "Source Sans 3", "vollkorn": "Vollkorn"}


def weergave(inhoud: dict[str, Any]) -> list[dict[str, Any]]:
    """The sections of (frozen) content as the templates show them, numbered; unknown ones are left out."""
    uit: list[dict[str, Any]] = []
    for onderdeel in inhoud.get("onderdelen", []):
        soort = OP_SLEUTEL.get(onderdeel["sleutel"])
        if soort is not None:
            uit.append(onderdeel | {"g": soort.verrijk(onderdeel["gegevens"]), "soort": soort, "nummer": len(uit) + 1})
    return uit


def maak_html(plan: Plan, inhoud: dict[str, Any]) -> str:
    """The whole document as HTML; ``inhoud`` is the frozen content under the consent that counts."""
    onderdelen = weergave(inhoud)
    pijlers: list[Any] = next((o["g"].get("pijlers", []) for o in onderdelen if o["sleutel"] == "pijlers"), [])
    context = {
        "plan": plan,
        "kop": inhoud,
        "onderdelen": onderdelen,
        "pijlers": pijlers,
        "dag": klok.vandaag(plan.created_at),
    }
    with override("nl"):
        return render_to_string("plannen/druk/plan.html", context)


def _letters() -> tuple[dict[str, bytes], str, dict[str, list[str]]]:
    """The fonts, the rules that name them, and per family the names of its parts (a part holds some characters)."""
    bestanden: dict[str, bytes] = {}
    regels: list[str] = []
    delen: dict[str, list[str]] = {}
    for pad in sorted((STATIC / "vendor" / "letters").glob("*.woff2"), key=lambda p: ("-ext-" in p.name, p.name)):
        treffer = _LETTER.fullmatch(pad.name)
        if treffer is None or treffer["naam"] not in FAMILIES:
            continue
        familie = FAMILIES[treffer["naam"]]
        deel = familie if treffer["deel"] == "latin" else f"{familie} {treffer['deel']}"
        bestanden[pad.name] = pad.read_bytes()
        regels.append(
            f'@font-face{{font-family:"{deel}";src:url("middel:{pad.name}");font-style:{treffer["stijl"]};'
            "font-weight:200 900}"
        )
        if deel not in delen.setdefault(familie, []):
            delen[familie].append(deel)
    if not bestanden:
        raise ZetFout(_("De lettertypen zijn er niet. Haal eerst de bestanden voor de voorkant op."), opnieuw=False)
    return bestanden, "\n".join(regels), delen


def _reeks(waarde: str, delen: dict[str, list[str]]) -> str:
    """A font-family list of fonts that are there: the wished ones first, then every other for what they lack."""
    wens = [familie for familie in families(waarde) if familie in delen]
    return ",".join(f'"{d}"' for familie in [*wens, *(f for f in delen if f not in wens)] for d in delen[familie])


def _merken(kleuren: dict[str, str]) -> dict[str, bytes]:
    """The mark of each category as a picture of its own, from the same drawing as on screen."""
    tekening = (STATIC / "img" / "categorieen.svg").read_text()
    uit = {}
    for nummer in range(8):
        symbool = re.search(rf'<symbol id="c{nummer}" viewBox="([^"]+)"[^>]*>(.*?)</symbol>', tekening, re.DOTALL)
        if symbool:
            inhoud = symbool[2].replace("currentColor", kleuren[f"categorie-{nummer}"])
            kleur = kleuren[f"categorie-{nummer}"]
            uit[f"merk-{nummer}.svg"] = (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{symbool[1]}" fill="{kleur}">{inhoud}</svg>'
            ).encode()
    return uit


def _waarden(naam: str, delen: dict[str, list[str]]) -> dict[str, str]:
    """Every colour and font of the print sheet, by the name of its variable."""
    letters = huisstijl.kleuren(huisstijl.bestaande(naam))
    reeksen = {f"letter-{soort}": _reeks(letters[f"letter_{soort}"], delen) for soort in ("kop", "tekst")}
    return palet(naam) | reeksen


def _bladen(begin: str) -> str:
    """The sheets in ``plan-druk`` whose name begins so: the general one first, then one per room."""
    map_ = STATIC / "css" / "plan-druk"
    paden = sorted(map_.glob(f"{begin}*.css"), key=lambda pad: (pad.stem != begin, pad.name))
    return "\n".join(pad.read_text() for pad in paden)


def met_beeldblad(html: str, waarden: dict[str, str]) -> str:
    """The sheet of drawings (``beeld-*.css``) inside every inline drawing, with values in place of variables.

    The setter applies neither the sheet of the page nor variables inside a drawing.
    """
    blad = _VARIABELE.sub(lambda v: waarden.get(v[1], "currentColor"), _bladen("beeld")).replace('"', "'")
    return _TEKENING.sub(lambda tekening: f"{tekening[0]}<style>{blad}</style>", html) if blad else html


def middelen(naam: str) -> dict[str, bytes]:
    """Everything the setter may read: sheet, tokens, fonts, marks; by name."""
    bestanden, font_faces, delen = _letters()
    regels = ";".join(f"--{sleutel}:{waarde}" for sleutel, waarde in _waarden(naam, delen).items())
    css = f"{font_faces}\n:root{{{regels}}}\n{_bladen('druk')}"
    return bestanden | _merken(palet(naam)) | {"plan.css": css.encode()}


def opdracht(plan: Plan, inhoud: dict[str, Any]) -> Opdracht:
    """The work for the setter: the same version and consent give the same work, and so the same bytes."""
    naam = inhoud.get("huisstijl") or settings.HUISSTIJL
    return Opdracht(
        html=met_beeldblad(maak_html(plan, inhoud), _waarden(naam, _letters()[2])),
        kenmerk=f"{plan.uid}",
        moment=plan.created_at,
        middelen=middelen(naam),
    )
