"""Co-makers through the front door: the list in its order, adding, the person's page, what they heard (M20-M27)."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from comakers.enums import CoMakerStaat, Kanaal
from comakers.models import Achterban, CoMaker, Terugkoppeling
from leefsturing.lib import klok
from tests.factories import CategorieFactory, CoMakerFactory, GesprekFactory, PartijFactory, UitspraakFactory
from toegang.models import Logregel

pytestmark = pytest.mark.django_db
LIJST = "/t/brink/comakers/"


def nieuw(cast: Any, **extra: Any) -> dict[str, Any]:
    return {
        "voornaam": "Jan",
        "tussenvoegsel": "van der",
        "achternaam": "IJssel",
        "categorie": cast.comaker.categorie_id,
    } | extra


def test_toevoegen_met_naam_en_categorie(cast: Any, als: Any) -> None:
    response = als("kerngroeplid").post(f"{LIJST}nieuw/", nieuw(cast))
    comaker = CoMaker.objects.exclude(pk=cast.comaker.pk).get()
    assert response.status_code == 303
    assert response.headers["Location"] == f"{LIJST}{comaker.pk}/"
    assert str(comaker) == "Jan van der IJssel"
    assert comaker.persoon.sorteernaam == "yssel jan van der"
    assert comaker.staat == CoMakerStaat.VOORGESTELD
    assert Logregel.objects.filter(werkwoord="comaker.toegevoegd", onderwerp=f"comaker:{comaker.pk}").count() == 1


def test_twee_keer_drukken_maakt_er_een(cast: Any, als: Any) -> None:
    client, data = als("kerngroeplid"), nieuw(cast, _sleutel=str(uuid.uuid4()))
    assert [client.post(f"{LIJST}nieuw/", data).status_code for _ in range(2)] == [303, 303]
    assert CoMaker.objects.count() == 2


def test_zonder_naam_blijft_alles_staan(cast: Any, als: Any) -> None:
    response = als("kerngroeplid").post(
        f"{LIJST}nieuw/", {"voornaam": " ", "wil_weten": "hoe het <b>was</b>", "categorie": cast.comaker.categorie_id}
    )
    assert response.status_code == 422
    assert "Vul een voornaam of een achternaam in." in response.text
    assert "hoe het &lt;b&gt;was&lt;/b&gt;" in response.text
    assert CoMaker.objects.count() == 1


def test_zelfde_adres_staat_er_maar_een_keer(cast: Any, als: Any) -> None:
    response = als("kerngroeplid").post(f"{LIJST}nieuw/", nieuw(cast, email=cast.persoon.email.upper()))
    assert response.status_code == 422
    assert cast.persoon.volledige_naam in response.text
    assert CoMaker.objects.count() == 1


@pytest.mark.parametrize("veld", ["categorie", "partij", "contactpersoon"])
def test_nummers_van_een_ander_traject_zijn_geen_keuze(cast: Any, als: Any, veld: str) -> None:
    vreemd = {
        "categorie": CategorieFactory(traject=cast.ander_traject).pk,
        "partij": PartijFactory(traject=cast.ander_traject).pk,
        "contactpersoon": cast.vreemde.pk,
    }[veld]
    response = als("kerngroeplid").post(f"{LIJST}nieuw/", nieuw(cast, **{veld: vreemd}))
    assert response.status_code == 422
    assert CoMaker.objects.count() == 1


def test_lijst_staat_in_de_bewuste_volgorde(cast: Any, als: Any) -> None:
    CoMaker.objects.all().delete()
    tweede = CategorieFactory(traject=cast.traject, volgorde=30_902, naam="bewoners", reden="weten hoe het hier is")
    eerste = CategorieFactory(traject=cast.traject, volgorde=30_901, naam="visionairen")
    CategorieFactory(traject=cast.traject, volgorde=30_903, naam="beleidsmakers")
    CoMakerFactory(traject=cast.traject, categorie=tweede, persoon__achternaam="Aalders")
    CoMakerFactory(traject=cast.traject, categorie=eerste, persoon__achternaam="Zwart")
    tekst = als("meelezer").get(LIJST).text
    assert tekst.index("Zwart") < tekst.index("Aalders")
    assert "weten hoe het hier is" in tekst
    assert "Nog niemand in deze groep." in tekst
    assert "nog niemand" not in als("meelezer").get(f"{LIJST}?q=Zwart").text.lower()


def test_zoeken_vindt_op_naam_en_partij(cast: Any, als: Any) -> None:
    partij = PartijFactory(traject=cast.traject, naam="Filmhuis Zuid")
    CoMakerFactory(traject=cast.traject, persoon__achternaam="Öztürk", persoon__partij=partij)
    client = als("kerngroeplid")
    assert "Öztürk" in client.get(f"{LIJST}?q=ozturk").text
    assert "Öztürk" in client.get(f"{LIJST}?q=filmhuis").text
    assert "Öztürk" not in client.get(f"{LIJST}?q=wolters").text
    assert "Niemand gevonden" in client.get(f"{LIJST}?q=<script>alert(1)</script>").text
    assert "<script>alert" not in client.get(f"{LIJST}?q=<script>alert(1)</script>").text


def test_filter_en_sorteren(cast: Any, als: Any) -> None:
    stil = CoMakerFactory(traject=cast.traject, persoon__achternaam="Stil")
    CoMakerFactory(traject=cast.traject, persoon__achternaam="Weg", staat=CoMakerStaat.AFGEHAAKT)
    Terugkoppeling.objects.create(
        traject=cast.traject, comaker=cast.comaker, kanaal=Kanaal.BELLEN, op=klok.nu() - timedelta(days=2)
    )
    client = als("kerngroeplid")
    assert "Weg" not in client.get(f"{LIJST}?staat=gesproken").text
    tekst = client.get(f"{LIJST}?sorteer=stil").text
    assert tekst.index("Stil") < tekst.index(cast.persoon.achternaam)
    assert client.get(f"{LIJST}?categorie={stil.categorie_id}&staat=onzin&sorteer=onzin&pagina=99").status_code == 200


def test_htmx_krijgt_alleen_de_lijst(cast: Any, als: Any) -> None:
    response = als("kerngroeplid").get(LIJST, headers={"HX-Request": "true", "HX-Target": "lijst"})
    assert response.text.strip().startswith('<div id="lijst"')
    assert "<html" not in response.text


def test_pagina_toont_contact_en_schrijft_wie_keek(cast: Any, als: Any) -> None:
    response = als("kerngroeplid").get(f"{LIJST}{cast.comaker.pk}/")
    assert cast.persoon.email in response.text
    regels = Logregel.objects.filter(werkwoord="persoon.bekeken", onderwerp=f"persoon:{cast.persoon.pk}")
    assert regels.get().actor == f"gebruiker:{cast.kerngroeplid.pk}"


def test_meelezer_ziet_geen_contact_en_geen_knoppen(cast: Any, als: Any) -> None:
    UitspraakFactory(comaker=cast.comaker, tekst="Meer bankjes graag")
    response = als("meelezer").get(f"{LIJST}{cast.comaker.pk}/")
    assert response.status_code == 200
    assert "Meer bankjes graag" in response.text
    assert cast.persoon.email not in response.text
    assert cast.persoon.telefoon not in response.text
    assert "gehoord/" not in response.text
    assert not Logregel.objects.filter(werkwoord="persoon.bekeken").exists()
    assert als("meelezer").post(f"{LIJST}{cast.comaker.pk}/gehoord/", {}).status_code == 403


def test_vreemden_en_raadsleden(cast: Any, als: Any) -> None:
    elders = CoMakerFactory(traject=cast.ander_traject)
    assert als("raadslid").get(LIJST).status_code == 403
    assert als("vreemde").get(LIJST).status_code == 404
    assert als("kerngroeplid").get(f"{LIJST}{elders.pk}/").status_code == 404
    assert als("kerngroeplid").post(f"{LIJST}{elders.pk}/staat/", {"staat": "gesproken"}).status_code == 404


def test_wijzigen_bewaart_en_een_tweede_verliest_niets(cast: Any, als: Any) -> None:
    client, url = als("kerngroeplid"), f"{LIJST}{cast.comaker.pk}/wijzigen/"
    oud = client.get(url).context["form"].initial["versie"]
    data = nieuw(cast, email="", telefoon="", versie=oud, wil_weten="wat jongeren willen")
    assert client.post(url, data).status_code == 303
    botsing = client.post(url, data | {"wil_weten": "iets anders"})
    assert botsing.status_code == 409
    assert "wat jongeren willen" in botsing.text
    assert "iets anders" in botsing.text
    cast.comaker.refresh_from_db()
    assert cast.comaker.wil_weten == "wat jongeren willen"
    assert cast.comaker.persoon.sorteernaam == "yssel jan van der"
    assert client.post(url, data | {"wil_weten": "iets anders", "versie": oud + 2}).status_code == 303


def test_ook_een_wijziging_van_de_persoon_zelf_geeft_een_conflict(cast: Any, als: Any) -> None:
    client, url = als("kerngroeplid"), f"{LIJST}{cast.comaker.pk}/wijzigen/"
    oud = client.get(url).context["form"].initial["versie"]
    cast.persoon.telefoon = "085 1234567"
    assert cast.persoon.save_als_versie(cast.persoon.versie, ["telefoon"])
    assert client.post(url, nieuw(cast, telefoon="", versie=oud)).status_code == 409


def test_gebeld_telt_als_iets_gehoord(cast: Any, als: Any) -> None:
    client, url = als("kerngroeplid"), f"{LIJST}{cast.comaker.pk}/gehoord/"
    morgen = klok.vandaag() + timedelta(days=1)
    assert client.post(url, {"kanaal": "bellen", "dag": morgen.isoformat(), "tekst": "x"}).status_code == 422
    data = {
        "kanaal": "bellen",
        "dag": klok.vandaag().isoformat(),
        "tekst": "de zaal is besproken",
        "is_resultaat": "on",
    }
    assert client.post(url, data).status_code == 303
    row = Terugkoppeling.objects.get()
    assert (row.kanaal, row.is_resultaat, row.door) == (Kanaal.BELLEN, True, cast.kerngroeplid)
    assert "de zaal is besproken" in client.get(f"{LIJST}{cast.comaker.pk}/").text


def test_stilte_boven_de_norm_is_te_zien(cast: Any, als: Any) -> None:
    Terugkoppeling.objects.create(
        traject=cast.traject, comaker=cast.comaker, kanaal=Kanaal.BELLEN, op=klok.nu() - timedelta(days=31)
    )
    assert "Het is te lang stil" in als("kerngroeplid").get(f"{LIJST}{cast.comaker.pk}/").text
    assert "31 dagen stil" in als("kerngroeplid").get(LIJST).text


def test_staat_gaat_vooruit_en_een_gevoerd_gesprek_blijft_gevoerd(cast: Any, als: Any) -> None:
    client, url = als("kerngroeplid"), f"{LIJST}{cast.comaker.pk}/staat/"
    assert client.post(url, {"staat": "betrokken"}).status_code == 303
    assert client.post(url, {"staat": "gesproken"}).status_code == 303
    GesprekFactory(traject=cast.traject, comakers=[cast.comaker])
    response = client.post(url, {"staat": "benaderd"})
    assert response.status_code == 422
    assert "al gesproken" in response.text
    assert client.post(url, {"staat": "onzin"}).status_code == 422
    cast.comaker.refresh_from_db()
    assert cast.comaker.staat == CoMakerStaat.GESPROKEN


def test_achterban_erbij_en_weg(cast: Any, als: Any) -> None:
    client = als("kerngroeplid")
    response = client.post(f"{LIJST}{cast.comaker.pk}/achterban/", {"naam": "Vrouwengroep", "omvang": "60"})
    assert response.status_code == 303
    assert "60 mensen" in client.get(f"{LIJST}{cast.comaker.pk}/").text
    assert client.post(f"{LIJST}{cast.comaker.pk}/achterban/", {"naam": "", "omvang": "-3"}).status_code == 422
    assert client.post(f"/t/brink/achterbannen/{Achterban.objects.get().pk}/weg/").status_code == 303
    assert not Achterban.objects.exists()
