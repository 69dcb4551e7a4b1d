"""What two people put into force is taken back by two, within 30 days, until it is edited again."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from directory import clock
from directory.audit.models import AuditEntry
from directory.matching.weights import DEFAULT_WEIGHTS, Component
from directory.network.edits import add_edits
from directory.network.in_force import WEIGHTS
from directory.network.models import NetworkEdit
from directory.vocabulary.overlay_rows import EditKind, RowEdit

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient

WORDS = "/curate/words"


def _weigh(database: Database, value: str, *, days_ago: float = 0) -> int:
    """Put a weight into force so long ago; the number of the edit."""
    edit = RowEdit(EditKind.SET, WEIGHTS, "client", Component.TRUST.value, value)
    moment = clock.now() - timedelta(days=days_ago)
    with clock.stopped(moment), database.transaction() as session:
        add_edits(session, [edit], source="The meeting of May.", made_by="x")
        return max(row.id for row in session.query(NetworkEdit))


def _trust(app: Flask, curator: MemberClient) -> float:
    curator.get(WORDS)
    return float(app.extensions["search"].weights.client[Component.TRUST])


def test_two_take_back_what_two_put_into_force_and_say_why(
    app: Flask, curator: MemberClient, other_curator: MemberClient, database: Database
) -> None:
    undo = f"{WORDS}/edits/{_weigh(database, '0.01', days_ago=29)}/undo"
    assert _trust(app, curator) == 0.01
    assert "Take it back, by two people" in curator.get(WORDS).text
    assert "The meeting of May." in curator.get(undo.removesuffix("/undo")).text

    refused = curator.post(undo, {"reason": " "})
    assert refused.status_code == 422
    assert "need a reason" in refused.text
    act = curator.post(undo, {"reason": "Nobody near was found."}).headers["Location"]
    curator.post(f"{act}/confirm")
    assert _trust(app, curator) == 0.01, "nobody is both halves"
    other_curator.post(f"{act}/confirm")

    assert _trust(app, curator) == DEFAULT_WEIGHTS.client[Component.TRUST]
    assert "by Maya Invented" in curator.get(WORDS).text
    with database.session() as session:
        [entry] = [row for row in session.query(AuditEntry) if row.action == "network.edit-undone"]
    assert json.loads(entry.details)["source"] == "Nobody near was found."
    again = curator.post(undo, {"reason": "Twice."})
    assert again.headers["Location"].endswith(undo.removesuffix("/undo"))


def test_it_is_too_late_after_thirty_days(
    app: Flask, curator: MemberClient, database: Database
) -> None:
    number = _weigh(database, "0.01", days_ago=30.1)

    curator.post(f"{WORDS}/edits/{number}/undo", {"reason": "Late."})

    assert "It is over 30 days old" in curator.get(f"{WORDS}/edits/{number}").text
    assert "It is over 30 days old" in curator.get(WORDS).text
    assert _trust(app, curator) == 0.01


def test_the_next_edit_of_the_same_number_goes_first(
    app: Flask, curator: MemberClient, other_curator: MemberClient, database: Database
) -> None:
    first, second = _weigh(database, "0.01", days_ago=2), _weigh(database, "0.02", days_ago=1)
    assert _trust(app, curator) == 0.02
    page = curator.get(f"{WORDS}/edits/{first}").text
    assert "Take the later edit back first" in page
    assert (
        curator.post(f"{WORDS}/edits/{first}/undo", {"reason": "x"})
        .headers["Location"]
        .endswith(f"/edits/{first}")
    )

    for number, left in ((second, 0.01), (first, DEFAULT_WEIGHTS.client[Component.TRUST])):
        undo = f"{WORDS}/edits/{number}/undo"
        act = curator.post(undo, {"reason": "One after the other."}).headers["Location"]
        other_curator.post(f"{act}/confirm")
        assert _trust(app, curator) == left


def test_an_edit_made_while_the_undo_waits_stops_it(
    app: Flask, curator: MemberClient, other_curator: MemberClient, database: Database
) -> None:
    first = _weigh(database, "0.01", days_ago=2)
    undo = f"{WORDS}/edits/{first}/undo"
    act = curator.post(undo, {"reason": "Too low."}).headers["Location"]
    _weigh(database, "0.02", days_ago=1)

    answer = other_curator.post(f"{act}/confirm")

    assert "Take the later edit back first" in answer.text
    assert _trust(app, curator) == 0.02


def test_a_merge_is_taken_back_alone_and_one_of_professions_by_two(
    app: Flask, curator: MemberClient, other_curator: MemberClient, database: Database
) -> None:
    merge = {"action": "merge", "into": "grief", "source": "the same here"}
    curator.post(f"{WORDS}/issues/row/panic", merge)
    curator.get(WORDS)
    vocabulary = app.extensions["vocabulary"]
    before = vocabulary.issues["panic"].parent
    assert before == "grief"
    with database.session() as session:
        number = session.query(NetworkEdit).one().id

    curator.post(f"{WORDS}/edits/{number}/undo")
    curator.get(WORDS)

    vocabulary = app.extensions["vocabulary"]
    assert vocabulary.issues["panic"].parent != "grief"
    assert vocabulary.issues["panic"].synonyms
    assert not vocabulary.hidden

    merge = {"action": "merge", "into": "dietitian", "source": "the same here"}
    act = curator.post(f"{WORDS}/professions/row/nutritionist", merge).headers["Location"]
    assert act.startswith("/two-people/"), "it would put one scope under another"
    assert "nutritionist" in other_curator.get(act).text
