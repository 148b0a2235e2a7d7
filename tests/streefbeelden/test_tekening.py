"""The pictures: nothing overlaps, nothing runs out, whatever people call things (M40, M52)."""

import random
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

import pytest

from streefbeelden.enums import OntwikkelingSoort, Schaal, Werking
from streefbeelden.tekening import BREED, SMAL, Feit, Kader, Tekening, Vorm, tekeningen
from streefbeelden.terugtekening import GEEN, Blad, Stapfeit, bladen, gaten

KADER = Kader(date(2026, 11, 24), date(2026, 7, 1), date(2027, 2, 1), 2041)
PIJLERS = [(1, "Meer trots op de wijk"), (2, "Een unieke en geliefde wijk"), (3, "Nieuw noaberschap " * 6)]
LASTIG = ["W" * 120, "مدينة " * 20, "<script>alert(1)</script>" * 4, "字" * 120, "á" * 60, "a"]
Vlak = tuple[int, int, int, int]


def feiten(aantal: int, zaad: int = 7) -> list[Feit]:
    kans = random.Random(zaad)
    woorden = ["de", "wijk", "krijgt", "een", "school", "en", "de", "bus", "rijdt", "weer", "middernacht", "straten"]
    rijen = []
    for n in range(aantal):
        titel = LASTIG[n % 6] if n % 5 == 0 else " ".join(kans.choices(woorden, k=kans.randint(2, 18)))
        van = kans.choice([1990, 2020, 2026, 2027, 2031, 2041, 2060, 2199])
        rijen.append(
            Feit(titel[:120], kans.choice(Schaal.values), van, min(2200, van + kans.randint(0, 45)),
                 kans.choice(Werking.values), kans.choice(OntwikkelingSoort.values))
        )  # fmt: skip
    return rijen


def los_en_binnen(vlakken: Sequence[Vlak], breedte: int, hoogte: int) -> None:
    for links, boven, rechts, onder in vlakken:
        assert 0 <= links < rechts <= breedte
        assert 0 <= boven < onder <= hoogte
    for a, b in combinations(vlakken, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (a, b)


def balken(bladen_: Iterable[Tekening]) -> list[Feit]:
    return [b.feit for t in bladen_ for lane in t.lanen for b in lane.balken]


@pytest.mark.parametrize("vorm", [BREED, SMAL], ids=["breed", "smal"])
@pytest.mark.parametrize("zaad", range(4))
def test_zestig_ontwikkelingen_overlappen_niet_en_passen(vorm: Vorm, zaad: int) -> None:
    alle = feiten(60, zaad)
    kaart = tekeningen(alle, KADER, vorm)
    te_zien = [f for f in alle if f.tot >= 2026]
    assert sorted(balken(kaart), key=str) == sorted(te_zien, key=str)
    for t in kaart:
        los_en_binnen([b.vlak for lane in t.lanen for b in lane.balken], t.breedte, t.hoogte)
        for lane in t.lanen:
            for b in lane.balken:
                assert lane.y <= b.y < b.vlak[3] <= lane.y + lane.hoogte
                assert "".join(r.tekst for r in b.regels if not r.klein).replace(" ", "") == "".join(
                    b.feit.titel.split()
                )
        assert not vorm.hoogste or t.hoogte <= vorm.hoogste + 8
        assert t.links <= t.plan_x <= t.vandaag_x <= t.horizon_x <= t.rechts


def test_kaart_toont_elke_schaal_en_zet_jaren_op_hun_plek() -> None:
    kort, lang = Feit("kort", "wijk", 2030, 2030, "kans", "beleid"), Feit("lang", "land", 2050, 2080, "druk", "beleid")
    (t,) = tekeningen([kort, lang], KADER, BREED)
    assert [lane.naam for lane in t.lanen] == ["wereld", "land", "regio", "stad", "stadsdeel", "wijk", "buurt"]
    assert [len(lane.balken) for lane in t.lanen] == [0, 1, 0, 0, 0, 1, 0]
    assert t.lanen[1].balken[0].x > t.horizon_x
    assert {j: x for x, j in t.jaren}["2030"] == t.lanen[5].balken[0].x
    assert "kans · beleid · 2030" in [r.tekst for r in t.lanen[5].balken[0].regels]
    assert tekeningen([Feit("voorbij", "wijk", 1990, 2001, "kans", "beleid")], KADER, BREED) == []


@pytest.mark.parametrize("vorm", [BREED, SMAL], ids=["breed", "smal"])
def test_stappen_overlappen_niet_ook_met_zestig_en_alles_in_een_jaar(vorm: Vorm) -> None:
    stappen = [
        Stapfeit(2027 + (n % 3) * (n % 17), LASTIG[n % 6] if n % 4 == 0 else "Op elk plein is iets te doen " * 5,
                 n % 2 == 0, "effect", [0, 1, 2, GEEN][n % 4], tuple(f"project {m}" for m in range(n % 9)))
        for n in range(60)
    ]  # fmt: skip
    weg = bladen(stappen, PIJLERS, nu=2026, horizon=2041, vorm=vorm)
    assert len([m for b in weg for m in b.merken]) == 60
    assert [b.horizon for b in weg if b.horizon] == ["2041"]
    assert weg[-1].nu == "2026"
    for blad in weg:
        los_en_binnen([m.vlak for m in blad.merken], blad.breedte, blad.hoogte)
        assert not vorm.hoogste or blad.hoogte <= vorm.hoogste + 16
    jaren = [m.feit.jaar for b in weg for m in b.merken]
    assert jaren == sorted(jaren, reverse=True)


def test_gaten_worden_rustig_genoemd() -> None:
    assert gaten([2028, 2030, 2036, 2041], 2026, 2041) == [(2030, 2036), (2036, 2041)]
    assert gaten([], 2026, 2041) == [(2026, 2041)]
    (blad,) = bladen([Stapfeit(2030, "x", True, "effect", 0)], PIJLERS, nu=2029, horizon=2041, vorm=BREED)
    assert [g.tekst for g in blad.gaten] == ["Tussen 2030 en 2041 staat nog niets."]
    assert isinstance(blad, Blad)
