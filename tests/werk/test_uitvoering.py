"""Work as rows: claimed once, taken over when its worker died, and no outcome by who lost the lease."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from leefsturing.lib.fouten import DomainError
from tests.fouten import proef
from werk import lease, uitvoering
from werk.enums import TaakStaat as S
from werk.models import Taak, TaakQuerySet
from werk.opruimen import ruim_op
from werk.registratie import Register, Taaksoort, Tik, register
from werk.services import plan_taak

pytestmark = [pytest.mark.django_db, pytest.mark.gegevensbank]
Soort = Callable[..., str]


@pytest.fixture
def soort() -> Iterator[Soort]:
    """Adds a kind of work for the length of a test."""
    erbij = []

    def meld_aan(handler: Callable[[Taak], None], **velden: Any) -> str:
        naam = f"eigen.{len(erbij)}"
        register.taaksoort(Taaksoort(naam, handler, **velden))
        erbij.append(naam)
        return naam

    yield meld_aan
    for naam in erbij:
        del register.soorten[naam]


def _plan(naam: str) -> Taak:
    return plan_taak(soort=naam, onderwerp="x", now=timezone.now() - timedelta(seconds=1))


def _na(taak: Taak) -> Taak:
    return Taak.objects.get(pk=taak.pk)


def _laat_lease_aflopen(taak: Taak) -> None:
    Taak.objects.filter(pk=taak.pk).update(lease_tot=timezone.now() - timedelta(seconds=1))


def test_gedaan_is_klaar_en_gebeurt_niet_nog_eens(soort: Soort) -> None:
    gedaan: list[int] = []
    taak = _plan(soort(lambda t: gedaan.append(t.pk)))
    assert plan_taak(soort=taak.soort, onderwerp="x").pk == taak.pk
    assert [uitvoering.voer_uit(taak.pk) for _ in range(5)] == [True, False, False, False, False]
    assert gedaan == [taak.pk]
    assert (_na(taak).staat, _na(taak).voortgang, _na(taak).lease_tot) == (S.KLAAR, 100, None)


def test_zonder_claim_gebeurt_het_wel_nog_eens(soort: Soort, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: without the condition of the claim one bell too many is one effect too many."""
    gedaan: list[int] = []
    taak = _plan(soort(lambda t: gedaan.append(t.pk)))
    monkeypatch.setattr(TaakQuerySet, "toe_aan", lambda self, now: self)
    for _ in range(3):
        uitvoering.voer_uit(taak.pk)
    assert len(gedaan) == 3


def test_fout_dan_later_met_groeiende_pauze_en_na_de_laatste_mislukt(soort: Soort) -> None:
    gemeld: list[str] = []

    def handler(taak: Taak) -> None:
        raise RuntimeError

    taak, pauzes = _plan(soort(handler, max_pogingen=3, mislukt=lambda t: gemeld.append(t.fout))), []
    for _ in range(3):
        begin = timezone.now()
        Taak.objects.filter(pk=taak.pk).update(volgende_op=begin)
        uitvoering.voer_uit(taak.pk)
        pauzes.append(round((_na(taak).volgende_op - begin).total_seconds()))
    assert pauzes[:2] == [5, 30]
    assert (_na(taak).staat, _na(taak).fout, gemeld) == (S.MISLUKT, "RuntimeError", ["RuntimeError"])


def test_weigering_in_woorden_wordt_niet_herhaald(soort: Soort) -> None:
    def handler(taak: Taak) -> None:
        raise DomainError("Dit mag niet.")

    taak = _plan(soort(handler))
    uitvoering.voer_uit(taak.pk)
    assert (_na(taak).staat, _na(taak).fout) == (S.MISLUKT, "Dit mag niet.")


def test_derde_dood_is_giftig(soort: Soort) -> None:
    gedaan: list[int] = []
    taak = _plan(soort(lambda t: gedaan.append(t.pk), max_pogingen=9))
    Taak.objects.filter(pk=taak.pk).update(staat=S.BEZIG, pogingen=3, gestorven=2)
    _laat_lease_aflopen(taak)
    uitvoering.voer_uit(taak.pk)
    assert (_na(taak).staat, gedaan) == (S.MISLUKT, [])
    assert "giftig" in _na(taak).fout


def test_wie_de_lease_kwijt_is_schrijft_niets(soort: Soort) -> None:
    """The first worker comes back after the second took over: the outcome of the second stands."""

    def traag(taak: Taak) -> None:
        if taak.pogingen == 1:
            _laat_lease_aflopen(taak)
            uitvoering.voer_uit(taak.pk)
            raise RuntimeError

    taak = _plan(soort(traag))
    assert not uitvoering.voer_uit(taak.pk)
    assert (_na(taak).staat, _na(taak).pogingen, _na(taak).gestorven) == (S.KLAAR, 2, 1)


def test_zonder_eigen_poging_schreef_hij_er_overheen(soort: Soort, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: with the attempt left out of the condition the late one overwrites."""

    def sluit(taak: Taak, **values: object) -> bool:
        return bool(Taak.objects.filter(pk=taak.pk).update(**values))

    def traag(taak: Taak) -> None:
        if taak.pogingen == 1:
            _laat_lease_aflopen(taak)
            uitvoering.voer_uit(taak.pk)
            raise RuntimeError

    monkeypatch.setattr(uitvoering, "_sluit", sluit)
    taak = _plan(soort(traag))
    uitvoering.voer_uit(taak.pk)
    assert _na(taak).staat != S.KLAAR


def test_lease_wordt_alleen_verlengd_zolang_de_rij_van_ons_is(soort: Soort, nu: datetime) -> None:
    taak = _plan(soort(lambda t: None))
    mijn = Taak.objects.claim(taak.pk, now=nu, lease=timedelta(seconds=10))
    houder = lease._Lease(mijn, timedelta(hours=1), eind=0, volgende=0)
    houder.verleng()
    assert _na(taak).lease_tot > nu + timedelta(minutes=50)
    _laat_lease_aflopen(taak)
    Taak.objects.claim(taak.pk, now=timezone.now(), lease=timedelta(seconds=10))
    houder.verleng()
    assert _na(taak).lease_tot < nu + timedelta(minutes=50)


def test_onbekende_soort_blijft_staan_voor_wie_haar_kent() -> None:
    taak = _plan("van.later")
    assert not uitvoering.voer_uit(taak.pk)
    assert _na(taak).staat == S.WACHT


def test_registers_weigeren_een_tweede_met_dezelfde_naam() -> None:
    eigen = Register()
    eigen.tik(Tik("a", lambda now: None))
    with pytest.raises(ValueError, match="tik a bestaat al"):
        eigen.tik(Tik("a", lambda now: None))


def test_oud_werk_gaat_weg_en_mislukt_werk_blijft(nu: datetime) -> None:
    lang_geleden = nu - timedelta(days=100)
    for staat in S.values:
        Taak.objects.create(soort="x", onderwerp=staat, staat=staat, volgende_op=lang_geleden, klaar_op=lang_geleden)
    ruim_op(nu)
    assert set(Taak.objects.values_list("staat", flat=True)) == {S.WACHT, S.BEZIG, S.MISLUKT}


proef.meld_aan()
