"""The huisstijl where style sheets cannot go: mail programs and the PDF get its colours as plain hex values.

A huisstijl is one sheet, ``static/huisstijl/NAAM.css``, that gives some of the ``--basis-*`` tokens of
``static/css/tokens.css`` another value. A page loads that sheet; here the same file is read.
"""

import math
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from tinycss2.color4 import parse_color

STANDAARD = "voorbeeld"
_TOKEN = re.compile(r"(--basis-[a-z-]+)\s*:\s*([^;]+);")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_OKLCH = re.compile(r"oklch\(\s*([\d.]+)(%?)\s+([\d.]+)\s+([\d.]+)(?:deg)?\s*\)")
# Hues of the seven steps, in the order of tokens.css.
_STAPPEN = {1: 78, 2: 42, 3: 4, 4: 312, 5: 228, 6: 163, 7: 122}

_KLEUREN = {"--basis-merk", "--basis-papier", "--basis-inkt"}

Oklab = tuple[float, float, float]


# ── Colours ───────────────────────────────────────────────────────────────────────────────────────────────


def oklch(lightness: float, chroma: float, hue: float) -> Oklab:
    """Lightness 0-1, chroma, and hue in degrees."""
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


def hexkleur(colour: Oklab) -> str:
    """The colour as ``#rrggbb``, cut off at what a screen can show."""
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


def tint(colour: Oklab, lightness: float, chroma: float) -> Oklab:
    """Return the same hue, this light, and at most this strong."""
    now = math.hypot(colour[1], colour[2])
    share = min(1.0, chroma / now) if now else 0.0
    return lightness, colour[1] * share, colour[2] * share


def meng(one: Oklab, share: float, other: Oklab) -> Oklab:
    """Return the colour of which ``share`` is ``one`` and the rest ``other``."""
    return tuple(share * a + (1 - share) * b for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def oklab(text: str) -> Oklab:
    """A colour in any notation that style sheets know; raises ValueError for what is no colour."""
    if found := _OKLCH.fullmatch(text):
        lightness = float(found[1]) / (100 if found[2] else 1)
        return oklch(lightness, float(found[3]), float(found[4]))
    colour = parse_color(text)
    if colour is None or isinstance(colour, str):
        raise ValueError(f"geen kleur: {text}")
    return _from_rgb(tuple(channel or 0.0 for channel in colour.to("srgb").coordinates))


# ── The sheet ─────────────────────────────────────────────────────────────────────────────────────────────


def _static() -> Path:
    return Path(settings.BASE_DIR) / "static"


def _lees(file: Path) -> dict[str, str]:
    return {name: value.strip() for name, value in _TOKEN.findall(_COMMENT.sub("", file.read_text()))}


def tokens(naam: str | None = None) -> dict[str, str]:
    """The ten primitives of the product, with those of the huisstijl laid over them.

    A colour that cannot be read keeps the product's own: a slip in a sheet must not stop a mail.
    """
    found = _lees(_static() / "css" / "tokens.css")
    for name, value in _lees(_static() / "huisstijl" / f"{bestaande(naam)}.css").items():
        if name in _KLEUREN:
            try:
                oklab(value)
            except ValueError:
                continue
        found[name] = value
    return found


def bestaande(naam: str | None) -> str:
    """The name itself when there is a sheet of that name, else the standard one."""
    if naam and re.fullmatch(r"[a-z0-9-]{1,40}", naam) and (_static() / "huisstijl" / f"{naam}.css").is_file():
        return naam
    return STANDAARD


@lru_cache(maxsize=64)
def kleuren(naam: str | None = None) -> dict[str, str]:
    """Every colour that mail and PDF use, by name, as ``#rrggbb``, and the two font families."""
    waarden = tokens(naam)
    merk, papier, inkt = (oklab(waarden[f"--basis-{name}"]) for name in ("merk", "papier", "inkt"))
    wit = (1.0, 0.0, 0.0)
    merk_tekst = (min(merk[0], 0.5), merk[1], merk[2])
    licht, kleur, draai = (float(waarden[f"--basis-stap-{name}"]) for name in ("licht", "kleur", "draai"))
    found = {
        "merk": merk,
        "merk_tekst": merk_tekst,
        "merk_zacht": tint(merk, 0.945, 0.021),
        "op_merk": wit if merk[0] < 0.66 else inkt,
        "papier": papier,
        "vlak": meng(papier, 0.35, wit),
        "inkt": inkt,
        "inkt_zacht": meng(inkt, 0.76, papier),
        "lijn": meng(inkt, 0.15, papier),
        "lijn_sterk": meng(inkt, 0.34, papier),
    } | {f"stap_{nummer}": oklch(licht, kleur, hoek + draai) for nummer, hoek in _STAPPEN.items()}
    return {name: hexkleur(colour) for name, colour in found.items()} | {
        "letter_kop": waarden["--basis-letter-kop"],
        "letter_tekst": waarden["--basis-letter-tekst"],
    }


def druk_css(naam: str | None = None) -> str:
    """The tokens for the PDF: ``:root { --merk: #...; ... }``, which the renderer understands."""
    regels = (f"--{name.replace('_', '-')}: {value};" for name, value in kleuren(naam).items())
    return f":root {{ {' '.join(regels)} }}\n"
