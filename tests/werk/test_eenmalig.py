"""Each form once: double clicks, the back button, a corrected form, and twenty at the same time."""

import threading
import uuid
from typing import Any

import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import RequestFactory

from toegang.models import Logregel
from werk.eenmalig import SleutelOntbreekt, eenmalig
from werk.models import Inzending

SLEUTEL = str(uuid.UUID(int=7))


def formulier(sleutel: str | None = SLEUTEL, **velden: str) -> HttpRequest:
    data = velden | ({"_sleutel": sleutel} if sleutel else {})
    return RequestFactory().post("/t/brink/iets/", data)


def doe(status: int = 303, tel: list[int] | None = None) -> Any:
    """A view with one effect, which counts how often it ran."""

    def view() -> HttpResponse:
        if tel is not None:
            tel.append(1)
        Logregel.objects.create(actor="gebruiker:1", werkwoord="iets.gedaan")
        return HttpResponse(status=status, headers={"Location": "/t/brink/klaar/"} if status == 303 else {})

    return view


def aantal() -> int:
    return Logregel.objects.filter(werkwoord="iets.gedaan").count()


@pytest.mark.django_db
class TestEenmalig:
    def test_dubbelklik_heeft_een_gevolg_en_hetzelfde_antwoord(self) -> None:
        eerste = eenmalig(formulier(naam="Ans"), "gebruiker:1", doe())
        tweede = eenmalig(formulier(naam="Ans"), "gebruiker:1", doe())
        assert aantal() == 1
        assert (eerste.status_code, eerste["Location"]) == (tweede.status_code, tweede["Location"])

    def test_terugknop_en_anders_ingevuld_is_een_nieuw_formulier(self) -> None:
        eenmalig(formulier(naam="Ans"), "gebruiker:1", doe())
        eenmalig(formulier(naam="Bep"), "gebruiker:1", doe())
        assert aantal() == 2

    def test_geweigerd_formulier_laat_niets_achter_en_mag_opnieuw(self) -> None:
        assert eenmalig(formulier(naam=""), "gebruiker:1", doe(422)).status_code == 422
        assert aantal() == 0
        assert not Inzending.objects.exists()
        eenmalig(formulier(naam=""), "gebruiker:1", doe())
        assert aantal() == 1

    def test_sleutel_van_een_ander_telt_niet(self) -> None:
        eenmalig(formulier(), "gebruiker:1", doe())
        eenmalig(formulier(), "gebruiker:2", doe())
        assert aantal() == 2

    def test_zonder_sleutel_gebeurt_er_niets(self) -> None:
        for fout in (None, "kort", "x" * 65, "met spatie en meer tekens"):
            with pytest.raises(SleutelOntbreekt):
                eenmalig(formulier(fout), "gebruiker:1", doe())
        assert aantal() == 0

    def test_volgorde_van_velden_en_bestanden_telt_mee(self) -> None:
        een, twee = formulier(), formulier()
        een.POST = QueryDict("a=1&b=2&_sleutel=" + SLEUTEL)
        twee.POST = QueryDict("b=2&a=1&_sleutel=" + SLEUTEL)
        eenmalig(een, "gebruiker:1", doe())
        eenmalig(twee, "gebruiker:1", doe())
        assert aantal() == 1


@pytest.mark.gegevensbank
@pytest.mark.django_db(transaction=True)
def test_twintig_tegelijk_is_een_keer() -> None:
    """Twenty identical requests at once: one effect, twenty times the same answer."""
    antwoorden: list[Any] = []
    start = threading.Barrier(20)

    def klik() -> None:
        start.wait()
        try:
            antwoorden.append(eenmalig(formulier(naam="Ans"), "gebruiker:1", doe())["Location"])
        finally:
            connections.close_all()

    draden = [threading.Thread(target=klik) for _ in range(20)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert antwoorden == ["/t/brink/klaar/"] * 20
    assert aantal() == 1


@pytest.mark.django_db
def test_zonder_de_wachter_gebeurt_het_wel_dubbel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: where the same form is not recognised, the second one has its effect too."""
    monkeypatch.setattr("werk.eenmalig.inhoud_hash", lambda request: uuid.uuid4().hex)
    eenmalig(formulier(), "gebruiker:1", doe())
    eenmalig(formulier(), "gebruiker:1", doe())
    assert aantal() == 2
