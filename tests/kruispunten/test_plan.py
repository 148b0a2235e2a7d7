"""Kruispunten in the plan: plain data, nobody named without consent, as many queries however many there are."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comakers.enums import Toestemming
from comakers.services.herkomst import koppel_herkomst
from plannen.bronnen_kruispunten import kruispunten
from tests.conftest import Cast
from tests.factories import CoMakerFactory, UitspraakFactory
from tests.factories.kruispunten import CombinatieFactory, InitiatiefFactory

pytestmark = pytest.mark.django_db


def test_wie_en_wat_zonder_naam_en_met_vast_aantal_vragen(cast: Cast) -> None:
    comaker = CoMakerFactory(traject=cast.traject, persoon__achternaam="Kanarievogel")

    def vul(n: int) -> int:
        for _n in range(n):
            kruispunt = CombinatieFactory(kruispunt__traject=cast.traject).kruispunt
            kruispunt.initiatieven.add(
                InitiatiefFactory(traject=cast.traject, eigenaar_partij=None, eigenaar_comaker=comaker)
            )
            bronnen = [UitspraakFactory(comaker=comaker, tekst="mag wel"), UitspraakFactory(comaker=comaker)]
            koppel_herkomst(product=kruispunt, uitspraken=bronnen, by=None)
            bronnen[1].toestemming, bronnen[1].tekst = Toestemming.NIET, "mag niet meer"
            bronnen[1].save()
        with CaptureQueriesContext(connection) as vragen:
            gegevens = kruispunten(cast.traject)
        tekst = json.dumps(gegevens)
        assert ("Kanarievogel" in tekst, "mag niet meer" in tekst) == (False, False)
        eerste = gegevens["kruispunten"][0]
        assert eerste["wie"] == [f"een {comaker.categorie.enkelvoud}"]
        assert [u["tekst"] for u in eerste["uitspraken"]] == ["mag wel"]
        assert eerste["combinaties"][0]["kost_weinig"]
        return len(vragen)

    assert vul(1) == vul(6)
