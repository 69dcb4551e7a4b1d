"""The log says when and how, and never what or who."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from directory.app import create_app
from directory.config import Mode
from directory.web.request_log import ACCESS_LOGGER, FAULT_LOGGER

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from directory.config import Settings

CANARY = "zebracanary"


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    for name in (ACCESS_LOGGER, FAULT_LOGGER):
        logging.getLogger(name).propagate = True
    return caplog


def _access_lines(log: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(r.getMessage()) for r in log.records if r.name == ACCESS_LOGGER]


def test_a_line_holds_these_and_no_more(client: FlaskClient, log: pytest.LogCaptureFixture) -> None:
    client.get("/about", environ_base={"REMOTE_ADDR": "203.0.113.77"})

    (line,) = _access_lines(log)
    assert set(line) == {"time", "method", "route", "status", "ms", "from"}
    assert line["method"] == "GET"
    assert line["route"] == "pages.about"
    assert line["status"] == 200
    assert line["from"] == "203.0.113.0/24"
    assert str(line["time"]).endswith("+00:00")
    assert isinstance(line["ms"], float)


def test_no_log_holds_what_somebody_sent(
    client: FlaskClient, log: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    hostile = {
        "User-Agent": f"{CANARY} agent",
        "Referer": f"https://{CANARY}.example/",
        "Accept-Language": CANARY,
        "Cookie": f"{CANARY}={CANARY}",
    }
    for path in ("/about", "/nowhere", "/trial/fault", "/trial/no-database", "/assets/x"):
        client.get(f"{path}?q={CANARY}", headers=hostile)
        client.get(f"{path}/{CANARY}", headers=hostile)
        client.post(path, data={"words": CANARY}, headers=hostile)
    client.post("/trial/write", data={"words": CANARY}, headers={"Origin": f"https://{CANARY}.x"})
    client.open("/about", method=CANARY.upper())

    written = "\n".join([*(record.getMessage() for record in log.records), log.text])
    streams = "".join(capfd.readouterr())
    assert "trial.fault" in written
    assert CANARY not in (written + streams).lower()


def test_a_fault_is_written_with_its_place_and_without_its_message(
    client: FlaskClient, log: pytest.LogCaptureFixture
) -> None:
    client.get(f"/trial/fault?words={CANARY}")

    (line,) = [json.loads(r.getMessage()) for r in log.records if r.name == FAULT_LOGGER]
    assert line["fault"] == "RuntimeError"
    assert line["route"] == "trial.fault"
    assert any("in fault" in frame or " fault" in frame for frame in line["frames"])


def test_in_production_the_lines_go_to_a_file_of_the_day(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger(ACCESS_LOGGER), "handlers", [])
    made = create_app(replace(settings, mode=Mode.PRODUCTION, limits_on=True))

    made.test_client().get(f"/about?words={CANARY}")

    (file,) = (tmp_path / "instance" / "log").iterdir()
    assert json.loads(file.read_text())["route"] == "pages.about"
    assert CANARY not in file.read_text()


def test_forwarded_addresses_are_believed_from_nobody(
    client: FlaskClient, log: pytest.LogCaptureFixture
) -> None:
    client.get(
        "/about",
        headers={"X-Forwarded-For": "198.51.100.1"},
        environ_base={"REMOTE_ADDR": "203.0.113.77"},
    )

    assert _access_lines(log)[0]["from"] == "203.0.113.0/24"


def test_a_line_break_in_a_header_makes_no_second_line(
    client: FlaskClient, log: pytest.LogCaptureFixture
) -> None:
    client.get("/about%0a%7b%22forged%22%3a1%7d")

    assert len(_access_lines(log)) == 1
    assert "forged" not in log.text
