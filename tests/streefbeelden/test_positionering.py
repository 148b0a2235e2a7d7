"""The room of positionering through the front door: the map, its table, strengths, who sees what (M40-M42)."""

from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comakers.enums import Houding, Toestemming
from comakers.models import CoMaker, Onderbouwing
from comakers.services.herkomst import koppel_herkomst
from streefbeelden.models import Kracht, Ontwikkeling
from tests.conftest import Cast, FormClient
from tests.factories import CoMakerFactory, KrachtFactory, OntwikkelingFactory, PijlerFactory, UitspraakFactory
from toegang.models import Logregel

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]


def adres(naam: str, cast: Cast, **kwargs: Any) -> str:
    return reverse(naam, kwargs={"slug": cast.traject.slug, **kwargs})


def velden(**anders: Any) -> dict[str, Any]:
    return {"titel": "Er komt een tram", "schaal": "regio", "soort": "investering", "van_jaar": "2028",
            "tot_jaar": "2035", "werking": "kans", "betekenis": "In tien minuten in de stad."} | anders  # fmt: skip


def queries(client: FormClient, url: str) -> int:
    with CaptureQueriesContext(connection) as vragen:
        assert client.get(url).status_code == 200
    return len(vragen)


def test_ontwikkeling_uit_een_uitspraak_staat_op_de_kaart_en_in_het_spoor(cast: Cast, als: Als) -> None:
    uitspraak = UitspraakFactory(comaker=cast.comaker, tekst="Ze praten over een tram.")
    client = als("kerngroeplid")
    gebaren = client.get(adres("uitspraak", cast, nummer=uitspraak.pk)).text
    nieuw = adres("ontwikkeling_nieuw", cast)
    assert f"{nieuw}?uitspraak={uitspraak.pk}" in gebaren
    assert "Ze praten over een tram." in client.get(nieuw, {"uitspraak": uitspraak.pk, "schaal": "regio"}).text
    antwoord = client.post(nieuw, velden(uitspraak=[uitspraak.pk]))
    rij = Ontwikkeling.objects.get()
    assert (antwoord.status_code, antwoord["Location"]) == (303, adres("ontwikkeling", cast, nummer=rij.pk))
    assert "Ze praten over een tram." in client.get(antwoord["Location"]).text
    zinnen = [s.zin for s in rij.spoorstappen(rij.created_at)]
    assert zinnen == ["Je wees ergens op dat eraan komt. Het staat nu op onze kaart: Er komt een tram."]
    kamer = lxml.html.fromstring(client.get(adres("positionering", cast)).content)
    assert "Er komt een tram" in "".join(kamer.xpath("//svg[contains(@class,'breed')]//text()"))
    rij_in_tabel = kamer.xpath("//table//tr[th/a[text()='Er komt een tram']]")[0].text_content()
    assert all(w in rij_in_tabel for w in ("2028–2035", "biedt een kans", "In tien minuten in de stad."))
    assert Logregel.objects.filter(werkwoord="ontwikkeling.gemaakt", onderwerp=f"ontwikkeling:{rij.pk}").exists()


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"tot_jaar": "2020"}, "ligt voor het begin"),
        ({"van_jaar": "12"}, "tussen 1900 en 2200"),
        ({"schaal": "melkweg"}, "melkweg"),
        ({"titel": "   "}, "verplicht"),
    ],
)
def test_wat_niet_kan_staat_bij_het_veld_en_niets_raakt_kwijt(
    cast: Cast, als: Als, anders: dict[str, str], fout: str
) -> None:
    antwoord = als("kerngroeplid").post(adres("ontwikkeling_nieuw", cast), velden(**anders))
    assert antwoord.status_code == 422
    assert fout in antwoord.text
    assert "In tien minuten in de stad." in antwoord.text
    assert not Ontwikkeling.objects.exists()


def test_twee_bewerkers_de_tweede_ziet_beide(cast: Cast, als: Als) -> None:
    rij = OntwikkelingFactory(traject=cast.traject)
    client, wijzig = als("kerngroeplid"), adres("ontwikkeling_wijzigen", cast, nummer=rij.pk)
    assert client.post(wijzig, velden(betekenis="van de een", versie=1)).status_code == 303
    tweede = client.post(wijzig, velden(betekenis="van de ander", versie=1))
    assert tweede.status_code == 409
    assert "van de een" in tweede.text
    assert "van de ander" in tweede.text
    rij.refresh_from_db()
    assert (rij.betekenis, rij.versie) == ("van de een", 2)


@pytest.mark.parametrize("soort", ["ontwikkeling", "kracht"])
def test_opbergen_en_terughalen(cast: Cast, als: Als, soort: str) -> None:
    fabriek = {"ontwikkeling": OntwikkelingFactory, "kracht": KrachtFactory}[soort]
    rij = fabriek(traject=cast.traject, titel="Zo wijs als de brug")
    client, kamer = als("kerngroeplid"), adres("positionering", cast)
    pagina = adres(soort, cast, nummer=rij.pk)
    assert f'href="{pagina}"' in client.get(kamer).text
    client.post(adres(f"{soort}_opbergen", cast, nummer=rij.pk))
    weg = client.get(kamer)
    assert f'href="{pagina}"' not in weg.text
    assert weg.context["positie"].breed == []
    assert adres(f"{soort}_terughalen", cast, nummer=rij.pk) in weg.text
    assert "Zo wijs als de brug" not in als("meelezer").get(kamer).text
    client.post(adres(f"{soort}_terughalen", cast, nummer=rij.pk))
    assert f'href="{pagina}"' in client.get(kamer).text


def test_kracht_met_herkomst_en_toestemming(cast: Cast, als: Als) -> None:
    """Outside the kerngroep consent counts at once, and no name shows of who did not give it."""
    anoniem = CoMakerFactory(traject=cast.traject, persoon__achternaam="Kanarievogel")
    mag, mag_niet = (
        UitspraakFactory(comaker=anoniem, tekst="wij zingen"),
        UitspraakFactory(comaker=anoniem, tekst="nee"),
    )
    als("kerngroeplid").post(
        adres("kracht_nieuw", cast), {"titel": "Het koor", "uitspraak": [mag.pk, mag_niet.pk], "toelichting": "veel"}
    )
    kracht = Kracht.objects.get()
    mag_niet.toestemming = Toestemming.NIET
    mag_niet.save()
    pagina = als("meelezer").get(adres("kracht", cast, nummer=kracht.pk)).text
    assert "wij zingen" in pagina
    assert "Kanarievogel" not in pagina
    assert adres("kracht_wijzigen", cast, nummer=kracht.pk) not in pagina
    assert ">nee<" not in pagina
    assert als("meelezer").get(adres("positionering", cast)).context["positie"].krachten[0].aantal_uitspraken == 1


def test_vijandige_woorden_blijven_woorden(cast: Cast, als: Als) -> None:
    lastig = ["<script>alert(1)</script>", "x" * 120, "مدينة " * 20, "\u202eomgekeerd", "zwárt“” & wit"]
    for titel in lastig:
        assert als("kerngroeplid").post(adres("ontwikkeling_nieuw", cast), velden(titel=titel)).status_code == 303
    pagina = als("meelezer").get(adres("positionering", cast)).text
    assert "<script>alert(1)" not in pagina
    assert "\u202e" not in pagina
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in pagina
    assert Ontwikkeling.objects.count() == len(lastig)


def test_leeg_legt_uit_en_biedt_de_eerste_stap(cast: Cast, als: Als) -> None:
    kamer, nieuw = adres("positionering", cast), adres("ontwikkeling_nieuw", cast)
    assert als("kerngroeplid").get(kamer).text.count(nieuw) >= 2
    lezer = als("meelezer").get(kamer)
    assert nieuw not in lezer.text
    assert "Een wijk ligt ergens in de wereld" in lezer.text
    assert als("raadslid").get(kamer).status_code == 403


def test_sleutelfiguren_die_een_pijler_uitdragen_zijn_geteld(cast: Cast, als: Als) -> None:
    pijler = PijlerFactory(traject=cast.traject, plaats=1)
    CoMaker.objects.filter(pk=cast.comaker.pk).update(sleutelfiguur_voor="de moskee")
    gewoon = CoMakerFactory(traject=cast.traject)
    for wie, houding in ((cast.comaker, Houding.VOOR), (cast.comaker, Houding.VOOR), (gewoon, Houding.VOOR)):
        Onderbouwing.objects.create(
            traject=cast.traject, pijler=pijler, houding=houding, uitspraak=UitspraakFactory(comaker=wie)
        )
    OntwikkelingFactory(traject=cast.traject)
    positie = als("meelezer").get(adres("positionering", cast)).context["positie"]
    assert (positie.sleutelfiguren, [d.aantal for d in positie.dragers]) == (1, [1])


def test_aantal_vragen_groeit_niet_mee(cast: Cast, als: Als) -> None:
    client, kamer = als("kerngroeplid"), adres("positionering", cast)

    def vul(n: int) -> Ontwikkeling:
        for _ in range(n):
            rij = OntwikkelingFactory(traject=cast.traject)
            koppel_herkomst(product=rij, uitspraken=[UitspraakFactory(comaker=cast.comaker)], by=None)
            KrachtFactory(traject=cast.traject)
            OntwikkelingFactory(traject=cast.traject, gearchiveerd_op=rij.created_at,
                                gearchiveerd_door=cast.kerngroeplid)  # fmt: skip
        return rij

    rij = vul(2)
    pagina = adres("ontwikkeling", cast, nummer=rij.pk)
    client.get(kamer)
    eerst = (queries(client, kamer), queries(client, pagina))
    vul(30)
    assert (queries(client, kamer), queries(client, pagina)) == eerst
