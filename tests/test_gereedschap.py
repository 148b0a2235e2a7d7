"""The tools look at every app, and would see what they are there to see."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = {path.parent.name for path in ROOT.glob("*/apps.py")} | {"leefsturing"}


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]


def test_every_app_is_typed_measured_packed_and_under_contract(project):
    contracts = {contract["name"]: contract for contract in project["importlinter"]["contracts"]}
    assert set(project["mypy"]["files"]) == APPS
    assert set(project["coverage"]["run"]["source"]) == APPS
    assert set(project["importlinter"]["root_packages"]) == APPS
    assert set(contracts["Inside an app: one way down"]["containers"]) == APPS - {"leefsturing"}
    assert set(project["hatch"]["build"]["targets"]["wheel"]["only-include"]) >= APPS | {"templates", "static"}


def test_order_of_the_apps_names_every_app(project):
    layers = project["importlinter"]["contracts"][0]["layers"]
    named = {part.strip(" ()").split(".")[0] for layer in layers for part in layer.split(":")}
    assert named >= APPS


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("requirements/extra.txt", "--index" + "-url https://example.org/simple"),
        ("package-lock.json", '"resolved": "https://example.org/x.tgz"'),
        ("docs/x.md", "zie file:" + "///srv/pakketten"),
        ("x.py", "pad = '/ho" + "me/iemand/werk'"),
    ],
)
def test_a_trace_of_one_machine_is_found(file, line, tmp_path):
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "check.py").write_text((ROOT / "scripts" / "check.py").read_text())
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / file).parent.mkdir(exist_ok=True)

    def check():
        command = [sys.executable, "scripts/check.py", "traces"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    (tmp_path / file).write_text("niets bijzonders\n")
    assert check().returncode == 0
    (tmp_path / file).write_text(line + "\n")
    found = check()
    assert found.returncode == 1
    assert f"{file}:1" in found.stdout


def test_lock_files_hold_a_hash_for_every_package_and_the_same_versions():
    def pinned(name):
        text = (ROOT / "requirements" / f"{name}.txt").read_text()
        blocks = [
            block for block in text.replace("\\\n", " ").splitlines() if "==" in block and not block.startswith(" ")
        ]
        assert all("--hash=sha256:" in block for block in blocks)
        return {block.split(" ")[0].split("==")[0]: block.split(" ")[0] for block in blocks}

    base, dev = pinned("base"), pinned("dev")
    assert len(base) > 40
    assert base.items() <= dev.items()
