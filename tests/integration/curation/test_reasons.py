"""What changes something of another person asks for a reason, which they read and the log keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory.accounts.closed_sets import Stewardship
from directory.accounts.services.administration import give_listing
from directory.audit.models import AuditEntry
from directory.profiles.licence_checks import checks_of
from tests.integration.curation.conftest import asking_draft
from tests.integration.curation.test_review import CHECK, FOUND
from tests.support.drafts import publish, save
from tests.support.members import make_account, signed_in

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient

WHY = {"reason": "One telephone, one face."}
PAIR = "/curate/duplicates/nora/nora-2"


def _logged(database: Database, action: str) -> list[str]:
    with database.session() as session:
        found = select(AuditEntry.details).where(AuditEntry.action == action)
        return list(session.scalars(found))


@pytest.fixture
def twin(app: Flask, database: Database) -> MemberClient:
    """Whoever owns a second listing, of the same name as nora's."""
    with database.transaction() as session:
        save(session, asking_draft("nora-2"))
        publish(session, "nora-2")
        person = make_account(session, "twin@example.org", name="Nora Too")
        give_listing(session, person.id, "nora-2", Stewardship.OWNER)
    return signed_in(app, person)


def test_who_loses_a_badge_reads_why(
    nora: MemberClient, curator: MemberClient, database: Database
) -> None:
    silent = curator.post(CHECK, FOUND | {"outcome": "not-found", "note": "Typed before."})
    with database.session() as session:
        before = checks_of(session, "nora")
    told = curator.post(CHECK, FOUND | {"outcome": "not-found", **WHY})

    assert silent.status_code == 422
    assert "Write the reason." in silent.text
    assert "Typed before." in silent.text
    assert before == ()
    assert told.status_code == 303
    assert WHY["reason"] in nora.get("/desk").text
    assert any(WHY["reason"] in one for one in _logged(database, "licence.check-told"))


def test_both_owners_read_why_two_are_made_one_and_two_again(
    nora: MemberClient, twin: MemberClient, curator: MemberClient, database: Database
) -> None:
    silent = curator.post(PAIR, {"act": "merge", "part-about": "take"})
    assert silent.status_code == 422
    assert "Write the reason." in silent.text
    assert "What it will say" in silent.text
    assert curator.post(PAIR, {"act": "merge", **WHY}).status_code == 303

    assert WHY["reason"] in nora.get("/desk").text
    assert WHY["reason"] in twin.get("/desk").text
    assert any(WHY["reason"] in one for one in _logged(database, "listing.merged"))

    page = curator.get("/curate/duplicates").text
    undo = page.split('action="/curate/duplicates/merges/')[1].split('"')[0]
    address = f"/curate/duplicates/merges/{undo}"
    assert curator.post(address).status_code == 422
    assert curator.post(address, {"reason": "They are sisters."}).status_code == 303
    assert "They are sisters." in nora.get("/desk").text
    assert "They are sisters." in twin.get("/desk").text
    assert any("sisters" in one for one in _logged(database, "listing.merge-undone"))
