"""The outbox on screen: attention first, two decisions of a human, one fixed number of queries."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from berichten.enums import BerichtStaat as S
from berichten.models import Bericht
from berichten.services import plan_bericht
from tests.conftest import Cast, FormClient
from tests.factories import PersoonFactory
from tests.fouten import proef
from toegang.models import Logregel

pytestmark = pytest.mark.django_db
proef.meld_aan()
Als = Callable[[str], FormClient]


def _bericht(cast: Cast, staat: S, **velden: Any) -> Bericht:
    persoon = PersoonFactory(traject=cast.traject)
    bericht = plan_bericht(aanleiding="proef.b", persoon=persoon, onderwerp_id=f"x{persoon.pk}")
    for naam, waarde in {"staat": staat, **velden}.items():
        setattr(bericht, naam, waarde)
    bericht.save()
    return bericht


def _adres(cast: Cast) -> str:
    return reverse("berichten", args=[cast.traject.slug])


def test_wat_aandacht_vraagt_staat_bovenaan_met_de_reden(cast: Cast, als: Als) -> None:
    for staat in (S.VERZONDEN, S.ONZEKER, S.GEPLAND, S.VERZONDEN):
        _bericht(cast, staat, reden="brak af" if staat == S.ONZEKER else "", titel=f"titel {staat.value}")
    pagina = als("kerngroeplid").get(_adres(cast))
    volgorde = [b.staat for b in pagina.context["pagina"]]
    assert volgorde == [S.ONZEKER, S.GEPLAND, S.VERZONDEN, S.VERZONDEN]
    assert "brak af" in pagina.content.decode()
    assert "Eén bericht vraagt aandacht" in pagina.content.decode()


def test_lege_outbox_zegt_wat_er_komt(cast: Cast, als: Als) -> None:
    assert "Nog geen berichten" in als("kerngroeplid").get(_adres(cast)).content.decode()


def test_aantal_queries_groeit_niet(cast: Cast, als: Als) -> None:
    client = als("kerngroeplid")
    _bericht(cast, S.ONZEKER)
    client.get(_adres(cast))
    tel = []
    for erbij in (1, 70):
        for _ in range(erbij):
            _bericht(cast, S.VERZONDEN)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(_adres(cast)).status_code == 200
        tel.append(len(queries))
    assert tel == [6, 6]


def test_opnieuw_sturen_houdt_kenmerk_en_zegt_dat_het_dubbel_kan_zijn(cast: Cast, als: Als) -> None:
    bericht = _bericht(cast, S.ONZEKER, pogingen=3)
    antwoord = als("kerngroeplid").post(reverse("bericht_opnieuw", args=[cast.traject.slug, bericht.pk]))
    assert antwoord.status_code == 303
    na = Bericht.objects.get(pk=bericht.pk)
    assert (na.staat, na.kenmerk, na.dubbel_mogelijk) == (S.GEPLAND, bericht.kenmerk, True)
    assert na.pogingen >= bericht.pogingen
    assert Logregel.objects.filter(werkwoord="bericht.opnieuw", onderwerp=f"bericht:{bericht.pk}").count() == 1


def test_is_aangekomen_en_daarna_niet_nog_eens(cast: Cast, als: Als, nu: datetime) -> None:
    bericht, client = _bericht(cast, S.ONZEKER), als("kerngroeplid")
    adres = reverse("bericht_aangekomen", args=[cast.traject.slug, bericht.pk])
    assert client.post(adres).status_code == 303
    na = Bericht.objects.get(pk=bericht.pk)
    assert na.staat == S.VERZONDEN
    assert na.verzonden_op >= nu
    opnieuw = client.post(reverse("bericht_opnieuw", args=[cast.traject.slug, bericht.pk]))
    assert opnieuw.status_code == 422
    assert "al afgehandeld" in opnieuw.content.decode()


def test_meelezer_ziet_geen_post_en_vreemde_niets(cast: Cast, als: Als) -> None:
    bericht = _bericht(cast, S.ONZEKER)
    adres = reverse("bericht", args=[cast.traject.slug, bericht.pk])
    assert als("meelezer").get(adres).status_code == 403
    assert als("vreemde").get(adres).status_code == 404
    elders = reverse("bericht", args=[cast.ander_traject.slug, bericht.pk])
    assert als("vreemde").get(elders).status_code == 404
