"""Reading, remarking, correcting, agreeing: bound to the version on screen, nothing lost, nothing forced."""

import uuid
from typing import Any

import pytest

from comakers.enums import VerslagStaat
from comakers.models import Akkoord, Opmerking, Verslag
from comakers.services import verslagen
from leefsturing.lib.fouten import DomainError
from tests.factories import CoMakerFactory, GebruikerFactory
from tests.mijn.conftest import Mijn
from toegang.models import Logregel


def opmerking(mijn: Mijn, nummer: int = 1, **velden: Any) -> Any:
    code, bron = mijn.alinea()
    data = {"nummer": nummer, "alinea": code, "tekst": "", "voorstel": bron} | velden
    return mijn.client.post(mijn.url("opmerking/"), data)


def akkoord(mijn: Mijn, nummer: int = 1, **velden: Any) -> Any:
    data = {"nummer": nummer, "gelezen": "on", "naam": "Fatma Yilmaz"} | velden
    return mijn.client.post(mijn.url("akkoord/"), {k: v for k, v in data.items() if v is not None})


def staat(mijn: Mijn) -> str:
    return Verslag.objects.get(pk=mijn.verslag.pk).staat


def test_voorpagina_noemt_eerst_wat_wacht(mijn: Mijn) -> None:
    html = mijn.client.get("/mijn/").content.decode()
    assert html.index("Het verslag van ons gesprek is klaar") < html.index("Wat er gebeurde met wat je zei")
    assert mijn.url() in html


def test_verslag_lezen_per_alinea(mijn: Mijn) -> None:
    html = mijn.client.get(mijn.url()).content.decode()
    for code, bron in mijn.versie.alineas:
        assert f'id="a-{code}"' in html
        assert html.count(bron) == 2  # to read, and prefilled to correct


def test_verslag_van_een_ander_bestaat_niet(mijn: Mijn, ander: Verslag) -> None:
    voor = (Opmerking.objects.count(), Akkoord.objects.count())
    assert mijn.client.get(f"/mijn/verslag/{ander.pk}/").status_code == 404
    for pad in ("opmerking/", "akkoord/"):
        assert mijn.client.post(f"/mijn/verslag/{ander.pk}/{pad}", {"nummer": 1}).status_code == 404
    assert (Opmerking.objects.count(), Akkoord.objects.count()) == voor


def test_ongedeeld_verslag_bestaat_niet(mijn: Mijn) -> None:
    Verslag.objects.filter(pk=mijn.verslag.pk).update(staat=VerslagStaat.CONCEPT)
    assert mijn.client.get(mijn.url()).status_code == 404
    assert opmerking(mijn, tekst="x").status_code == 404


def test_opmerking_bij_een_alinea(mijn: Mijn) -> None:
    code, bron = mijn.alinea()
    response = opmerking(mijn, tekst="Het was de grote speeltuin.")
    assert (response.status_code, response["Location"]) == (303, f"{mijn.url()}#a-{code}")
    rij = Opmerking.objects.get()
    assert (rij.tekst, rij.voorstel, rij.alinea_tekst, rij.persoon, rij.versie) == (
        "Het was de grote speeltuin.", "", bron, mijn.persoon, mijn.versie,
    )  # fmt: skip
    assert staat(mijn) == VerslagStaat.OPMERKINGEN
    html = mijn.client.get(mijn.url()).content.decode()
    assert "Het was de grote speeltuin." in html
    assert "We kijken ernaar" in html
    assert Logregel.objects.filter(werkwoord="verslag.opmerking", actor=f"persoon:{mijn.persoon.pk}").exists()


def test_tekst_zelf_verbeteren_en_overnemen(mijn: Mijn) -> None:
    """The whole round: corrected, taken over with one click, shared again, agreed."""
    opmerking(mijn, voorstel="Je vertelde over de grote speeltuin.")
    rij = Opmerking.objects.get()
    assert rij.voorstel == "Je vertelde over de grote speeltuin."
    lid = mijn.cast.kerngroeplid
    verslagen.take_over_opmerking(opmerking=rij, versie=mijn.verslag.versie, by=lid)
    mijn.verslag.refresh_from_db()
    verslagen.share_verslag(verslag=mijn.verslag, by=lid)
    assert "We hebben het verslag aangepast" in mijn.client.get("/mijn/").content.decode()
    html = mijn.client.get(mijn.url()).content.decode()
    assert "grote speeltuin" in html
    assert "Overgenomen, dank je" in html
    assert akkoord(mijn, nummer=2).status_code == 303
    assert staat(mijn) == VerslagStaat.AKKOORD


def test_antwoord_staat_bij_de_opmerking(mijn: Mijn) -> None:
    opmerking(mijn, tekst="Klopt dit wel?")
    verslagen.answer_opmerking(opmerking=Opmerking.objects.get(), antwoord="Ja, zie foto.", by=mijn.cast.kerngroeplid)
    html = mijn.client.get(mijn.url()).content.decode()
    assert "Ja, zie foto." in html
    assert "Toch niet versturen" not in html


@pytest.mark.parametrize(
    "velden",
    [
        {},  # nothing said, nothing changed
        {"tekst": "   ", "voorstel": ""},
        {"tekst": "x" * 2001},
        {"tekst": "goed", "voorstel": "y" * 8001},
        {"tekst": "goed", "nummer": "een"},
    ],
)
def test_lege_of_te_lange_opmerking_geeft_uitleg_en_houdt_tekst(mijn: Mijn, velden: dict[str, Any]) -> None:
    response = opmerking(mijn, **velden)
    assert response.status_code == 422
    assert not Opmerking.objects.exists()
    html = response.content.decode()
    assert "data-fouten" in html
    for waarde in velden.values():
        assert str(waarde).strip() in html


def test_html_blijft_tekst(mijn: Mijn) -> None:
    opmerking(mijn, tekst="<script>alert(1)</script>", voorstel='<img src=x onerror="alert(1)">')
    html = mijn.client.get(mijn.url()).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "&lt;script&gt;" in html


def test_opmerking_terugnemen(mijn: Mijn) -> None:
    opmerking(mijn, tekst="Toch niet.")
    rij = Opmerking.objects.get()
    assert mijn.client.post(f"/mijn/opmerking/{rij.pk}/terug/").status_code == 303
    assert not Opmerking.objects.exists()
    assert staat(mijn) == VerslagStaat.GEDEELD
    opmerking(mijn, tekst="Nog een keer.")
    rij = Opmerking.objects.get()
    verslagen.answer_opmerking(opmerking=rij, antwoord="Ja.", by=mijn.cast.kerngroeplid)
    response = mijn.client.post(f"/mijn/opmerking/{rij.pk}/terug/")
    assert response.status_code == 422
    assert Opmerking.objects.exists()


def test_opmerking_van_een_ander_terugnemen_kan_niet(mijn: Mijn) -> None:
    opmerking(mijn, tekst="van mij")
    vreemd = CoMakerFactory(traject=mijn.cast.traject).persoon
    Opmerking.objects.update(persoon=vreemd)
    assert mijn.client.post(f"/mijn/opmerking/{Opmerking.objects.get().pk}/terug/").status_code == 404


def test_formulieradres_opnieuw_openen_brengt_terug(mijn: Mijn) -> None:
    """Opened again from the history of the browser, the address of a form leads to its page."""
    for pad, terug in [
        (mijn.url("opmerking/"), mijn.url()),
        (mijn.url("akkoord/"), mijn.url()),
        (f"/mijn/uitspraak/{mijn.uitspraken[0].pk}/toestemming/", "/mijn/keuzes/"),
        ("/mijn/keuzes/alles/", "/mijn/keuzes/"),
    ]:
        assert mijn.client.get(pad)["Location"] == terug


# ── Agreement ─────────────────────────────────────────────────────────────────────────────────────────────


def test_akkoord_met_precies_deze_versie(mijn: Mijn) -> None:
    response = akkoord(mijn)
    assert (response.status_code, response["Location"]) == (303, "/mijn/keuzes/")
    rij = Akkoord.objects.get()
    assert (rij.versie, rij.persoon) == (mijn.versie, mijn.persoon)
    assert staat(mijn) == VerslagStaat.AKKOORD
    html = mijn.client.get(mijn.url()).content.decode()
    assert "Je ging akkoord op" in html
    assert "Klopt dit niet?" not in html


@pytest.mark.parametrize("naam", ["Fatma", "YILMAZ", "f. yılmaz", "Fatma Yılmaz-de Boer", "  fatma  "])
def test_eigen_naam_in_elke_vorm(mijn: Mijn, naam: str) -> None:
    assert akkoord(mijn, naam=naam).status_code == 303


@pytest.mark.parametrize(
    "velden",
    [{"gelezen": None}, {"naam": ""}, {"naam": "Test Tester"}, {"naam": "F"}, {"naam": "x" * 200}, {"nummer": ""}],
)
def test_akkoord_vraagt_een_keuze_en_de_eigen_naam(mijn: Mijn, velden: dict[str, Any]) -> None:
    response = akkoord(mijn, **velden)
    assert response.status_code == 422
    assert 'href="#akkoord"' in response.content.decode()  # without script the error would be below the fold
    assert not Akkoord.objects.exists()
    assert staat(mijn) == VerslagStaat.GEDEELD


def test_nieuwere_versie_wordt_getoond_en_uitgelegd(mijn: Mijn) -> None:
    mijn.deel_nieuwe_versie("Een heel nieuwe tekst.")
    response = akkoord(mijn)
    assert response.status_code == 409
    html = response.content.decode()
    assert "Er is een nieuwe versie" in html
    assert "Een heel nieuwe tekst." in html
    assert 'name="nummer" value="2"' in html
    assert not Akkoord.objects.exists()
    assert akkoord(mijn, nummer=2).status_code == 303
    assert akkoord(mijn, nummer=3).status_code == 422


def test_opmerking_op_oude_versie_verliest_geen_woord(mijn: Mijn) -> None:
    mijn.deel_nieuwe_versie("Een heel nieuwe tekst.")
    response = opmerking(mijn, tekst="Mijn lange verhaal.")
    assert response.status_code == 409
    assert "Mijn lange verhaal." in response.content.decode()
    assert not Opmerking.objects.exists()


def test_onbekende_alinea(mijn: Mijn) -> None:
    response = opmerking(mijn, alinea="ffffffffff", tekst="Mijn verhaal.")
    assert response.status_code == 409
    assert "Mijn verhaal." in response.content.decode()


def test_twee_keer_tikken_is_een_keer(mijn: Mijn) -> None:
    sleutel = str(uuid.uuid4())
    antwoorden = {opmerking(mijn, tekst="een keer", _sleutel=sleutel)["Location"] for _ in range(3)}
    assert len(antwoorden) == 1
    assert Opmerking.objects.count() == 1
    sleutel = str(uuid.uuid4())
    assert {akkoord(mijn, _sleutel=sleutel).status_code for _ in range(3)} == {303}
    # And again with another key: the back button.
    assert akkoord(mijn).status_code == 303
    assert Akkoord.objects.count() == 1


def test_na_akkoord_geen_opmerking_meer(mijn: Mijn) -> None:
    akkoord(mijn)
    response = opmerking(mijn, tekst="Toch nog iets.")
    assert response.status_code == 422
    html = response.content.decode()
    assert not Opmerking.objects.exists()
    assert "Bel of mail ons" in html


def test_heropend_verslag_vraagt_akkoord_op_de_nieuwe_versie(mijn: Mijn) -> None:
    akkoord(mijn)
    verslagen.reopen_verslag(verslag=mijn.verslag, by=mijn.cast.kerngroeplid)
    assert "Je ging akkoord" in mijn.client.get(mijn.url()).content.decode()
    Verslag.objects.filter(pk=mijn.verslag.pk).update(tekst="Nieuw.")
    mijn.verslag.refresh_from_db()
    verslagen.share_verslag(verslag=mijn.verslag, by=mijn.cast.kerngroeplid)
    html = mijn.client.get(mijn.url()).content.decode()
    assert "Je ging akkoord met de vorige versie" in html
    assert akkoord(mijn, nummer=2).status_code == 303
    assert Akkoord.objects.count() == 2


def test_met_twee_co_makers_is_het_pas_akkoord_als_beiden_het_zijn(mijn: Mijn) -> None:
    tweede = CoMakerFactory(traject=mijn.cast.traject)
    mijn.verslag.gesprek.comakers.add(tweede)
    assert akkoord(mijn).status_code == 303
    assert staat(mijn) == VerslagStaat.GEDEELD
    assert "Klopt dit niet?" not in mijn.client.get(mijn.url()).content.decode()
    type(tweede).objects.filter(pk=tweede.pk).update(staat="afgehaakt")
    Akkoord.objects.all().delete()
    akkoord(mijn)
    assert staat(mijn) == VerslagStaat.AKKOORD


def test_een_onbeantwoord_verslag_blokkeert_niets(mijn: Mijn) -> None:
    """The kerngroep can share again and again without an answer."""
    for n in range(3):
        Verslag.objects.filter(pk=mijn.verslag.pk).update(tekst=f"Tekst {n}.")
        mijn.verslag.refresh_from_db()
        verslagen.share_verslag(verslag=mijn.verslag, by=mijn.cast.kerngroeplid)
    with pytest.raises(DomainError):
        verslagen.share_verslag(verslag=mijn.verslag, by=GebruikerFactory())
    assert mijn.client.get(mijn.url()).status_code == 200
