"""Every component in all its states, in a real browser."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django import forms
from django.core.paginator import Paginator

from tests.voorkant.conftest import Open
from trajecten.navigatie import Groep, Item

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("product")]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CATEGORIEEN = [
    "visionairen",
    "bewoners",
    "investeerders",
    "professionals",
    "raadsleden",
    "beleidsmakers",
    "inspirators",
]


class ProefForm(forms.Form):
    """One field of every kind; filled in wrong, so that every kind of error shows."""

    naam = forms.CharField(label="Naam")
    email = forms.EmailField(label="E-mailadres", required=False, help_text="Voor het verslag.")
    soort = forms.ChoiceField(label="Soort", choices=[("", "Kies"), ("a", "Een")])
    dag = forms.DateField(label="Datum", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    verhaal = forms.CharField(label="Verhaal", widget=forms.Textarea, help_text="In je eigen woorden.")
    keuze = forms.ChoiceField(label="Mag dit?", widget=forms.RadioSelect, choices=[("a", "Ja"), ("b", "Nee")])
    themas = forms.MultipleChoiceField(
        label="Thema's", required=False, widget=forms.CheckboxSelectMultiple, choices=[("a", "groen"), ("b", "plein")]
    )
    akkoord = forms.BooleanField(label="Denkt graag mee", required=False, help_text="Dan nodigen we uit.")
    foto = forms.FileField(label="Foto", required=False)


def _context() -> dict[str, Any]:
    form = ProefForm({"email": "geen adres", "verhaal": "x"})
    form.is_valid()
    stappen = [Item(naam, "/", stap, "", stap == 2) for stap, naam in enumerate(CATEGORIEEN, 1)]
    return {
        "navigatie": [Groep("", [Item("Keuken", "/", 0, "keuken", False)]), Groep("De stappen", stappen)],
        "huisstijl": "voorbeeld",
        "form": form,
        "bladzijde": Paginator(range(100), 20).page(2),
        "categorieen": list(enumerate(CATEGORIEEN, 1)),
        "verschil": [("gelijk", "De wijk "), ("weg", "was"), ("erbij", "is"), ("gelijk", " van ons.")],
    }


GIDS = '{% extends "stijlgids/index.html" %}'


@pytest.mark.parametrize(
    ("huisstijl", "licht", "breed"), [("voorbeeld", "light", 1280), ("voorbeeld", "dark", 320), ("stad", "light", 320)]
)
def test_axe_vindt_niets(open_pagina: Open, huisstijl: str, licht: str, breed: int) -> None:
    page = open_pagina(
        GIDS,
        _context() | {"huisstijl": huisstijl},
        axe=True,
        color_scheme=licht,
        viewport={"width": breed, "height": 900},
    )
    found = Axe().run(page, options={"runOnly": TAGS}).response
    assert len(found["passes"]) > 30
    assert not [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found["violations"]]


def test_axe_ziet_een_fout_als_die_er_is(open_pagina: Open) -> None:
    page = open_pagina(_LEEG, {"huisstijl": "voorbeeld"}, axe=True)
    page.evaluate("document.querySelector('.voet p').style.color = '#ddd'")
    found = Axe().run(page, options={"runOnly": TAGS}).response
    assert "color-contrast" in [v["id"] for v in found["violations"]]


@pytest.mark.parametrize("breed", [320, 640, 1280])
def test_niets_steekt_uit_en_niets_klaagt(open_pagina: Open, breed: int) -> None:
    """320 px wide, 200 % zoom on a laptop, and a desktop; under the real content policy."""
    page = open_pagina(GIDS, _context(), viewport={"width": breed, "height": 800})
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= breed
    assert page.klachten == []  # type: ignore[attr-defined]


def test_menu_werkt_zonder_script(open_pagina: Open) -> None:
    page = open_pagina(GIDS, _context(), java_script_enabled=False, viewport={"width": 360, "height": 740})
    menu = page.get_by_role("navigation", name="Stappen en kamers")
    assert not menu.is_visible()
    page.get_by_role("link", name="Menu", exact=True).click()
    assert menu.is_visible()
    page.get_by_role("link", name="Menu sluiten").click()
    assert not menu.is_visible()


def test_toetsenbord_begint_bij_de_inhoud_en_is_te_zien(open_pagina: Open) -> None:
    page = open_pagina(_LEEG, {"huisstijl": "voorbeeld"})
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhoud"
    assert page.evaluate("document.activeElement.getBoundingClientRect().width") > 40
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    knop = page.evaluate("document.activeElement.textContent")
    assert "Opslaan" in knop
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


_LEEG = """{% extends "base.html" %}{% block inhoud %}<c-knop type="button">Opslaan</c-knop>{% endblock %}"""


@pytest.mark.parametrize(("wens", "beweegt"), [("reduce", False), ("no-preference", True)])
def test_beweging_staat_stil_als_het_systeem_dat_vraagt(open_pagina: Open, wens: str, beweegt: bool) -> None:
    page = open_pagina(_UITKLAP, {"huisstijl": "voorbeeld"}, reduced_motion=wens)
    duur = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.dialoog__pijl')).transitionDuration)")
    assert (duur > 0.01) is beweegt


_UITKLAP = """{% extends "base.html" %}{% block inhoud %}<c-dialoog label="Meer">tekst</c-dialoog>{% endblock %}"""
