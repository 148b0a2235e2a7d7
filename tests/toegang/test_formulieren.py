"""Every form on every page, filled with what people and attackers type: a clear answer, and no word is lost.

The forms are read from the pages themselves, so a new one is tried by itself.
"""

import copy
import itertools
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, override_settings

from leefsturing.lib.tekst import schoon
from tests.toegang.test_matrix import ADRESSEN, _bezoeker, _client, _stil  # noqa: F401 - a fixture for all
from tests.wereld import Wereld
from toegang.enums import Rol
from trajecten.models import Persoon

BLNS = Path(__file__).resolve().parents[3] / "shared" / "data" / "blns.json"
MERK = "zoekmij"
AANVAL = f'{MERK}"><script>alert(1)</script><img src=x onerror=alert(1) hx-get="/weg/">'
GEWOON = {200, 303, 409, 422}
# Words that a browser field of this kind cannot send; the server gets them all the same.
FOUT_PER_SOORT = {
    "date": "31-02-2026",
    "datetime-local": "gisteren",
    "time": "25:99",
    "number": "veel",
    "email": "geen@adres@hier",
}


@dataclass
class Formulier:
    """One changing form as it stands on a page: where it goes, and what a browser would send untouched."""

    pagina: str
    actie: str
    velden: dict[str, Any]
    soorten: dict[str, str]

    @property
    def tekstvelden(self) -> list[str]:
        """Names of the fields somebody types in."""
        return [n for n, s in self.soorten.items() if s in ("text", "textarea", "search", "email", "tel")]


def formulieren(client: Client, wereld: Wereld, wie: str) -> Iterator[Formulier]:
    """All POST forms of all pages of one kind of person."""
    gezien: set[tuple[str, tuple[str, ...]]] = set()
    for adres in [a for a in ADRESSEN if a.wie == wie]:
        pad = adres.url(wereld)
        response = client.get(pad, follow=True)
        if response.status_code != 200 or "text/html" not in response.headers["Content-Type"]:
            continue
        for form in lxml.html.fromstring(response.content).forms:
            if form.method != "POST":
                continue
            velden, soorten = _lees(form)
            actie = form.action or pad
            kern = (re.sub(r"\d+", "N", actie), tuple(sorted(velden)))
            if kern not in gezien:
                gezien.add(kern)
                yield Formulier(pad, actie, velden, soorten)


def _lees(form: Any) -> tuple[dict[str, Any], dict[str, str]]:
    velden: dict[str, Any] = {}
    soorten: dict[str, str] = {}
    for el in form.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]|.//button[@name]"):
        soort = el.get("type", "text") if el.tag == "input" else el.tag
        if soort in ("file", "submit") or (soort in ("checkbox", "radio") and el.get("checked") is None):
            continue
        if el.tag == "button":
            velden.setdefault(el.get("name"), el.get("value", ""))
            continue
        if el.tag == "select":
            gekozen = [o.get("value", "") for o in el.xpath(".//option[@selected]")]
            eerste = [o.get("value", "") for o in el.xpath(".//option") if o.get("value")][:1]
            velden[el.get("name")] = gekozen or eerste
        else:
            velden[el.get("name")] = el.text or "" if el.tag == "textarea" else el.get("value", "")
        if soort != "hidden":
            soorten[el.get("name")] = soort
    return velden, soorten


@pytest.fixture(
    scope="module",
    params=[pytest.param(wie, marks=pytest.mark.xdist_group(f"formulieren {wie}")) for wie in ("traject", "persoon")],
)
def gelezen(request: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Client, list[Formulier]]]:
    """A client of the kerngroep (or a co-maker by link), and all forms it meets: read once, in a world of its own."""
    opslag = settings.STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
    with django_db_blocker.unblock(), override_settings(STORAGES=opslag), transaction.atomic():
        wereld, kern = Wereld("brink", "aaaa"), request.param == "traject"
        client = _client(wereld.lid(Rol.OPDRACHTGEVER)) if kern else _bezoeker(wereld.rij[Persoon])
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.test.client.store_rendered_templates", lambda *args, **kwargs: None)
            found = list(formulieren(client, wereld, request.param))
        with django_db_blocker.block():
            yield client, found
        transaction.set_rollback(True)


@pytest.fixture
def alle(gelezen: tuple[Client, list[Formulier]], db: None) -> tuple[Client, list[Formulier]]:
    """The forms, and a client as it came in; what the test before it did is undone."""
    eerste, found = gelezen
    assert found
    client = _client()
    client.cookies = copy.deepcopy(eerste.cookies)
    return client, found


def stuur(client: Client, form: Formulier, **anders: Any) -> Any:
    """Sends the form with other values; what it did is undone."""
    with transaction.atomic():
        data = form.velden | anders | {"_sleutel": str(uuid.uuid4())}
        data.pop("csrfmiddlewaretoken", None)
        response = client.post(form.actie, data)
        transaction.set_rollback(True)
    return response


def staat_er_nog(response: Any, waarde: str) -> bool:
    """Whether the answer still shows what was typed, in a field or as text."""
    pagina = lxml.html.fromstring(response.content)
    waarden = [el.get("value") or "" for el in pagina.xpath("//input")]
    waarden += [el.text or "" for el in pagina.xpath("//textarea")]
    waarden.append(pagina.text_content())
    plat = " ".join(schoon(waarde).split())
    return any(plat in " ".join(w.split()) for w in waarden)


def test_leeg_te_lang_en_fout_geeft_een_gewoon_antwoord(alle: tuple[Client, list[Formulier]]) -> None:
    client, forms = alle
    fouten: list[str] = []
    for form in forms:
        proeven = {
            "leeg": dict.fromkeys(form.soorten, ""),
            "te lang": dict.fromkeys(form.tekstvelden, MERK + "x" * 200_000),
            "aanval": dict.fromkeys(form.tekstvelden, AANVAL),
            "nul": dict.fromkeys(form.tekstvelden, f"{MERK}\x00\x08\ud800".encode("utf-8", "ignore").decode()),
            "fout soort": {n: FOUT_PER_SOORT[s] for n, s in form.soorten.items() if s in FOUT_PER_SOORT},
            "vreemde keuze": {n: "999999" for n, s in form.soorten.items() if s in ("select", "radio", "checkbox")},
        }
        for naam, anders in proeven.items():
            if not anders:
                continue
            response = stuur(client, form, **anders)
            wat = f"{form.pagina} -> {form.actie} ({naam}): {response.status_code}"
            if response.status_code not in GEWOON:
                fouten.append(wat)
            if b"<script>alert" in response.content or b"<img src=x" in response.content:
                fouten.append(f"{wat} laat code door")
            if response.status_code == 422 and naam in ("aanval", "fout soort"):
                fouten += [f"{wat} verliest {n}" for n, v in anders.items() if not staat_er_nog(response, v)]
    assert not fouten, "\n".join(fouten)


@pytest.mark.skipif(not BLNS.exists(), reason=f"{BLNS.name} ligt niet naast deze kopie")
def test_lastige_teksten_in_elk_tekstveld(alle: tuple[Client, list[Formulier]]) -> None:
    """The strings of the list in every text field: by themselves and many at a time, every form others than the last.

    A form has two rounds of each; which strings it gets moves on, so that all of them are typed somewhere.
    """
    client, forms = alle
    teksten = [t for t in json.loads(BLNS.read_text()) if t.strip()]
    brokken = ["\n".join(teksten[i : i + 25])[:1500] for i in range(0, len(teksten), 25)]
    los, samen = itertools.cycle(teksten), itertools.cycle(brokken)
    fouten: list[str] = []
    for form in [f for f in forms if f.tekstvelden]:
        for bron in (los, samen, los, samen):
            getypt = {naam: next(bron) for naam in form.tekstvelden}
            response = stuur(client, form, **getypt)
            if response.status_code not in GEWOON:
                fouten.append(f"{form.actie}: {response.status_code} bij {getypt!r:.2000}")
    assert not fouten, "\n".join(fouten)


def test_dubbelklik_doet_niets_dubbel(alle: tuple[Client, list[Formulier]]) -> None:
    """Every form sent twice as it stands: the same answer, and no row more than after once."""
    client, forms = alle
    fouten: list[str] = []
    for form in forms:
        with transaction.atomic():
            data = {k: v for k, v in form.velden.items() if k != "csrfmiddlewaretoken"}
            for naam in form.tekstvelden:
                data[naam] = data[naam] or "iets nieuws"
            data["_sleutel"] = str(uuid.uuid4())
            eerste = client.post(form.actie, data)
            na_een = rijen()
            tweede = client.post(form.actie, data)
            na_twee = rijen()
            transaction.set_rollback(True)
        if eerste.status_code >= 500 or tweede.status_code >= 500:
            fouten.append(f"{form.actie}: {eerste.status_code} {tweede.status_code}")
        if eerste.status_code == 303 and (tweede.status_code, tweede["Location"]) != (303, eerste["Location"]):
            fouten.append(f"{form.actie}: tweede keer {tweede.status_code} {tweede.headers.get('Location')}")
        if na_een != na_twee:
            fouten.append(f"{form.actie}: dubbel {set(na_twee.items()) - set(na_een.items())}")
    assert not fouten, "\n".join(fouten)


def rijen() -> dict[str, int]:
    """How many rows every table of the product has."""
    tabellen = [t for t in connection.introspection.table_names() if not t.startswith(("django_", "auth_", "axes_"))]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{tabel}', count(*) FROM \"{tabel}\"" for tabel in tabellen))
        return dict(cursor.fetchall())
