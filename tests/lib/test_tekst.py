"""The one path for text: whatever people write, what comes out is harmless and nothing they said is gone."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leefsturing.lib.tekst import alineas, opgemaakt, schoon

# Real-world strings that break software; they lie beside the checkout and are not part of the product.
BLNS = Path(__file__).resolve().parents[3] / "shared" / "data" / "blns.json"
MAG = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h2", "h3", "h4", "a", "code", "hr"}


class Lezer(HTMLParser):
    """Notes every tag and attribute of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attrs: list[tuple[str, str | None]] = []
        self.tekst = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attrs += attrs

    def handle_data(self, data: str) -> None:
        self.tekst += data


def is_veilig(bron: str) -> bool:
    lezer = Lezer(opgemaakt(bron))
    adressen = [v or "" for k, v in lezer.attrs if k == "href"]
    return (
        lezer.tags <= MAG
        and {k for k, _ in lezer.attrs} <= {"href", "rel"}
        and all(re.match(r"https://|mailto:", a) for a in adressen)
    )


@given(st.text(max_size=400))
def test_willekeurige_tekst_wordt_veilige_html(bron: str) -> None:
    assert is_veilig(bron)


@pytest.mark.parametrize(
    "bron",
    [
        "<script>alert(1)</script>",
        "[klik](javascript:alert(1))",
        "[klik](//kwaad.example)",
        "[klik](http://onveilig.example)",
        "![beeld](https://spion.example/x.png)",
        '<a href="https://x.example" onclick="x()" hx-get="/weg/">a</a>',
        "<div hx-on:click='x()' data-hx-post='/weg/'>b</div>",
        "<svg><style>@import url(https://x.example)</style></svg>",
        "[a]: data:text/html,x\n\n[a]",
    ],
)
def test_aanval_wordt_tekst(bron: str) -> None:
    assert is_veilig(bron)


@pytest.mark.skipif(not BLNS.exists(), reason=f"{BLNS.name} ligt niet naast deze kopie")
def test_de_grote_lijst_van_lastige_teksten() -> None:
    for bron in json.loads(BLNS.read_text()):
        assert is_veilig(bron), bron
        assert "\x00" not in schoon(bron)


@pytest.mark.parametrize("bron", ["[" * 50_000, "> " * 5_000 + "x", "*a" * 20_000, "`" * 30_000, "- " * 8_000])
def test_eindeloze_tekens_kosten_geen_seconden(bron: str) -> None:
    """Guarded by counting work, not by a clock: runs of markup are cut before parsing."""
    assert len(opgemaakt(bron)) < 400_000


@given(st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30), min_size=1, max_size=8))
def test_alineas_houden_hun_nummer(delen: list[str]) -> None:
    """The same words keep their id when other paragraphs come before; ids are unique within a text."""
    bron = "\n\n".join(delen)
    ids = [a for a, _ in alineas(bron)]
    assert len(ids) == len(set(ids)) == len(delen)
    assert [a for a, _ in alineas("Een heel nieuwe eerste alinea!\n\n" + bron)][1:] == ids


def test_schoon_haalt_omkeertekens_weg_en_laat_woorden_staan() -> None:
    assert schoon("Ans\u202e de Vries\r\nIJsbrand\x00 çğ") == "Ans de Vries\nIJsbrand çğ"
