"""Locks the packages again after a change in requirements/*.in: exact versions, the hash of every file, no addresses.

    python3 scripts/lock.py                 keep what is locked, add and remove what changed
    python3 scripts/lock.py --upgrade       the newest of everything

Needs uv, which is not needed for anything else.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
OPTIONS = [
    *("--universal", "--generate-hashes", "--python-version", "3.11", "--no-config", "--quiet"),
    # Neither the address of an index nor the command line of a machine belongs in a lock file.
    *("--no-emit-index-url", "--no-header"),
]


def main() -> int:
    """Lock base first, because dev follows it."""
    uv = os.environ.get("UV") or shutil.which("uv")
    if not uv:
        print("Dit vraagt uv (pip install uv, in een eigen omgeving), of noem het: UV=/pad/naar/uv make lock")
        return 1
    for name in ("base", "dev", "frontend"):
        command = [uv, "pip", "compile", f"{name}.in", "-o", f"{name}.txt", *OPTIONS, *sys.argv[1:]]
        if code := subprocess.run(command, cwd=FOLDER, check=False).returncode:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
