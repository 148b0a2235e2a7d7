"""What a built package needs beyond the source: the front-end files, and the dependencies from requirements/base.in.

Needs the network once, while building; whoever installs the package needs neither Node nor npm.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

VENDOR = "static/vendor"


class Dependencies(MetadataHookInterface):
    """Read the dependencies from the one place where they are stated."""

    PLUGIN_NAME = "custom"

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill in project.dependencies."""
        lines = (Path(self.root) / "requirements" / "base.in").read_text().splitlines()
        metadata["dependencies"] = [line.strip() for line in lines if line.strip() and not line.startswith("#")]


class Frontend(BuildHookInterface):
    """Fetch the front-end files when they are not there yet, and take them along in the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run scripts/frontend.py with the Node of the build environment."""
        root = Path(self.root)
        script = root / "scripts" / "frontend.py"
        if self.target_name != "wheel" or version == "editable" or not script.exists():
            return
        if not (root / VENDOR).is_dir():
            subprocess.run([sys.executable, str(script)], check=True)
        # Git does not know these files, so the builder has to be told.
        build_data["force_include"][str(root / VENDOR)] = VENDOR
