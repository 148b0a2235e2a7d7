"""The sections of the plan: plain data, consent applied, the same picture as on screen, words beside it (M80)."""

import json
from typing import Any

import pytest
from django.template.loader import render_to_string

from comakers.enums import Toestemming
from comakers.services.herkomst import koppel_herkomst
from plannen.onderdelen import OP_SLEUTEL
from tests.conftest import Cast
from tests.factories import (
    KrachtFactory,
    OntwikkelingFactory,
    PijlerFactory,
    ProjectFactory,
    StapFactory,
    StreefbeeldFactory,
    StreefbeeldpuntFactory,
    UitspraakFactory,
)

pytestmark = pytest.mark.django_db


def bevroren(sleutel: str, cast: Cast) -> tuple[str, dict[str, Any]]:
    """What a version holds, as it comes out of the database again."""
    tekst = json.dumps(OP_SLEUTEL[sleutel].bron(cast.traject))
    return tekst, OP_SLEUTEL[sleutel].verrijk(json.loads(tekst))


def test_positionering_als_plaatje_en_tabel(cast: Cast) -> None:
    OntwikkelingFactory(traject=cast.traject, titel="Er komt <een> tram", schaal="regio")
    kracht = KrachtFactory(traject=cast.traject, titel="Het koor")
    nee = UitspraakFactory(comaker=cast.comaker, tekst="kanarie")
    koppel_herkomst(product=kracht, uitspraken=[nee], by=None)
    nee.toestemming = Toestemming.NIET
    nee.save()
    tekst, g = bevroren("positionering", cast)
    assert "kanarie" not in tekst
    html = render_to_string(OP_SLEUTEL["positionering"].sjabloon, {"g": g})
    assert html.count("Er komt &lt;een&gt; tram") == 2
    assert '<svg class="schaalkaart schaalkaart--smal"' in html
    assert "Het koor" in html
    assert "kanarie" not in html


def test_streefbeeld_en_de_weg_terug(cast: Cast) -> None:
    pijler = PijlerFactory(traject=cast.traject, plaats=2, titel="Trots")
    StreefbeeldFactory(pijler=pijler, nummer=1, tekst="oud verhaal")
    StreefbeeldFactory(pijler=pijler, nummer=2, tekst="het verhaal van nu")
    punt = StreefbeeldpuntFactory(traject=cast.traject, pijler=pijler, tekst="Men groet.", soort="is_weg")
    koppel_herkomst(product=punt, uitspraken=[UitspraakFactory(comaker=cast.comaker)], by=None)
    StreefbeeldpuntFactory(traject=cast.traject, tekst="Past nergens.", aspect="fysiek")
    stap = StapFactory(traject=cast.traject, pijler=pijler, jaar=2034, tekst="Halverwege")
    ProjectFactory(traject=cast.traject, stap=stap, naam="Soep")
    _tekst, g = bevroren("streefbeeld", cast)
    assert [b["titel"] for b in g["beelden"]] == ["Trots", ""]
    assert g["bladen"][0].merken[0].feit.dragers == ("Soep",)
    html = render_to_string(OP_SLEUTEL["streefbeeld"].sjabloon, {"g": g})
    assert "het verhaal van nu" in html
    assert "oud verhaal" not in html
    assert "Dat zie je dan niet meer:" in html
    assert cast.comaker.categorie.enkelvoud in html
    assert html.count("Halverwege") == 2
    assert "Buiten de pijlers" in html


def test_leeg_is_een_zin(cast: Cast) -> None:
    for sleutel in ("positionering", "streefbeeld"):
        _tekst, g = bevroren(sleutel, cast)
        html = render_to_string(OP_SLEUTEL[sleutel].sjabloon, {"g": g})
        assert "<svg" not in html
        assert "nog geen" in html
