"""Changes that wait: the approved version stays, a curator accepts or returns what they saw."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from directory.db import RecordNotFound, StaleStateError
from directory.matching.listing import LicenseStatus
from directory.profiles.proposals import (
    accept_changes,
    drop_changes,
    listings_with_changes,
    pending_changes,
    propose,
    return_changes,
    with_own_changes,
)
from directory.profiles.queries import published_listing
from directory.profiles.services import existing_drafts
from tests.support.drafts import full_draft, locate, plain_draft, publish, save

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.profiles.proposals import PendingChanges


@pytest.fixture
def network(session: Session) -> Session:
    """Maya, who says something in every field and is public."""
    save(session, plain_draft("sam"), full_draft("maya"))
    publish(session, "maya")
    return session


def _propose(session: Session, name: str) -> PendingChanges:
    wanted = replace(full_draft("maya"), name=name)
    propose(session, wanted, ("name",), ("name: “x” why",))
    waiting = pending_changes(session, "maya")
    assert waiting is not None
    return waiting


def test_what_waits_is_told_old_and_new_and_is_not_shown(network: Session) -> None:
    waiting = _propose(network, "Maya New")

    (one,) = waiting.differences
    assert (one.part, one.old, one.new) == ("name", ("Maya Full",), ("Maya New",))
    assert waiting.reasons == ("name: “x” why",)
    assert [item.handle for item in listings_with_changes(network)] == ["maya"]
    assert published_listing(network, "maya").name == "Maya Full"
    live = existing_drafts(network, ("maya",))["maya"]
    assert with_own_changes(network, live).name == "Maya New"


def test_accepting_shows_it_and_nothing_waits_any_more(network: Session) -> None:
    waiting = _propose(network, "Maya New")

    accept_changes(network, "maya", seen_at=waiting.proposed_at, locate=locate)

    assert published_listing(network, "maya").name == "Maya New"
    assert pending_changes(network, "maya") is None
    with pytest.raises(RecordNotFound):
        accept_changes(network, "maya", seen_at=waiting.proposed_at, locate=locate)


def test_an_accepted_licence_is_not_checked_by_being_accepted(network: Session) -> None:
    live = existing_drafts(network, ("maya",))["maya"]
    other = replace(live.credentials[0], number="999")
    propose(network, replace(live, credentials=(other,)), ("credentials",), ())
    # A modality stood on the licence that goes: the editor proposes both together.
    propose(
        network,
        replace(live, credentials=(other,), modalities=live.modalities[:1]),
        ("credentials", "modalities"),
        (),
    )
    waiting = pending_changes(network, "maya")
    assert waiting is not None

    accept_changes(network, "maya", seen_at=waiting.proposed_at, locate=locate)

    (shown,) = published_listing(network, "maya").credentials
    assert (shown.number, shown.status) == ("999", LicenseStatus.NOT_CHECKED)
    assert shown.checked_on is None


def test_what_changed_after_it_was_seen_is_neither_accepted_nor_returned(
    network: Session,
) -> None:
    seen = _propose(network, "Maya New")
    later = _propose(network, "Maya Newer")
    assert later.proposed_at > seen.proposed_at

    with pytest.raises(StaleStateError):
        accept_changes(network, "maya", seen_at=seen.proposed_at, locate=locate)
    with pytest.raises(StaleStateError):
        return_changes(network, "maya", seen_at=seen.proposed_at, reason="why")

    assert published_listing(network, "maya").name == "Maya Full"


def test_what_is_returned_waits_again_once_it_says_something_else(network: Session) -> None:
    waiting = _propose(network, "Maya New")

    with pytest.raises(ValueError, match="Say why"):
        return_changes(network, "maya", seen_at=waiting.proposed_at, reason=" ")
    return_changes(network, "maya", seen_at=waiting.proposed_at, reason="Which is it?")

    returned = _propose(network, "Maya New")
    assert returned.returned_reason == "Which is it?"
    assert listings_with_changes(network) == ()
    assert _propose(network, "Maya Newer").returned_reason == ""
    assert [item.handle for item in listings_with_changes(network)] == ["maya"]


def test_without_a_part_nothing_waits(network: Session) -> None:
    _propose(network, "Maya New")

    propose(network, full_draft("maya"), (), ())
    drop_changes(network, "maya")

    assert pending_changes(network, "maya") is None
