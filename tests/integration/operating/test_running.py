"""The commands that run a copy: safe to repeat, plain when something is missing."""

from __future__ import annotations

import json
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from directory.config import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from tests.support.databases import Databases


def test_init_makes_what_is_missing_and_keeps_what_is_there(
    run: Callable[..., Result], environment: dict[str, str]
) -> None:
    environment["DIRECTORY_SECRET_KEY"] = ""
    folder = Path(environment["DIRECTORY_INSTANCE_FOLDER"])

    first = run("init")
    secret = (folder / "secret_key").read_text()
    second = run("init")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert (folder / "secret_key").read_text() == secret
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert len(secret.strip()) >= 32
    assert (folder / "fonts" / "figtree.woff2").exists()
    assert first.stdout == ""


def test_what_init_made_is_safe_to_start_in_production(
    run: Callable[..., Result], environment: dict[str, str]
) -> None:
    environment |= {"DIRECTORY_SECRET_KEY": "", "DIRECTORY_MODE": "production"}
    environment["DIRECTORY_LIMITS_ON"] = "yes"

    before = run("doctor")
    run("init")
    after = run("doctor")

    assert before.exit_code == 1
    assert "run `directory init`" in before.stdout
    assert after.exit_code == 0
    assert "wrong" not in after.stdout


def test_the_doctor_speaks_json(run: Callable[..., Result]) -> None:
    run("init")

    result = run("doctor", "--json")

    findings = json.loads(result.stdout)
    assert result.exit_code == 0
    assert {finding["state"] for finding in findings} <= {"ok", "late"}
    assert {"settings", "database", "schema", "vocabulary"} <= {f["what"] for f in findings}


def test_the_doctor_finds_tables_that_were_not_made(
    run: Callable[..., Result], environment: dict[str, str], databases: Databases
) -> None:
    environment["DIRECTORY_DATABASE_URL"] = databases.empty()

    result = run("doctor")
    moved = run("migrate")
    again = run("migrate")

    assert result.exit_code == 1
    assert "run `directory migrate`" in result.stdout
    assert "Moved to" in moved.stderr
    assert "already" in again.stderr


def test_a_demo_is_not_served_to_other_machines(
    run: Callable[..., Result], environment: dict[str, str]
) -> None:
    environment["DIRECTORY_MODE"] = "demo"

    result = run("serve", "--host", "0.0.0.0", "--port", "18999")  # noqa: S104

    assert result.exit_code == 2
    assert "this machine only" in result.stderr


def test_a_weak_secret_is_one_sentence(
    run: Callable[..., Result], environment: dict[str, str]
) -> None:
    environment |= {"DIRECTORY_MODE": "production", "DIRECTORY_SECRET_KEY": "dev"}
    environment["DIRECTORY_LIMITS_ON"] = "yes"

    result = run("serve")

    assert result.exit_code == 2
    assert result.stderr.strip().splitlines()[-1].startswith("DIRECTORY_SECRET_KEY is too short")
    assert "Traceback" not in result.stderr


def test_a_port_that_is_taken_is_one_sentence(run: Callable[..., Result]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        result = run("serve", "--port", str(port))

    assert result.exit_code == 2
    assert f"Cannot listen on 127.0.0.1, port {port}" in result.stderr


def test_the_site_is_served_by_the_command(environment: dict[str, str]) -> None:
    Settings.from_environment(environment)  # The environment of the process below is sound.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "directory.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    try:
        answer = _first_answer(f"http://127.0.0.1:{port}/healthz")
    finally:
        process.terminate()
        process.wait(timeout=10)

    assert answer == b"ok\n"


def test_help_imports_no_feature() -> None:
    """Fifteen commands are listed in the time of one import."""
    code = "import sys, directory.cli; print(*sorted(m for m in sys.modules if 'directory.' in m))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert loaded == ["directory.cli", "directory.config", "directory.console"]


def _first_answer(address: str) -> bytes:
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310
                content: bytes = answer.read()
                return content
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
