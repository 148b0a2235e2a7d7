"""The small scripts: notes that save themselves, a fragment cut out, a form that goes once, errors in focus."""

import json
import re
from typing import Any

import pytest
from django import forms
from playwright.sync_api import Page, Route

from tests.voorkant.conftest import THUIS, Open

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("product")]

NOTITIES = """{% extends "base.html" %}{% load static %}
{% block inhoud %}
  <form method="post" action="/bewaar/" data-bewaar="proef">
    {% sleutel %}<input type="hidden" name="versie" value="3">
    <label for="n">Aantekeningen</label>
    <textarea id="n" name="aantekeningen" data-bewaar-veld data-selectie-bron>begin</textarea>
    <c-bewaarstaat /><c-knop>Opslaan</c-knop>
  </form>
  <div data-bewaar-conflict></div>
  <form data-selectie-doel="n">
    <label for="t">Tekst</label><textarea id="t" name="tekst"></textarea>
    <input type="hidden" name="begin"><input type="hidden" name="eind">
  </form>
  <template data-selectie-knop><button type="button">Maak hiervan een uitspraak</button></template>
{% endblock %}
{% block scripts %}
  <script type="module" src="{% static 'js/bewaar.js' %}"></script>
  <script type="module" src="{% static 'js/selectie.js' %}"></script>
{% endblock %}"""


class Server:
    """What the server was sent, and what it answers."""

    def __init__(self, page: Page) -> None:
        self.gekregen: list[dict[str, Any]] = []
        self.antwoord: dict[str, Any] = {"status": 200, "body": json.dumps({"versie": 4, "om": "12:03"})}
        self.weg = False
        page.route("**/bewaar/", self._neem)

    def _neem(self, route: Route) -> None:
        if self.weg:
            route.abort()
            return
        lichaam = route.request.post_data or ""
        velden = dict(re.findall(r'name="([^"]+)"\r\n\r\n(.*?)\r\n--', lichaam, re.DOTALL))
        self.gekregen.append(velden)
        route.fulfill(**self.antwoord)


@pytest.fixture
def notities(open_pagina: Open) -> tuple[Page, Server]:
    """The page of notes, with a clock that stands still, and its server."""
    page = open_pagina(NOTITIES, {"huisstijl": "voorbeeld"})
    server = Server(page)
    page.clock.install()
    page.reload()
    return page, server


def _staat(page: Page) -> str:
    return page.locator("[data-bewaar-staat]").inner_text()


def test_bewaart_twee_tellen_na_de_laatste_toets(notities: tuple[Page, Server]) -> None:
    page, server = notities
    page.fill("#n", "begin en meer")
    page.clock.fast_forward(1900)
    assert server.gekregen == []
    page.clock.fast_forward(200)
    page.wait_for_selector("[data-staat=bewaard]")
    assert _staat(page) == "Opgeslagen 12:03"
    assert server.gekregen[0]["aantekeningen"] == "begin en meer"
    assert server.gekregen[0]["versie"] == "3"
    assert page.input_value("[name=versie]") == "4"
    assert page.evaluate("localStorage.length") == 0


def test_elke_keer_een_verse_sleutel(notities: tuple[Page, Server]) -> None:
    page, server = notities
    for tekst in ("een", "twee"):
        page.fill("#n", tekst)
        page.clock.fast_forward(2100)
        page.wait_for_function("t => document.querySelector('#n').value === t && localStorage.length === 0", arg=tekst)
    eerste, tweede = (gekregen["_sleutel"] for gekregen in server.gekregen)
    assert eerste != tweede
    assert server.gekregen[1]["versie"] == "4"


def test_zonder_verbinding_blijft_de_tekst_en_gaat_zij_later_alsnog(notities: tuple[Page, Server]) -> None:
    page, server = notities
    server.weg = True
    page.fill("#n", "in de lift")
    page.clock.fast_forward(2100)
    page.wait_for_selector("[data-staat=los]")
    assert "staat in dit apparaat" in _staat(page)
    page.reload()
    assert page.input_value("#n") == "in de lift"
    server.weg = False
    page.clock.fast_forward(2100)
    page.wait_for_selector("[data-staat=bewaard]")
    assert server.gekregen[-1]["aantekeningen"] == "in de lift"


def test_twee_versies_worden_getoond_en_er_gaat_niets_meer_uit(notities: tuple[Page, Server]) -> None:
    page, server = notities
    server.antwoord = {
        "status": 409,
        "content_type": "text/html",
        "body": "<!doctype html><main><div data-conflict>Hun tekst</div></main>",
    }
    page.fill("#n", "mijn tekst")
    page.clock.fast_forward(2100)
    page.wait_for_selector("[data-bewaar-conflict] [data-conflict]")
    assert page.locator("[data-bewaar-conflict]").inner_text() == "Hun tekst"
    page.fill("#n", "mijn tekst verder")
    page.clock.fast_forward(60_000)
    assert len(server.gekregen) == 1
    assert page.input_value("#n") == "mijn tekst verder"


@pytest.mark.parametrize("status", [401, 403])
def test_uitgelogd_wordt_gezegd_en_de_tekst_blijft(notities: tuple[Page, Server], status: int) -> None:
    page, server = notities
    server.antwoord = {"status": status, "body": ""}
    page.fill("#n", "nog niet kwijt")
    page.clock.fast_forward(2100)
    page.wait_for_selector("[data-staat=fout]")
    assert "uitgelogd" in _staat(page)
    assert "nog niet kwijt" in page.evaluate("localStorage.getItem('bewaar:proef')")


def test_fragment_gaat_met_zijn_plaats_naar_het_formulier(notities: tuple[Page, Server]) -> None:
    """The place is counted in code points, as Python counts: an emoji before it is one."""
    page, _server = notities
    tekst = "Zij zei 🙂: meer licht op het pad. En toen koffie."
    page.fill("#n", tekst)
    begin = tekst.index("meer licht")
    eind = begin + len("meer licht op het pad")
    page.evaluate(
        "([a, b]) => { const n = document.querySelector('#n'); n.focus(); n.setSelectionRange(a, b); }",
        [begin + 1, eind + 1],  # in a browser the emoji counts for two
    )
    page.get_by_role("button", name="Maak hiervan een uitspraak").click()
    assert page.input_value("#t") == "meer licht op het pad"
    assert (
        tekst[int(page.input_value("[name=begin]")) : int(page.input_value("[name=eind]"))] == "meer licht op het pad"
    )
    assert page.evaluate("document.activeElement.id") == "t"


def test_formulier_gaat_een_keer(open_pagina: Open) -> None:
    page = open_pagina(
        """{% extends "base.html" %}{% block inhoud %}
        <form method="post" action="/traag/" data-een-keer>{% sleutel %}<c-knop>Deel</c-knop></form>{% endblock %}""",
        {"huisstijl": "voorbeeld"},
    )
    verzonden = []
    page.on("request", lambda r: r.method == "POST" and verzonden.append(r.url))
    page.route("**/traag/", lambda route: None)  # never answers
    page.evaluate("() => { const b = document.querySelector('[data-een-keer] button'); b.click(); b.click(); }")
    page.wait_for_timeout(300)
    assert verzonden == [f"{THUIS}traag/"]


def test_fouten_krijgen_de_aandacht_en_brengen_naar_het_veld(open_pagina: Open) -> None:
    class Proef(forms.Form):
        naam = forms.CharField(label="Naam")
        keuze = forms.ChoiceField(label="Keuze", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])

    form = Proef({})
    form.is_valid()
    page = open_pagina(
        """{% extends "base.html" %}{% block inhoud %}<c-formulier :form="form" />{% endblock %}""",
        {"form": form, "huisstijl": "voorbeeld"},
    )
    assert page.evaluate("document.activeElement.matches('[data-fouten]')")
    page.locator("[data-fouten]").get_by_role("link", name="Naam").click()
    assert page.evaluate("document.activeElement.name") == "naam"
    page.locator("[data-fouten]").get_by_role("link", name="Keuze").click()
    assert page.evaluate("document.activeElement.name") == "keuze"
    veld = page.locator("#id_naam")
    assert veld.get_attribute("aria-invalid") == "true"
    assert veld.get_attribute("aria-describedby") == "id_naam_error"
