"""The benchmark set: every room of a traject at two sizes, beside a plain Django page in the same run.

    python -m bench [klein|groot ...]

Prints the ratios side by side and writes all figures to ``bench/resultaten/``. Only ratios within one run mean
anything; CPU milliseconds are those of this process, the embedded database included.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "resultaten"


def run(size: str) -> dict[str, Any]:
    """Measure one size, on a database of its own."""
    with tempfile.TemporaryDirectory() as var:
        env = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
        done = subprocess.run(
            [sys.executable, "-m", "bench.meet", size],
            cwd=ROOT,
            env=env | {"VAR_MAP": var, "LOG_NIVEAU": "ERROR", "BASIS_URL": "http://testserver"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def show(results: list[dict[str, Any]]) -> None:
    """Print the sizes side by side."""
    print(f"{'':<26}" + "".join(f"{result['size']:^44}" for result in results))
    head = f"{'CPU ms':>8}{'× anker':>9}{'304':>7}{'vragen':>8}{'KB gzip':>9}   "
    print(f"{'pagina':<26}" + head * len(results))
    by_room = [{page["path"].split("/", 3)[3]: page for page in result["pages"]} for result in results]
    for room in by_room[0]:
        line = f"{room or '(keuken)':<26}"
        for pages in by_room:
            if page := pages.get(room):
                again = page["ratio_304"] if page["ratio_304"] is not None else "-"
                line += f"{page['cpu_ms']:8.1f}{page['ratio']:9.2f}{again:>7}{page['queries']:8}"
                line += f"{page['bytes_gzip'] / 1024:9.1f}   "
        print(line)
    for result in results:
        trajecten, comakers, uitspraken = result["numbers"]
        print(f"{result['size']}: {trajecten} trajecten, {comakers} co-makers, {uitspraken} uitspraken", end="; ")
        print(f"gevuld in {result['fill_seconds']} s")


def main() -> None:
    """Measure the sizes that are named, or both."""
    results = [run(size) for size in sys.argv[1:] or ["klein", "groot"]]
    show(results)
    RESULTS.mkdir(parents=True, exist_ok=True)
    now = datetime.now().astimezone()
    target = RESULTS / f"{now:%Y%m%d-%H%M%S}.json"
    facts = {"at": now.isoformat(), "python": platform.python_version(), "machine": platform.machine()}
    target.write_text(json.dumps(facts | {"results": results}, indent=2) + "\n")
    print(f"Alle cijfers: {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
