"""The published network in memory: one immutable snapshot per process, as new as the database.

Every change to a listing or a vouch moves one number in the same transaction. Each request
compares that number with the snapshot's, and where it moved reads just the listings that changed
(DESIGN.md decision 10). So an edit is seen by the next request in every process.
"""

from __future__ import annotations

import gc
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from directory.matching.search import build_index
from directory.profiles import queries
from directory.profiles.freshness import is_hidden
from directory.search.facts import all_facts, listing_facts
from directory.trust.network import load_network

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.matching.search import Index
    from directory.profiles.listing import PublishedListing
    from directory.profiles.queries import PrivateMatching
    from directory.trust.network import TrustNetwork
    from directory.vocabulary.terms import Vocabulary


@dataclass(frozen=True)
class Snapshot:
    """Everything that a search needs, of one revision and one day."""

    revision: int
    today: date
    vocabulary: Vocabulary
    published: Mapping[str, PublishedListing]
    """Every published listing, also those too stale to be shown today."""
    private: Mapping[str, PrivateMatching]
    listings: Mapping[str, PublishedListing]
    """Those that may be shown today, by handle."""
    index: Index
    trust: TrustNetwork


class SnapshotHolder:
    """Keeps the newest snapshot of one process; safe to ask from several threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._lock = threading.Lock()
        self._held: Snapshot | None = None

    def current(self, session: Session, *, today: date) -> Snapshot:
        """The snapshot of the database's present revision, on this day.

        Costs one small query where nothing changed. SQLite's `PRAGMA data_version` would be no
        cheaper, and does not see what the same connection committed.
        """
        held = self._held
        revision = queries.current_revision(session)
        if held is not None and (held.revision, held.today) == (revision, today):
            return held
        with self._lock:
            held = self._held
            if held is None or (held.revision, held.today) != (revision, today):
                held = self._held = self._renewed(held, session, today=today)
        return held

    def _renewed(self, held: Snapshot | None, session: Session, *, today: date) -> Snapshot:
        if held is None:
            made = self._loaded(session, today=today)
            # What was just loaded stays for long: the collector need not walk through it again.
            gc.collect()
            gc.freeze()
            return made
        changes = queries.changed_since(session, held.revision)
        return self._changed(held, changes, session, today=today)

    def _loaded(self, session: Session, *, today: date) -> Snapshot:
        # The number is read first: what is committed meanwhile is then read twice, never missed.
        revision = queries.current_revision(session)
        published = {listing.handle: listing for listing in queries.published_listings(session)}
        private = queries.private_facts(session)
        trust = self._trust(session, published, today=today)
        return self._made(revision, published, private, trust, today=today)

    def _changed(
        self, held: Snapshot, changes: queries.Changes, session: Session, *, today: date
    ) -> Snapshot:
        published, private = dict(held.published), dict(held.private)
        changed = _read_again(published, private, session, changes.listings)
        if today != held.today:
            trust = self._trust(session, published, today=today)
            return self._made(changes.revision, published, private, trust, today=today)
        trust = held.trust
        if changes.vouchers or _members_differ(held.published, published, changed):
            trust = self._trust(session, published, today=today)
        return _with_changes(
            replace(
                held,
                revision=changes.revision,
                published=published,
                private=private,
                trust=trust,
            ),
            changed,
        )

    def _trust(
        self, session: Session, published: Mapping[str, PublishedListing], *, today: date
    ) -> TrustNetwork:
        checked = frozenset(handle for handle, listing in published.items() if _is_checked(listing))
        bases = self._vocabulary.vouch_bases
        return load_network(session, bases, licence_checked=checked, today=today)

    def _made(
        self,
        revision: int,
        published: Mapping[str, PublishedListing],
        private: Mapping[str, PrivateMatching],
        trust: TrustNetwork,
        *,
        today: date,
    ) -> Snapshot:
        listings = {
            handle: listing
            for handle, listing in sorted(published.items())
            if _may_be_shown(listing, today)
        }
        facts = all_facts(listings.values(), private=private)
        return Snapshot(
            revision=revision,
            today=today,
            vocabulary=self._vocabulary,
            published=published,
            private=private,
            listings=listings,
            index=build_index(facts, self._vocabulary, revision=revision, today=today),
            trust=trust,
        )


def _read_again(
    published: dict[str, PublishedListing],
    private: dict[str, PrivateMatching],
    session: Session,
    handles: AbstractSet[str],
) -> frozenset[str]:
    """Put in what changed listings are now, with the centers and people that name them."""
    if not handles:
        return frozenset()
    around = _affiliates(published, handles)
    _take(published, private, session, handles)
    # Who pauses is no longer named by their center, and is again when they come back.
    around |= _affiliates(published, handles)
    around -= handles
    if around:
        _take(published, private, session, around)
    return frozenset(handles | around)


def _take(
    published: dict[str, PublishedListing],
    private: dict[str, PrivateMatching],
    session: Session,
    handles: AbstractSet[str],
) -> None:
    for handle in handles:
        published.pop(handle, None)
        private.pop(handle, None)
    for listing in queries.published_listings(session, handles):
        published[listing.handle] = listing
    private.update(queries.private_facts(session, handles))


def _affiliates(published: Mapping[str, PublishedListing], handles: AbstractSet[str]) -> set[str]:
    return {
        one.handle
        for handle in handles
        if handle in published
        for one in (*published[handle].staff, *published[handle].centers)
    }


def _with_changes(held: Snapshot, changed: AbstractSet[str]) -> Snapshot:
    """The snapshot with only what changed listings touch worked out anew."""
    if not changed:
        return held
    shown = {
        handle: held.published[handle]
        for handle in changed & held.published.keys()
        if _may_be_shown(held.published[handle], held.today)
    }
    listings = {handle: one for handle, one in held.listings.items() if handle not in changed}
    listings = dict(sorted((listings | shown).items()))
    # A center's people count only while they are shown, so with them its facts change.
    touched = [
        one
        for handle, one in listings.items()
        if handle in changed or not changed.isdisjoint(person.handle for person in one.staff)
    ]
    facts = [
        listing_facts(one, published=listings.keys(), private=held.private.get(one.handle))
        for one in touched
    ]
    index = held.index.with_changes(facts, changed - shown.keys(), revision=held.revision)
    return replace(held, listings=listings, index=index)


def _members_differ(
    before: Mapping[str, PublishedListing],
    after: Mapping[str, PublishedListing],
    changed: AbstractSet[str],
) -> bool:
    """Whether somebody came, left, or was checked: then others are trusted differently."""
    return any(
        _is_checked(before.get(handle)) != _is_checked(after.get(handle)) for handle in changed
    )


def _is_checked(listing: PublishedListing | None) -> bool | None:
    """Whether somebody of the network checked a credential; None for who is not published."""
    if listing is None:
        return None
    return any(item.checked_on is not None for item in listing.credentials)


def _may_be_shown(listing: PublishedListing, today: date) -> bool:
    confirmed = listing.availability.confirmed_on
    return not is_hidden(availability_confirmed_on=confirmed, today=today)
