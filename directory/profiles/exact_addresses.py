"""The exact address of a place: encrypted at rest, and opened here alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import object_session

from directory.db import secrets_of
from directory.keys.fields import FieldNotReadableError, decrypt_field, encrypt_field
from directory.keys.ring import KeyRing
from directory.profiles.models import PlaceExact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from directory.profiles.draft import ListingDraft, PlaceDraft
    from directory.profiles.models import Listing, Place

PURPOSE = "exact-address"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactAddress:
    """What of an address only its owner knows, and whoever it was given to."""

    street: str = ""
    postal_code: str = ""


def exact_address(place: Place) -> ExactAddress:
    """The exact address of a place; empty where there is none, or where its key is lost."""
    session = object_session(place)
    if place.exact is None or session is None:
        return ExactAddress()
    try:
        return opened(ring_of(session), place.id, place.exact.sealed)
    except FieldNotReadableError:
        # Nobody can read it any more: its owner is asked for it again, as for a new place.
        return ExactAddress()


def keep_exact_addresses(session: Session, listing: Listing, draft: ListingDraft) -> None:
    """Keep the addresses of a draft with its places, which were flushed before."""
    for row, place in zip(listing.places, draft.places, strict=True):
        _keep(session, row, _address(place))


def new_exact_addresses(
    session: Session, listing: Listing, draft: ListingDraft
) -> Iterator[PlaceExact]:
    """The rows of the addresses of a listing just inserted, whose places have their numbers."""
    for row, place in zip(listing.places, draft.places, strict=True):
        address = _address(place)
        if address != ExactAddress():
            yield PlaceExact(place_id=row.id, sealed=sealed(ring_of(session), row.id, address))


def _address(place: PlaceDraft) -> ExactAddress:
    return ExactAddress(street=place.street, postal_code=place.postal_code)


def _keep(session: Session, place: Place, address: ExactAddress) -> None:
    if address == ExactAddress():
        place.exact = None
    elif exact_address(place) != address:
        sealed_now = sealed(ring_of(session), place.id, address)
        place.exact = place.exact or PlaceExact()
        place.exact.sealed = sealed_now


def ring_of(session: Session) -> KeyRing:
    """The keys that go with the database of this session. Raises SettingsError without any."""
    present, *earlier = secrets_of(session.connection())
    return KeyRing(present, tuple(earlier))


def sealed(keys: KeyRing, place_id: int, address: ExactAddress) -> bytes:
    """The address as it is stored: it opens for this place only."""
    text = json.dumps([address.street, address.postal_code], ensure_ascii=False)
    return encrypt_field(keys, text, purpose=PURPOSE, place=f"place:{place_id}")


def opened(keys: KeyRing, place_id: int, data: bytes) -> ExactAddress:
    """The address again. Raises FieldNotReadableError."""
    text = decrypt_field(keys, data, purpose=PURPOSE, place=f"place:{place_id}")
    street, postal_code = json.loads(text)
    return ExactAddress(street=street, postal_code=postal_code)
