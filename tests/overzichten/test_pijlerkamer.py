"""The room of the pijlers: evidence for and against by category, themes outside, nothing of persons for the raad."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from comakers.enums import Houding, Toestemming
from comakers.models import Onderbouwing, Uitspraak
from overzichten.selectors.pijlers import STERK, themas_buiten
from pijlers.models import Pijler
from tests.conftest import Cast, FormClient
from tests.factories import CategorieFactory, CoMakerFactory, PijlerFactory, ThemaFactory, UitspraakFactory

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]


def onderbouw(pijler: Pijler, uitspraak: Uitspraak, houding: Houding = Houding.VOOR) -> Uitspraak:
    Onderbouwing.objects.create(traject=pijler.traject, pijler=pijler, uitspraak=uitspraak, houding=houding)
    return uitspraak


def zeg(cast: Cast, tekst: str, **extra: object) -> Uitspraak:
    return UitspraakFactory(comaker=cast.comaker, tekst=tekst, **extra)


def test_voor_en_tegen_staan_apart_en_per_categorie(als: Als, cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    onderbouw(pijler, zeg(cast, "Ik ben trots op dit plein."))
    onderbouw(pijler, zeg(cast, "Trots koop je niets voor."), Houding.TEGEN)
    pagina = als("meelezer").get("/t/brink/pijlers/").content.decode()
    assert "1 uitspraak pleit ervoor" in pagina
    assert "1 uitspraak pleit ertegen" in pagina
    assert "Ik ben trots op dit plein." in pagina
    url = f"/t/brink/pijlers/{pijler.pk}/"
    voor, tegen = (als("meelezer").get(url + f"?houding={h}").content.decode() for h in ("voor", "tegen"))
    assert "Ik ben trots op dit plein." in voor
    assert "Trots koop je niets voor." not in voor
    assert "Trots koop je niets voor." in tegen
    assert cast.comaker.categorie.naam in tegen


def test_wat_niet_gebruikt_mag_worden_telt_niet_mee(als: Als, cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    onderbouw(pijler, zeg(cast, "Gebruik dit niet.", toestemming=Toestemming.NIET))
    onderbouw(
        pijler,
        zeg(cast, "Terzijde.", terzijde_op=timezone.now(), terzijde_door=cast.kerngroeplid, terzijde_reden="dubbel"),
    )
    pagina = als("kerngroeplid").get(f"/t/brink/pijlers/{pijler.pk}/").content.decode()
    assert "Gebruik dit niet." not in pagina
    assert "Terzijde." not in pagina
    assert "2 gekoppelde uitspraken tellen niet mee" in pagina
    assert "0 uitspraken pleiten ervoor" in als("kerngroeplid").get("/t/brink/").content.decode()


def test_raadslid_ziet_pijlers_zonder_onderbouwing(als: Als, cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject, titel="Meer trots")
    onderbouw(pijler, zeg(cast, "Ik ben trots op dit plein."))
    for url in ("/t/brink/pijlers/", f"/t/brink/pijlers/{pijler.pk}/"):
        pagina = als("raadslid").get(url).content.decode()
        assert "Meer trots" in pagina
        for geheim in ("trots op dit plein", "pleit ervoor", "per categorie", cast.persoon.achternaam):
            assert geheim not in pagina, (url, geheim)


def test_sterk_thema_buiten_de_pijlers(cast: Cast) -> None:
    pijler, thema = PijlerFactory(traject=cast.traject), ThemaFactory(traject=cast.traject, naam="de avondbus")
    uitspraken = []
    for _ in range(STERK):
        uitspraak = UitspraakFactory(comaker=CoMakerFactory(traject=cast.traject))
        uitspraak.themas.add(thema)
        uitspraken.append(uitspraak)
        sterk = len(uitspraken) >= STERK
        assert [t.naam for t in themas_buiten(cast.kerngroeplid, cast.traject)] == (["de avondbus"] if sterk else [])
    onderbouw(pijler, uitspraken[0])
    assert themas_buiten(cast.kerngroeplid, cast.traject) == []
    Pijler.objects.update(staat="vervallen", vervallen_reden="weg")
    assert themas_buiten(cast.kerngroeplid, cast.traject) == [thema]


def test_bladeren_door_veel_bewijs(als: Als, cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject)
    for i in range(25):
        comaker = CoMakerFactory(traject=cast.traject, categorie=CategorieFactory(traject=cast.traject))
        onderbouw(pijler, UitspraakFactory(comaker=comaker, tekst=f"uitspraak nummer {i:02}"))
    client, url = als("kerngroeplid"), f"/t/brink/pijlers/{pijler.pk}/"
    een, twee = (client.get(url + f"?pagina={n}").content.decode() for n in (1, 2))
    assert een.count("uitspraak nummer") == 20
    assert twee.count("uitspraak nummer") == 5
    assert client.get(url + "?pagina=99&houding=onzin").status_code == 200
