"""Nobody computes a group of one to four people from what the raad sees: one view, two views, or the plan beside it.

The attacker here knows the rule, sees every band, knows that exactly one person came or left between two views, and
may know any count exactly from elsewhere. He keeps every world that fits; a group is given away when all of them say
one to four.
"""

from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from overzichten.groepen import KANTEN, KLEINSTE, Band, band, wie_trekt

KLEIN = set(range(1, KLEINSTE))
AANTAL = st.integers(min_value=0, max_value=60)
TELLING = st.fixed_dictionaries(dict.fromkeys(KANTEN, AANTAL))


def getoond(telling: dict[str, int]) -> tuple[Band, ...]:
    return tuple(kant.band for kant in wie_trekt(telling).kanten)


def werelden(beeld: tuple[Band, ...]) -> list[range]:
    """For each side the counts that fit one view; the sides are free of each other, because no total is shown."""
    return [range(b.laag, b.hoog + 1) for b in beeld]


def werelden_van_twee(voor: tuple[Band, ...], na: tuple[Band, ...]) -> Iterator[tuple[set[int], set[int]]]:
    """For each side the counts before and after that fit both views and one person coming or leaving."""
    stappen = [(i, d) for i in range(len(voor)) for d in (-1, 1)]
    past = [
        (i, d) for i, d in stappen
        if all(
            any(n + (d if j == i else 0) in range(na[j].laag, na[j].hoog + 1) for n in range(v.laag, v.hoog + 1))
            for j, v in enumerate(voor)
        )
    ]  # fmt: skip
    for j, v in enumerate(voor):
        paren = [
            (n, n + (d if j == i else 0))
            for i, d in past
            for n in range(v.laag, v.hoog + 1)
            if n + (d if j == i else 0) in range(na[j].laag, na[j].hoog + 1)
        ]
        yield {a for a, _ in paren}, {b for _, b in paren}


@given(TELLING)
def test_een_blik_geeft_geen_kleine_groep(telling: dict[str, int]) -> None:
    ruimte = werelden(getoond(telling))
    assert all(n in r for n, r in zip((telling[k] for k in KANTEN), ruimte, strict=True)), "what is shown is true"
    for kant in ruimte:
        assert not set(kant) <= KLEIN
    for een, ander in product(ruimte, ruimte):
        samen = {a + b for a in een for b in ander}
        verschil = {abs(a - b) for a in een for b in ander}
        assert not samen <= KLEIN
        assert not verschil <= KLEIN


@given(TELLING, st.sampled_from(KANTEN), st.sampled_from([-1, 1]))
def test_twee_blikken_met_een_mens_ertussen_geven_geen_kleine_groep(
    telling: dict[str, int], kant: str, erbij: int
) -> None:
    if telling[kant] + erbij < 0:
        return
    voor, na = getoond(telling), getoond(telling | {kant: telling[kant] + erbij})
    for vooraf, achteraf in werelden_van_twee(voor, na):
        assert not vooraf <= KLEIN
        assert not achteraf <= KLEIN


@given(AANTAL, AANTAL)
def test_wat_het_plan_precies_zegt_ernaast_geeft_geen_klein_verschil(nu: int, in_het_plan: int) -> None:
    b = band(nu)
    assert not {abs(n - in_het_plan) for n in range(b.laag, b.hoog + 1)} <= KLEIN


def test_de_regel_bijt_andere_regels_vallen_door() -> None:
    """The same attack breaks rounding down, and hiding below five: the test would notice."""

    def breekt(regel: dict[int, Band]) -> bool:
        paren = [(n, n + 1) for n in range(20)]
        return any(
            {a for a, b in paren if (regel[a], regel[b]) == (regel[n], regel[n + 1])} <= KLEIN
            for n in range(20)
            if regel[n] != regel[n + 1]
        )

    omlaag = {n: Band(n // 5 * 5, n // 5 * 5 + 4) for n in range(22)}
    verborgen = {n: Band(n, n) if n >= KLEINSTE else Band(0, 4) for n in range(22)}
    assert breekt(omlaag)
    assert breekt(verborgen)
    assert not breekt({n: band(n) for n in range(22)})


@given(TELLING, TELLING)
def test_woorden_volgen_alleen_uit_de_banden(een: dict[str, int], ander: dict[str, int]) -> None:
    if getoond(een) == getoond(ander):
        assert wie_trekt(een) == wie_trekt(ander)


def test_banden_in_woorden_en_het_deel_van_buiten() -> None:
    assert [band(n).in_woorden for n in (0, 1, 5, 6, 10, 11)] == ["hooguit 5"] * 3 + ["6 tot 10"] * 2 + ["11 tot 15"]
    zinnen = {
        (0, 0): "Het zijn nog te weinig projecten om te zeggen welke kant het meest trekt.",
        (8, 3): "Meer dan de helft van de projecten wordt van buiten de gemeente getrokken.",
        (30, 4): "Minstens driekwart van de projecten wordt van buiten de gemeente getrokken.",
        (2, 14): "Minder dan de helft van de projecten wordt van buiten de gemeente getrokken.",
    }
    for (buiten, overheid), zin in zinnen.items():
        assert wie_trekt({"gebruikers": buiten, "overheid": overheid}).zin == zin, (buiten, overheid)
