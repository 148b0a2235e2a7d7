"""Decision moments: what comes, what was decided, what did not go on; read by the raad, kept by the kerngroep (M81)."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from leefsturing.lib import klok
from tests.conftest import Cast, FormClient
from tests.factories import BesluitFactory, BesluitmomentFactory
from trajecten.models import Besluit, Besluitmoment, Signaal
from trajecten.services import bereken_signalen

pytestmark = pytest.mark.django_db
Als = Callable[[str], FormClient]
URL = "/t/brink/besluitmomenten/"


def moment(**anders: Any) -> dict[str, Any]:
    return {"onderwerp": "Het plan vaststellen", "orgaan": "gemeenteraad", "datum": "2027-02-01"} | anders


def test_erbij_anders_en_een_conflict_toont_beide(als: Als, cast: Cast) -> None:
    client = als("kerngroeplid")
    assert client.post(f"{URL}nieuw/", moment(datum="")).status_code == 422
    assert client.post(f"{URL}nieuw/", moment()).status_code == 303
    rij = Besluitmoment.objects.get()
    assert client.post(f"{URL}{rij.pk}/", moment(onderwerp="Eerst de pijlers", versie=1)).status_code == 303
    antwoord = client.post(f"{URL}{rij.pk}/", moment(onderwerp="Nee, het plan", versie=1))
    assert antwoord.status_code == 409
    assert "Eerst de pijlers" in antwoord.content.decode()
    assert "Nee, het plan" in antwoord.content.decode()
    assert "Eerst de pijlers" in als("raadslid").get("/t/brink/besluiten/").content.decode()


def test_een_nieuw_besluit_sluit_het_moment(als: Als, cast: Cast) -> None:
    client, rij = als("kerngroeplid"), BesluitmomentFactory(traject=cast.traject, orgaan="wijkraad")
    form = client.get(f"/t/brink/besluiten/nieuw/?moment={rij.pk}").content.decode()
    assert 'value="wijkraad"' in form
    data = {"orgaan": "wijkraad", "datum": "2026-11-02", "soort": "definitief", "moment": rij.pk}
    assert client.post("/t/brink/besluiten/nieuw/", data).status_code == 303
    rij.refresh_from_db()
    assert rij.besluit == Besluit.objects.get()
    assert not rij.is_open
    assert client.post(f"{URL}{rij.pk}/hervatten/").status_code == 303
    rij.refresh_from_db()
    assert rij.is_open


def test_een_besluit_dat_er_al_staat_of_niet_doorgaan(als: Als, cast: Cast) -> None:
    client = als("kerngroeplid")
    een, twee = (BesluitmomentFactory(traject=cast.traject, onderwerp=o) for o in ("pijlers", "plan"))
    besluit, vreemd = BesluitFactory(traject=cast.traject), BesluitFactory(traject=cast.ander_traject)
    assert client.post(f"{URL}{een.pk}/besloten/", {"besluit": vreemd.pk}).status_code == 422
    assert client.post(f"{URL}{een.pk}/besloten/", {"besluit": besluit.pk}).status_code == 303
    assert client.post(f"{URL}{twee.pk}/afblazen/", {"reden": " "}).status_code == 422
    assert client.post(f"{URL}{twee.pk}/afblazen/", {"reden": "na de zomer"}).status_code == 303
    assert client.post(f"{URL}{twee.pk}/besloten/", {"besluit": besluit.pk}).status_code == 422
    pagina = client.get("/t/brink/besluiten/").content.decode()
    assert "na de zomer" in pagina
    assert "Wat nog besloten moet worden" not in pagina


@pytest.mark.parametrize(("wie", "code"), [("raadslid", 403), ("meelezer", 403), ("vreemde", 404)])
def test_wie_niet_mag_verandert_niets(als: Als, cast: Cast, wie: str, code: int) -> None:
    rij = BesluitmomentFactory(traject=cast.traject)
    for pad in ("nieuw/", f"{rij.pk}/", f"{rij.pk}/besloten/", f"{rij.pk}/afblazen/", f"{rij.pk}/hervatten/"):
        assert als(wie).post(URL + pad, moment()).status_code == code, pad


def test_dag_voorbij_zonder_besluit_is_een_signaal_en_gaat(cast: Cast) -> None:
    dag = klok.vandaag()
    rij = BesluitmomentFactory(traject=cast.traject, datum=dag)

    def gezien(op: date) -> bool:
        bereken_signalen(traject=cast.traject, now=klok.moment_op(op))
        return Signaal.objects.filter(code="besluitmoment.voorbij").exists()

    assert not gezien(dag)
    assert gezien(dag + timedelta(days=1))
    Besluitmoment.objects.filter(pk=rij.pk).update(besluit=BesluitFactory(traject=cast.traject))
    assert not gezien(dag + timedelta(days=1))
