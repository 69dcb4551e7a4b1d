"""Moving listings through their lifecycle, and the revision that tells others."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory import clock
from directory.db import StaleStateError
from directory.matching.need import Kind
from directory.profiles.closed_sets import Subject
from directory.profiles.lifecycle import ForbiddenMoveError, ListingStatus, Move
from directory.profiles.models import Listing
from directory.profiles.queries import changed_since, current_revision
from directory.profiles.revision import record_changes
from directory.profiles.services import (
    AffiliationDraft,
    UnknownListingError,
    keep_apart,
    move_listing,
    save_affiliations,
)
from tests.support.drafts import plain_draft, publish, save

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from directory.db import Database

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_submitting_is_the_owners_consent_and_publishing_has_its_day(session: Session) -> None:
    save(session, plain_draft("maya"))

    with clock.stopped(NOON):
        move_listing(session, "maya", Move.SUBMIT)
        status = move_listing(session, "maya", Move.PUBLISH)

    row = session.scalars(select(Listing)).one()
    assert status is ListingStatus.PUBLISHED
    assert (row.consented_on, row.published_on) == (NOON.date(), NOON.date())


def test_a_draft_is_not_published_without_its_owner(session: Session) -> None:
    save(session, plain_draft("maya"))

    with pytest.raises(ForbiddenMoveError, match="possible now: submit, withdraw"):
        move_listing(session, "maya", Move.PUBLISH)


def test_a_suspension_needs_a_reason(session: Session) -> None:
    save(session, plain_draft("maya"))
    publish(session, "maya")

    with pytest.raises(ValueError, match="reason"):
        move_listing(session, "maya", Move.SUSPEND, reason="  ")


def test_a_listing_that_is_not_there_is_named(session: Session) -> None:
    with pytest.raises(UnknownListingError, match="nobody"):
        move_listing(session, "nobody", Move.SUBMIT)


@pytest.mark.parametrize(("center", "person"), [("ada", "maya"), ("sam", "sam-two")])
def test_who_works_where_is_a_person_at_a_center(
    session: Session, center: str, person: str
) -> None:
    centers = [plain_draft("sam", Kind.CENTER), plain_draft("sam-two", Kind.CENTER)]
    save(session, *centers, plain_draft("maya"), plain_draft("ada"))

    with pytest.raises(ValueError, match="is not a"):
        save_affiliations(
            session, [AffiliationDraft(center=center, person=person)], confirmed_by_both=True
        )


CHANGES: dict[str, Callable[[Session], object]] = {
    "saving": lambda session: save(session, plain_draft("new")),
    "moving": lambda session: move_listing(session, "maya", Move.SUBMIT),
    "affiliating": lambda session: save_affiliations(
        session, [AffiliationDraft(center="sam", person="maya")], confirmed_by_both=True
    ),
    "keeping apart": lambda session: keep_apart(session, "maya", "ada"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_moves_the_revision_and_names_the_listing(
    session: Session, change: Callable[[Session], object]
) -> None:
    save(session, plain_draft("sam", Kind.CENTER), plain_draft("maya"), plain_draft("ada"))
    before = current_revision(session)

    change(session)

    changes = changed_since(session, before)
    assert changes.revision == before + 1
    assert changes.listings & {"maya", "new"}
    assert changed_since(session, changes.revision).listings == frozenset()


def test_a_change_that_is_rolled_back_moved_nothing(session: Session) -> None:
    save(session, plain_draft("maya"))
    session.commit()
    before = current_revision(session)

    move_listing(session, "maya", Move.SUBMIT)
    session.rollback()

    assert current_revision(session) == before
    assert changed_since(session, before).listings == frozenset()


def test_vouches_and_listings_are_told_apart(session: Session) -> None:
    before = current_revision(session)

    record_changes(session, ["maya"], subject=Subject.VOUCHES)

    changes = changed_since(session, before)
    assert (changes.listings, changes.vouchers) == (frozenset(), frozenset({"maya"}))


def test_only_the_last_change_of_a_listing_is_kept(session: Session) -> None:
    first = record_changes(session, ["maya", "sam"])
    second = record_changes(session, ["maya"])

    assert changed_since(session, first).listings == {"maya"}
    assert changed_since(session, second).listings == frozenset()


def test_of_two_who_move_a_listing_at_once_one_is_told(database: Database) -> None:
    with database.transaction() as session:
        save(session, plain_draft("maya"))
    results: list[object] = []

    def submit() -> None:
        try:
            with database.transaction() as session:
                results.append(move_listing(session, "maya", Move.SUBMIT))
        except (StaleStateError, ForbiddenMoveError) as problem:
            results.append(type(problem))

    threads = [Thread(target=submit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results.count(ListingStatus.IN_REVIEW) == 1
    assert len(results) == 4


def test_no_change_is_lost_between_many_writers(database: Database) -> None:
    with database.session() as session:
        before = current_revision(session)

    def write(number: int) -> None:
        for turn in range(5):
            with database.transaction() as session:
                record_changes(session, [f"person-{number}-{turn}"])

    threads = [Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.session() as session:
        changes = changed_since(session, before)
    assert changes.revision == before + 20
    assert len(changes.listings) == 20
