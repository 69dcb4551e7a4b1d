"""Two listings made one, with all that others did, and two again; pairs that are two stay two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from directory import clock
from directory.audit.models import AuditEntry
from directory.curation.duplicate_rows import possible_duplicates
from directory.curation.holdings import purge
from directory.curation.merging_rows import FOLLOWS
from directory.profiles.draft_text import draft_as_text, draft_from_text
from directory.profiles.listing import PublicSpecialty
from directory.profiles.queries import listing_statuses
from directory.profiles.services import existing_drafts
from directory.tables import metadata
from directory.trust.services import VouchDraft, save_vouches
from tests.integration.curation.conftest import asking_draft, checked
from tests.support.drafts import full_draft, plain_draft, publish, save
from tests.support.members import make_account

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from directory.config import Settings
    from directory.db import Database
    from tests.support.members import MemberClient

WHY = {"reason": "One telephone, one face."}
STAYS_WITH_ITS_LISTING = {
    "availabilities", "commitments", "confirmations", "contacts", "fees", "integration_backings",
    "listing_languages", "listing_modalities", "listing_professions", "listing_terms",
    "online_regions", "photos", "practice_types", "programs", "session_lengths", "specialties",
    "stated_facts", "trainings", "weekly_times", "proposed_changes", "referral_counts",
    "referral_answer_promises", "message_preferences", "member_checks", "imported_listings",
    "listing_decisions", "listing_doubts", "listing_reports", "listing_merges", "case_listings",
    "not_duplicates", "freshness_reminders", "affiliation_refusals", "account_listings",
    "manager_invitations",
}  # fmt: skip


@pytest.fixture
def pair(database: Database) -> None:
    """Nora twice, a colleague who vouches for both, and a circle with the second."""
    first = checked(asking_draft("nora"))
    second = replace(
        first,
        handle="nora-2",
        name="Noora",
        credentials=(),
        specialties=(PublicSpecialty("ptsd", is_focus=False),),
        texts=replace(first.texts, about="I see people in Lakewood."),
    )
    with database.transaction() as session:
        save(session, first, second, plain_draft("vera"), plain_draft("wim"))
        publish(session, "nora", "nora-2", "vera", "wim")
        today = clock.today()
        save_vouches(
            session,
            [
                VouchDraft(voucher="vera", vouched="nora", basis="co-treated", given_on=today),
                VouchDraft(voucher="vera", vouched="nora-2", basis="co-treated", given_on=today),
                VouchDraft(voucher="wim", vouched="nora-2", basis="co-treated", given_on=today),
            ],
        )
        keeper = make_account(session, "keeper@example.org")
        number = session.execute(text("SELECT id FROM listings WHERE handle = 'nora-2'")).scalar()
        session.execute(
            text(
                "INSERT INTO circle_contacts (reference, owner_id, listing_id, name, discipline,"
                " town, phone, email, licence, sent_for, made_at, changed_at) VALUES"
                " ('r', :owner, :listing, 'Nora', '', '', '', '', '', '', :now, :now)"
            ),
            {"owner": keeper.id, "listing": number, "now": clock.now()},
        )


def vouchers_of(database: Database, handle: str) -> list[str]:
    """Who vouches for a listing."""
    statement = text(
        "SELECT one.handle FROM vouches JOIN listings one ON one.id = voucher_id"
        " JOIN listings other ON other.id = vouched_id WHERE other.handle = :handle"
        " ORDER BY one.handle"
    )
    with database.session() as session:
        return list(session.scalars(statement, {"handle": handle}))


@pytest.mark.usefixtures("pair")
def test_two_are_made_one_with_a_preview_and_two_again(  # noqa: PLR0915 - one story
    curator: MemberClient, client: FlaskClient, database: Database
) -> None:
    with database.session() as session:
        before = existing_drafts(session, ("nora", "nora-2"))
    listed = curator.get("/curate/duplicates").text
    address = "/curate/duplicates/nora/nora-2"
    form = {"part-specialties": "both", "part-about": "take", "part-name": "keep"}
    assert "nearly the same name" in listed
    assert curator.get(address).status_code == 200
    seen = curator.post(address, {**form, "act": "preview"}).text
    assert "What it will say" in seen
    assert client.get("/practitioners/nora-2").status_code == 200

    assert curator.post(address, {**form, **WHY, "act": "merge"}).status_code == 303

    page = client.get("/practitioners/nora").text
    assert "I see people in Lakewood." in page
    assert client.get("/practitioners/nora-2").status_code == 410
    assert vouchers_of(database, "nora") == ["vera", "wim"]
    assert vouchers_of(database, "nora-2") == ["vera"]
    with database.session() as session:
        issues = {item.issue for item in existing_drafts(session, ("nora",))["nora"].specialties}
        kept = session.execute(text("SELECT listing_id FROM circle_contacts")).scalar()
        assert (
            kept == session.execute(text("SELECT id FROM listings WHERE handle = 'nora'")).scalar()
        )
    assert issues == {"grief", "ptsd"}

    with database.session() as session:
        reference = session.execute(text("SELECT reference FROM listing_merges")).scalar()
    undo = f"/curate/duplicates/merges/{reference}/undo"
    assert curator.post(undo, WHY).status_code == 303
    assert curator.post(undo, WHY).status_code == 404
    assert client.get("/practitioners/nora-2").status_code == 200
    assert vouchers_of(database, "nora-2") == ["vera", "wim"]
    with database.session() as session:
        assert existing_drafts(session, ("nora", "nora-2")) == before
        done = session.scalars(select(AuditEntry.action)).all()
        assert {"listing.merged", "listing.merge-undone"} <= set(done)


@pytest.mark.usefixtures("pair")
def test_after_thirty_days_it_stays_and_the_second_is_forgotten(
    curator: MemberClient, database: Database, settings: Settings
) -> None:
    curator.post("/curate/duplicates/nora/nora-2", {**WHY, "act": "merge"})
    later = clock.now() + timedelta(days=31)
    with clock.stopped(later), database.transaction() as session:
        purge(session, settings)

    with database.session() as session:
        assert listing_statuses(session, ("nora", "nora-2")).keys() == {"nora"}
        assert session.execute(text("SELECT count(*) FROM listing_merges")).scalar() == 0


@pytest.mark.usefixtures("pair")
def test_a_pair_that_is_two_is_not_asked_about_again(
    curator: MemberClient, database: Database
) -> None:
    with database.session() as session:
        assert len(possible_duplicates(session)) == 1

    curator.post("/curate/duplicates/nora-2/nora", {"act": "two"})

    with database.session() as session:
        assert possible_duplicates(session) == ()
        assert "listings.are-two" in session.scalars(select(AuditEntry.action)).all()
    assert "No two listings look like one" in curator.get("/curate/duplicates").text


@pytest.mark.usefixtures("pair")
def test_one_cannot_be_made_of_what_is_not_a_pair(
    curator: MemberClient, nora: MemberClient
) -> None:
    for address in ("nora/nora", "nora/nobody"):
        assert curator.get(f"/curate/duplicates/{address}").status_code == 404
    assert nora.get("/curate/duplicates").status_code == 403


def test_a_draft_is_the_same_after_it_was_written_down(database: Database) -> None:
    with database.transaction() as session:
        save(session, plain_draft("sam"), full_draft("maya"))
        draft = existing_drafts(session, ("maya",))["maya"]

    assert draft_from_text(draft_as_text(draft)) == draft


def test_every_table_about_a_listing_follows_or_stays() -> None:
    named = {
        table.name
        for table in metadata.sorted_tables
        for column in table.c
        if any(key.column.table.name == "listings" for key in column.foreign_keys)
    }

    follows = {table for table, _column in FOLLOWS}
    assert named - follows == STAYS_WITH_ITS_LISTING
