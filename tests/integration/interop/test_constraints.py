"""The database keeps the promises of imports by itself."""

# ruff: noqa: S608 - statements of the test's own words, on a database of its own

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DataError, IntegrityError

from tests.support.drafts import plain_draft, save

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOMENT = "'2026-01-02 03:04:05'"
IMPORT = (
    "INSERT INTO imports (reference, format, state, file_name, made_at, content, choices, drafts,"
    " done_at, undone_at) VALUES ('{reference}', '{format}', '{state}', 'a.csv', " + MOMENT + ","
    " {content}, '{{}}', {drafts}, {done_at}, {undone_at})"
)
OPEN: dict[str, object] = {
    "reference": "a",
    "format": "listings",
    "state": "open",
    "content": "'1'",
    "drafts": 0,
    "done_at": "NULL",
    "undone_at": "NULL",
}
DONE = OPEN | {"state": "done", "content": "NULL", "done_at": MOMENT}
LISTED = (
    "INSERT INTO imported_listings (listing_id, import_id, token_hash, link_made_at, invitations)"
    " SELECT listings.id, imports.id, {token}, {made}, {invitations} FROM imports, listings"
)


def _run(session: Session, statement: str) -> None:
    session.execute(text(statement))


@pytest.fixture
def _filled(session: Session) -> None:
    save(session, plain_draft("nora"))
    _run(session, IMPORT.format(**DONE))
    _run(session, LISTED.format(token="'x'", made=MOMENT, invitations=1))


@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize(
    "statement",
    [
        IMPORT.format(**OPEN | {"reference": "b", "content": "NULL"}),
        IMPORT.format(**DONE | {"reference": "b", "content": "'1'"}),
        IMPORT.format(**DONE | {"reference": "b", "done_at": "NULL"}),
        IMPORT.format(**DONE | {"reference": "b", "state": "undone"}),
        IMPORT.format(**DONE | {"reference": "b", "undone_at": MOMENT}),
        IMPORT.format(**OPEN | {"reference": "b", "drafts": -1}),
        IMPORT.format(**OPEN | {"reference": "b", "format": "spreadsheet"}),
        IMPORT.format(**OPEN | {"reference": "b", "state": "lost"}),
        IMPORT.format(**OPEN),
        LISTED.format(token="'y'", made=MOMENT, invitations=1),
        "UPDATE imported_listings SET invitations = -1",
        "UPDATE imported_listings SET token_hash = NULL",
        "UPDATE imported_listings SET link_made_at = NULL",
        "UPDATE imported_listings SET import_id = 999",
        f"INSERT INTO import_mappings VALUES ('short', '{{}}', {MOMENT})",
    ],
)
def test_what_cannot_be_is_refused(session: Session, statement: str) -> None:
    with pytest.raises((IntegrityError, DataError)), session.begin_nested():
        _run(session, statement)


@pytest.mark.usefixtures("_filled")
def test_a_link_leads_to_one_draft(session: Session) -> None:
    save(session, plain_draft("oda"))
    with pytest.raises(IntegrityError), session.begin_nested():
        _run(
            session,
            LISTED.format(token="'x'", made=MOMENT, invitations=0)
            + " WHERE listings.handle = 'oda'",
        )


@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize("gone", ["listings", "imports"])
def test_the_link_goes_with_the_listing_or_the_import(session: Session, gone: str) -> None:
    _run(session, f"DELETE FROM {gone}")

    assert session.execute(text("SELECT count(*) FROM imported_listings")).scalar() == 0
