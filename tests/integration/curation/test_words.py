"""Words, rules, help lines and the site are edited on the desk, and count for the next request."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory import clock, resources
from directory.audit.models import AuditEntry
from directory.checkup import examine
from directory.network.edits import add_edits
from directory.network.models import NetworkEdit
from directory.network.unknown_words import tell
from directory.vocabulary.overlay_rows import HELP_LINES_FILE, EditKind, RowEdit, rows_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.config import Settings
    from directory.db import Database
    from tests.support.members import MemberClient

WORDS = "/curate/words"
GRIEF = f"{WORDS}/issues/row/grief"
FOLDER = resources.seed_data() / "vocabulary"


def _row(file: str, name: str, **changed: str) -> dict[str, str]:
    cells = rows_of(FOLDER, f"{file}.csv")[name] | changed
    return {f"cell-{column}": value for column, value in cells.items()} | {"action": "save"}


def _actions(database: Database) -> set[str]:
    with database.session() as session:
        return {row.action for row in session.query(AuditEntry)}


def test_a_synonym_is_found_by_the_next_search_and_taken_back(
    app: Flask, curator: MemberClient, client: FlaskClient, database: Database
) -> None:
    asked = {"words": "heartsore in Denver"}
    assert "did not understand: heartsore" in client.post("/find", data=asked).text
    synonyms = rows_of(FOLDER, "issues.csv")["grief"]["synonyms"]
    sent = _row("issues", "grief", synonyms=f"{synonyms}| heartsore")

    assert curator.post(GRIEF, sent | {"source": ""}).status_code == 422
    assert curator.post(GRIEF, sent | {"source": "asked at the library"}).status_code == 303
    assert "did not understand" not in client.post("/find", data=asked).text
    assert "heartsore" in app.extensions["vocabulary"].issues["grief"].synonyms

    with database.session() as session:
        number = session.query(NetworkEdit).one().id
    assert "asked at the library" in curator.get(WORDS).text
    assert curator.post(f"{WORDS}/edits/{number}/undo").status_code == 303
    assert "did not understand: heartsore" in client.post("/find", data=asked).text
    assert {"network.edited", "network.edit-undone"} <= _actions(database)
    assert curator.post(f"{WORDS}/edits/{number}/undo").status_code == 303, "twice is once"
    assert curator.post(f"{WORDS}/edits/nine/undo").status_code == 404


def test_what_the_loader_refuses_stays_typed_beside_its_field(curator: MemberClient) -> None:
    sent = _row("issues", "grief", parent="nowhere") | {"source": "x"}

    answer = curator.post(GRIEF, sent)

    assert answer.status_code == 422
    assert 'value="nowhere"' in answer.text
    assert "does not exist. Correct the slug" in answer.text


def test_a_caution_needs_two_people(
    app: Flask, curator: MemberClient, other_curator: MemberClient
) -> None:
    page = f"{WORDS}/cautions/row/C01"
    sent = _row("cautions", "C01", text_for_client="Ask first, please.")
    act = curator.post(page, sent | {"source": "guideline of 2026"}).headers["Location"]
    assert act.startswith("/two-people/")
    curator.post(f"{act}/confirm")
    assert app.extensions["vocabulary"].cautions["C01"].text_for_client != "Ask first, please."

    other_curator.post(f"{act}/confirm")
    curator.get("/curate")

    assert app.extensions["vocabulary"].cautions["C01"].text_for_client == "Ask first, please."


def test_a_hidden_term_is_no_longer_recognized(curator: MemberClient, client: FlaskClient) -> None:
    asked = {"words": "reiki"}
    assert "did not understand" not in client.post("/find", data=asked).text

    sent = {"action": "hide", "source": "nobody here offers it"}
    assert curator.post(f"{WORDS}/modalities/row/reiki", sent).status_code == 303

    assert "did not understand: reiki" in client.post("/find", data=asked).text
    assert "It is hidden" in curator.get(f"{WORDS}/modalities/row/reiki").text


def test_a_term_of_our_own_is_added_and_later_merged(
    app: Flask, curator: MemberClient, client: FlaskClient
) -> None:
    parent = rows_of(FOLDER, "issues.csv")["grief"]["parent"]
    cells = _row("issues", "grief", slug="elder-grief", label="Grief of elders", parent=parent,
                 synonyms="moonlit sorrow", synonyms_es="")  # fmt: skip
    assert curator.post(f"{WORDS}/issues/new", cells | {"source": "ours"}).status_code == 303
    assert "Grief of elders" in client.post("/find", data={"words": "moonlit sorrow"}).text

    merge = {"action": "merge", "into": "nowhere", "source": "the same"}
    page = f"{WORDS}/issues/row/elder-grief"
    assert curator.post(page, merge).status_code == 422
    assert curator.post(page, merge | {"into": "grief"}).status_code == 303
    assert "Grief of elders" not in client.post("/find", data={"words": "moonlit sorrow"}).text
    assert "moonlit sorrow" in app.extensions["vocabulary"].issues["grief"].synonyms


def test_a_help_line_is_corrected_everywhere_and_for_the_doctor(
    curator: MemberClient, client: FlaskClient, settings: Settings, database: Database
) -> None:
    assert any(one.what == "help lines" and one.state == "late" for one in examine(settings))
    name = next(iter(rows_of(FOLDER, HELP_LINES_FILE)))
    sent = _row("crisis_resources", name, contact="call 555 0100") | {"source": "they moved"}
    assert curator.post(f"{WORDS}/crisis_resources/row/{name}", sent).status_code == 303
    assert "555 0100" in client.get("/help-now").text

    today = clock.today().isoformat()
    with database.transaction() as session:
        add_edits(
            session,
            [
                RowEdit(EditKind.SET, HELP_LINES_FILE, row, "last_checked", today)
                for row in rows_of(FOLDER, HELP_LINES_FILE)
            ],
            source="called",
            made_by="x",
        )

    assert any(one.what == "help lines" and one.state == "ok" for one in examine(settings))
    assert "Call 2" not in curator.get("/curate?kind=help-lines").text


def test_name_welcome_exit_and_colours_are_ours_from_the_next_page(
    curator: MemberClient, client: FlaskClient
) -> None:
    sent = {"name": "Elm Street Network", "welcome": "Neighbours who care.",
            "exit_url": "https://www.example.org/weather", "light-pine": "#1e4b83"}  # fmt: skip
    assert curator.post("/curate/site", sent).status_code == 303

    page = client.get("/")

    assert "Elm Street Network" in page.text
    assert "Neighbours who care." in page.text
    assert "form-action 'self' https://www.example.org;" in page.headers["Content-Security-Policy"]
    assert client.get("/leave/on").headers["Location"] == "https://www.example.org/weather"
    address = page.text.partition('href="/colours/')[2].partition('"')[0]
    assert "--pine:#1E4B83;" in client.get(f"/colours/{address}").text
    assert client.get("/colours/other.css").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("light-pine", "#9BC53D", "Choose a darker one"),
        ("exit_url", "http://example.org", "begins with https://"),
        ("exit_url", "https://example.org; script-src *", "begins with https://"),
    ],
)
def test_what_would_harm_is_refused_and_stays(
    curator: MemberClient, field: str, value: str, says: str
) -> None:
    curator.get("/curate/site")
    answer = curator.post("/curate/site", {field: value})

    assert answer.status_code == 422
    assert says in answer.text
    assert value in answer.text


def test_a_told_word_waits_on_the_desk_until_it_is_closed(
    curator: MemberClient, database: Database
) -> None:
    with database.transaction() as session:
        tell(session, "Zorbeling")
    assert "Place 1 word that the search did not understand" in curator.get("/curate").text
    assert "zorbeling" in curator.get("/curate/unknown-words").text

    curator.post("/curate/unknown-words/close", {"word": "zorbeling"})

    assert "No word waits" in curator.get("/curate/unknown-words").text
    assert "unknown-word.closed" in _actions(database)


def test_the_slug_of_a_term_stays(app: Flask, curator: MemberClient) -> None:
    sent = _row("issues", "grief", slug="sorrow", label="Sorrow") | {"source": "ours"}
    assert curator.post(GRIEF, sent).status_code == 303

    assert 'name="cell-slug"' not in curator.get(GRIEF).text
    assert "sorrow" not in app.extensions["vocabulary"].issues
    assert app.extensions["vocabulary"].issues["grief"].label == "Sorrow"
