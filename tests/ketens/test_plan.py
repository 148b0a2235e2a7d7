"""The sections of the plan on projects, ketens and the overheid: nobody by name, exit dates, a drawing that prints."""

import json
from datetime import date

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from plannen import bronnen, bronnen_ketens
from plannen.druk import met_beeldblad
from tests.factories import (
    CoMakerFactory,
    InbrengFactory,
    KetenFactory,
    KruispuntFactory,
    MijlpaalFactory,
    PartijFactory,
    ProjectFactory,
    SchakelFactory,
    StapFactory,
    TrajectFactory,
)
from trajecten.models import Traject

pytestmark = pytest.mark.django_db


@pytest.fixture
def traject() -> Traject:
    return TrajectFactory()


def _keten(traject: Traject, naam: str) -> None:
    keten = KetenFactory(traject=traject, naam=naam, kruispunt=KruispuntFactory(traject=traject, titel="Handel"))
    mens = CoMakerFactory(traject=traject, persoon__achternaam="Kanarievogel").persoon
    schakel = SchakelFactory(keten=keten, partij=None, persoon=mens, kracht="sterk", inzet="vastgelegd",
                             vastgelegd_met="mevrouw Kanarievogel", vastgelegd_wat="x")  # fmt: skip
    InbrengFactory(schakel=schakel, soort="geld", wat="voor pannen", bedrag_cent=35050, verwacht_terug="eters")
    SchakelFactory(keten=keten, partij=PartijFactory(traject=traject, zijde="overheid"), rol="brengt bij elkaar",
                   stapt_uit_op=date(2027, 3, 1))  # fmt: skip
    keten.projecten.add(ProjectFactory(traject=traject))


def test_ketens_en_overheid_zonder_namen_en_met_de_dag(traject: Traject) -> None:
    _keten(traject, "Eten")
    gegevens = bronnen_ketens.ketens(traject)
    overheid = bronnen_ketens.overheid(traject)
    assert "Kanarievogel" not in json.dumps([gegevens, overheid])  # plain data, so that it can be frozen
    (keten,) = gegevens["ketens"]
    assert [s["kracht"] for s in keten["schakels"]] == ["sterk", "gewoon"]
    assert keten["schakels"][0]["inbreng"] == [
        {"soort": "geld", "wat": "€\u00a0350,50 voor pannen", "terug": "eters"}
    ]  # fmt: skip
    assert (overheid["rollen"][0]["rol"], overheid["rollen"][0]["uit"]) == ("brengt bij elkaar", "1 maart 2027")
    tekst = render_to_string("plannen/onderdelen/ketens.html", {"g": bronnen_ketens.met_beeld(gegevens)})
    assert 'class="net"' in tekst
    assert "Eten" in tekst
    assert "1 maart 2027" in render_to_string("plannen/onderdelen/overheid.html", {"g": overheid})
    assert bronnen_ketens.met_beeld({})["tekening"] is None  # a version from before there were ketens


def test_een_groot_beeld_krijgt_nummers_met_een_sleutel(traject: Traject) -> None:
    keten = KetenFactory(traject=traject, naam="Een keten met een naam")
    for _ in range(bronnen_ketens.NUMMERS_VANAF):
        SchakelFactory(keten=keten)
    beeld = bronnen_ketens.met_beeld(bronnen_ketens.ketens(traject))["tekening"]
    assert beeld.genummerd
    assert beeld.sleutel[0] == (1, "Een keten met een naam")
    assert len({nummer for nummer, _naam in beeld.sleutel}) == bronnen_ketens.NUMMERS_VANAF + 1


def test_vragen_groeien_niet_mee(traject: Traject) -> None:
    def vragen() -> list[int]:
        uit = []
        for bron in (bronnen_ketens.ketens, bronnen_ketens.overheid, bronnen.projecten):
            with CaptureQueriesContext(connection) as gesteld:
                bron(traject)
            uit.append(len(gesteld))
        return uit

    _keten(traject, "Een")
    eerst = vragen()
    for naam in ("Twee", "Drie", "Vier"):
        _keten(traject, naam)
    assert vragen() == eerst


def test_project_met_stap_kruispunt_en_mijlpalen(traject: Traject) -> None:
    project = ProjectFactory(
        traject=traject,
        stap=StapFactory(traject=traject, jaar=2030, tekst="Elke week markt."),
        kruispunt=KruispuntFactory(traject=traject, titel="Handel"),
    )
    MijlpaalFactory(project=project, wat="de kraam staat", uiterlijk=date(2026, 9, 1), gehaald_op=date(2026, 8, 20))
    tekst = render_to_string("plannen/onderdelen/projecten.html", {"g": bronnen.projecten(traject)})
    for stuk in ("Elke week markt.", "Handel", "de kraam staat", "gehaald in augustus 2026"):
        assert stuk in tekst


def test_een_tekening_neemt_haar_kleuren_mee_naar_papier() -> None:
    html = met_beeldblad('<p>x</p><svg class="net"><line class="net-lijn"/></svg>', {"inkt": "#123456"})
    assert html.startswith('<p>x</p><svg class="net"><style>')
    assert "#123456" in html
    assert "var(" not in html
