"""The database keeps the promises of doubts, reminders, reports, pairs and merges by itself."""

# ruff: noqa: S608 - statements of the test's own words, on a database of its own

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import CheckConstraint, Enum, text
from sqlalchemy.exc import DataError, IntegrityError

from directory.tables import metadata
from tests.support.drafts import plain_draft, save

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TABLES = (
    "freshness_reminders",
    "listing_doubts",
    "listing_merges",
    "listing_reports",
    "not_duplicates",
    "report_voices",
)
NORA, ODA = (f"(SELECT id FROM listings WHERE handle = '{name}')" for name in ("nora", "oda"))
DAY, MOMENT = "'2026-01-02'", "'2026-01-02 03:04:05'"
REPORT = "(SELECT id FROM listing_reports)"
REPORTED = "listing_reports (reference, listing_id, kind, opened_at, voices, closed_by)"
MERGED = "listing_merges (reference, kept_id, gone_id, merged_at, merged_by, undone_by, record)"
FILLED = (
    f"INSERT INTO freshness_reminders VALUES ({NORA}, {DAY}, 75, {MOMENT})",
    f"INSERT INTO listing_doubts VALUES ({NORA}, 'said-full', {DAY})",
    f"INSERT INTO not_duplicates VALUES ({NORA}, {ODA}, {DAY}, 'x')",
    f"INSERT INTO {MERGED} VALUES ('a', {NORA}, {ODA}, {MOMENT}, 'x', '', '1')",
    f"INSERT INTO {REPORTED} VALUES ('a', {NORA}, 'left', {MOMENT}, 1, '')",
    (
        f"INSERT INTO report_voices (report_id, phrase_hash, words, words_hash, made_at) "
        f"VALUES ({REPORT}, 'a', '1', 'h', {MOMENT})"
    ),
)
REFUSED = (
    ("day_is_a_reminder", "UPDATE freshness_reminders SET day = 80"),
    ("pk_freshness", f"INSERT INTO freshness_reminders VALUES ({NORA}, {DAY}, 75, {MOMENT})"),
    ("pair_stands_once", f"UPDATE not_duplicates SET listing_id = {ODA}, other_id = {NORA}"),
    ("two_listings", f"UPDATE listing_merges SET gone_id = {NORA}"),
    ("undone_by_somebody", f"UPDATE listing_merges SET undone_at = {MOMENT}"),
    ("gone", f"INSERT INTO {MERGED} VALUES ('b', {NORA}, {ODA}, {MOMENT}, 'x', '', '1')"),
    ("somebody_said_so", "UPDATE listing_reports SET voices = 0"),
    ("closed_has_outcome", f"UPDATE listing_reports SET closed_at = {MOMENT}, closed_by = 'x'"),
    (
        "closed_by_somebody",
        f"UPDATE listing_reports SET closed_at = {MOMENT}, outcome = 'removed'",
    ),
    ("open", f"INSERT INTO {REPORTED} VALUES ('b', {NORA}, 'left', {MOMENT}, 1, '')"),
    ("words_are_told_apart", "UPDATE report_voices SET words_hash = NULL"),
    (
        "words",
        (
            f"INSERT INTO report_voices (report_id, phrase_hash, words_hash, made_at) "
            f"VALUES ({REPORT}, 'b', 'h', {MOMENT})"
        ),
    ),
    (
        "phrase_hash",
        (
            f"INSERT INTO report_voices (report_id, phrase_hash, made_at) "
            f"VALUES ({REPORT}, 'a', {MOMENT})"
        ),
    ),
)


@pytest.fixture(autouse=True)
def _filled(session: Session) -> None:
    """One row in each table."""
    save(session, plain_draft("nora"))
    save(session, plain_draft("oda"))
    for statement in FILLED:
        session.execute(text(statement))
    session.commit()


@pytest.mark.parametrize("statement", [what for _name, what in REFUSED], ids=lambda it: it[:40])
def test_what_cannot_be_is_refused(session: Session, statement: str) -> None:
    with pytest.raises((IntegrityError, DataError)):
        session.execute(text(statement))


def test_each_check_has_its_statement() -> None:
    named = {
        str(constraint.name).removeprefix(f"ck_{table}_")
        for table in TABLES
        for constraint in metadata.tables[table].constraints
        if isinstance(constraint, CheckConstraint) and not _is_of_a_closed_set(table, constraint)
    }

    assert named <= {name for name, _what in REFUSED}


def test_a_listing_that_goes_leaves_a_report_without_it(session: Session) -> None:
    session.execute(text("DELETE FROM listings WHERE handle = 'nora'"))

    left = {
        table: session.execute(text(f"SELECT count(*) FROM {table}")).scalar() for table in TABLES
    }
    assert left == dict.fromkeys(TABLES, 0) | {"listing_reports": 1, "report_voices": 1}
    assert session.execute(text("SELECT listing_id FROM listing_reports")).scalar() is None


def _is_of_a_closed_set(table: str, constraint: CheckConstraint) -> bool:
    return any(
        isinstance(column.type, Enum) and str(constraint.name).endswith(column.type.name or "?")
        for column in metadata.tables[table].columns
    )
