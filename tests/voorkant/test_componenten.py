"""What the components promise to who writes a screen."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

MAP = Path(settings.BASE_DIR) / "templates" / "_componenten"
COMPONENTEN = sorted(MAP.glob("*.html"))
GEVAARLIJK = '<script>alert(1)</script>" onmouseover="x'


def _toon(sjabloon: str, **context: object) -> str:
    return str(engines["django"].from_string(CottonCompiler().process(sjabloon)).render(context))


@pytest.mark.parametrize("path", COMPONENTEN, ids=lambda p: p.stem)
def test_elk_component_noemt_zijn_parameters(path: Path) -> None:
    assert path.read_text().startswith("{# ")


@pytest.mark.parametrize("path", COMPONENTEN, ids=lambda p: p.stem)
def test_elk_component_staat_op_de_stijlgids_of_in_een_ander(path: Path) -> None:
    """What nobody can look at in the style guide, nobody keeps right."""
    naam = f"<c-{path.stem.replace('_', '-')}"
    gids = (Path(settings.BASE_DIR) / "templates" / "stijlgids" / "index.html").read_text()
    anders = "".join(p.read_text() for p in COMPONENTEN if p != path)
    assert re.search(rf"{naam}[\s/>]", gids + anders)


@pytest.mark.parametrize(
    "sjabloon",
    [
        '<c-uitspraak tekst="{{ x }}" stem="{{ x }}" categorie="{{ x }}" soort="{{ x }}" terzijde="{{ x }}" />',
        '<c-uitspraak :tekst="x" :stem="x" :categorie="x" :themas="lijst" />',
        '<c-kaart-lijn titel="{{ x }}" onder="{{ x }}" href="{{ x }}" />',
        '<c-signaal titel="{{ x }}" waarom="{{ x }}" actie="{{ x }}" href="{{ x }}" />',
        '<c-conflict eigen="{{ x }}" huidig="{{ x }}" wie="{{ x }}" />',
        '<c-melding titel="{{ x }}">{{ x }}</c-melding>',
        '<c-pagina-kop titel="{{ x }}" boven="{{ x }}" inleiding="{{ x }}" />',
        '<c-verschil :delen="delen" />',
        '<c-zoekveld :waarde="x" label="{{ x }}" />',
        '<c-pijler nummer="1" titel="{{ x }}" voor="1" tegen="0" />',
        '<c-gerecht stap="1" naam="{{ x }}" staat="{{ x }}" mist="{{ x }}" actie="{{ x }}" actie_href="{{ x }}" />',
    ],
)
def test_woorden_van_mensen_worden_nooit_opmaak(sjabloon: str) -> None:
    html = _toon(sjabloon, x=GEVAARLIJK, lijst=[GEVAARLIJK], delen=[("erbij", GEVAARLIJK), ("gelijk", GEVAARLIJK)])
    assert "<script" not in html
    assert '" onmouseover="' not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(("nummer", "vorm"), [(2, "c2"), ("7", "c7"), ("", "c0"), (12, "c0"), (0, "c0"), ("x", "c0")])
def test_merk_van_een_categorie(nummer: object, vorm: str) -> None:
    for sjabloon in (
        '<c-categorie-merk :nummer="n" naam="x" />',
        '<c-uitspraak tekst="x" categorie="x" :categorie_nr="n" />',
    ):
        assert f'categorieen.svg#{vorm}"' in _toon(sjabloon, n=nummer)


def test_onbekende_kenmerken_gaan_door() -> None:
    html = _toon('<c-knop hx-get="/x/" data-y="z" id="k">Ga</c-knop>')
    assert 'hx-get="/x/"' in html
    assert 'data-y="z"' in html
    assert 'id="k"' in html
    assert html.count("class=") == 2  # the button and its label: never a second class on one element


def test_knop_is_een_link_met_adres_en_anders_een_knop() -> None:
    assert _toon('<c-knop href="/a/">x</c-knop>').strip().startswith('<a href="/a/"')
    assert _toon("<c-knop>x</c-knop>").strip().startswith('<button type="submit"')
    assert _toon('<c-knop type="button">x</c-knop>').strip().startswith('<button type="button"')


def test_formulier_draagt_een_sleutel() -> None:
    html = _toon('<c-formulier actie="/x/" knop="Bewaar" />', csrf_token="t")
    assert 'name="_sleutel"' in html
    assert 'name="csrfmiddlewaretoken" value="t"' in html
    assert "data-een-keer" in html
