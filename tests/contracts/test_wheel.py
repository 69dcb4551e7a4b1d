"""The wheel: what it carries, and that it serves a page with nothing else around it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import venv
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from tests.support.checkout import ROOT, tracked

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = ("templates", "static", "seed_data")
PATIENCE = 180.0


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout with the pinned tools."""
    folder = tmp_path_factory.mktemp("wheel")
    _pip(sys.executable, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT))
    (found,) = folder.glob("*.whl")
    return found


def test_the_wheel_carries_every_tracked_file_inside_the_package(wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    wanted = tracked("directory", *DATA)

    expected = {name if name.startswith("directory/") else f"directory/{name}" for name in wanted}

    assert expected
    assert expected - carried == set()


def test_the_wheel_puts_nothing_beside_the_package(wheel: Path) -> None:
    tops = {name.split("/", 1)[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {top for top in tops if not top.endswith(".dist-info")} == {"directory"}


@pytest.mark.wheel
def test_the_wheel_serves_a_page_from_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    python = _empty_environment(tmp_path / "venv")
    _pip(python, "install", "--require-hashes", "-r", str(ROOT / "requirements.lock"))
    _pip(python, "install", "--no-deps", "--no-index", str(wheel))

    with _demo(python, tmp_path) as address:
        page = _page(address + "/")
        assets = re.findall(r'(?:href|src)="(/[^"?]+\.(?:css|js|svg|woff2))', page)
        missing = _status(address + "/no-such-page")
        answers = {asset: _status(address + asset) for asset in assets}

    assert "<h1" in page
    assert {Path(asset).suffix for asset in assets} >= {".css", ".js", ".woff2"}
    assert set(answers.values()) == {200}
    assert missing == 404
    assert not list((tmp_path / "venv").glob("lib/python*/site-packages/templates"))


def _empty_environment(folder: Path) -> str:
    venv.create(folder, with_pip=True)
    return str(folder / "bin" / "python")


@contextmanager
def _demo(python: str, folder: Path) -> Iterator[str]:
    """`directory demo` of that environment, in an empty folder, until the block ends."""
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = Path(python).with_name("directory")
    with (folder / "demo.log").open("w+") as log:
        process = subprocess.Popen(
            [command, "demo", "--port", str(port)],
            cwd=folder,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/healthz", process, folder / "demo.log")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=10)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"directory demo ended by itself:\n{log.read_text()}")
        try:
            _status(address)
        except (URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"directory demo did not answer in {PATIENCE:.0f} seconds:\n{log.read_text()}")


def _page(address: str) -> str:
    with urlopen(address, timeout=30) as answer:  # noqa: S310 - our own address
        text: str = answer.read().decode()
    return text


def _status(address: str) -> int:
    try:
        with urlopen(address, timeout=30) as answer:  # noqa: S310 - our own address
            found: int = answer.status
    except HTTPError as refusal:
        with refusal:
            found = refusal.code
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _pip(python: str, *words: str) -> None:
    pip = [python, "-m", "pip", "--disable-pip-version-check", words[0], "--quiet", *words[1:]]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
