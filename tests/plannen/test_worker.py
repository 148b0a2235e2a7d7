"""Killed hard anywhere in the setting of a PDF: no half file, and the next worker makes it (R11)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.gereed import leg_klaar
from tests.plannen.werker import MOMENTEN


@pytest.fixture(scope="module")
def gezien(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the story of ``tests.plannen.werker`` came to."""
    var = tmp_path_factory.mktemp("var")
    leg_klaar(var)
    klaar = subprocess.run(
        [sys.executable, "-m", "tests.plannen.werker"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "VAR_MAP": str(var), "HOME": str(var)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert klaar.returncode == 0, klaar.stderr[-3000:]
    result: dict[str, Any] = json.loads(klaar.stdout.splitlines()[-1])
    result["var"] = str(var)
    return result


@pytest.mark.parametrize("moment", MOMENTEN)
def test_na_een_harde_dood_wordt_de_pdf_alsnog_gemaakt(gezien: dict[str, Any], moment: str) -> None:
    stand = gezien[moment]
    assert stand["code"] == -9
    na_de_dood = stand["na_de_dood"]
    assert na_de_dood["heel"] in (None, True)
    assert na_de_dood["naam"] <= bool(na_de_dood["heel"])
    assert stand["meteen"] is False
    assert stand["daarna"] == {"rij": "klaar", "naam": True, "heel": True}
    assert stand["taak"] == "klaar"


def test_niets_blijft_liggen(gezien: dict[str, Any]) -> None:
    assert gezien["media"]["resten"] == []
    plan = Path(gezien["var"]) / "media" / "plan"
    assert len(list(plan.iterdir())) == len(MOMENTEN) + 1


def test_zonder_de_wacht_is_er_wel_een_half_bestand(gezien: dict[str, Any]) -> None:
    """Negative control: written straight into the file, and with a lease that never ends."""
    assert gezien["zonder wacht"]["code"] == -9
    assert gezien["zonder wacht"]["na_de_dood"]["heel"] is False
    assert gezien["zonder wacht"]["overgenomen"] is False
