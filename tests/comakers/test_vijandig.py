"""Hostile strings in every text field: shown as text or refused with a reason, kept as they were, never a fault."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from comakers.models import CoMaker, Gesprek, Thema, Uitspraak, Verslag
from leefsturing.lib.tekst import schoon
from tests.factories import GesprekFactory

pytestmark = pytest.mark.django_db
BRON = Path(os.environ.get("TESTGEGEVENS", Path(__file__).resolve().parents[3] / "shared" / "data")) / "blns.json"
EIGEN = [
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}{% now 'Y' %}",
    "'; DROP TABLE x; --",
    "\u202eomgekeerd",
    "ﷺ" * 30,
    "𝕳𝖊𝖑𝖑𝖔 👩‍👩‍👧",
    "\x01\x02",
    "-",
]


def strings() -> list[str]:
    if not BRON.exists():
        return EIGEN
    return EIGEN + [s for s in json.loads(BRON.read_text()) if s.strip()]


def test_lijst_van_lastige_teksten_is_er() -> None:
    if not BRON.exists():
        pytest.skip("blns.json is niet gevonden; zet TESTGEGEVENS op de map waar het staat")
    assert len(strings()) > 400


def test_lastige_teksten_overal(cast: Any, als: Any) -> None:
    """All in one big text per field, and the short ones as a name."""
    client = als("kerngroeplid")
    gesprek = GesprekFactory(traject=cast.traject, comakers=[cast.comaker], interviewers=[cast.kerngroeplid])
    alles = "\n\n".join(s.replace("\x00", "") for s in strings())
    url = f"/t/brink/gesprekken/{gesprek.pk}/"
    assert client.post(f"{url}aantekeningen/", {"aantekeningen": alles, "versie": 1}).status_code == 303
    assert Gesprek.objects.get().aantekeningen == schoon(alles)
    assert client.post(f"{url}verslag/", {"tekst": alles, "versie": 0}).status_code == 303
    assert Verslag.objects.get().tekst == schoon(alles).strip()
    for pagina in ("aantekeningen/", "verslag/", ""):
        tekst = client.get(url + pagina).text
        assert "<script>alert" not in tekst
        assert "onerror=alert" not in tekst.replace("&quot;", "").split("<textarea")[0]
    Verslag.objects.all().delete()
    fouten = 0
    for s in strings()[::6]:
        kort = s[:60]
        antwoorden = [
            client.post(
                f"{url}knippen/", {"tekst": s[:2000], "comaker": cast.comaker.pk, "soort": "idee", "nieuw_thema": ""}
            ),
            client.post("/t/brink/comakers/nieuw/", {"voornaam": kort, "categorie": cast.comaker.categorie_id}),
            client.post("/t/brink/themas/nieuw/", {"naam": kort, "omschrijving": s[:1000]}),
        ]
        assert {a.status_code for a in antwoorden} <= {303, 422}, repr(s)
        fouten += sum(a.status_code == 422 for a in antwoorden)
    assert Uitspraak.objects.count() > 50 or not BRON.exists()
    for pagina in ("comakers/", "themas/", "themas/overzicht/", "themas/nieuw/", f"comakers/{cast.comaker.pk}/"):
        response = client.get(f"/t/brink/{pagina}")
        assert response.status_code == 200
        assert "<script>alert" not in response.text
        assert "<img src=x" not in response.text
    assert not CoMaker.objects.filter(persoon__voornaam="", persoon__achternaam="").exists()
    assert not Thema.objects.filter(naam="").exists()


def test_tekst_gaat_een_keer_door_de_ontsnapping(cast: Any, als: Any) -> None:
    """A name with quotes reads as it was typed: escaped once, in titles, attributes and quotations alike."""
    cast.persoon.voornaam, cast.persoon.achternaam = "D'Arcy", '"O\'Neill" & <zn>'
    cast.persoon.save()
    gesprek = GesprekFactory(traject=cast.traject, comakers=[cast.comaker])
    client = als("kerngroeplid")
    client.post(
        f"/t/brink/gesprekken/{gesprek.pk}/knippen/",
        {
            "tekst": '\'t Is hier "mooi" & <groen>',
            "comaker": cast.comaker.pk,
            "soort": "idee",
            "nieuw_thema": "thema's & <zo>",
        },
    )
    for pagina in (
        f"comakers/{cast.comaker.pk}/",
        "comakers/",
        "themas/",
        "themas/overzicht/",
        f"gesprekken/{gesprek.pk}/",
        "gesprekken/",
    ):
        tekst = client.get(f"/t/brink/{pagina}").text
        for dubbel in ("&amp;#x27;", "&amp;quot;", "&amp;amp;", "&amp;lt;"):
            assert dubbel not in tekst, (pagina, dubbel)
        assert "<zn>" not in tekst
        assert "<groen>" not in tekst
