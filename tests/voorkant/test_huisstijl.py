"""One sheet re-themes page, mail and PDF."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string

from leefsturing.lib import huisstijl

STATIC = Path(settings.BASE_DIR) / "static"
SHEETS = sorted((STATIC / "huisstijl").glob("*.css"))


def _contrast(een: str, ander: str) -> float:
    """The contrast of WCAG between two colours as ``#rrggbb``."""

    def licht(kleur: str) -> float:
        delen = (int(kleur[i : i + 2], 16) / 255 for i in (1, 3, 5))
        r, g, b = (d / 12.92 if d <= 0.04045 else ((d + 0.055) / 1.055) ** 2.4 for d in delen)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    hoog, laag = sorted((licht(een), licht(ander)), reverse=True)
    return (hoog + 0.05) / (laag + 0.05)


def test_kleuren_zijn_die_van_het_blad() -> None:
    assert huisstijl.kleuren("stad")["merk"] == "#9c1c4b"
    assert huisstijl.kleuren("stad")["papier"] == "#f8f9fb"
    assert huisstijl.kleuren("voorbeeld")["merk"] != huisstijl.kleuren("stad")["merk"]


@pytest.mark.parametrize("naam", ["", None, "bestaat-niet", "../../etc/passwd", "stad.css"])
def test_onbekende_huisstijl_wordt_de_standaard(naam: str | None) -> None:
    assert huisstijl.kleuren(naam) == huisstijl.kleuren("voorbeeld")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.stem)
def test_elke_huisstijl_is_leesbaar(sheet: Path) -> None:
    """Text, brand and the seven steps hold 4.5 to 1 on their ground, the steps all the same within a little."""
    kleuren = huisstijl.kleuren(sheet.stem)
    stappen = [kleuren[f"stap_{n}"] for n in range(1, 8)]
    paren = [("inkt", "papier"), ("inkt_zacht", "papier"), ("merk_tekst", "papier"), ("op_merk", "merk")]
    assert all(_contrast(kleuren[a], kleuren[b]) >= 4.5 for a, b in paren)
    assert all(_contrast(stap, "#ffffff") >= 4.5 for stap in stappen)
    assert len(set(stappen)) == 7
    assert max(_contrast(s, "#ffffff") for s in stappen) - min(_contrast(s, "#ffffff") for s in stappen) < 0.8


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.stem)
def test_elke_kleur_van_een_huisstijl_is_te_lezen(sheet: Path) -> None:
    for waarde in re.findall(r"--basis-(?:merk|papier|inkt)\s*:\s*([^;]+);", sheet.read_text()):
        assert huisstijl.oklab(waarde.strip())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.stem)
def test_huisstijl_geeft_alleen_basistokens(sheet: Path) -> None:
    """At most ten, and only tokens that tokens.css knows: a typing error would change nothing, in silence."""
    namen = re.findall(r"(--[\w-]+)\s*:", sheet.read_text())
    bekend = set(re.findall(r"(--basis-[\w-]+)\s*:", (STATIC / "css" / "tokens.css").read_text()))
    assert set(namen) <= bekend
    assert len(namen) <= 10


@pytest.mark.parametrize(
    ("tekst", "hexwaarde"),
    [
        ("#fff", "#ffffff"),
        ("#1d4f91", "#1d4f91"),
        ("rgb(29, 79, 145)", "#1d4f91"),
        ("oklch(1 0 0)", "#ffffff"),
        ("navy", "#000080"),
        ("hsl(0 100% 50%)", "#ff0000"),
    ],
)
def test_notaties_van_een_kleur(tekst: str, hexwaarde: str) -> None:
    assert huisstijl.hexkleur(huisstijl.oklab(tekst)) == hexwaarde


@pytest.mark.parametrize("tekst", ["blauw", "#12345", "url(x)", "rgb(1,2)", "currentcolor"])
def test_andere_notatie_wordt_geweigerd(tekst: str) -> None:
    with pytest.raises(ValueError, match="geen kleur"):
        huisstijl.oklab(tekst)


def test_druk_css_kent_geen_kleurfuncties() -> None:
    """WeasyPrint knows no color-mix(): the PDF gets plain values."""
    css = huisstijl.druk_css("voorbeeld")
    assert re.search(r"--merk: #[0-9a-f]{6};", css)
    assert "color-mix" not in css
    assert "oklch" not in css


def test_sjabloontags_volgen_het_traject() -> None:
    sjabloon = Template("{% load huisstijl %}{% huisstijl_sheet %} {% huisstijl_kleur 'merk' %}")
    assert sjabloon.render(Context({"huisstijl": "stad"})) == "/static/huisstijl/stad.css #9c1c4b"
    assert "huisstijl/voorbeeld.css" in sjabloon.render(Context({}))


def test_mail_heeft_koppen_van_dezelfde_soort() -> None:
    sjabloon = Template("{% load huisstijl %}{% huisstijl_mailkop %}")
    assert "Georgia" in sjabloon.render(Context({"huisstijl": "voorbeeld"}))
    assert "sans-serif" in sjabloon.render(Context({"huisstijl": "stad"}))


@pytest.mark.parametrize("naam", ["voorbeeld", "stad"])
def test_mail_draagt_de_huisstijl(naam: str) -> None:
    html = render_to_string("mail/basis.html", {"huisstijl": naam, "traject": None})
    assert f".knop td {{ background: {huisstijl.kleuren(naam)['merk']};" in html
    assert "color-mix" not in html
    assert "var(--" not in html


def test_een_verschrijving_houdt_geen_mail_tegen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "huisstijl").mkdir()
    (tmp_path / "css" / "tokens.css").write_text((STATIC / "css" / "tokens.css").read_text())
    (tmp_path / "huisstijl" / "fout.css").write_text(":root { --basis-merk: blauw; --basis-inkt: #111; }")
    met_eigen_kleur = huisstijl.kleuren("voorbeeld")["merk"]
    monkeypatch.setattr(huisstijl, "_static", lambda: tmp_path)
    huisstijl.kleuren.cache_clear()
    gevonden = huisstijl.kleuren("fout")
    huisstijl.kleuren.cache_clear()
    assert gevonden["merk"] == met_eigen_kleur
    assert gevonden["inkt"] == "#111111"
