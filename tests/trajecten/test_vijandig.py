"""Hostile strings in the texts of frame and pijlers: shown as text or refused, never markup or a fault."""

import json
import os
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from leefsturing.lib.tekst import schoon
from pijlers.forms import HerformuleerForm
from pijlers.models import Pijler
from tests.conftest import Cast, FormClient
from tests.factories import BesluitFactory, PartijFactory, PijlerFactory
from trajecten.forms import PartijForm
from trajecten.services import maak_partij

pytestmark = pytest.mark.django_db
BRON = Path(os.environ.get("TESTGEGEVENS", Path(__file__).resolve().parents[3] / "shared" / "data")) / "blns.json"
EIGEN = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}{% now 'Y' %}",
    "<c-knop href='/'>x</c-knop>",
    "'; DROP TABLE x; --",
    "\u202eomgekeerd",
    "ﷺ" * 30,
    "naam\r\nBcc: x@example.org",
    "a" * 121,
]


def strings() -> list[str]:
    blns = json.loads(BRON.read_text()) if BRON.exists() else []
    return EIGEN + [s for s in blns if s.strip()]


class Kijker(HTMLParser):
    """Collects what a text could smuggle in: tags that load or run something, and handlers."""

    def __init__(self) -> None:
        super().__init__()
        self.gezien: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "img", "iframe", "object", "embed", "base", "form", "style"}:
            self.gezien.append(tag)
        self.gezien += [f"{tag} {naam}" for naam, _ in attrs if naam.startswith("on") or naam == "style"]
        self.gezien += [
            f"{tag} {w}" for n, w in attrs if n in ("href", "src") and not (w or "").startswith(("/", "#", "?"))
        ]


def opmaak(pagina: str) -> list[str]:
    """Everything of that kind in a page, in order."""
    kijker = Kijker()
    kijker.feed(pagina)
    return kijker.gezien


def test_lastige_namen_staan_als_tekst_op_de_driehoek(als: Callable[[str], FormClient], cast: Cast) -> None:
    client = als("kerngroeplid")
    PartijFactory(traject=cast.traject)
    leeg = opmaak(client.get("/t/brink/partijen/").content.decode())
    goed = 0
    for s in strings():
        form = PartijForm({"naam": s, "zijde": "gebruikers", "doelen": s, "uniek": s}, traject=cast.traject)
        if form.is_valid():
            velden = {v: form.cleaned_data[v] for v in PartijForm.Meta.fields}
            maak_partij(traject=cast.traject, by=cast.kerngroeplid, **velden)
            goed += 1
        else:
            assert form.errors
    assert goed > 5
    pagina = client.get("/t/brink/partijen/").content.decode()
    assert opmaak(pagina) == leeg
    assert "2026" not in pagina.split("{{ 7|add:7 }}")[1][:30]


def test_lastige_teksten_in_een_pijler(als: Callable[[str], FormClient], cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    BesluitFactory(
        traject=cast.traject, orgaan="<b>raad</b>", toelichting="[x](javascript:alert(1)) <script>1</script>"
    )
    client, url = als("kerngroeplid"), f"/t/brink/pijlers/{pijler.pk}/"
    leeg = {u: opmaak(client.get(u).content.decode()) for u in (url, "/t/brink/pijlers/", "/t/brink/besluiten/")}
    alles = "\n\n".join(s.replace("\x00", "") for s in strings())
    for begin in range(0, len(alles), 3900):
        stuk = alles[begin : begin + 3900]
        pijler.refresh_from_db()
        data = {"titel": stuk[:110], "toelichting": stuk, "reden": stuk[:1900], "versie": pijler.versie}
        antwoord = client.post(f"{url}verwoorden/", data)
        assert antwoord.status_code in (303, 422)
        if antwoord.status_code == 422:
            assert HerformuleerForm(data, instance=Pijler.objects.get(pk=pijler.pk)).errors
    client.post(f"{url}duiden/", {"duiding": alles[:7900], "versie": Pijler.objects.get().versie})
    assert Pijler.objects.get().duiding == schoon(alles[:7900]).strip()
    for u, wat in leeg.items():
        pagina = client.get(u).content.decode()
        assert opmaak(pagina) == wat, u


@pytest.mark.parametrize("url", ["partijen/nieuw/", "pijlers/nieuw/", "besluiten/nieuw/", "pijlers/vaststellen/"])
def test_lege_en_te_lange_formulieren_zeggen_wat_er_mist(
    als: Callable[[str], FormClient], cast: Cast, url: str
) -> None:
    client: Any = als("opdrachtgever")
    leeg = client.post(f"/t/brink/{url}", {})
    assert leeg.status_code == 422
    assert "Dit kan nog niet worden opgeslagen" in leeg.content.decode()
    lang = client.post(
        f"/t/brink/{url}", {"naam": "x" * 999, "titel": "x" * 999, "orgaan": "x" * 999, "kenmerk": "x" * 999}
    )
    assert lang.status_code == 422
