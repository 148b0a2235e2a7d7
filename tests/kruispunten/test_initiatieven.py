"""What runs stays of who began it; a co-maker tells of their own through the personal link (M61, M63, M68)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kruispunten.models import Initiatief, Middel
from tests.conftest import Cast, FormClient
from tests.factories import CoMakerFactory, PartijFactory, UitspraakFactory
from tests.factories.kruispunten import InitiatiefFactory, KruispuntFactory, MiddelFactory

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]


def adres(naam: str, cast: Cast, **kwargs: Any) -> str:
    return reverse(naam, kwargs={"slug": cast.traject.slug, **kwargs})


def rijen(zoekt: list[tuple[str, str]], biedt: list[tuple[str, str]]) -> dict[str, Any]:
    """The two lists as the form sends them, with two empty rows each."""
    data: dict[str, Any] = {}
    for naam, gevuld in (("zoekt", zoekt), ("biedt", biedt)):
        lijst = [*gevuld, ("", ""), ("", "")]
        data |= {f"{naam}-TOTAL_FORMS": len(lijst), f"{naam}-INITIAL_FORMS": 0}
        for n, (soort, wat) in enumerate(lijst):
            data |= {f"{naam}-{n}-soort": soort, f"{naam}-{n}-wat": wat}
    return data


def middelen(initiatief: Initiatief) -> set[tuple[str, str, str]]:
    return {(m.richting, m.soort, m.wat) for m in Middel.objects.filter(initiatief=initiatief)}


def test_vastleggen_met_meer_rijen_tegelijk(cast: Cast, als: Als) -> None:
    """From a uitspraak its speaker is proposed as owner; several means at once, without script."""
    uitspraak = UitspraakFactory(comaker=cast.comaker)
    client, nieuw = als("kerngroeplid"), adres("initiatief_nieuw", cast)
    formulier = client.get(nieuw, {"uitspraak": uitspraak.pk})
    assert formulier.context["form"].initial == {"eigenaar_comaker": cast.comaker}
    data = {"naam": "Soepdag", "eigenaar_comaker": cast.comaker.pk, "uitspraak": [uitspraak.pk]}
    data |= rijen([("spullen", "een pan"), ("publiek", "eters")], [("mensen", "vier koks")])
    assert client.post(nieuw, data).status_code == 303
    initiatief = Initiatief.objects.get()
    assert middelen(initiatief) == {
        ("zoekt", "spullen", "een pan"), ("zoekt", "publiek", "eters"), ("biedt", "mensen", "vier koks"),
    }  # fmt: skip
    assert [s.zin for s in initiatief.spoorstappen(uitspraak.created_at)] == [
        "We zien dat dit er al is, en dat het telt: Soepdag. Het blijft van wie het begon."
    ]


@pytest.mark.parametrize("eigenaren", ["geen", "twee", "vreemd"])
def test_precies_een_eigenaar(cast: Cast, als: Als, eigenaren: str) -> None:
    keuze = {
        "geen": {},
        "twee": {"eigenaar_partij": PartijFactory(traject=cast.traject).pk, "eigenaar_comaker": cast.comaker.pk},
        "vreemd": {"eigenaar_partij": PartijFactory().pk},
    }[eigenaren]
    data = {"naam": "Soepdag", "omschrijving": "mijn verhaal"} | keuze | rijen([("geld", "een tientje")], [])
    antwoord = als("kerngroeplid").post(adres("initiatief_nieuw", cast), data)
    tekst = antwoord.content.decode()
    assert (antwoord.status_code, "mijn verhaal" in tekst, "een tientje" in tekst) == (422, True, True)
    assert not Initiatief.objects.exists()


@pytest.mark.parametrize(
    "fout", [{"van": "2026-05-01", "tot": "2026-04-01"}, {"zoekt-0-wat": "zonder soort"}, {"zoekt-TOTAL_FORMS": "9999"}]
)
def test_wat_niet_klopt_wordt_bij_het_veld_gezegd(cast: Cast, als: Als, fout: dict[str, str]) -> None:
    partij = PartijFactory(traject=cast.traject)
    data = {"naam": "Soepdag", "eigenaar_partij": partij.pk} | rijen([], []) | fout
    assert als("kerngroeplid").post(adres("initiatief_nieuw", cast), data).status_code == 422
    assert not Initiatief.objects.exists()


def test_wijzigen_conflict_en_beloning(cast: Cast, als: Als) -> None:
    """What stays the same keeps its row; how it was rewarded is on the page (M68)."""
    initiatief = InitiatiefFactory(traject=cast.traject)
    blijft = MiddelFactory(initiatief=initiatief, wat="een zaal")
    MiddelFactory(initiatief=initiatief, wat="gaat weg")
    client, wijzig = als("kerngroeplid"), adres("initiatief_wijzigen", cast, nummer=initiatief.pk)
    data = {"naam": initiatief.naam, "eigenaar_partij": initiatief.eigenaar_partij_id, "versie": 1}
    data |= {"beloond_met": "Een brief met een stempel."} | rijen([("ruimte", "een zaal")], [("uren", "een avond")])
    assert client.post(wijzig, data).status_code == 303
    assert blijft in initiatief.middelen.all()
    assert middelen(initiatief) == {("zoekt", "ruimte", "een zaal"), ("biedt", "uren", "een avond")}
    tweede = client.post(wijzig, data | {"beloond_met": "Iets anders."})
    assert (tweede.status_code, "zoekt-0-wat" in tweede.content.decode()) == (409, True)
    pagina = client.get(adres("initiatief", cast, nummer=initiatief.pk)).content.decode()
    assert "Een brief met een stempel." in pagina


def test_lijst_filtert_en_bergt_op(cast: Cast, als: Als) -> None:
    koor = InitiatiefFactory(traject=cast.traject, naam="Koor")
    MiddelFactory(initiatief=koor, soort="ruimte", wat="een zaal")
    InitiatiefFactory(traject=cast.traject, naam="Markt", tot="2020-01-01")
    InitiatiefFactory(traject=cast.ander_traject, naam="Van elders")
    client, lijst = als("kerngroeplid"), adres("initiatieven", cast)
    alles = client.get(lijst)
    assert ([i.naam for i in alles.context["lopend"]], [i.naam for i in alles.context["voorbij"]]) == (
        ["Koor"], ["Markt"],
    )  # fmt: skip
    for filters, gevonden in (({"zoek": "zaal"}, 1), ({"richting": "biedt", "soort": "ruimte"}, 0), ({"van": "x"}, 2)):
        context = client.get(lijst, filters).context
        assert len(context["lopend"] + context["voorbij"]) == gevonden
    client.post(adres("initiatief_opbergen", cast, nummer=koor.pk))
    assert [i.naam for i in client.get(lijst).context["opgeborgen"]] == ["Koor"]
    client.post(adres("initiatief_terughalen", cast, nummer=koor.pk))
    assert not client.get(lijst).context["opgeborgen"]


def test_comaker_vertelt_zelf_en_blijft_eigenaar(cast: Cast, als: Als) -> None:
    mijn = als("persoon")
    begin = {"naam": "Werkplaats", "plaats": "De Esch", "omschrijving": "hout"} | rijen([("spullen", "oud hout")], [])
    assert mijn.post("/mijn/initiatief/", begin | {"naam": ""}).status_code == 422
    assert mijn.post("/mijn/initiatief/", begin).status_code == 303
    initiatief = Initiatief.objects.get()
    assert (initiatief.eigenaar_comaker, initiatief.is_zelf_aangemeld) == (cast.comaker, True)
    kern = als("kerngroeplid")
    assert "vertelde dit zelf" in kern.get(adres("initiatief", cast, nummer=initiatief.pk)).content.decode()
    overname = {"naam": "Werkplaats", "eigenaar_partij": PartijFactory(traject=cast.traject).pk, "versie": 1,
                "beloond_met": "Hout."} | rijen([("spullen", "oud hout")], [])  # fmt: skip
    assert kern.post(adres("initiatief_wijzigen", cast, nummer=initiatief.pk), overname).status_code == 303
    initiatief.refresh_from_db()
    assert (initiatief.eigenaar_comaker, initiatief.eigenaar_partij) == (cast.comaker, None)

    pad = f"/mijn/initiatief/{initiatief.pk}/"
    assert "Hout." in mijn.get(pad).content.decode()
    assert mijn.post(pad, begin | {"versie": 1}).status_code == 409
    assert mijn.post(pad, begin | {"plaats": "Schuur", "versie": 2, "beloond_met": "goud"}).status_code == 303
    initiatief.refresh_from_db()
    assert (initiatief.plaats, initiatief.beloond_met) == ("Schuur", "Hout.")
    assert middelen(initiatief) == {("zoekt", "spullen", "oud hout")}


def test_van_een_ander_is_niet_te_zien_en_zonder_comaker_kan_het_niet(cast: Cast, als: Als) -> None:
    ander = CoMakerFactory(traject=cast.traject)
    vreemd = InitiatiefFactory(traject=cast.traject, eigenaar_partij=None, eigenaar_comaker=ander, naam="Kanarie")
    mijn = als("persoon")
    assert mijn.get(f"/mijn/initiatief/{vreemd.pk}/").status_code == 404
    assert "Kanarie" not in mijn.get("/mijn/initiatief/").content.decode()
    cast.comaker.delete()
    assert "op jouw naam" in mijn.get("/mijn/initiatief/").content.decode()
    assert mijn.post("/mijn/initiatief/", {"naam": "Toch"} | rijen([], [])).status_code == 422


def test_aantal_vragen_groeit_niet_mee(cast: Cast, als: Als) -> None:
    kern, mijn = als("kerngroeplid"), als("persoon")
    eerste = InitiatiefFactory(traject=cast.traject, eigenaar_partij=None, eigenaar_comaker=cast.comaker)
    paden = [(kern, adres("initiatieven", cast)), (kern, adres("initiatief", cast, nummer=eerste.pk)),
             (mijn, "/mijn/initiatief/")]  # fmt: skip

    def tel(n: int) -> list[int]:
        for _n in range(n):
            comaker = CoMakerFactory(traject=cast.traject)
            MiddelFactory(initiatief__traject=cast.traject)
            MiddelFactory(initiatief=eerste)
            for eigenaar in (comaker, cast.comaker):
                InitiatiefFactory(traject=cast.traject, eigenaar_partij=None, eigenaar_comaker=eigenaar)
            KruispuntFactory(traject=cast.traject).initiatieven.add(eerste)
        uit = []
        for client, pad in paden:
            with CaptureQueriesContext(connection) as vragen:
                assert client.get(pad).status_code == 200
            uit.append(len(vragen))
        return uit

    tel(1)
    assert tel(1) == tel(8)
