"""Whose center it is: that of its managers; to everybody else it is not there (404)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

from directory import db
from directory.accounts.session import signed_in_member
from directory.desk.center.completeness import CenterState
from directory.matching.need import Kind
from directory.profiles.centers import integration_backings, people_of, services_at
from directory.profiles.proposals import with_own_changes
from directory.profiles.queries import listing_statuses
from directory.profiles.services import existing_drafts

if TYPE_CHECKING:
    from directory.profiles.draft import ListingDraft
    from directory.profiles.lifecycle import ListingStatus


def own_center(handle: str) -> tuple[ListingDraft, ListingStatus]:
    """A center that one manages, as one last wrote it, and where it stands; else 404."""
    if handle not in signed_in_member().center_handles:
        abort(404)
    live = existing_drafts(db.session(), (handle,)).get(handle)
    if live is None or live.kind is not Kind.CENTER:
        abort(404)
    status = listing_statuses(db.session(), (handle,))[handle]
    return with_own_changes(db.session(), live), status


def state_of(draft: ListingDraft) -> CenterState:
    """What its managers have entered about a center."""
    session, handle = db.session(), draft.handle
    return CenterState(
        draft=draft,
        people=people_of(session, handle),
        services=services_at(session, handle),
        backings=tuple(integration_backings(session, handle)),
    )
