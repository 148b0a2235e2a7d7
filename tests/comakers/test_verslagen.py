"""The verslag: starts from what was said, is shared as a frozen version, and goes on with what the co-maker answers."""

import uuid
from typing import Any

import pytest

from berichten.models import Bericht
from berichten.registratie import register
from comakers.enums import KernSoort, OpmerkingStaat, VerslagStaat
from comakers.models import Gesprek, Kernpunt, Opmerking, Terugkoppeling, Verslag, VerslagVersie
from comakers.services.reacties import add_opmerking
from leefsturing.lib import klok
from tests.factories import CoMakerFactory, GesprekFactory, OpmerkingFactory, ToezeggingFactory, UitspraakFactory
from toegang.models import Logregel
from trajecten.models import PersoonlijkeLink

pytestmark = pytest.mark.django_db
TEKST = "Dank voor je tijd.\n\nJe vertelde over de speeltuin.\n\nOver twee weken bellen we je."


@pytest.fixture
def gesprek(cast: Any) -> Gesprek:
    return GesprekFactory(traject=cast.traject, comakers=[cast.comaker], interviewers=[cast.kerngroeplid])


def url(gesprek: Gesprek, deel: str = "") -> str:
    return f"/t/brink/gesprekken/{gesprek.pk}/verslag/{deel}"


def deel(client: Any, gesprek: Gesprek, tekst: str = TEKST, versie: int = 0, **extra: Any) -> Any:
    return client.post(url(gesprek), {"tekst": tekst, "versie": versie, "delen": "ja"} | extra)


def test_begint_nooit_met_een_lege_bladzijde(cast: Any, als: Any, gesprek: Gesprek) -> None:
    UitspraakFactory(comaker=cast.comaker, gesprek=gesprek, tekst="Meer bankjes bij het plein")
    Kernpunt.objects.create(
        traject=cast.traject,
        gesprek=gesprek,
        soort=KernSoort.VERANDERD,
        nummer=1,
        tekst="iedereen groet elkaar",
        jaar=2041,
    )
    ToezeggingFactory(comaker=cast.comaker, gesprek=gesprek, tekst="de zaal regelen", eigenaar=cast.kerngroeplid)
    client = als("kerngroeplid")
    response = client.get(url(gesprek))
    for woorden in (
        "Beste " + cast.persoon.voornaam,
        "Meer bankjes bij het plein",
        "iedereen groet elkaar",
        "de zaal regelen",
    ):
        assert woorden in response.context["form"].initial["tekst"]
    assert "Deel met co-maker" in response.text
    assert not Verslag.objects.exists(), "looking changes nothing"
    assert deel(client, gesprek, response.context["form"].initial["tekst"]).status_code == 422, (
        "an open place stays inside"
    )


def test_opslaan_is_nog_niet_delen(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client = als("kerngroeplid")
    assert client.post(url(gesprek), {"tekst": TEKST, "versie": 0}).status_code == 303
    assert Verslag.objects.get().staat == VerslagStaat.CONCEPT
    assert not VerslagVersie.objects.exists()
    assert client.post(url(gesprek), {"tekst": "", "versie": 1}).status_code == 422


def test_twee_schrijvers_verliezen_niets(cast: Any, als: Any, gesprek: Gesprek) -> None:
    assert als("kerngroeplid").post(url(gesprek), {"tekst": TEKST, "versie": 0}).status_code == 303
    botsing = als("opdrachtnemer").post(url(gesprek), {"tekst": "een heel ander verslag", "versie": 0})
    assert botsing.status_code == 409
    assert "een heel ander verslag" in botsing.text
    assert "speeltuin" in botsing.text
    assert Verslag.objects.get().tekst == TEKST
    beter = als("opdrachtnemer").post(url(gesprek), {"tekst": "een heel ander verslag", "versie": 1})
    assert beter.status_code == 303


def test_delen_bevriest_en_vraagt(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client, sleutel = als("kerngroeplid"), str(uuid.uuid4())
    for _ in range(2):
        assert deel(client, gesprek, _sleutel=sleutel).status_code == 303
    verslag = Verslag.objects.get()
    versie = verslag.versies.get()
    assert (verslag.staat, versie.nummer, versie.tekst) == (VerslagStaat.GEDEELD, 1, TEKST)
    bericht = Bericht.objects.get()
    assert (bericht.aanleiding, bericht.persoon, bericht.klasse) == ("verslag.gedeeld", cast.persoon, "A")
    assert "versie 1 gedeeld" in client.get(url(gesprek)).text
    assert not Terugkoppeling.objects.exists(), "it counts when it is delivered, not when it is planned"


def test_bezorgd_telt_als_gehoord(cast: Any, als: Any, gesprek: Gesprek) -> None:
    deel(als("kerngroeplid"), gesprek)
    bericht, aanleiding = Bericht.objects.get(), register.aanleidingen["verslag.gedeeld"]
    mail = aanleiding.render(bericht, klok.nu())
    assert mail.knop is not None
    assert "/mijn/in/" in mail.knop.url
    assert aanleiding.mag_nog(bericht) is None
    for _ in range(2):
        aanleiding.bezorgd(bericht)
    assert Terugkoppeling.objects.get().kanaal == "verslag"


def test_zonder_adres_geef_je_het_zelf(cast: Any, als: Any, gesprek: Gesprek) -> None:
    cast.persoon.email = ""
    cast.persoon.save()
    client = als("kerngroeplid")
    assert "heeft geen e-mailadres" in client.get(url(gesprek)).text
    deel(client, gesprek)
    assert not Bericht.objects.exists()
    assert "heeft geen e-mailadres" in client.get(url(gesprek)).text
    assert PersoonlijkeLink.objects.filter(persoon=cast.persoon).count() == 1
    papier = client.get(url(gesprek, "printen/")).text
    assert "speeltuin" in papier
    assert "/mijn/in/" in papier
    assert Logregel.objects.filter(werkwoord="link.getoond", onderwerp=f"persoon:{cast.persoon.pk}").count() == 1
    assert als("meelezer").get(url(gesprek, "printen/")).status_code == 403


def test_niets_te_delen(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client = als("kerngroeplid")
    deel(client, gesprek)
    again = deel(client, gesprek, versie=1)
    assert again.status_code == 422
    assert "niets veranderd" in again.text
    assert VerslagVersie.objects.count() == 1


def test_opnieuw_delen_maakt_een_versie_en_vraagt_opnieuw(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client = als("kerngroeplid")
    deel(client, gesprek)
    eerste = Bericht.objects.get()
    assert deel(client, gesprek, TEKST.replace("speeltuin", "zandbak"), 1).status_code == 303
    assert [v.nummer for v in VerslagVersie.objects.order_by("nummer")] == [1, 2]
    assert Bericht.objects.count() == 2
    assert register.aanleidingen["verslag.gedeeld"].mag_nog(eerste), "the older mail is not sent any more"
    tekst = client.get(url(gesprek, "versies/")).text
    assert "<del>speeltuin</del>" in tekst
    assert "<ins>zandbak</ins>" in tekst


@pytest.fixture
def opmerking(cast: Any, als: Any, gesprek: Gesprek) -> Opmerking:
    deel(als("kerngroeplid"), gesprek)
    verslag = Verslag.objects.get()
    return add_opmerking(
        verslag=verslag, nummer=1, alinea=verslag.alineas[1][0], tekst="Het was de zandbak.",
        voorstel="Je vertelde over de zandbak.", by=cast.persoon,
    )  # fmt: skip


def test_verbetering_overnemen_met_een_klik(cast: Any, als: Any, gesprek: Gesprek, opmerking: Opmerking) -> None:
    client, sleutel = als("kerngroeplid"), str(uuid.uuid4())
    pagina = client.get(url(gesprek)).text
    assert "Het was de zandbak." in pagina
    assert "Neem over" in pagina
    adres = f"/t/brink/opmerkingen/{opmerking.pk}/overnemen/"
    for _ in range(2):
        assert client.post(adres, {"versie": 1, "_sleutel": sleutel}).status_code == 303
    verslag = Verslag.objects.get()
    assert verslag.tekst == TEKST.replace("speeltuin", "zandbak")
    assert verslag.versies.get().tekst == TEKST, "what was shared does not change"
    opmerking.refresh_from_db()
    assert (opmerking.staat, opmerking.afgehandeld_door) == (OpmerkingStaat.OVERGENOMEN, cast.kerngroeplid)
    assert client.post(adres, {"versie": 2}).status_code == 422


def test_overnemen_over_een_nieuwere_tekst_is_een_conflict(
    cast: Any, als: Any, gesprek: Gesprek, opmerking: Opmerking
) -> None:
    als("opdrachtnemer").post(url(gesprek), {"tekst": TEKST + "\n\nEn nog iets.", "versie": 1})
    response = als("kerngroeplid").post(f"/t/brink/opmerkingen/{opmerking.pk}/overnemen/", {"versie": 1})
    assert response.status_code == 409
    assert "En nog iets." in response.text
    opmerking.refresh_from_db()
    assert opmerking.is_open


def test_alinea_die_weg_is_kan_niet_over(cast: Any, als: Any, gesprek: Gesprek, opmerking: Opmerking) -> None:
    als("kerngroeplid").post(url(gesprek), {"tekst": "Alles opnieuw geschreven.", "versie": 1})
    response = als("kerngroeplid").post(f"/t/brink/opmerkingen/{opmerking.pk}/overnemen/", {"versie": 2})
    assert response.status_code == 422
    assert "staat zo niet meer" in response.text
    assert "intussen veranderd" in als("kerngroeplid").get(url(gesprek)).text


def test_antwoord_geven_en_dan_opnieuw_vragen(cast: Any, als: Any, gesprek: Gesprek, opmerking: Opmerking) -> None:
    client, adres = als("kerngroeplid"), f"/t/brink/opmerkingen/{opmerking.pk}/beantwoorden/"
    assert client.post(adres, {"antwoord": ""}).status_code == 422
    assert client.post(adres, {"antwoord": "Goed dat je het zegt."}).status_code == 303
    assert "Goed dat je het zegt." in client.get(url(gesprek)).text
    assert client.post(url(gesprek, "delen/")).status_code == 303, "an answer is something new to read"
    assert Verslag.objects.get().staat == VerslagStaat.GEDEELD


def test_akkoord_staat_vast_tot_heropenen(cast: Any, als: Any, gesprek: Gesprek) -> None:
    client = als("kerngroeplid")
    deel(client, gesprek)
    Verslag.objects.update(staat=VerslagStaat.AKKOORD)
    assert client.post(url(gesprek), {"tekst": "toch anders", "versie": 1}).status_code == 403
    assert client.post(url(gesprek, "delen/")).status_code == 403
    assert "Begin een nieuwe versie" in client.get(url(gesprek)).text
    assert client.post(url(gesprek, "heropenen/")).status_code == 303
    assert client.post(url(gesprek, "heropenen/")).status_code == 422
    assert deel(client, gesprek, "Toch anders, over twee weken.", 1).status_code == 303
    assert VerslagVersie.objects.count() == 2


def test_wie_mag_niet(cast: Any, als: Any, gesprek: Gesprek) -> None:
    elders = OpmerkingFactory(versie__verslag__gesprek=GesprekFactory(traject=cast.ander_traject))
    assert als("meelezer").get(url(gesprek)).status_code == 200
    assert als("meelezer").post(url(gesprek), {"tekst": "x", "versie": 0}).status_code == 403
    assert als("raadslid").get(url(gesprek)).status_code == 403
    assert als("vreemde").get(url(gesprek)).status_code == 404
    assert als("kerngroeplid").post(url(gesprek, "delen/")).status_code == 404
    for wat in ("overnemen", "beantwoorden"):
        response = als("kerngroeplid").post(f"/t/brink/opmerkingen/{elders.pk}/{wat}/", {"versie": 1, "antwoord": "x"})
        assert response.status_code == 404
    vreemd = GesprekFactory(traject=cast.ander_traject, comakers=[CoMakerFactory(traject=cast.ander_traject)])
    assert als("kerngroeplid").get(url(vreemd)).status_code == 404


def test_zonder_versies_is_er_niets_te_vergelijken(cast: Any, als: Any, gesprek: Gesprek) -> None:
    assert "Nog niets gedeeld" in als("kerngroeplid").get(url(gesprek, "versies/")).text
    deel(als("kerngroeplid"), gesprek)
    assert als("kerngroeplid").get(url(gesprek, "versies/?van=99&tot=onzin")).status_code == 200
