"""/gezondheid/ reads heartbeat rows: 200 when all is well, 503 when a part is not, and never more than that."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from leefsturing import gezondheid
from werk.hartslag import FOUT, klop
from werk.models import Hartslag

pytestmark = pytest.mark.django_db
DELEN = ["database", "queue", "worker", "scheduler", "mail", "disk"]


@pytest.fixture
def levend() -> None:
    """Every part reported just now."""
    for naam in ("queue", "worker", "planner", "mail"):
        klop(naam)


def _vraag() -> tuple[int, dict[str, str]]:
    antwoord = Client().get("/gezondheid/")
    return antwoord.status_code, antwoord.json()


def test_alles_goed(levend: None) -> None:
    assert _vraag() == (200, {"status": "ok"} | dict.fromkeys(DELEN, "ok"))


def test_zonder_hartslag_is_alleen_wat_leeft_goed(db: None) -> None:
    status, delen = _vraag()
    assert status == 503
    assert [d for d in DELEN if delen[d] != "ok"] == ["queue", "worker", "scheduler"]


@pytest.mark.parametrize(("naam", "deel"), [("queue", "queue"), ("worker", "worker"), ("planner", "scheduler")])
def test_stil_deel_is_niet_goed(levend: None, naam: str, deel: str) -> None:
    Hartslag.objects.filter(pk=naam).update(op=timezone.now() - timedelta(minutes=5))
    status, delen = _vraag()
    assert (status, [d for d in DELEN if delen[d] != "ok"]) == (503, [deel])


def test_laatste_mail_telt(levend: None) -> None:
    klop("mail", FOUT)
    assert _vraag()[1]["mail"] == "niet ok"
    klop("mail")
    assert _vraag()[0] == 200


def _database_weg(monkeypatch: pytest.MonkeyPatch) -> None:
    def weg(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("geheim-adres-van-de-database")

    monkeypatch.setattr(gezondheid.Hartslag.objects, "filter", weg)


def _schijf_vol(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gezondheid, "MINSTE_RUIMTE", 1 << 62)


@pytest.mark.parametrize(("breek", "deel"), [(_database_weg, "database"), (_schijf_vol, "disk")])
def test_zegt_wat_er_is_en_verklapt_niets(
    levend: None, monkeypatch: pytest.MonkeyPatch, breek: Callable[[pytest.MonkeyPatch], None], deel: str
) -> None:
    breek(monkeypatch)
    status, delen = _vraag()
    assert (status, delen[deel], delen["status"]) == (503, "niet ok", "niet ok")
    assert set(delen.values()) <= {"ok", "niet ok"}
