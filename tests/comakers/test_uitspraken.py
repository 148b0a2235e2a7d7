"""Uitspraken: cut from the notes, thema's and pijlers in one form, set aside with a word, and consent that travels."""

import uuid
from typing import Any

import pytest

from comakers.enums import Toestemming
from comakers.models import Gesprek, Onderbouwing, Thema, Uitspraak
from tests.factories import CoMakerFactory, GesprekFactory, PijlerFactory, ThemaFactory, UitspraakFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gesprek(cast: Any) -> Gesprek:
    return GesprekFactory(traject=cast.traject, comakers=[cast.comaker], interviewers=[cast.kerngroeplid])


def knip(client: Any, gesprek: Gesprek, **extra: Any) -> Any:
    data = {"tekst": "Ik wil dat kinderen hier weer buiten spelen.", "soort": "wens"} | extra
    data.setdefault("comaker", gesprek.comakers.first().pk)
    return client.post(f"/t/brink/gesprekken/{gesprek.pk}/knippen/", data)


def test_knippen_vindt_de_plaats_in_de_aantekeningen(cast: Any, als: Any, gesprek: Gesprek) -> None:
    thema, pijler = ThemaFactory(traject=cast.traject), PijlerFactory(traject=cast.traject)
    client, sleutel = als("kerngroeplid"), str(uuid.uuid4())
    for _ in range(2):
        response = knip(
            client, gesprek, themas=[thema.pk], nieuw_thema="veilig spelen", _sleutel=sleutel,
            **{f"pijler_{pijler.pk}": "voor"},
        )  # fmt: skip
        assert response.status_code == 303
    u = Uitspraak.objects.get()
    assert gesprek.aantekeningen[u.begin : u.eind] == u.tekst
    assert (u.soort, u.comaker, u.toestemming) == ("wens", cast.comaker, cast.comaker.toestemming)
    assert {t.naam for t in u.themas.all()} == {thema.naam, "veilig spelen"}
    assert Onderbouwing.objects.get().houding == "voor"
    assert u.tekst in client.get(f"/t/brink/gesprekken/{gesprek.pk}/aantekeningen/").text


def test_knippen_kiest_de_plaats_bij_de_selectie(cast: Any, als: Any, gesprek: Gesprek) -> None:
    Gesprek.objects.update(aantekeningen="meer groen, zei hij.\nEn later:  meer\ngroen!")
    assert knip(als("kerngroeplid"), gesprek, tekst="meer groen", begin="30").status_code == 303
    u = Uitspraak.objects.get()
    assert u.begin > 20


def test_woorden_die_niet_in_de_aantekeningen_staan_mogen_ook(cast: Any, als: Any, gesprek: Gesprek) -> None:
    assert knip(als("kerngroeplid"), gesprek, tekst="Dit typte ik zelf over.").status_code == 303
    assert Uitspraak.objects.get().begin is None


def test_met_twee_aan_tafel_kies_je_wie_het_zei(cast: Any, als: Any) -> None:
    tweede = CoMakerFactory(traject=cast.traject)
    gesprek = GesprekFactory(traject=cast.traject, comakers=[cast.comaker, tweede])
    client = als("kerngroeplid")
    fout = knip(client, gesprek, comaker="", tekst="Wie zei dit nou?")
    assert fout.status_code == 422
    assert "Wie zei dit nou?" in fout.text
    assert knip(client, gesprek, comaker=CoMakerFactory(traject=cast.traject).pk).status_code == 422
    assert knip(client, gesprek, comaker=tweede.pk).status_code == 303
    assert Uitspraak.objects.get().comaker == tweede


def test_vreemde_themas_en_pijlers_zijn_geen_keuze(cast: Any, als: Any, gesprek: Gesprek) -> None:
    vreemd = ThemaFactory(traject=cast.ander_traject)
    pijler = PijlerFactory(traject=cast.ander_traject)
    client = als("kerngroeplid")
    assert knip(client, gesprek, themas=[vreemd.pk]).status_code == 422
    assert not Uitspraak.objects.exists()
    assert knip(client, gesprek, **{f"pijler_{pijler.pk}": "voor"}).status_code == 303
    assert not Onderbouwing.objects.exists()


def test_uitspraak_duiden(cast: Any, als: Any) -> None:
    u, thema, pijler = (
        UitspraakFactory(comaker=cast.comaker),
        ThemaFactory(traject=cast.traject),
        PijlerFactory(traject=cast.traject),
    )
    client, url = als("kerngroeplid"), f"/t/brink/uitspraken/{u.pk}/"
    data = {
        "versie": 1,
        "tekst": u.tekst,
        "soort": "kans",
        "themas": [thema.pk],
        f"pijler_{pijler.pk}": "tegen",
        "interne_notitie": "navragen",
    }
    assert client.post(url, data).status_code == 303
    assert "pleit tegen" in client.get(f"/t/brink/comakers/{cast.comaker.pk}/").text
    botsing = client.post(url, data | {"tekst": "andere woorden"})
    assert botsing.status_code == 409
    assert "andere woorden" in botsing.text
    assert client.post(url, data | {"versie": 2, "themas": [], f"pijler_{pijler.pk}": ""}).status_code == 303
    assert not u.themas.exists()
    assert not Onderbouwing.objects.exists()
    assert client.post(url, data | {"versie": 3, "tekst": " "}).status_code == 422


def test_woorden_met_een_keuze_blijven_zoals_ze_zijn(cast: Any, als: Any, nu: Any) -> None:
    u = UitspraakFactory(comaker=cast.comaker, toestemming="met_naam", toestemming_op=nu)
    data = {"versie": 1, "tekst": "mooier gezegd", "soort": "wens"}
    response = als("kerngroeplid").post(f"/t/brink/uitspraken/{u.pk}/", data)
    assert response.status_code == 422
    assert "mooier gezegd" in response.text
    assert als("kerngroeplid").post(f"/t/brink/uitspraken/{u.pk}/", data | {"tekst": u.tekst}).status_code == 303


def test_niet_gebruiken_onderbouwt_geen_pijler(cast: Any, als: Any) -> None:
    u = UitspraakFactory(comaker=cast.comaker, toestemming="niet_gebruiken")
    pijler = PijlerFactory(traject=cast.traject)
    client, url = als("kerngroeplid"), f"/t/brink/uitspraken/{u.pk}/"
    response = client.post(
        url, {"versie": 1, "tekst": u.tekst, "soort": "wens", f"pijler_{pijler.pk}": "voor", "nieuw_thema": "nieuw"}
    )
    assert response.status_code == 422
    assert not Onderbouwing.objects.exists()
    assert not Thema.objects.exists(), "a refusal leaves nothing behind"
    assert "Maak hiervan een snel succes" not in client.get(url).text
    bruikbaar = UitspraakFactory(comaker=cast.comaker)
    tekst = client.get(f"/t/brink/uitspraken/{bruikbaar.pk}/").text
    assert f"/t/brink/projecten/nieuw/?uitspraak={bruikbaar.pk}" in tekst


def test_terzijde_met_uitleg_en_weer_terug(cast: Any, als: Any) -> None:
    u = UitspraakFactory(comaker=cast.comaker)
    client, url = als("kerngroeplid"), f"/t/brink/uitspraken/{u.pk}/"
    assert client.post(f"{url}terzijde/", {"reden": "  "}).status_code == 422
    assert client.post(f"{url}terzijde/", {"reden": "Dit doet de provincie al."}).status_code == 303
    u.refresh_from_db()
    assert (u.terzijde_reden, u.terzijde_door) == ("Dit doet de provincie al.", cast.kerngroeplid)
    assert client.post(f"{url}terzijde/", {"reden": "nog eens"}).status_code == 422
    assert "Dit doet de provincie al." in client.get(url).text
    assert client.post(f"{url}terug/").status_code == 303
    assert client.post(f"{url}terug/").status_code == 303
    u.refresh_from_db()
    assert not u.is_terzijde


def test_wie_mag_niet(cast: Any, als: Any) -> None:
    u, elders = (
        UitspraakFactory(comaker=cast.comaker),
        UitspraakFactory(comaker=CoMakerFactory(traject=cast.ander_traject)),
    )
    assert als("meelezer").get(f"/t/brink/uitspraken/{u.pk}/").status_code == 200
    assert als("meelezer").post(f"/t/brink/uitspraken/{u.pk}/", {}).status_code == 403
    assert als("raadslid").get(f"/t/brink/uitspraken/{u.pk}/").status_code == 403
    assert als("kerngroeplid").get(f"/t/brink/uitspraken/{elders.pk}/").status_code == 404
    assert als("kerngroeplid").post(f"/t/brink/uitspraken/{elders.pk}/terzijde/", {"reden": "x"}).status_code == 404


def test_wat_niet_gebruikt_mag_worden_ziet_alleen_het_kernteam(cast: Any, als: Any) -> None:
    """So it is promised where the co-maker chooses: on no page of the gesprekken does a meelezer read it."""
    gesprek = GesprekFactory(traject=cast.traject, comakers=[cast.comaker])
    niet = UitspraakFactory(comaker=cast.comaker, gesprek=gesprek, tekst="Kanarie niet.", toestemming=Toestemming.NIET)
    UitspraakFactory(comaker=cast.comaker, gesprek=gesprek, tekst="Banken wel.")
    volgend = GesprekFactory(traject=cast.traject, comakers=[cast.comaker])
    adressen = [
        f"/t/brink/comakers/{cast.comaker.pk}/",
        f"/t/brink/comakers/{cast.comaker.pk}/spoor/",
        f"/t/brink/gesprekken/{gesprek.pk}/aantekeningen/",
        f"/t/brink/gesprekken/{volgend.pk}/",
        "/t/brink/themas/",
    ]
    kern, mee = als("kerngroeplid"), als("meelezer")
    for adres in adressen:
        assert "Banken wel." in mee.get(adres).text, adres
        assert "Kanarie niet." not in mee.get(adres).text, adres
    assert all("Kanarie niet." in kern.get(adres).text for adres in adressen[:-1])
    apart = "/t/brink/themas/?stand=niet_gebruiken"
    assert ("Kanarie niet." in kern.get(apart).text, "Kanarie niet." in mee.get(apart).text) == (True, False)
    los = f"/t/brink/uitspraken/{niet.pk}/"
    assert (kern.get(los).status_code, mee.get(los).status_code) == (200, 404)
