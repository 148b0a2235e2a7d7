"""The colours of paper: the ten tokens of the screen, worked out beforehand, for the setter knows no colour-mix."""

import math
import re
from pathlib import Path

from django.conf import settings
from tinycss2.color4 import parse_color

_TOKEN = re.compile(r"(--basis-[\w-]+):\s*([^;]+);")
_FAMILIE = re.compile(r'"([^"]+)"|([A-Z][\w -]+)')
HUES = (78, 42, 4, 312, 228, 163, 122)  # of the seven steps
STAP_VAN_CATEGORIE = (4, 2, 6, 5, 3, 7, 1)  # a category of co-makers has the colour of a step


def tokens(huisstijl: str) -> dict[str, str]:
    """The primitive tokens of the product, with those of a huisstijl laid over them."""
    css = Path(settings.BASE_DIR) / "static"
    gevonden: dict[str, str] = {}
    for blad in (css / "css" / "tokens.css", css / "huisstijl" / f"{huisstijl}.css"):
        if re.fullmatch(r"[\w-]+", blad.stem) and blad.exists():
            tekst = re.sub(r"/\*.*?\*/", "", blad.read_text(), flags=re.DOTALL)
            gevonden |= {naam: waarde.strip() for naam, waarde in _TOKEN.findall(tekst)}
    return gevonden


def families(waarde: str) -> list[str]:
    """The names in a ``font-family`` list."""
    return [(a or b).strip() for a, b in _FAMILIE.findall(waarde)]


Oklab = tuple[float, float, float]


def _naar_oklab(rgb: tuple[float, float, float]) -> Oklab:
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    lms = (
        0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
        0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
        0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
    )
    l_, m_, s_ = (math.copysign(abs(x) ** (1 / 3), x) for x in lms)
    return (
        0.2104542553 * l_ + 0.7936177850 * m_ - 0.0040720468 * s_,
        1.9779984951 * l_ - 2.4285922050 * m_ + 0.4505937099 * s_,
        0.0259040371 * l_ + 0.7827717662 * m_ - 0.8086757660 * s_,
    )


def _naar_hex(lab: Oklab) -> str:
    licht, a, b = lab
    l_ = (licht + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m_ = (licht - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s_ = (licht - 0.0894841775 * a - 1.2914855480 * b) ** 3
    lineair = (
        4.0767416621 * l_ - 3.3077115913 * m_ + 0.2309699292 * s_,
        -1.2684380046 * l_ + 2.6097574011 * m_ - 0.3413193965 * s_,
        -0.0041960863 * l_ - 0.7034186147 * m_ + 1.7076147010 * s_,
    )
    rgb = (12.92 * c if c <= 0.0031308 else 1.055 * max(c, 0) ** (1 / 2.4) - 0.055 for c in lineair)
    return "#" + "".join(f"{round(255 * min(1, max(0, c))):02x}" for c in rgb)


def oklab_van(waarde: str, anders: str = "#333333") -> Oklab:
    """Any notation of a colour; ``anders`` when it cannot be read."""
    if treffer := re.fullmatch(r"oklch\(\s*([\d.]+)(%?)\s+([\d.]+)\s+(-?[\d.]+)(?:deg)?\s*\)", waarde.strip()):
        licht = float(treffer[1]) / (100 if treffer[2] else 1)
        return _oklch(licht, float(treffer[3]), float(treffer[4]))
    kleur = parse_color(waarde.strip())
    if kleur is None or isinstance(kleur, str):
        kleur = parse_color(anders)
    r, g, b = kleur.to("srgb").coordinates
    return _naar_oklab((r or 0, g or 0, b or 0))


def _oklch(licht: float, kleur: float, hoek: float) -> Oklab:
    return licht, kleur * math.cos(math.radians(hoek)), kleur * math.sin(math.radians(hoek))


def _meng(een: Oklab, deel: float, ander: Oklab) -> Oklab:
    return tuple(deel * x + (1 - deel) * y for x, y in zip(een, ander, strict=True))  # type: ignore[return-value]


def _getal(waarden: dict[str, str], naam: str, anders: float) -> float:
    try:
        return float(waarden.get(naam, anders))
    except ValueError:
        return anders


def palet(huisstijl: str) -> dict[str, str]:
    """Every colour of the print sheet as hex, on white paper, dark enough to read."""
    waarden = tokens(huisstijl)
    wit = (1.0, 0.0, 0.0)
    merk = oklab_van(waarden.get("--basis-merk", ""), "#24478f")
    merk = (min(merk[0], 0.5), merk[1], merk[2])
    inkt = oklab_van(waarden.get("--basis-inkt", ""), "#221d18")
    papier = oklab_van(waarden.get("--basis-papier", ""), "#fbf7ef")
    licht, chroma = _getal(waarden, "--basis-stap-licht", 0.53), _getal(waarden, "--basis-stap-kleur", 0.1)
    draai = _getal(waarden, "--basis-stap-draai", 0)
    stappen = [_oklch(min(licht, 0.56), chroma, hoek + draai) for hoek in HUES]
    uit = {
        "merk": merk,
        "merk-zacht": _meng(merk, 0.1, wit),
        "inkt": inkt,
        "inkt-zacht": _meng(inkt, 0.8, wit),
        "lijn": _meng(inkt, 0.3, wit),
        "papier": papier,
        "papier-diep": _meng(papier, 0.94, inkt),
    }
    for nummer, stap in enumerate(stappen, 1):
        uit[f"stap-{nummer}"] = stap
        uit[f"stap-{nummer}-zacht"] = _meng(stap, 0.14, wit)
        uit[f"stap-{nummer}-half"] = _meng(stap, 0.38, wit)
    kleuren = {naam: _naar_hex(lab) for naam, lab in uit.items()}
    for nummer, van in enumerate(STAP_VAN_CATEGORIE, 1):
        kleuren[f"categorie-{nummer}"] = kleuren[f"stap-{van}"]
    kleuren["categorie-0"] = kleuren["inkt-zacht"]
    return kleuren
