"""docker-compose.yml: no secret has a default, every part is watched, and its commands work (without containers)."""

import os
import re
import secrets
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SECRET = re.compile(r"SECRET|SLEUTEL|PASSWORD|EMAIL_URL")
PARTS = ["web", "worker", "planner"]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    assert isinstance(read, dict)
    return read


def test_no_secret_has_a_default(compose):
    for name, service in compose["services"].items():
        for key, value in service.get("environment", {}).items():
            for variable, rest in re.findall(r"\$\{(\w+)([^}]*)\}", str(value)):
                if SECRET.search(variable):
                    assert rest.startswith(":?"), f"{name}: {key} heeft een standaardwaarde"
            if SECRET.search(key):
                assert str(value).startswith("${"), f"{name}: {key} staat er letterlijk in"


def test_every_part_that_stays_is_watched_and_comes_back(compose):
    for name, service in compose["services"].items():
        if name != "voorbereiding":
            assert service["restart"] == "unless-stopped", name
            assert service["healthcheck"]["test"], name


def test_example_of_env_names_exactly_what_has_to_be_given(compose):
    required = {name for name, rest in re.findall(r"\$\{(\w+)(:\?)", (ROOT / "docker-compose.yml").read_text())}
    example = {line.split("=")[0] for line in (ROOT / ".env.voorbeeld").read_text().splitlines() if "=" in line[:40]}
    assert {name for name in example if name.isupper()} == required


def test_image_runs_as_an_ordinary_user_and_takes_all_apps_along():
    dockerfile = (ROOT / "Dockerfile").read_text()
    assert re.search(r"^USER leefsturing$", dockerfile, re.MULTILINE)
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert apps | {"leefsturing", "templates", "static", "requirements/base.txt"} <= let_in


def command_of(compose: dict[str, Any], part: str, port: int) -> list[str]:
    """Return the command of a part, as it runs on this machine."""
    command = compose["services"][part].get("command")
    if command is None:
        last = (ROOT / "Dockerfile").read_text().strip().splitlines()[-1]
        command = yaml.safe_load(last.removeprefix("CMD "))
    return [word.replace("8000", str(port)).replace("0.0.0.0", "127.0.0.1") for word in command]


@pytest.mark.diensten
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="begint zelf op een lege PostgreSQL")
def test_commands_run_on_postgresql_and_redis(compose, postgres_dienst, redis_url, tmp_path):
    """Run the preparation and the three parts, see each live by its own healthcheck, and end them in time."""
    import psycopg

    server = f"postgres://leefsturing@127.0.0.1:{postgres_dienst.port}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute("CREATE DATABASE uitrol")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {key: value for key, value in os.environ.items() if key in {"HOME", "LANG"}} | {
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "VAR_MAP": str(tmp_path),
        "PORT_BINNEN": str(port),
        "BASIS_URL": "https://leefsturing.example.org",
        "ALLOWED_HOSTS": "leefsturing.example.org",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "LINK_SLEUTEL": secrets.token_urlsafe(64),
        "DATABASE_URL": f"{server}/uitrol",
        "REDIS_URL": redis_url.replace("/0", "/5"),
        "EMAIL_URL": "smtp://127.0.0.1:9",
    }
    assert set(compose["services"]["web"]["environment"]) - set(env) == {"HUISSTIJL", "AANTAL_PROXYS"}

    def run(command: list[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=90, check=False)

    prepared = run(command_of(compose, "voorbereiding", port))
    assert prepared.returncode == 0, prepared.stderr[-3000:]
    running = {}
    try:
        for part in PARTS:
            with (tmp_path / f"{part}.log").open("wb") as log:
                running[part] = subprocess.Popen(
                    command_of(compose, part, port), cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
                )
        for part in PARTS:
            check = compose["services"][part]["healthcheck"]["test"][1:]
            end = time.monotonic() + 60
            while run(check).returncode:
                text = (tmp_path / f"{part}.log").read_text(errors="replace")[-3000:]
                assert running[part].poll() is None, f"{shlex.join(check)}\n{text}"
                assert time.monotonic() < end, f"{shlex.join(check)}\n{text}"
                time.sleep(0.5)
        for process in running.values():
            process.send_signal(signal.SIGTERM)
        assert {part: process.wait(15) for part, process in running.items()} == dict.fromkeys(PARTS, 0)
    finally:
        for process in running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
