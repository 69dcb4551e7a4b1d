"""The photograph of a listing: in the database under a made-up name, shown while it is public."""

from __future__ import annotations

import secrets
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from directory import clock
from directory.db import RecordNotFound
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.listing import PublicPhoto
from directory.profiles.models import Listing, Photo
from directory.profiles.revision import record_changes

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.profiles.pictures import Drawn

ALTERNATIVE_AT_MOST = 300


class PhotoSize(StrEnum):
    """For a card, or for a page."""

    SMALL = "small"
    LARGE = "large"


def keep_photo(session: Session, handle: str, drawn: Drawn, *, alternative: str) -> PublicPhoto:
    """Give a listing its photograph, in place of the one before; flushes.

    Raises RecordNotFound where there is no such listing.
    """
    owner = _id_of(session, handle)
    row = session.get(Photo, owner) or Photo(listing_id=owner)
    # A fresh name each time, so that nothing old is shown from a cache.
    row.name = secrets.token_hex(16)
    row.alternative = alternative[:ALTERNATIVE_AT_MOST]
    row.small, row.large = drawn.small, drawn.large
    row.made_at = clock.now()
    session.add(row)
    record_changes(session, [handle])
    return PublicPhoto(row.name, row.alternative)


def reword_photo(session: Session, handle: str, *, alternative: str) -> None:
    """Say differently what a photograph shows; flushes. Nothing where there is none."""
    row = session.get(Photo, _id_of(session, handle))
    if row is not None and row.alternative != alternative:
        row.alternative = alternative[:ALTERNATIVE_AT_MOST]
        record_changes(session, [handle])


def remove_photo(session: Session, handle: str) -> None:
    """Take the photograph away, bytes and all; twice is once. Flushes."""
    session.execute(delete(Photo).where(Photo.listing_id == _id_of(session, handle)))
    record_changes(session, [handle])


def photo_of(session: Session, handle: str) -> PublicPhoto | None:
    """The photograph of a listing in whatever state, without its bytes; for its owner."""
    row = session.execute(
        select(Photo.name, Photo.alternative)
        .join(Listing, Photo.listing_id == Listing.id)
        .where(Listing.handle == handle)
    ).one_or_none()
    return None if row is None else PublicPhoto(row.name, row.alternative)


def photo_bytes(session: Session, name: str, size: PhotoSize, *, owner: str | None = None) -> bytes:
    """The WebP file of a photograph whose listing is public, or is the asking owner's own.

    Raises RecordNotFound for any other name.
    """
    column = Photo.small if size is PhotoSize.SMALL else Photo.large
    row = session.execute(
        select(column, Listing.status, Listing.handle)
        .join(Listing, Photo.listing_id == Listing.id)
        .where(Photo.name == name)
    ).one_or_none()
    if row is None or (row.status is not ListingStatus.PUBLISHED and row.handle != owner):
        raise RecordNotFound(f"No public photograph is called {name!r}")
    return bytes(row[0])


def _id_of(session: Session, handle: str) -> int:
    return session.scalars(select(Listing.id).where(Listing.handle == handle)).one()
