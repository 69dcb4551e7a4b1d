"""What is saved is what is read back, and nothing else moves."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from directory.profiles.closed_sets import ConfirmedBy, DatedFact
from directory.profiles.draft import ListingDraft, canonical
from directory.profiles.listing import PublicAvailability
from directory.profiles.models import Confirmation, Credential, Listing, Place, PlaceExact
from directory.profiles.queries import current_revision
from directory.profiles.services import (
    Outcome,
    UnknownListingError,
    existing_drafts,
    save_listings,
)
from tests.support.drafts import HOME, LPC, full_draft, locate, plain_draft, save

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.db import Database


def test_a_draft_that_states_everything_comes_back_whole(database: Database) -> None:
    draft = full_draft("maya")
    with database.transaction() as session:
        save(session, plain_draft("sam"), draft)

    with database.session() as session:
        assert existing_drafts(session, {"maya"})["maya"] == draft


def test_the_full_draft_leaves_no_field_at_its_default() -> None:
    full, empty = full_draft("maya"), ListingDraft(handle="maya")
    alike = {
        field.name
        for field in fields(ListingDraft)
        if getattr(full, field.name) == getattr(empty, field.name)
    }

    assert alike == {"handle", "kind"}


def test_saving_the_same_again_changes_nothing_and_moves_no_revision(session: Session) -> None:
    save(session, plain_draft("sam"), full_draft("maya"))
    before = current_revision(session)

    saved = save_listings(session, [full_draft("maya")], locate=locate)

    assert [item.outcome for item in saved] == [Outcome.UNCHANGED]
    assert current_revision(session) == before


def test_a_change_keeps_the_rows_that_stay(session: Session) -> None:
    save(session, plain_draft("sam"), full_draft("maya"))
    before = session.scalars(select(Credential.id).order_by(Credential.id)).all()

    changed = replace(full_draft("maya"), credentials=(replace(LPC, number="456"),), modalities=())
    save(session, changed)

    rows = session.scalars(select(Credential)).all()
    assert [(row.id, row.number) for row in rows] == [(before[0], "456")]


def test_what_is_dropped_from_a_draft_is_gone_with_its_address(session: Session) -> None:
    save(session, plain_draft("sam"), full_draft("maya"))

    save(session, replace(full_draft("maya"), places=(HOME,)))

    assert session.scalar(select(func.count()).select_from(Place)) == 1
    sealed = session.scalars(select(PlaceExact.sealed)).one()
    assert HOME.street.encode() not in sealed
    assert existing_drafts(session, {"maya"})["maya"].places[0].street == HOME.street


def test_a_new_listing_is_a_private_draft(session: Session) -> None:
    save(session, plain_draft("maya"))

    assert session.scalars(select(Listing.status)).one() == "draft"


def test_drafts_may_name_each_other_whatever_their_order(session: Session) -> None:
    save(session, full_draft("maya"), plain_draft("sam"))

    assert set(existing_drafts(session, {"maya", "sam"})) == {"maya", "sam"}


def test_an_unknown_supervisor_or_center_is_refused_by_name(session: Session) -> None:
    with pytest.raises(UnknownListingError, match="sam"):
        save(session, full_draft("maya"))


def test_who_confirmed_a_day_stays_who_they_were(session: Session) -> None:
    draft = replace(
        plain_draft("maya"), availability=PublicAvailability(confirmed_on=date(2026, 11, 1))
    )
    save_listings(session, [draft], locate=locate, confirmed_by=ConfirmedBy.OWNER)

    save_listings(
        session,
        [replace(draft, pronouns="she/her")],
        locate=locate,
        confirmed_by=ConfirmedBy.IMPORT,
    )

    confirmed = session.scalars(select(Confirmation)).one()
    assert (confirmed.fact, confirmed.confirmed_by) == (DatedFact.AVAILABILITY, ConfirmedBy.OWNER)


def test_many_listings_are_saved_and_found_at_once(session: Session) -> None:
    drafts = [plain_draft(f"person-{number}") for number in range(1200)]

    saved = save_listings(session, drafts, locate=locate)

    assert {item.outcome for item in saved} == {Outcome.CREATED}
    assert existing_drafts(session, {draft.handle for draft in drafts}) == {
        draft.handle: canonical(draft) for draft in drafts
    }
