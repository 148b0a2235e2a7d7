"""Gesprekken through the front door: plan, prepare, hold, notes that save themselves, the core question, promises."""

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from comakers.enums import CoMakerStaat, GesprekStaat, Kanaal
from comakers.models import Gesprek, Kernafbeelding, Kernpunt, Terugkoppeling, Toezegging
from leefsturing.lib import klok
from tests.factories import CoMakerFactory, GesprekFactory, ToezeggingFactory, UitspraakFactory, VerslagFactory

pytestmark = pytest.mark.django_db
LIJST = "/t/brink/gesprekken/"


def afspraak(cast: Any, **extra: Any) -> dict[str, Any]:
    return {
        "comaker": cast.comaker.pk, "doel": "comaker", "dag": "2026-12-01", "tijd": "14:30", "plaats": "keukentafel",
        "interviewers": [cast.kerngroeplid.pk], "voornemen": "een bondgenoot vinden",
    } | extra  # fmt: skip


@pytest.fixture
def gesprek(cast: Any) -> Gesprek:
    return GesprekFactory(traject=cast.traject, comakers=[cast.comaker], interviewers=[cast.kerngroeplid])


@pytest.fixture
def gepland(cast: Any) -> Gesprek:
    return GesprekFactory(
        traject=cast.traject,
        comakers=[cast.comaker],
        staat=GesprekStaat.GEPLAND,
        wanneer=klok.nu() - timedelta(hours=2),
    )


def test_plannen(cast: Any, als: Any) -> None:
    cast.comaker.staat = CoMakerStaat.VOORGESTELD
    cast.comaker.save()
    client, sleutel = als("kerngroeplid"), str(uuid.uuid4())
    assert str(cast.comaker.pk) in client.get(f"{LIJST}nieuw/?comaker={cast.comaker.pk}").text
    for _ in range(2):
        response = client.post(f"{LIJST}nieuw/", afspraak(cast, _sleutel=sleutel))
        assert response.status_code == 303
    gesprek = Gesprek.objects.get()
    assert response.headers["Location"] == f"{LIJST}{gesprek.pk}/"
    assert klok.vandaag(gesprek.wanneer).isoformat() == "2026-12-01"
    assert gesprek.wanneer.astimezone(klok.AMSTERDAM).hour == 14
    assert list(gesprek.comakers.all()) == [cast.comaker]
    cast.comaker.refresh_from_db()
    assert cast.comaker.staat == CoMakerStaat.TOEGEZEGD


def test_plannen_weigert_wat_niet_kan(cast: Any, als: Any) -> None:
    client, elders = als("kerngroeplid"), CoMakerFactory(traject=cast.ander_traject)
    for extra in (
        {"comaker": elders.pk},
        {"interviewers": [cast.vreemde.pk]},
        {"interviewers": []},
        {"comaker": "", "titel": ""},
        {"dag": "31-02-2026"},
        {"dag": "0026-01-01"},
    ):
        response = client.post(f"{LIJST}nieuw/", afspraak(cast, **extra))
        assert response.status_code == 422, extra
        assert "een bondgenoot vinden" in response.text
    assert not Gesprek.objects.exists()


def test_bijeenkomst_zonder_comaker_heeft_een_titel(cast: Any, als: Any) -> None:
    response = als("kerngroeplid").post(
        f"{LIJST}nieuw/", afspraak(cast, comaker="", titel="Raadsavond", doel="pijlers")
    )
    assert response.status_code == 303
    assert Gesprek.objects.get().met_wie == "Raadsavond"


def test_lijst_eerst_wat_komt_dan_wat_was(cast: Any, als: Any) -> None:
    nu = klok.nu()
    for dagen, naam, staat in (
        (9, "Later", "gepland"),
        (2, "Eerst", "gepland"),
        (-9, "Oud", "gevoerd"),
        (-2, "Net", "gevoerd"),
    ):
        GesprekFactory(traject=cast.traject, titel=naam, comakers=[], staat=staat, wanneer=nu + timedelta(days=dagen))
    tekst = als("meelezer").get(LIJST).text
    assert [tekst.index(n) for n in ("Eerst", "Later", "Net", "Oud")] == sorted(
        tekst.index(n) for n in ("Eerst", "Later", "Net", "Oud")
    )
    assert "nog geen verslag" in tekst
    VerslagFactory(gesprek=Gesprek.objects.get(titel="Net"), gedeeld=True)
    alleen = als("meelezer").get(f"{LIJST}?toon=zonder-verslag").text
    assert "Oud" in alleen
    assert ">Net<" not in alleen


def test_voorbereiden_toont_eerder_gezegd_en_geluiden_binnen_toestemming(cast: Any, als: Any, gepland: Gesprek) -> None:
    UitspraakFactory(comaker=cast.comaker, tekst="Dit zei ik eerder")
    ander = CoMakerFactory(traject=cast.traject, persoon__achternaam="Geheimnaam")
    UitspraakFactory(comaker=ander, tekst="Een zaal met muziek", toestemming="anoniem")
    UitspraakFactory(comaker=ander, tekst="Dit mag niemand horen", toestemming="niet_gebruiken")
    tekst = als("kerngroeplid").get(f"{LIJST}{gepland.pk}/").text
    assert "Dit zei ik eerder" in tekst
    assert "Een zaal met muziek" in tekst
    assert "Geheimnaam" not in tekst
    assert "Dit mag niemand horen" not in tekst
    assert "Ga niet in debat" in tekst


def test_wijzigen_en_conflict(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client, url = als("kerngroeplid"), f"{LIJST}{gesprek.pk}/wijzigen/"
    assert client.get(url).status_code == 200
    assert client.post(url, afspraak(cast, versie=1)).status_code == 303
    botsing = client.post(url, afspraak(cast, versie=1, voornemen="heel iets anders"))
    assert botsing.status_code == 409
    assert "een bondgenoot vinden" in botsing.text
    assert "heel iets anders" in botsing.text


def test_wie_al_iets_zei_blijft_bij_het_gesprek(cast: Any, als: Any, gesprek: Gesprek) -> None:
    UitspraakFactory(comaker=cast.comaker, gesprek=gesprek)
    ander = CoMakerFactory(traject=cast.traject)
    response = als("kerngroeplid").post(f"{LIJST}{gesprek.pk}/wijzigen/", afspraak(cast, versie=1, comaker=ander.pk))
    assert response.status_code == 422
    assert list(gesprek.comakers.all()) == [cast.comaker]


def test_gevoerd_begint_de_klok(cast: Any, als: Any, gepland: Gesprek) -> None:
    cast.comaker.staat = CoMakerStaat.TOEGEZEGD
    cast.comaker.save()
    client, url = als("kerngroeplid"), f"{LIJST}{gepland.pk}/staat/"
    assert client.post(url, {"staat": "gevoerd"}).status_code == 303
    assert client.post(url, {"staat": "gevoerd"}).status_code == 303
    assert Terugkoppeling.objects.get().kanaal == Kanaal.GESPREK
    cast.comaker.refresh_from_db()
    assert cast.comaker.staat == CoMakerStaat.GESPROKEN
    assert client.post(url, {"staat": "gepland"}).status_code == 303
    assert not Terugkoppeling.objects.exists()


def test_een_gesprek_van_morgen_is_niet_gevoerd(cast: Any, als: Any, gepland: Gesprek) -> None:
    Gesprek.objects.update(wanneer=klok.nu() + timedelta(days=1))
    response = als("kerngroeplid").post(f"{LIJST}{gepland.pk}/staat/", {"staat": "gevoerd"})
    assert response.status_code == 422
    assert "agenda" in response.text


def test_gevoerd_blijft_gevoerd_als_het_verslag_gedeeld_is(cast: Any, als: Any, gesprek: Gesprek) -> None:
    VerslagFactory(gesprek=gesprek, gedeeld=True)
    response = als("kerngroeplid").post(f"{LIJST}{gesprek.pk}/staat/", {"staat": "vervallen"})
    assert response.status_code == 422
    gesprek.refresh_from_db()
    assert gesprek.is_gevoerd


# ── Notes ─────────────────────────────────────────────────────────────────────────────────────────────────


def bewaar(client: Any, gesprek: Gesprek, tekst: str, versie: int) -> Any:
    return client.post(
        f"{LIJST}{gesprek.pk}/aantekeningen/",
        {"aantekeningen": tekst, "versie": versie},
        headers={"X-Bewaar": "1", "Accept": "application/json"},
    )


def test_aantekeningen_bewaren_zichzelf(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client = als("kerngroeplid")
    assert bewaar(client, gesprek, "een\r\ntwee  ", 1).json()["versie"] == 2
    gesprek.refresh_from_db()
    assert gesprek.aantekeningen == "een\ntwee  "
    assert bewaar(client, gesprek, "een\ntwee  ", 1).json()["versie"] == 2, "twice the same is no conflict"


def test_aantekeningen_botsen_en_niets_raakt_weg(cast: Any, als: Any, gesprek: Gesprek) -> None:
    assert bewaar(als("kerngroeplid"), gesprek, "van de een", 1).status_code == 200
    response = bewaar(als("opdrachtnemer"), gesprek, "van de ander", 1)
    assert response.status_code == 409
    assert "van de een" in response.text
    assert "van de ander" in response.text
    assert "data-conflict" in response.text
    gesprek.refresh_from_db()
    assert gesprek.aantekeningen == "van de een"
    assert bewaar(als("opdrachtnemer"), gesprek, "van beiden", gesprek.aantekeningen_versie).status_code == 200


def test_aantekeningen_met_de_knop(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client, url = als("kerngroeplid"), f"{LIJST}{gesprek.pk}/aantekeningen/"
    assert client.post(url, {"aantekeningen": "met de knop", "versie": 1}).status_code == 303
    assert "met de knop" in client.get(url).text
    te_lang = client.post(url, {"aantekeningen": "z" * 100_001, "versie": 2})
    assert te_lang.status_code == 422
    assert "z" * 1000 in te_lang.text


def test_aantekeningen_en_kernvraag_zitten_elkaar_niet_in_de_weg(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client = als("kerngroeplid")
    assert client.post(f"{LIJST}{gesprek.pk}/kernvraag/", {"versie": 1, "veranderd_1": "groen"}).status_code == 303
    assert bewaar(client, gesprek, "meegeschreven", 1).status_code == 200
    assert client.post(f"{LIJST}{gesprek.pk}/wijzigen/", afspraak(cast, versie=1)).status_code == 303


def test_meelezer_leest_en_schrijft_niet(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client = als("meelezer")
    assert "keukentafel" in client.get(f"{LIJST}{gesprek.pk}/aantekeningen/").text
    assert bewaar(client, gesprek, "nee", 1).status_code == 403
    assert client.post(f"{LIJST}{gesprek.pk}/kernvraag/", {"versie": 1}).status_code == 403
    assert als("raadslid").get(f"{LIJST}{gesprek.pk}/").status_code == 403
    assert bewaar(als("anoniem"), gesprek, "nee", 1).status_code == 401


def test_plaatsen_schuiven_mee_met_de_aantekeningen(cast: Any, als: Any, gesprek: Gesprek) -> None:
    tekst = gesprek.aantekeningen
    begin = tekst.index("Ik wil")
    u = UitspraakFactory(comaker=cast.comaker, gesprek=gesprek, begin=begin, eind=begin + 6, tekst="Ik wil")
    bewaar(als("kerngroeplid"), gesprek, "Eerst nog dit. " + tekst, 1)
    u.refresh_from_db()
    assert (u.begin, u.eind) == (begin + 15, begin + 21)
    bewaar(als("kerngroeplid"), gesprek, "alles weg", 2)
    u.refresh_from_db()
    assert (u.begin, u.eind, u.tekst) == (None, None, "Ik wil")


# ── Core question, images, promises ───────────────────────────────────────────────────────────────────────


def test_kernvraag(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client, url = als("kerngroeplid"), f"{LIJST}{gesprek.pk}/kernvraag/"
    data = {"versie": 1, "veranderd_1": "iedereen groet elkaar", "veranderd_1_jaar": "2041", "verdwenen_2": "hekken"}
    assert client.post(url, data).status_code == 303
    assert sorted(Kernpunt.objects.values_list("soort", "nummer", "tekst", "jaar")) == [
        ("veranderd", 1, "iedereen groet elkaar", 2041),
        ("verdwenen", 2, "hekken", None),
    ]
    botsing = client.post(url, data | {"veranderd_1": "niemand groet"})
    assert botsing.status_code == 409
    assert "iedereen groet elkaar" in botsing.text
    assert "niemand groet" in botsing.text
    assert client.post(url, data | {"versie": 2, "verdwenen_2": ""}).status_code == 303
    assert Kernpunt.objects.count() == 1
    fout = client.post(url, data | {"versie": 3, "veranderd_1_jaar": "ooit"})
    assert fout.status_code == 422
    assert "hekken" in fout.text


def _foto(naam: str = "foto.png") -> SimpleUploadedFile:
    uit = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(uit, "PNG")
    return SimpleUploadedFile(naam, uit.getvalue(), "image/png")


def test_beeld_als_antwoord(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client, url = als("kerngroeplid"), f"{LIJST}{gesprek.pk}/kernvraag/beeld-erbij/"
    zonder = client.post(url, {"bestand": _foto(), "beschrijving": ""})
    assert zonder.status_code == 422
    assert client.post(url, {"bestand": _foto("../../x.png"), "beschrijving": "een boom"}).status_code == 303
    beeld = Kernafbeelding.objects.get()
    assert beeld.bestand.name.startswith("kernafbeelding/")
    assert ".." not in beeld.bestand.name
    adres = f"/t/brink/afbeeldingen/{beeld.pk}/"
    response = als("meelezer").get(adres)
    assert response.headers["Content-Type"] == "image/jpeg"
    assert b"".join(response.streaming_content).startswith(b"\xff\xd8")
    assert 'alt="een boom"' in client.get(f"{LIJST}{gesprek.pk}/kernvraag/").text
    assert als("raadslid").get(adres).status_code == 403
    assert als("vreemde").get(adres).status_code == 404
    beeld.bestand.storage.delete(beeld.bestand.name)
    assert client.get(adres).status_code == 404
    assert client.post(f"{adres}weg/").status_code == 303
    assert not Kernafbeelding.objects.exists()


def test_geen_beeld_maar_iets_anders(cast: Any, als: Any, gesprek: Gesprek) -> None:
    svg = SimpleUploadedFile("x.png", b"<svg onload=alert(1)>", "image/png")
    response = als("kerngroeplid").post(
        f"{LIJST}{gesprek.pk}/kernvraag/beeld-erbij/", {"bestand": svg, "beschrijving": "mijn tekening"}
    )
    assert response.status_code == 422
    assert "mijn tekening" in response.text


def test_belofte_met_naam_en_datum(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client, url = als("kerngroeplid"), f"{LIJST}{gesprek.pk}/belofte/"
    data = {
        "tekst": "zaal regelen",
        "eigenaar": cast.kerngroeplid.pk,
        "uiterlijk": "2026-12-01",
        "comaker": cast.comaker.pk,
    }
    assert client.post(url, data | {"uiterlijk": ""}).status_code == 422
    assert client.post(url, data | {"eigenaar": cast.vreemde.pk}).status_code == 422
    assert client.post(url, data | {"comaker": CoMakerFactory(traject=cast.traject).pk}).status_code == 422
    assert client.post(url, data).status_code == 303
    row = Toezegging.objects.get()
    assert client.post(f"/t/brink/toezeggingen/{row.pk}/nagekomen/").status_code == 303
    row.refresh_from_db()
    assert row.nagekomen_op == klok.vandaag()
    assert client.post(f"/t/brink/toezeggingen/{row.pk}/nagekomen/", {"open": "ja"}).status_code == 303
    row.refresh_from_db()
    assert row.nagekomen_op is None


def test_belofte_van_een_ander_traject(cast: Any, als: Any) -> None:
    row = ToezeggingFactory(comaker=CoMakerFactory(traject=cast.ander_traject))
    assert als("kerngroeplid").post(f"/t/brink/toezeggingen/{row.pk}/nagekomen/").status_code == 404
