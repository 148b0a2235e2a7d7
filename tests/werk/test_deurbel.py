"""The doorbell itself: no request loads it, the settings keep its promises, and files are put and taken whole."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
from kombu import Connection, Exchange, Queue

ROOT = Path(__file__).resolve().parent.parent.parent


def test_web_laadt_niets_van_de_wachtrij(tmp_path: Path) -> None:
    """Every address resolved, every view imported: and no Celery, kombu or Redis."""
    script = (
        "import sys, leefsturing.asgi;from django.urls import get_resolver;get_resolver().reverse_dict;"
        "print(sorted({'celery', 'kombu', 'redis'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        cwd=ROOT,
        env={"VAR_MAP": str(tmp_path), "PATH": "/usr/bin", "REDIS_URL": "redis://127.0.0.1:1/0"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_instellingen_houden_de_beloften() -> None:
    from leefsturing.celery import app

    conf = app.conf
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost, conf.worker_prefetch_multiplier) == (True, True, 1)
    assert (conf.task_ignore_result, conf.result_backend, conf.task_publish_retry) == (True, None, False)
    assert {(q.name, q.exchange.name, q.routing_key) for q in conf.task_queues} == {
        ("werk", "werk", "werk"),
        ("pdf", "pdf", "pdf"),
    }
    app.loader.import_default_modules()
    assert {"werk.voer_taak_uit", "berichten.bezorg"} <= set(app.tasks)


@pytest.fixture
def verbinding(tmp_path: Path) -> Connection:
    """A queue of files in the folder of this test."""
    opties = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path), "control_folder": str(tmp_path / "b")}
    (tmp_path / "b").mkdir()
    return Connection(
        "filesystem://localhost", transport="leefsturing.lib.wachtrij:Transport", transport_options=opties
    )


def test_vier_lezers_krijgen_elk_bericht_precies_een_keer(verbinding: Connection) -> None:
    queue = Queue("werk", Exchange("werk"), routing_key="werk")
    gelezen: list[int] = []
    alles_staat_er = threading.Event()
    # Every reader has made its place in the table of queues before the first message goes out.
    iedereen_luistert = threading.Barrier(5)

    def lees() -> None:
        with verbinding.clone() as eigen, eigen.SimpleQueue(queue) as bak:
            iedereen_luistert.wait(30)
            while True:
                try:
                    bericht = bak.get(timeout=1)
                except bak.Empty:
                    if alles_staat_er.is_set():
                        return
                    continue
                gelezen.append(bericht.payload["n"])
                bericht.ack()

    lezers = [threading.Thread(target=lees) for _ in range(4)]
    for lezer in lezers:
        lezer.start()
    with verbinding.clone() as eigen, eigen.SimpleQueue(queue) as bak:
        iedereen_luistert.wait(30)
        for n in range(200):
            bak.put({"n": n})
    alles_staat_er.set()
    for lezer in lezers:
        lezer.join(30)
    assert sorted(gelezen) == list(range(200))
