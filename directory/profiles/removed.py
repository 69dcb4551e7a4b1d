"""Who left or was removed: remembered by keyed hashes, so that no import brings them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from directory import clock
from directory.places.names import folded_name
from directory.profiles.closed_sets import RemovedBecause, RemovedBy
from directory.profiles.duplicates import licence_number
from directory.profiles.models import RemovedPerson
from directory.rotation.queries import digests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing
    from directory.profiles.draft import ListingDraft

PURPOSE = "removed-person"


def remember_removed(
    session: Session,
    keys: KeyRing,
    draft: ListingDraft | None,
    *,
    email: str = "",
    because: RemovedBecause = RemovedBecause.LEFT,
) -> int:
    """Remember somebody who goes by what they would be known again by; how many traits. Flushes."""
    traits = set(traits_of(draft, email=email))
    for trait, text in sorted(traits):
        row = RemovedPerson(
            digest=digests(session, keys, f"{trait}:{text}", purpose=PURPOSE)[0],
            trait=trait,
            because=because,
            removed_on=clock.today(),
        )
        session.merge(row)
    session.flush()
    return len(traits)


def removal_of(
    session: Session, keys: KeyRing, draft: ListingDraft | None, *, email: str = ""
) -> RemovedBecause | None:
    """Why somebody with one of these traits is gone, or None where nobody such was here."""
    wanted = [
        digest
        for trait, text in sorted(set(traits_of(draft, email=email)))
        for digest in digests(session, keys, f"{trait}:{text}", purpose=PURPOSE)
    ]
    found = set(
        session.scalars(select(RemovedPerson.because).where(RemovedPerson.digest.in_(wanted)))
    )
    # Who was removed for good is not let in by having left as well.
    return next((why for why in reversed(RemovedBecause) if why in found), None)


def remembers_anybody(session: Session) -> bool:
    """Whether anybody is gone at all: most imports need not ask further."""
    return session.scalar(select(RemovedPerson.digest).limit(1)) is not None


def traits_of(draft: ListingDraft | None, *, email: str = "") -> Iterator[tuple[RemovedBy, str]]:
    """What a person would be known again by, folded so that spellings meet."""
    for address in (email, draft.contact.email if draft else ""):
        if address:
            yield RemovedBy.EMAIL, address.strip().lower()
    if draft is None:
        return
    for credential in draft.credentials:
        number = licence_number(credential.number or "", credential.title)
        if number:
            yield RemovedBy.LICENCE, f"{credential.jurisdiction}:{number}"
    for place in draft.places:
        if draft.name and place.city:
            yield RemovedBy.NAME_AND_TOWN, f"{folded_name(draft.name)}|{folded_name(place.city)}"
