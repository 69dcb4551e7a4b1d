"""A word that a client typed, sent through every public form, is in nothing that stays behind."""

from __future__ import annotations

import gzip
import logging
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from directory.backup.services import make_backup
from directory.web.one_time_keys import new_key
from tests.integration.search.test_canary import contents
from tests.support.asking import WISHES, hidden, phrase_on
from tests.support.checkout import ROOT
from tests.support.members import delivered, text_of

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from directory.config import Settings
    from directory.db import Database

pytestmark = pytest.mark.demo_network
CANARY = "flibbertigibbet"
WORDS = f"rape recovery {CANARY}"
TOKEN = "only-for-tests-a-token-of-monitoring"
PEOPLE = {"<handle>": "maya-okafor", "<token>": CANARY, "<link>": CANARY, "<sealed>": CANARY}
FIELDS = (
    "words", "place", "near", "within", "phrase", "kind", "words_more", "name", "email", "title",
    "as_listing", "remove", "answer", "reason", "message", "wishes", "safe_way", "password", "word",
    "sealed", "asked", "q", "issue", "must", "prefer", "avoid", "one_time_key", "code", "scheme",
)  # fmt: skip


@dataclass
class Client:
    """Somebody who types the word everywhere, and what came back."""

    client: FlaskClient
    answers: list[TestResponse] = field(default_factory=list)

    def get(self, path: str) -> TestResponse:
        self.answers.append(self.client.get(path))
        return self.answers[-1]

    def post(self, path: str, **fields: str) -> TestResponse:
        self.answers.append(self.client.post(path, data=fields))
        return self.answers[-1]


@pytest.fixture
def environment(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """As everywhere, with monitoring on, and temporary files where they can be counted."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return environment | {"DIRECTORY_METRICS_TOKEN": TOKEN}


def test_what_a_client_typed_stays_nowhere(
    app: Flask, settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    app.test_client_class = (
        FlaskClient  # What is sent here makes no sense, and neither may answers.
    )
    client = Client(app.test_client())
    with caplog.at_level(logging.DEBUG):
        _through_every_form(client)
        _as_it_is_meant(client)

    assert _carried(client.answers) == []
    assert any(CANARY in answer.text for answer in client.answers), "the pages echo it"
    database: Database = app.extensions["database"]
    places = {
        "log": caplog.text,
        "output": "".join(capfd.readouterr()),
        "metrics": _metrics(app),
        "tables": str(contents(database)),
        "mail": " ".join(f"{mail.items()} {text_of(mail)}" for mail in delivered(app)),
    }
    make_backup(settings, tmp_path / "copies", keep=None)
    places |= {str(path): _bytes_of(path) for path in _files(tmp_path, settings)}

    assert len(caplog.records) >= len(client.answers), "each request was logged"
    assert "directory_answers_total" in places["metrics"]
    # On PostgreSQL the backup holds what the database's own files hold.
    files = {".sqlite3", ".gz"} if settings.database_address.startswith("sqlite") else {".gz"}
    assert {Path(name).suffix for name in places} >= files
    assert [name for name, held in places.items() if CANARY in held.lower()] == []


def _through_every_form(client: Client) -> None:
    """Each public route with the word in each field, and in the query for good measure."""
    for methods, address, endpoint in _public_routes():
        path = re.sub(r"<[^>]+>", lambda part: PEOPLE.get(part[0], "maya-okafor"), address)
        if "GET" in methods and not endpoint:
            client.get(f"{path}?q={CANARY}&words={CANARY}")
        if "POST" in methods:
            client.post(path, **dict.fromkeys(FIELDS, CANARY))
            client.client.delete_cookie("left")


def _as_it_is_meant(client: Client) -> None:
    """The ways that end in something kept: a search, a message, a question to all, a report."""
    search = {"words": WORDS, "place": "Lakewood, CO", "within": "25"}
    client.get("/find?go=on")
    found = client.post("/find", **search)
    assert found.status_code == 303
    client.get(found.headers["Location"])
    client.get(f"{found.headers['Location']}?page=2&order=nearest")
    client.post("/unknown-word", word=CANARY)
    client.post("/questions", place=CANARY)
    ask = {**WISHES, "words": f"Have you room? {CANARY}", "safe_name": CANARY}
    sent = client.post("/practitioners/maya-okafor/ask/send", **ask, one_time_key=new_key())
    client.post("/messages", phrase=phrase_on(sent))
    asked = client.post("/ask-the-network", **search)
    form = {**WISHES, "asked": hidden(asked, "asked"), "one_time_key": new_key()}
    assert phrase_on(client.post("/ask-the-network/send", **form))
    report = {"kind": "unsafe", "words": f"It was not right. {CANARY}", "one_time_key": new_key()}
    assert phrase_on(client.post("/report/maya-okafor", **report))


def _public_routes() -> list[tuple[str, str, bool]]:
    """Methods, address and whether it is a file, of what anybody may ask for."""
    lines = (ROOT / "tests" / "contracts" / "urls.txt").read_text().splitlines()
    parts = [line.split() for line in lines if line.endswith(" anyone")]
    return [(methods, address, "." in address) for methods, address, _anyone in parts]


def _carried(answers: list[TestResponse]) -> list[str]:
    """Where a header, a title or a link of an answer carries the word, or the site broke."""
    found = []
    for answer in answers:
        page = BeautifulSoup(answer.text if answer.mimetype == "text/html" else "", "html.parser")
        parts = {
            "header": str(answer.headers),
            "title": page.title.get_text() if page.title else "",
            "link": str([tag.attrs.get("href", tag.attrs.get("src")) for tag in page.select("*")]),
        }
        where = f"{answer.request.method} {answer.request.path}: {answer.status_code}"
        found += [f"{where}, {part}" for part, held in parts.items() if CANARY in held]
        found += [where] if answer.status_code >= 500 else []
    return found


def _metrics(app: Flask) -> str:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    return app.test_client().get("/metrics", headers=headers).text


def _files(tmp_path: Path, settings: Settings) -> list[Path]:
    """The database, its WAL, the copy, temporary files, and what lies in the instance folder."""
    beside = [settings.instance_folder, tmp_path]
    if settings.database_url.startswith("sqlite"):
        file = Path(settings.database_url.removeprefix("sqlite:///"))
        beside.append(file)
        beside += [Path(f"{file}{suffix}") for suffix in ("-wal", "-shm")]
    every = [inner for path in beside for inner in (path.rglob("*") if path.is_dir() else [path])]
    return sorted({path for path in every if path.is_file()})


def _bytes_of(path: Path) -> str:
    held = path.read_bytes()
    return (gzip.decompress(held) if path.suffix == ".gz" else held).decode("latin-1")
