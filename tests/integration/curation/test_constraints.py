"""The database keeps the promises of centers, decisions and checks by itself."""

# ruff: noqa: S608 - statements of the test's own words, on a database of its own

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import CheckConstraint, Enum, text
from sqlalchemy.exc import DataError, IntegrityError

from directory.matching.need import Kind
from directory.tables import curation, desk, metadata
from tests.integration.curation.conftest import asking_draft
from tests.support.drafts import plain_draft, save

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

TABLES = (
    "affiliation_refusals",
    "center_services",
    "integration_backings",
    "licence_checks",
    "licence_evidence",
    "listing_decisions",
    curation.HelpLineCheck.__tablename__,
    desk.ManagerInvitation.__tablename__,
)
NORA, OTHER, HOUSE = (
    f"(SELECT id FROM listings WHERE handle = '{name}')" for name in ("nora", "oda", "the-house")
)
DAY = "'2026-01-02'"
MOMENT = "'2026-01-02 03:04:05'"
FILLED = (
    (
        f"INSERT INTO affiliations (center_id, person_id, role, is_former) "
        f"VALUES ({HOUSE}, {NORA}, '', false)"
    ),
    f"INSERT INTO affiliation_refusals VALUES ({HOUSE}, {OTHER}, {DAY})",
    (
        f"INSERT INTO center_services (reference, center_id, person_id, credential_id, modality, "
        f"detail) SELECT 'a', {HOUSE}, {NORA}, id, 'emdr', '' FROM credentials"
    ),
    f"INSERT INTO integration_backings VALUES ({HOUSE}, 'same-roof', 'so')",
    (
        f"INSERT INTO licence_checks (reference, listing_id, profession, jurisdiction, title, "
        f"outcome, looked_at, checked_on, checked_by, recorded_at, note) VALUES ('a', {NORA}, 'p', "
        f"'US-CO', 'LPC', 'good-standing', 'board', {DAY}, 'x', {MOMENT}, '')"
    ),
    f"INSERT INTO licence_evidence SELECT id, 'image/png', 1, '1', {MOMENT} FROM licence_checks",
    (
        f"INSERT INTO listing_decisions (listing_id, kind, reason, made_at, made_by) "
        f"VALUES ({NORA}, 'publish', '', {MOMENT}, 'x')"
    ),
    f"INSERT INTO help_line_checks VALUES ('{'a' * 16}', {DAY}, 'x')",
    (
        f"INSERT INTO manager_invitations (reference, center_handle, email, made_at) "
        f"VALUES ('a', 'the-house', 'a@example.org', {MOMENT})"
    ),
)
CHECKS = {
    "ck_affiliation_refusals_center_is_not_the_person": (
        "UPDATE affiliation_refusals SET person_id = center_id"
    ),
    "ck_center_services_modality_is_given": "UPDATE center_services SET modality = ''",
    "ck_integration_backings_backing_is_given": "UPDATE integration_backings SET backing = ' '",
    "ck_licence_checks_place_is_given": "UPDATE licence_checks SET looked_at = ' '",
    "ck_licence_checks_title_is_given": "UPDATE licence_checks SET title = ''",
    "ck_licence_evidence_is_not_empty": "UPDATE licence_evidence SET byte_count = 0",
    "ck_listing_decisions_reason_is_given": "UPDATE listing_decisions SET kind = 'hide'",
    "ck_listing_decisions_seen_later": (
        "UPDATE listing_decisions SET seen_at = '2025-01-02 03:04:05'"
    ),
    "ck_help_line_checks_line_is_a_hash": "UPDATE help_line_checks SET line = 'a'",
    "ck_manager_invitations_email_is_lower": (
        "UPDATE manager_invitations SET email = 'A@example.org'"
    ),
    "ck_manager_invitations_closed_has_outcome": (
        f"UPDATE manager_invitations SET closed_at = {MOMENT}"
    ),
}
TWICE = {
    "a service": FILLED[2].replace("'a'", "'b'"),
    "a refusal": FILLED[1],
    "an open invitation": FILLED[8].replace("'a'", "'b'"),
}


@pytest.fixture
def network(session: Session) -> Session:
    """One row in each table."""
    save(session, asking_draft(), plain_draft("oda"), plain_draft("the-house", Kind.CENTER))
    for statement in FILLED:
        session.execute(text(statement))
    session.commit()
    return session


@pytest.mark.parametrize(("name", "statement"), CHECKS.items(), ids=CHECKS)
def test_a_check_refuses_its_case(network: Session, name: str, statement: str) -> None:
    with pytest.raises(IntegrityError, match=name):
        network.execute(text(statement))


@pytest.mark.parametrize("statement", TWICE.values(), ids=TWICE)
def test_a_key_refuses_the_second(network: Session, statement: str) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        network.execute(text(statement))


def test_a_service_stands_on_the_persons_own_credential(network: Session) -> None:
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        network.execute(text(f"UPDATE center_services SET person_id = {OTHER}"))


def test_whoever_no_longer_belongs_has_no_services(network: Session) -> None:
    network.execute(text("DELETE FROM affiliations"))

    assert network.scalar(text("SELECT count(*) FROM center_services")) == 0


def test_an_answered_invitation_makes_room_for_another(network: Session) -> None:
    answered = f"UPDATE manager_invitations SET closed_at = {MOMENT}, outcome = 'refused'"
    network.execute(text(answered))

    network.execute(text(TWICE["an open invitation"]))

    assert network.scalar(text("SELECT count(*) FROM manager_invitations")) == 2


def test_every_check_has_its_case() -> None:
    tables = [metadata.tables[name] for name in TABLES]
    closed = {
        column.type.name for table in tables for column in table.c if isinstance(column.type, Enum)
    }
    named = {
        str(one.name)
        for table in tables
        for one in table.constraints
        if isinstance(one, CheckConstraint)
        and str(one.name).removeprefix(f"ck_{table.name}_") not in closed
    }

    assert named == set(CHECKS)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("listing_decisions", "kind"),
        ("licence_checks", "outcome"),
        ("manager_invitations", "outcome"),
    ],
)
def test_a_closed_set_takes_no_other_word(network: Session, table: str, column: str) -> None:
    closed = f", closed_at = {MOMENT}" if table == "manager_invitations" else ""
    with pytest.raises((IntegrityError, DataError)):
        network.execute(text(f"UPDATE {table} SET {column} = 'nonsense'{closed}"))
