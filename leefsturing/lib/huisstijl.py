"""The huisstijl where style sheets cannot go: mail programs and the PDF get its colours as plain hex values.

A huisstijl is one sheet, ``static/huisstijl/NAAM.css``, that gives some of the ``--basis-*`` tokens of
``static/css/tokens.css`` another value. A page loads that sheet; here the same file is read.
"""

import math
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings

STANDAARD = "voorbeeld"
_TOKEN = re.compile(r"(--basis-[a-z-]+)\s*:\s*([^;]+);")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_OKLCH = re.compile(r"oklch\(\s*([\d.]+)(%?)\s+([\d.]+)\s+([\d.]+)(?:deg)?\s*\)")
_RGB = re.compile(r"rgb\(\s*(\d+)[ ,]+(\d+)[ ,]+(\d+)\s*\)")
# Hues of the seven steps, in the order of tokens.css.
_STAPPEN = {1: 78, 2: 42, 3: 4, 4: 312, 5: 228, 6: 163, 7: 122}

Oklab = tuple[float, float, float]


# ── Colours ───────────────────────────────────────────────────────────────────────────────────────────────


def _from_oklch(lightness: float, chroma: float, hue: float) -> Oklab:
    angle = math.radians(hue)
    return lightness, chroma * math.cos(angle), chroma * math.sin(angle)


def _from_rgb(rgb: tuple[float, ...]) -> Oklab:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _hex(colour: Oklab) -> str:
    lightness, a, b = colour
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    channels = (12.92 * c if c <= 0.0031308 else 1.055 * max(c, 0) ** (1 / 2.4) - 0.055 for c in linear)
    return "#" + "".join(f"{round(255 * min(1, max(0, c))):02x}" for c in channels)


def _tint(colour: Oklab, lightness: float, chroma: float) -> Oklab:
    """Return the same hue, this light, and at most this strong."""
    now = math.hypot(colour[1], colour[2])
    share = min(1.0, chroma / now) if now else 0.0
    return lightness, colour[1] * share, colour[2] * share


def _mix(one: Oklab, share: float, other: Oklab) -> Oklab:
    """Return the colour of which ``share`` is ``one`` and the rest ``other``."""
    return tuple(share * a + (1 - share) * b for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def _colour(text: str) -> Oklab:
    """A colour in one of the notations a huisstijl may use; raises ValueError for another."""
    if found := _OKLCH.fullmatch(text):
        lightness = float(found[1]) / (100 if found[2] else 1)
        return _from_oklch(lightness, float(found[3]), float(found[4]))
    if found := _RGB.fullmatch(text):
        return _from_rgb(tuple(int(part) / 255 for part in found.groups()))
    digits = text.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    if not re.fullmatch(r"#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?", text):
        raise ValueError(f"geen kleur als #1d4f91, rgb(...) of oklch(...): {text}")
    return _from_rgb(tuple(int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)))


# ── The sheet ─────────────────────────────────────────────────────────────────────────────────────────────


def _static() -> Path:
    return Path(settings.BASE_DIR) / "static"


def _tokens(file: Path) -> dict[str, str]:
    return {name: value.strip() for name, value in _TOKEN.findall(_COMMENT.sub("", file.read_text()))}


def bestaande(naam: str | None) -> str:
    """The name itself when there is a sheet of that name, else the standard one."""
    if naam and re.fullmatch(r"[a-z0-9-]{1,40}", naam) and (_static() / "huisstijl" / f"{naam}.css").is_file():
        return naam
    return STANDAARD


@lru_cache(maxsize=64)
def kleuren(naam: str | None = None) -> dict[str, str]:
    """Every colour that mail and PDF use, by name, as ``#rrggbb``, and the two font families."""
    tokens = _tokens(_static() / "css" / "tokens.css")
    tokens |= _tokens(_static() / "huisstijl" / f"{bestaande(naam)}.css")
    merk, papier, inkt = (_colour(tokens[f"--basis-{name}"]) for name in ("merk", "papier", "inkt"))
    wit = (1.0, 0.0, 0.0)
    merk_tekst = (min(merk[0], 0.5), merk[1], merk[2])
    licht, kleur, draai = (float(tokens[f"--basis-stap-{name}"]) for name in ("licht", "kleur", "draai"))
    found = {
        "merk": merk,
        "merk_tekst": merk_tekst,
        "merk_zacht": _tint(merk, 0.945, 0.021),
        "op_merk": wit if merk[0] < 0.66 else inkt,
        "papier": papier,
        "vlak": _mix(papier, 0.35, wit),
        "inkt": inkt,
        "inkt_zacht": _mix(inkt, 0.76, papier),
        "lijn": _mix(inkt, 0.15, papier),
        "lijn_sterk": _mix(inkt, 0.34, papier),
    } | {f"stap_{nummer}": _from_oklch(licht, kleur, hoek + draai) for nummer, hoek in _STAPPEN.items()}
    return {name: _hex(colour) for name, colour in found.items()} | {
        "letter_kop": tokens["--basis-letter-kop"],
        "letter_tekst": tokens["--basis-letter-tekst"],
    }


def druk_css(naam: str | None = None) -> str:
    """The tokens for the PDF: ``:root { --merk: #...; ... }``, which the renderer understands."""
    regels = (f"--{name.replace('_', '-')}: {value};" for name, value in kleuren(naam).items())
    return f":root {{ {' '.join(regels)} }}\n"
