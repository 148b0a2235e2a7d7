"""Zeven: filters, giving thema's to many at once, renaming and merging without losing a link, the table (M28, M32)."""

import uuid
from typing import Any

import pytest

from comakers.models import Onderbouwing, Thema, ThemaKoppeling
from comakers.selectors.themas import thema_tabel
from tests.factories import CategorieFactory, CoMakerFactory, PijlerFactory, ThemaFactory, UitspraakFactory

pytestmark = pytest.mark.django_db
ZEEF = "/t/brink/themas/"


def zegt(cast: Any, tekst: str, **extra: Any) -> Any:
    return UitspraakFactory(**({"comaker": cast.comaker} | extra), tekst=tekst)


def test_filters(cast: Any, als: Any, nu: Any) -> None:
    categorie = CategorieFactory(traject=cast.traject)
    ander = CoMakerFactory(traject=cast.traject, categorie=categorie)
    thema, pijler = ThemaFactory(traject=cast.traject), PijlerFactory(traject=cast.traject)
    met_thema = zegt(cast, "met thema", soort="zorg")
    met_thema.themas.add(thema)
    Onderbouwing.objects.create(traject=cast.traject, uitspraak=zegt(cast, "met pijler"), pijler=pijler, houding="voor")
    zegt(cast, "van een ander", comaker=ander)
    zegt(cast, "mag niet", toestemming="niet_gebruiken")
    zegt(cast, "opzij", terzijde_op=nu, terzijde_door=cast.kerngroeplid, terzijde_reden="al gedaan")
    alles = {"met thema", "met pijler", "van een ander", "mag niet", "opzij"}
    client = als("meelezer")
    for vraag, ziet in {
        "": {"met thema", "met pijler", "van een ander"},
        f"?thema={thema.pk}": {"met thema"},
        f"?categorie={categorie.pk}": {"van een ander"},
        f"?pijler={pijler.pk}": {"met pijler"},
        "?soort=zorg": {"met thema"},
        "?stand=onaangeroerd": {"van een ander"},
        "?stand=zonder_thema": {"met pijler", "van een ander"},
        "?stand=terzijde": {"opzij"},
        "?stand=niet_gebruiken": set(),  # only the kerngroep reads these
        "?q=ANDER": {"van een ander"},
        f"?thema={ThemaFactory(traject=cast.ander_traject).pk}&stand=onzin": {
            "met thema",
            "met pijler",
            "van een ander",
        },
    }.items():
        tekst = client.get(f"{ZEEF}{vraag}").text
        assert {t for t in alles if f"<p>{t}" in tekst or f">{t}</a>" in tekst} == ziet, vraag
    assert "Geen uitspraken gevonden" in client.get(f"{ZEEF}?q=<b>niets</b>").text


def test_thema_geven_aan_veel_tegelijk(cast: Any, als: Any) -> None:
    rijen, thema = [zegt(cast, f"uitspraak {i}") for i in range(3)], ThemaFactory(traject=cast.traject)
    client, sleutel = als("kerngroeplid"), str(uuid.uuid4())
    data = {"uitspraken": [r.pk for r in rijen], "thema": thema.pk, "doe": "geef", "_sleutel": sleutel}
    for _ in range(2):
        response = client.post(f"{ZEEF}indelen/?stand=zonder_thema", data)
        assert response.status_code == 303
        assert response.headers["Location"].endswith("?stand=zonder_thema")
    assert thema.uitspraken.count() == 3
    assert ThemaKoppeling.objects.count() == 3
    weg = client.post(
        f"{ZEEF}indelen/", data | {"doe": "weg", "uitspraken": [rijen[0].pk], "_sleutel": str(uuid.uuid4())}
    )
    assert weg.status_code == 303
    assert thema.uitspraken.count() == 2


def test_nieuw_thema_meteen_geven(cast: Any, als: Any) -> None:
    rij = zegt(cast, "iets")
    client = als("kerngroeplid")
    for naam in ("Samen eten", "samen ETEN"):
        response = client.post(f"{ZEEF}indelen/", {"uitspraken": [rij.pk], "nieuw_thema": naam, "doe": "geef"})
        assert response.status_code == 303
    assert Thema.objects.get().naam == "Samen eten"


def test_indelen_weigert_wat_niet_kan_en_houdt_de_vinkjes(cast: Any, als: Any) -> None:
    rij, thema = zegt(cast, "iets"), ThemaFactory(traject=cast.traject)
    elders = UitspraakFactory(comaker=CoMakerFactory(traject=cast.ander_traject), tekst="van elders")
    client = als("kerngroeplid")
    zonder = client.post(f"{ZEEF}indelen/", {"uitspraken": [rij.pk], "doe": "geef"})
    assert zonder.status_code == 422
    assert f'id="vink-{rij.pk}" aria-label="iets" checked' in zonder.text
    for data in (
        {"uitspraken": [], "thema": thema.pk, "doe": "geef"},
        {"uitspraken": [elders.pk], "thema": thema.pk, "doe": "geef"},
        {"uitspraken": [rij.pk], "thema": ThemaFactory(traject=cast.ander_traject).pk, "doe": "geef"},
        {"uitspraken": [rij.pk], "nieuw_thema": "nieuw", "doe": "weg"},
    ):
        response = client.post(f"{ZEEF}indelen/", data)
        assert response.status_code == 422, data
        assert "van elders" not in response.text
    assert not ThemaKoppeling.objects.exists()
    assert als("meelezer").post(f"{ZEEF}indelen/", {}).status_code == 403


def test_maken_hernoemen_en_conflict(cast: Any, als: Any) -> None:
    client = als("kerngroeplid")
    assert client.post(f"{ZEEF}nieuw/", {"naam": "Groen"}).status_code == 303
    dubbel = client.post(f"{ZEEF}nieuw/", {"naam": "GROEN", "omschrijving": "bomen"})
    assert dubbel.status_code == 422
    assert "bomen" in dubbel.text
    thema = Thema.objects.get()
    rij = zegt(cast, "een boom")
    rij.themas.add(thema)
    url = f"{ZEEF}{thema.pk}/wijzigen/"
    assert client.post(url, {"naam": "Bomen", "versie": 1}).status_code == 303
    assert client.post(url, {"naam": "Struiken", "versie": 1}).status_code == 409
    assert [t.naam for t in rij.themas.all()] == ["Bomen"]


def test_samenvoegen_verliest_niets_en_kan_terug(cast: Any, als: Any) -> None:
    een, ander = ThemaFactory(traject=cast.traject, naam="spelen"), ThemaFactory(traject=cast.traject, naam="kinderen")
    a, b, c = (zegt(cast, t) for t in ("alleen een", "alleen ander", "beide"))
    a.themas.add(een)
    b.themas.add(ander)
    c.themas.add(een, ander)
    client, url = als("kerngroeplid"), f"{ZEEF}{een.pk}/samenvoegen/"
    assert client.post(url, {"met": een.pk}).status_code == 422
    assert client.post(url, {"met": ThemaFactory(traject=cast.ander_traject).pk}).status_code == 422
    assert client.post(url, {"met": ander.pk}).status_code == 303
    assert {u.tekst for u in ander.uitspraken.all()} == {"alleen een", "alleen ander", "beide"}
    assert {u.tekst for u in een.uitspraken.all()} == {"alleen een", "beide"}, "the old links stay under the old name"
    pagina = client.get(f"{ZEEF}{ander.pk}/").text
    assert "alleen een" in pagina
    assert "opgegaan in" in client.get(f"{ZEEF}{een.pk}/").text
    assert client.post(url, {"met": ander.pk}).status_code == 422, "merged once"
    assert client.post(f"{ZEEF}{een.pk}/losmaken/").status_code == 303
    een.refresh_from_db()
    assert een.opgegaan_in is None


def test_losmaken_als_de_naam_intussen_bezet_is(cast: Any, als: Any) -> None:
    doel = ThemaFactory(traject=cast.traject)
    oud = ThemaFactory(traject=cast.traject, naam="groen", opgegaan_in=doel)
    ThemaFactory(traject=cast.traject, naam="Groen")
    assert als("kerngroeplid").post(f"{ZEEF}{oud.pk}/losmaken/").status_code == 422


def test_tabel_telt_uitspraken_en_mensen(cast: Any, als: Any) -> None:
    thema = ThemaFactory(traject=cast.traject, naam="groen")
    ander = CoMakerFactory(traject=cast.traject, categorie=cast.comaker.categorie)
    for comaker in (cast.comaker, cast.comaker, ander):
        zegt(cast, "groen", comaker=comaker).themas.add(thema)
    zegt(cast, "telt niet", toestemming="niet_gebruiken").themas.add(thema)
    tabel = thema_tabel(traject=cast.traject, actor=cast.kerngroeplid)
    cel = next(c for c in tabel.rijen[0][1] if c.categorie == cast.comaker.categorie)
    assert (cel.aantal, cel.mensen, cel.sterkte) == (3, 2, 4)
    tekst = als("meelezer").get(f"{ZEEF}overzicht/").text
    assert f"?thema={thema.pk}&amp;categorie={cast.comaker.categorie_id}" in tekst


def test_lege_zeef_en_lege_tabel_leggen_uit(cast: Any, als: Any) -> None:
    assert "Nog niets om te zeven" in als("kerngroeplid").get(ZEEF).text
    assert "Nog geen thema’s" in als("kerngroeplid").get(f"{ZEEF}overzicht/").text


def test_wie_mag_niet(cast: Any, als: Any) -> None:
    elders = ThemaFactory(traject=cast.ander_traject)
    assert als("raadslid").get(ZEEF).status_code == 403
    assert als("vreemde").get(ZEEF).status_code == 404
    assert als("kerngroeplid").get(f"{ZEEF}{elders.pk}/").status_code == 404
    assert als("meelezer").post(f"{ZEEF}nieuw/", {"naam": "x"}).status_code == 403
