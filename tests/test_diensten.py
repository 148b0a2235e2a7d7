"""What touches the database's or the broker's own behaviour holds on PostgreSQL and Redis too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.diensten
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="dit is de run op PostgreSQL zelf")
def test_same_tests_hold_on_postgresql_and_redis(postgres_klaar, redis_url, tmp_path):
    """Run what is marked ``gegevensbank`` once more, with the settings of a real installation."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-m", "gegevensbank", "-n0", "-q", "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=os.environ | postgres_klaar | {"REDIS_URL": redis_url, "VAR_MAP": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
