"""Read what of every listing is compared, and remember the pairs that are two people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import select

from directory import clock
from directory.curation.duplicates import Compared, candidates
from directory.curation.models import NotDuplicate
from directory.matching.need import Kind
from directory.places.names import folded_name
from directory.profiles.closed_sets import ContactKind
from directory.profiles.duplicates import licence_number, telephone_digits
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Contact, Credential, Listing, ListingProfession, Place
from directory.profiles.revision import current_revision
from directory.profiles.services import UnknownListingError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Pool
    from sqlalchemy.orm import Session

    from directory.curation.duplicates import Candidate


# By the pool of connections, which all engines of one database share.
_compared_at: WeakKeyDictionary[Pool, _Pairs] = WeakKeyDictionary()
MAY_BE_OLD = timedelta(hours=1)
"""How old the pairs may be that the first page counts: all are compared anew at most so often."""


@dataclass(frozen=True, slots=True)
class _Pairs:
    revision: int
    compared_at: datetime
    pairs: tuple[Candidate, ...]


def possible_duplicates(session: Session, *, may_be_old: bool = False) -> tuple[Candidate, ...]:
    """Pairs that may be one and that nobody found to be two, the likeliest first.

    Comparing reads every listing: `may_be_old` takes pairs of up to an hour ago, without those
    of which one is gone.
    """
    two = {(row.listing_id, row.other_id) for row in session.scalars(select(NotDuplicate))}
    pairs = _candidates(session, may_be_old=may_be_old)
    gone = _gone(session, pairs) if may_be_old else frozenset()
    return tuple(
        pair
        for pair in pairs
        if (pair.one.number, pair.other.number) not in two
        and gone.isdisjoint((pair.one.number, pair.other.number))
    )


def _gone(session: Session, pairs: Iterable[Candidate]) -> frozenset[int]:
    named = {one.number for pair in pairs for one in (pair.one, pair.other)}
    there = select(Listing.id).where(
        Listing.id.in_(named), Listing.status != ListingStatus.WITHDRAWN
    )
    return frozenset(named - set(session.scalars(there)))


def _candidates(session: Session, *, may_be_old: bool) -> tuple[Candidate, ...]:
    """The pairs of the directory's present revision, compared once in each process."""
    pool, revision = session.get_bind().engine.pool, current_revision(session)
    known, now = _compared_at.get(pool), clock.now()
    if known is not None and (
        known.revision == revision or (may_be_old and now - known.compared_at < MAY_BE_OLD)
    ):
        return known.pairs
    pairs = candidates(_compared(session))
    _compared_at[pool] = _Pairs(revision, now, pairs)
    return pairs


def keep_as_two(session: Session, handle: str, other: str, *, by: str) -> None:
    """Remember that two listings are two, so that nobody asks again. Flushes.

    Raises UnknownListingError.
    """
    first, second = sorted((number_of(session, handle), number_of(session, other)))
    if session.get(NotDuplicate, (first, second)) is None:
        session.add(
            NotDuplicate(listing_id=first, other_id=second, decided_on=clock.today(), decided_by=by)
        )
        session.flush()


def number_of(session: Session, handle: str) -> int:
    """The number of a listing. Raises UnknownListingError."""
    found = session.scalar(select(Listing.id).where(Listing.handle == handle))
    if found is None:
        raise UnknownListingError(handle)
    return found


def _compared(session: Session) -> list[Compared]:
    towns = _sets(
        (owner, f"{folded_name(city)}|{region}")
        for owner, city, region in session.execute(
            select(Place.listing_id, Place.city, Place.region).where(Place.city != "")
        )
    )
    telephones = _sets(
        (owner, telephone_digits(value))
        for owner, value in session.execute(
            select(Contact.listing_id, Contact.value).where(Contact.kind == ContactKind.PHONE)
        )
        if telephone_digits(value)
    )
    licences = _sets(
        (row.listing_id, f"{row.jurisdiction}|{row.profession}|{_number(row.number, row.title)}")
        for row in session.execute(
            select(
                Credential.listing_id,
                Credential.jurisdiction,
                Credential.profession,
                Credential.title,
                Credential.number,
            ).where(Credential.number.is_not(None))
        )
        if _number(row.number, row.title)
    )
    professions = _sets(
        (owner, profession)
        for owner, profession in session.execute(
            select(ListingProfession.listing_id, ListingProfession.profession)
        )
    )
    rows = session.execute(
        select(Listing.id, Listing.handle, Listing.name, Listing.kind).where(
            Listing.status != ListingStatus.WITHDRAWN
        )
    )
    return [
        Compared(
            number=row.id,
            handle=row.handle,
            name=row.name,
            is_center=row.kind is Kind.CENTER,
            towns=towns[row.id],
            telephones=telephones[row.id],
            licences=licences[row.id],
            professions=professions[row.id],
        )
        for row in rows
    ]


def _number(number: str | None, title: str) -> str:
    return licence_number(number or "", title)


def _sets(pairs: Iterable[tuple[int, str]]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for owner, value in pairs:
        found[owner].add(value)
    sets: dict[int, frozenset[str]] = defaultdict(frozenset)
    sets.update({owner: frozenset(values) for owner, values in found.items()})
    return sets
