"""Whose profile it is: always that of whoever is signed in, so nobody else’s has an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

from directory import db
from directory.accounts.session import signed_in_member
from directory.profiles.proposals import with_own_changes
from directory.profiles.queries import listing_statuses
from directory.profiles.services import existing_drafts

if TYPE_CHECKING:
    from directory.profiles.draft import ListingDraft
    from directory.profiles.lifecycle import ListingStatus


def own_listing_or_none() -> tuple[ListingDraft, ListingStatus] | None:
    """One's own listing as one last wrote it, and where it stands; None where there is none yet.

    What waits for a curator is in it, though others do not see it yet.
    """
    handle = signed_in_member().listing_handle
    if handle is None:
        return None
    live = existing_drafts(db.session(), (handle,)).get(handle)
    if live is None:
        return None
    status = listing_statuses(db.session(), (handle,))[handle]
    return with_own_changes(db.session(), live), status


def own_listing() -> tuple[ListingDraft, ListingStatus]:
    """One's own listing as one last wrote it, and where it stands; 404 where there is none."""
    return own_listing_or_none() or abort(404)
