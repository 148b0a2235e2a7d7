"""The pictures: nothing overlaps or runs out, the worker's work can be done twice, and it says what it shows (M73)."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ketens import plaatsing, tijdlijn
from ketens.bevindingen import bevindingen
from ketens.graaf import Graaf, Knoop, Lijn, ontdooi
from ketens.models import Netwerk
from ketens.netwerkbeeld import Tekening, Vak, tekening, vakken
from ketens.selectors.netwerk import graaf_van, netwerkbeeld
from ketens.services.ketens import laat_gaan, maak_keten, voeg_schakel_toe
from ketens.services.netwerk import TAAKSOORT, plaats_netwerk
from ketens.tasks import voer_taak_uit
from leefsturing.lib.zetwerk import breedte
from tests.factories import (
    CoMakerFactory,
    GebruikerFactory,
    KetenFactory,
    PartijFactory,
    ProjectFactory,
    SchakelFactory,
    TrajectFactory,
)
from werk.models import Taak


def groot(dragers: int = 150, projecten: int = 60, ketens: int = 20) -> Graaf:
    """A made-up traject of this size, always the same."""
    kans = random.Random(7)
    zijden = ("gebruikers", "investeerders", "overheid", "")
    knopen = [Knoop(f"k{n}", "keten", f"Keten van de {n}e straat en de buurt eromheen") for n in range(ketens)]
    knopen += [
        Knoop(f"p{n}", "mens" if n % 4 == 0 else "partij", f"Vereniging Wijkbelangen Noordoost {n}", zijden[n % 4])
        for n in range(dragers)
    ]
    knopen += [Knoop(f"j{n}", "project", f"Speeltuin aan de Dorpsstraat {n}") for n in range(projecten)]
    lijnen = [
        Lijn(f"k{k}", f"p{n}", kans.choice(["sterk", "gewoon", "zwak", "gebroken"]))
        for n in range(dragers)
        for k in {n % ketens, kans.randrange(ketens) if n % 6 == 0 else n % ketens}
    ]
    lijnen += [Lijn(f"k{n % ketens}", f"j{n}", "project") for n in range(projecten)]
    return Graaf(tuple(knopen), tuple(lijnen))


def raken(een: Vak, ander: Vak) -> bool:
    return (
        een.x < ander.x + ander.breedte
        and ander.x < een.x + een.breedte
        and een.y < ander.y + ander.hoogte
        and ander.y < een.y + een.hoogte
    )


def klopt(beeld: Tekening) -> None:
    """No label over another or over a plate, every word inside its room, all of it on the sheet."""
    alle = list(vakken(beeld))
    assert [(a, b) for n, (a, va) in enumerate(alle) for b, vb in alle[n + 1 :] if raken(va, vb)] == []
    for _sleutel, vak in alle:
        assert vak.x >= 0
        assert vak.y >= 0
        assert vak.x + vak.breedte <= beeld.breedte
        assert vak.y + vak.hoogte <= beeld.hoogte
    if not beeld.genummerd:
        for hub in beeld.hubs:
            assert all(breedte(r.woorden, 14) <= hub.vlak.breedte - 16 for r in hub.regels)
        for punt in beeld.punten:
            assert all(breedte(r.woorden, 12) <= 112 for r in punt.regels)


def test_leesbaar_bij_150_partijen_en_60_projecten() -> None:
    graaf = groot()
    for plek in (plaatsing.eenvoudig(graaf), plaatsing.plaats(graaf)):
        assert set(plek.plekken) == set(graaf.op_sleutel)
        assert plaatsing.overlapt(graaf, plek) == []
        for genummerd in (False, True):
            beeld = tekening(graaf, plek, genummerd=genummerd)
            assert beeld is not None
            klopt(beeld)


def test_zelfde_graaf_zelfde_plekken_en_nieuw_staat_eronder() -> None:
    """The same graph is placed the same; what is new stands free of the rest until the worker has been."""
    klein = groot(20, 6, 3)
    plek = plaatsing.plaats(klein)
    assert plaatsing.plaats(klein) == plek == plaatsing.ontdooi(plek.bevries())
    assert ontdooi(klein.bevries()) == klein
    groter = Graaf((*klein.knopen[3:], *klein.knopen[:3], Knoop("p99", "partij", "Erbij")), klein.lijnen)
    passend = plaatsing.passend(groter, plek)
    assert {k: p for k, p in passend.plekken.items() if k != "p99"} == plek.plekken
    assert plaatsing.overlapt(groter, passend) == []
    minder = Graaf(klein.knopen[:5], ())
    assert set(plaatsing.passend(minder, plek).plekken) == {k.sleutel for k in minder.knopen}


def test_lege_graaf_heeft_geen_tekening() -> None:
    assert tekening(Graaf(), plaatsing.eenvoudig(Graaf())) is None
    assert plaatsing.plaats(Graaf()).plekken == {}


def test_wat_opvalt_in_gewone_woorden() -> None:
    knopen = [Knoop("k1", "keten", "Eten"), Knoop("k2", "keten", "Deur"), Knoop("k3", "keten", "Los")]
    knopen += [Knoop("m1", "mens", "Hatice", "gebruikers"), Knoop("p1", "partij", "School", "investeerders")]
    lijnen = (Lijn("k1", "m1", "sterk"), Lijn("k2", "m1", "gewoon"), Lijn("k2", "p1", "gebroken"))
    assert bevindingen(Graaf(tuple(knopen), lijnen)) == [
        "Van de twee schakels van “Deur” is er één gebroken.",
        "Deze twee ketens hangen aan één mens: “Eten” en “Deur” aan Hatice.",
        "“Deur” heeft nog geen sterke schakel om mee te beginnen.",
        "“Los” heeft nog niemand die hem draagt.",
        "“Los” staat nog los van de andere ketens.",
    ]


@pytest.mark.django_db
def test_de_worker_plaatst_een_keer_en_mag_het_nog_eens_doen() -> None:
    traject, by = TrajectFactory(), GebruikerFactory()
    keten = maak_keten(traject=traject, waarden={"naam": "Eten"}, partijen=[PartijFactory(traject=traject)], by=by)
    schakel = voeg_schakel_toe(keten=keten, waarden={"partij": PartijFactory(traject=traject)}, by=by)
    taak = Taak.objects.get(soort=TAAKSOORT)  # one for all three changes
    assert (taak.onderwerp, taak.volgende_op > taak.created_at) == (str(traject.pk), True)
    assert netwerkbeeld(traject).wordt_bijgewerkt
    voer_taak_uit(taak)
    eerst = Netwerk.objects.get()
    voer_taak_uit(taak)
    assert Netwerk.objects.get().op == eerst.op
    assert not netwerkbeeld(traject).wordt_bijgewerkt
    laat_gaan(schakel=schakel, by=by)
    na = netwerkbeeld(traject)
    assert na.wordt_bijgewerkt
    assert f"p{schakel.partij_id}" not in na.plaatsing.plekken
    assert plaats_netwerk(traject=traject)
    assert set(Netwerk.objects.get().posities["plekken"]) == {k.sleutel for k in graaf_van(traject).knopen}
    voer_taak_uit(Taak(onderwerp="999999"))


@pytest.mark.django_db
def test_graaf_kost_drie_vragen_en_noemt_buiten_niemand() -> None:
    traject = TrajectFactory()
    for _ in range(4):
        keten = KetenFactory(traject=traject)
        keten.projecten.add(ProjectFactory(traject=traject))
        persoon = CoMakerFactory(traject=traject, persoon__achternaam="Kanarievogel").persoon
        SchakelFactory(keten=keten, partij=None, persoon=persoon)
    SchakelFactory()  # of another traject
    with CaptureQueriesContext(connection) as vragen:
        graaf = graaf_van(traject)
    assert len(vragen) == 3
    assert len(graaf.knopen) == 12
    assert any("Kanarievogel" in k.naam for k in graaf.knopen)
    assert not any("Kanarievogel" in k.naam for k in graaf_van(traject, naar_buiten=True).knopen)


def test_tijdlijn_bij_zestig_projecten() -> None:
    vandaag = date(2026, 11, 24)
    balken = [
        tijdlijn.Balk(n, f"Een project met een tamelijk lange naam, nummer {n}", staat, staat,
                      vandaag - timedelta(days=20 * (n % 30)), vandaag if staat in ("resultaat", "gestopt") else None,
                      ((vandaag + timedelta(days=9 * n), "af", n % 2 == 0),))
        for n, staat in enumerate(["idee", "gestart", "resultaat", "gestopt"] * 15)
    ]  # fmt: skip
    beeld = tijdlijn.tekening(balken, dag=vandaag)
    assert beeld is not None
    assert len({rij.y for rij in beeld.rijen}) == 60
    assert max(rij.y for rij in beeld.rijen) + tijdlijn.RIJ <= beeld.hoogte
    assert all(breedte(rij.tekst, tijdlijn.LETTER) <= tijdlijn.NAAM - 16 for rij in beeld.rijen)
    assert all(rij.x >= tijdlijn.NAAM and rij.x + rij.breedte <= beeld.breedte for rij in beeld.rijen)
    merken = [x for x, _tekst in beeld.merken]
    assert all(b - a > 48 for a, b in pairwise(merken))
    assert tijdlijn.tekening([], dag=vandaag) is None
    ver = tijdlijn.Balk(1, "x", "idee", "idee", date(1990, 5, 5), date(2040, 1, 1))
    assert tijdlijn.tekening([ver], dag=vandaag) is not None
