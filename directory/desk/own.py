"""Whose profile it is: always that of whoever is signed in, so nobody else’s has an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

from directory import db
from directory.accounts.session import signed_in_member
from directory.profiles.queries import listing_statuses
from directory.profiles.services import existing_drafts

if TYPE_CHECKING:
    from directory.profiles.draft import ListingDraft
    from directory.profiles.lifecycle import ListingStatus


def own_listing_or_none() -> tuple[ListingDraft, ListingStatus] | None:
    """One's own listing and where it stands, or None where there is none yet."""
    handle = signed_in_member().listing_handle
    if handle is None:
        return None
    draft = existing_drafts(db.session(), (handle,)).get(handle)
    return None if draft is None else (draft, listing_statuses(db.session(), (handle,))[handle])


def own_listing() -> tuple[ListingDraft, ListingStatus]:
    """One's own listing and where it stands; 404 where there is none."""
    return own_listing_or_none() or abort(404)
