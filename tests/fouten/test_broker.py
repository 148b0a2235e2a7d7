"""The broker hangs, dies, or forgets everything: no page notices, nothing is lost, and the planner goes on."""

import signal
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.fouten.conftest import Installatie, wacht_tot
from tests.gereed import BESTAND, leg_klaar

pytestmark = pytest.mark.diensten


@pytest.fixture(scope="module")
def op_redis(tmp_path_factory: pytest.TempPathFactory, redis_url: str) -> Iterator[Installatie]:
    """An installation whose doorbell is a real Redis; its database a file of its own."""
    folder = tmp_path_factory.mktemp("redis")
    leg_klaar(folder)
    huis = Installatie(folder, REDIS_URL=redis_url, DATABASE_URL=f"sqlite:///{folder}/{BESTAND}")
    try:
        huis.doe("bereid_voor")
        yield huis
    finally:
        huis.sluit()


def test_hangende_broker_houdt_geen_pagina_en_geen_planner_op(op_redis: Installatie, redis_dienst: Any) -> None:
    planner = op_redis.start("planner")
    op_redis.start("worker")
    eerste = op_redis.doe("plan", "proef.a", "eerst")
    wacht_tot(lambda: op_redis.staat("proef.a", eerste) == "verzonden")
    redis_dienst.freeze()
    try:
        status, geladen, pk = op_redis.doe("post_in_de_browser")
        assert (status, geladen) == (303, [])
        # The planner complains and goes on: its heartbeat stays fresh.
        wacht_tot(lambda: "blijf het proberen" in (op_redis.folder / "planner.log").read_text())
        wacht_tot(lambda: op_redis.doe("hartslag", "planner") < 3)
        assert op_redis.staat("proef.a", pk) == "gepland"
        begin = time.monotonic()
        planner.send_signal(signal.SIGTERM)
        assert planner.wait(10) == 0
        assert time.monotonic() - begin < 3
    finally:
        redis_dienst.thaw()
    op_redis.start("planner")
    wacht_tot(lambda: op_redis.staat("proef.a", pk) == "verzonden")
    assert op_redis.kenmerken().count(op_redis.doe("stand", "proef.a", pk)["kenmerk"]) == 1


def test_een_pagina_die_zelf_belt_hangt_wel(op_redis: Installatie, redis_dienst: Any) -> None:
    """Negative control: were a page to ring, it would wait for the hung broker and have the queue loaded."""
    redis_dienst.freeze()
    try:
        fout, geladen = op_redis.doe("bel_vanaf_de_pagina")
    finally:
        redis_dienst.thaw()
    assert fout == "BrokerWeg"
    assert "celery" in geladen


def test_broker_die_alles_vergeet_verliest_niets(op_redis: Installatie, redis_dienst: Any) -> None:
    for deel in op_redis.delen[1:]:
        op_redis.dood(deel)
    op_redis.start("planner")
    pk = op_redis.doe("plan", "proef.b", "vergeten")
    # The worker is dead, but the planner does not know yet: its ring lies in the queue when that is lost.
    wacht_tot(lambda: op_redis.doe("thuis") or _wachtrij(redis_dienst) > 0)
    redis_dienst.stop(9)
    redis_dienst.start()
    op_redis.start("worker")
    wacht_tot(lambda: op_redis.staat("proef.b", pk) == "verzonden")


def test_wie_maar_een_keer_belt_verliest_wel(op_redis: Installatie, redis_dienst: Any) -> None:
    """Negative control: a planner that does not ring again loses what the broker forgot."""
    for deel in op_redis.delen[1:]:
        op_redis.dood(deel)
    op_redis.start("planner", BELT_MAAR_EEN_KEER="ja")
    vergeten = op_redis.doe("plan", "proef.b", "voorgoed vergeten")
    wacht_tot(lambda: op_redis.doe("thuis") or _wachtrij(redis_dienst) > 0)
    redis_dienst.stop(9)
    redis_dienst.start()
    op_redis.start("worker")
    later = op_redis.doe("plan", "proef.b", "daarna")
    wacht_tot(lambda: op_redis.staat("proef.b", later) == "verzonden")
    assert op_redis.staat("proef.b", vergeten) == "gepland"


def _wachtrij(redis_dienst: Any) -> int:
    import redis

    with redis.Redis(port=redis_dienst.port) as client:
        return int(client.llen("werk"))
