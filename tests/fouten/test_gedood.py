"""Killed hard at every fault point: nothing is lost in silence, nothing goes twice unmarked, work is done again.

Each has its counterpart in which the guard is off: ``tests/werk`` and ``tests/berichten`` hold those that can be shown
within one process; here it is the lease that never ends.
"""

import itertools
import signal

import pytest

from tests.fouten.conftest import Installatie, wacht_tot

pytestmark = pytest.mark.gegevensbank
PUNTEN = ["bericht.geclaimd", "bericht.voor_overdracht", "bericht.overgedragen", "bericht.na_overdracht"]
# At which point: what becomes of class A (how often on the wire, marked as possibly double) and of class B.
A = {PUNTEN[0]: (1, False), PUNTEN[1]: (1, False), PUNTEN[2]: (1, True), PUNTEN[3]: (2, True)}
B = {PUNTEN[0]: ("verzonden", 1), PUNTEN[1]: ("verzonden", 1), PUNTEN[2]: ("onzeker", 0), PUNTEN[3]: ("onzeker", 1)}
nummer = itertools.count()


def _gedood(huis: Installatie, soort: str, punt: str) -> int:
    """A mail whose first delivery was killed at ``punt``."""
    pk = huis.doe("plan", soort, f"m{next(nummer)}")
    assert huis.doe("bezorg", pk, punt) == -signal.SIGKILL
    return int(pk)


@pytest.mark.parametrize("punt", PUNTEN)
def test_klasse_a_komt_aan_en_zegt_of_het_dubbel_kan_zijn(installatie: Installatie, punt: str) -> None:
    pk = _gedood(installatie, "proef.a", punt)
    installatie.doe("laat_aflopen")
    for _ in range(3):
        assert installatie.doe("bezorg", pk) == 0
    stand = installatie.doe("stand", "proef.a", pk)
    keren = installatie.kenmerken().count(stand["kenmerk"])
    assert (stand["staat"], keren, stand["dubbel_mogelijk"]) == ("verzonden", *A[punt])


@pytest.mark.parametrize("punt", PUNTEN)
def test_klasse_b_gaat_nooit_twee_keer(installatie: Installatie, punt: str) -> None:
    pk = _gedood(installatie, "proef.b", punt)
    installatie.doe("laat_aflopen")
    for _ in range(3):
        assert installatie.doe("bezorg", pk) == 0
    stand = installatie.doe("stand", "proef.b", pk)
    assert (stand["staat"], installatie.kenmerken().count(stand["kenmerk"])) == B[punt]


def test_twintig_tegelijk_is_een_mail(installatie: Installatie) -> None:
    pk = installatie.doe("plan", "proef.a", f"m{next(nummer)}")
    assert installatie.doe("tegelijk", pk, 20) == [0] * 20
    stand = installatie.doe("stand", "proef.a", pk)
    assert (stand["staat"], stand["pogingen"]) == ("verzonden", 1)
    assert installatie.kenmerken().count(stand["kenmerk"]) == 1


def test_zonder_einde_van_de_lease_bleef_de_mail_liggen(installatie: Installatie) -> None:
    """Negative control: it is the ended lease that brings a mail back."""
    pk = _gedood(installatie, "proef.a", PUNTEN[2])
    for _ in range(3):
        installatie.doe("bezorg", pk)
    assert installatie.staat("proef.a", pk) == "overgedragen"


def test_derde_dood_legt_de_mail_weg_en_de_rest_gaat_door(installatie: Installatie) -> None:
    pk = _gedood(installatie, "proef.a", PUNTEN[0])
    for _ in range(2):
        installatie.doe("laat_aflopen")
        assert installatie.doe("bezorg", pk, PUNTEN[0]) == -signal.SIGKILL
    installatie.doe("laat_aflopen")
    assert installatie.doe("bezorg", pk) == 0
    assert installatie.staat("proef.a", pk) == "mislukt"
    ander = installatie.doe("plan", "proef.a", f"m{next(nummer)}")
    installatie.doe("bezorg", ander)
    assert installatie.staat("proef.a", ander) == "verzonden"


@pytest.mark.parametrize("punt", ["taak.geclaimd", "taak.voor_klaar"])
def test_werk_waarvan_de_worker_stierf_wordt_opnieuw_gedaan(installatie: Installatie, punt: str) -> None:
    pk = installatie.doe("plan", "proef.doe", f"klaar:{punt}")
    assert installatie.doe("voer_uit", pk, punt) == -signal.SIGKILL
    assert installatie.staat("proef.doe", pk) == "bezig"
    installatie.doe("laat_aflopen")
    installatie.doe("voer_uit", pk)
    stand = installatie.doe("stand", "proef.doe", pk)
    assert (stand["staat"], stand["pogingen"], stand["gestorven"]) == ("klaar", 2, 1)


def test_echte_worker_sterft_midden_in_werk_en_mail_en_een_nieuwe_maakt_het_af(installatie: Installatie) -> None:
    """The whole way: planner, broker, worker; killed, started again, and the planner killed in between too."""
    planner = installatie.start("planner")
    worker = installatie.start("worker", STERF_BIJ="bericht.overgedragen")
    mail_a = installatie.doe("plan", "proef.a", "heel")
    taak = installatie.doe("plan", "proef.doe", "slaap:0.2")
    worker.wait(60)
    assert worker.returncode == -signal.SIGKILL
    installatie.dood(planner)
    mail_b = installatie.doe("plan", "proef.b", "heel")
    installatie.start("worker")
    for _ in range(2):  # two planners at once
        installatie.start("planner")
    wacht_tot(lambda: installatie.staat("proef.a", mail_a) == "verzonden")
    wacht_tot(lambda: installatie.staat("proef.b", mail_b) == "verzonden")
    wacht_tot(lambda: installatie.staat("proef.doe", taak) == "klaar")
    for soort, pk in (("proef.a", mail_a), ("proef.b", mail_b)):
        stand = installatie.doe("stand", soort, pk)
        assert installatie.kenmerken().count(stand["kenmerk"]) == 1
