"""Pure parts: hints, places in notes, differences, the start of a verslag, and the tables of states."""

from typing import Any

import pytest

from comakers.enums import CoMakerStaat, GesprekStaat, VerslagStaat
from comakers.hints import hints
from comakers.selectors.startverslag import start_tekst
from comakers.selectors.verschillen import verschil
from comakers.services import comakers, gesprekken, verslagen
from comakers.services.plaatsen import vind
from leefsturing.lib.fouten import DomainError
from tests.factories import CoMakerFactory, GesprekFactory

GOED = (
    "Dank je wel voor het gesprek van maandag. We zaten bij jou aan de keukentafel. "
    'Je zei: "Ik wil dat kinderen hier weer buiten spelen." Dat raakte ons. '
    "Je weet precies wat de straat nodig heeft. Je kent de ouders en de kinderen. "
    "Je idee van een veld met lampen is helder. We gaan dit voorleggen aan de corporatie. "
    "Over twee weken bellen we je met het antwoord. Zo weet je wat er met je idee gebeurt."
)


def zegt(tekst: str, *uitspraken: str) -> dict[str, bool]:
    return {h.code: h.goed for h in hints(tekst, uitspraken)}


def test_hints_zijn_tevreden_met_een_goed_verslag() -> None:
    assert all(zegt(GOED, "Ik wil dat kinderen hier weer buiten spelen.").values())


@pytest.mark.parametrize(
    ("code", "tekst"),
    [
        ("lengte", "Dank. We gaan morgen bellen."),
        ("lengte", "woord " * 500),
        ("dank", GOED.replace("Dank je wel voor", "Dit was")),
        ("eigen_woorden", GOED.replace("Ik wil dat kinderen hier weer buiten spelen", "iets moois")),
        ("vervolg", "Dank voor het gesprek. " * 20),
        ("wanneer", GOED.replace("maandag", "toen").replace("Over twee weken", "Ooit")),
        ("zinnen", GOED + " " + "en dan nog een woord " * 6 + "."),
    ],
)
def test_elke_hint_ziet_wat_er_mist(code: str, tekst: str) -> None:
    assert zegt(tekst, "Ik wil dat kinderen hier weer buiten spelen.")[code] is False


def test_hints_bij_niets() -> None:
    assert zegt("")["lengte"] is False
    assert zegt("", "")["eigen_woorden"] is False


@pytest.mark.parametrize(
    ("notities", "tekst", "bij", "plaats"),
    [
        ("een twee een", "een", None, (0, 3)),
        ("een twee een", "een", 8, (9, 12)),
        ("regel\neinde", "regel einde", None, (0, 11)),
        ("a.b*c", ".b*", None, (1, 4)),
        ("niets", "iets anders", None, None),
        ("niets", "  ", None, None),
        ("👩‍👩‍👧 zei ja", "zei ja", None, (6, 12)),
    ],
)
def test_plaats_van_woorden(notities: str, tekst: str, bij: int | None, plaats: tuple[int, int] | None) -> None:
    assert vind(notities, tekst, bij) == plaats


def test_verschil_woord_voor_woord() -> None:
    assert verschil("de oude tekst", "de nieuwe tekst") == [
        ("gelijk", "de "), ("weg", "oude"), ("erbij", "nieuwe"), ("gelijk", " tekst"),
    ]  # fmt: skip
    assert verschil("", "") == []
    lang = "woord " * 9000
    assert [s for s, _ in verschil(lang, lang + "\nmeer")] == ["weg", "erbij"] or verschil(lang, lang)[0][0] == "gelijk"


@pytest.mark.django_db
def test_start_van_een_verslag_spreekt_mensen_aan(cast: Any) -> None:
    een = start_tekst(GesprekFactory(traject=cast.traject, comakers=[cast.comaker]))
    assert een.startswith(f"Beste {cast.persoon.voornaam},")
    assert "Dank je wel" in een
    ander = CoMakerFactory(traject=cast.traject)
    twee = start_tekst(GesprekFactory(traject=cast.traject, comakers=[cast.comaker, ander]))
    assert "Dank jullie wel" in twee
    assert ander.persoon.voornaam in twee


@pytest.mark.django_db
@pytest.mark.parametrize("van", CoMakerStaat.values)
def test_stappen_van_een_comaker(cast: Any, van: str) -> None:
    for naar in CoMakerStaat.values:
        comaker = CoMakerFactory(traject=cast.traject, staat=van)
        if naar == van or naar in comakers.STAPPEN[van]:
            comakers.set_staat(comaker=comaker, staat=naar, by=cast.kerngroeplid)
            comaker.refresh_from_db()
            assert comaker.staat == naar
        else:
            with pytest.raises(DomainError):
                comakers.set_staat(comaker=comaker, staat=naar, by=cast.kerngroeplid)


def test_elke_staat_heeft_stappen() -> None:
    assert set(comakers.STAPPEN) == set(CoMakerStaat.values)
    assert set(gesprekken.STAPPEN) == set(GesprekStaat.values)
    assert set(verslagen.STAPPEN) == set(VerslagStaat.values)
