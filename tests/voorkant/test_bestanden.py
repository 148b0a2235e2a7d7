"""The front-end files: what is named exists, and a visitor fetches little."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from leefsturing.lib.statisch import BUNDEL, bundel

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def _lees(naam: str) -> str:
    return (STATIC / naam).read_text()


def test_bundel_heeft_elk_blad_in_zijn_laag() -> None:
    css = bundel(_lees)
    assert "@import" not in css
    assert css.index("@layer tokens, basis") == 0
    assert "@layer componenten {" in css
    assert css.count("{") == css.count("}")


def test_elk_onderdeelblad_staat_in_de_inhoudsopgave() -> None:
    namen = set(re.findall(r'@import "componenten/([\w-]+\.css)"', _lees(BUNDEL)))
    assert namen == {p.name for p in (STATIC / "css" / "componenten").glob("*.css")}


def test_bundel_weigert_een_blad_dat_naar_een_bestand_wijst() -> None:
    bladen = {BUNDEL: '@import "x.css" layer(basis);', "css/x.css": "a { background: url(y.png) }"}
    with pytest.raises(ValueError, match="verwijst naar een bestand"):
        bundel(bladen.__getitem__)


def test_elk_icoon_dat_een_sjabloon_noemt_bestaat() -> None:
    iconen = set(re.findall(r'<symbol id="([\w-]+)"', _lees("vendor/iconen.svg")))
    genoemd = {
        (naam, str(path.relative_to(ROOT)))
        for path in TEMPLATES
        for naam in re.findall(r'(?:<c-icoon naam|icoon(?:_na)?)="([\w-]+)"', path.read_text())
    }
    assert not {paar for paar in genoemd if paar[0] not in iconen}


def test_elk_bestand_dat_een_sjabloon_noemt_bestaat() -> None:
    weg = {
        (naam, str(path.relative_to(ROOT)))
        for path in TEMPLATES
        for naam in re.findall(r"{%\s*static\s+['\"]([^'\"]+)['\"]", path.read_text())
        if not naam.startswith(("admin/", "django_htmx/", "mfa/", "account/")) and not (STATIC / naam).is_file()
    }
    assert not weg


def test_geen_blad_noemt_zelf_een_kleur() -> None:
    """Colours stand in tokens.css and in a huisstijl; elsewhere only white and black for print."""
    kleur = re.compile(r"#[0-9a-f]{3,8}\b|oklch\(|rgb\(", re.IGNORECASE)
    for path in [
        *(STATIC / "css" / "componenten").glob("*.css"),
        *(STATIC / "css").glob("opmaak*.css"),
        STATIC / "css" / "basis.css",
    ]:
        regels = [r for r in path.read_text().splitlines() if kleur.search(r) and "box-shadow" not in r]
        assert not regels, f"{path.name}: {regels}"


def test_slotbestand_noemt_geen_adres() -> None:
    for naam in ("package.json", "package-lock.json", ".npmrc"):
        assert not re.search(
            r"https?:|git\+|funding|resolved", (ROOT / naam).read_text().replace("registry-resolved=true", "")
        )


def test_eerste_bezoek_blijft_onder_de_honderdvijftig_kilobyte() -> None:
    """Everything base.html asks for, compressed (fonts are so by themselves)."""
    import zlib

    import django_htmx

    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    letters = [
        STATIC / "vendor" / "letters" / f"{naam}-latin-wght-normal.woff2" for naam in ("vollkorn", "source-sans-3")
    ]
    tekst = [htmx, STATIC / "vendor/letters/letters.css", STATIC / "vendor/iconen.svg", STATIC / "img/merk.svg"]
    tekst += [STATIC / "js" / f"{naam}.js" for naam in ("dubbelklik", "fouten", "pagina")]
    bytes_ = len(zlib.compress(bundel(_lees).encode(), 9)) + sum(len(zlib.compress(p.read_bytes(), 9)) for p in tekst)
    bytes_ += sum(p.stat().st_size for p in letters)
    assert bytes_ < 125 * 1024  # and 25 KB is left for the page itself
