"""The published network in memory: one immutable snapshot per process, as new as the database.

Every change to a listing or a vouch moves one number in the same transaction. Each request
compares that number with the snapshot's, and where it moved reads just the listings that changed
(DESIGN.md decision 10). So an edit is seen by the next request in every process.
"""

from __future__ import annotations

import gc
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from directory.matching.columns.growth import Patched
from directory.matching.search import build_index
from directory.matching.weights import DEFAULT_WEIGHTS
from directory.profiles import queries
from directory.profiles.freshness import is_hidden
from directory.search.beside import BuiltBeside, Errand
from directory.search.cold_start import ColdStart
from directory.search.facts import all_facts, listing_facts
from directory.search.outlines import outline
from directory.trust.network import load_network, with_new_members, with_new_vouches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.matching.search import Index
    from directory.matching.weights import Weights
    from directory.profiles.listing import PublishedListing
    from directory.profiles.queries import PrivateMatching
    from directory.search.network_file import NetworkFile
    from directory.search.outlines import Outline
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
    """Those that may be shown today, by handle; read from a file, each costs a little at first."""
    outlines: Mapping[str, Outline]
    """The names and towns of the same, for whoever walks through all of them."""
    index: Index
    trust: TrustNetwork
    weights: Weights = DEFAULT_WEIGHTS


class SnapshotHolder:
    """Keeps the newest snapshot of one process; safe to ask from several threads."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        weights: Weights = DEFAULT_WEIGHTS,
        file: NetworkFile | None = None,
    ) -> None:
        self._vocabulary = vocabulary
        self._file = file
        self._cold_start = None if file is None else ColdStart(file, vocabulary)
        self._weights = weights
        self._lock = threading.Lock()
        self._held: Snapshot | None = None
        self._beside = BuiltBeside()
        self._compiling = Errand()

    def with_edits(self, vocabulary: Vocabulary, weights: Weights) -> SnapshotHolder:
        """A holder with other words or weights, of the same listings: they are not read again."""
        other = SnapshotHolder(vocabulary, weights, self._file)
        held = self._held
        if held is not None and vocabulary is self._vocabulary:
            other._held = replace(held, weights=weights)
        elif held is not None:
            other._held = other._made(
                held.revision, held.published, held.private, held.trust, today=held.today
            )
        return other

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
                if held.index.is_worn and not self._beside.is_at_work:
                    self._beside.begin(held.index, self._take_over)
                if self._cold_start is not None:
                    self._cold_start.see_to_it(session, held)
        return held

    def wait(self) -> None:
        """Wait until nothing is done beside the requests."""
        self._beside.wait()
        self._compiling.wait()
        if self._cold_start is not None:
            self._cold_start.wait()

    def _take_over(self, index: Index) -> None:
        """Answer with an index that was built beside, from the next request on."""
        with self._lock:
            held = self._held
            if held is not None:
                index = self._beside.caught_up(index, held.index)
                self._held = replace(held, index=index)

    def _compile(self) -> None:
        """Load the compiled loop while searches go on without it."""
        with self._lock:
            held = self._held
        if held is not None:
            held.index.compile()
            with self._lock:
                if self._held is not None and self._held.index is not held.index:
                    self._held.index.compile()

    def _renewed(self, held: Snapshot | None, session: Session, *, today: date) -> Snapshot:
        if held is None:
            with at_rest():
                held = self._kept(session, today=today)
                if held is None:
                    return self._loaded(session, today=today)
        changes = queries.changed_since(session, held.revision)
        if not changes.is_complete:
            return self._loaded(session, today=today)
        return self._changed(held, changes, session, today=today)

    def _kept(self, session: Session, *, today: date) -> Snapshot | None:
        """What the file holds, as of its revision and day; None where there is none that fits."""
        found = None if self._cold_start is None else self._cold_start.read(session, today=today)
        if found is None:
            return None
        # It waits for the lock, and so for the snapshot to be held.
        self._compiling.begin(self._compile, if_it_fails="Searches go on without compiled code.")
        return Snapshot(
            revision=found.revision,
            today=found.today,
            vocabulary=self._vocabulary,
            published=found.published,
            private=found.private,
            outlines=found.outlines,
            listings=found.listings,
            index=found.index,
            trust=found.trust,
            weights=self._weights,
        )

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
        """What is held with just the changes read; on a new day also what age did overnight."""
        after, changed = _read_again(held, session, changes.listings)
        aged = _aged(held, today)
        changed |= aged | _affiliates(after.published, aged)
        trust = held.trust if today == held.today else held.trust.on(today)
        # A check of a person is told as a change of their vouches.
        members = changes.listings | changes.vouchers
        if members:
            checked = frozenset(one for one in members if _is_checked(after.published.get(one)))
            trust = with_new_members(trust, session, members, licence_checked=checked)
        if changes.vouchers:
            trust = with_new_vouches(trust, session, changes.vouchers)
        after = replace(after, revision=changes.revision, today=today, trust=trust)
        self._beside.note(changed)
        left = changes.listings & held.published.keys() - after.published.keys()
        if left and self._cold_start is not None:
            self._cold_start.somebody_left()
        return _with_changes(after, changed, held.today)

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
            outlines={handle: outline(listing) for handle, listing in listings.items()},
            index=build_index(facts, self._vocabulary, revision=revision, today=today),
            trust=trust,
            weights=self._weights,
        )


@contextmanager
def at_rest() -> Iterator[None]:
    """Load without the collector, which would walk through all that was loaded time and again.

    What was loaded stays for long: afterwards it is put out of the collector's sight.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
    gc.collect()
    gc.freeze()


def _read_again(
    held: Snapshot, session: Session, handles: AbstractSet[str]
) -> tuple[Snapshot, frozenset[str]]:
    """With what changed listings are now, and the centers and people that name them."""
    if not handles:
        return held, frozenset()
    around = _affiliates(held.published, handles)
    after = _taken(held, session, handles)
    # Who pauses is no longer named by their center, and is again when they come back.
    around |= _affiliates(after.published, handles)
    around -= handles
    if around:
        after = _taken(after, session, around)
    return after, frozenset(handles | around)


def _taken(held: Snapshot, session: Session, handles: AbstractSet[str]) -> Snapshot:
    """With these listings as the database has them now."""
    read = {listing.handle: listing for listing in queries.published_listings(session, handles)}
    private = queries.private_facts(session, handles)
    return replace(
        held,
        published=Patched.over(held.published, read, handles),
        private=Patched.over(held.private, private, handles),
    )


def _aged(held: Snapshot, today: date) -> frozenset[str]:
    """Who is hidden for their age on one of two days and not on the other."""
    if today >= held.today:
        # Of those who are shown; nobody who is hidden grows younger.
        return frozenset(held.index.confirmed_on(_hidden_days(held.index, today)))
    return frozenset(
        handle
        for handle, listing in held.published.items()
        if _may_be_shown(listing, held.today) != _may_be_shown(listing, today)
    )


def _hidden_days(index: Index, today: date) -> frozenset[date]:
    return frozenset(
        day
        for day in index.confirmation_days()
        if is_hidden(availability_confirmed_on=day, today=today)
    )


def _affiliates(published: Mapping[str, PublishedListing], handles: AbstractSet[str]) -> set[str]:
    return {
        one.handle
        for handle in handles
        if handle in published
        for one in (*published[handle].staff, *published[handle].centers)
    }


def _with_changes(held: Snapshot, changed: AbstractSet[str], before: date) -> Snapshot:
    """The snapshot with only what changed listings touch worked out anew.

    Among the changed are the centers of changed people, as a center's people count only while
    they are shown.
    """
    if not changed and held.today == before:
        return held
    shown = {
        handle: held.published[handle]
        for handle in changed
        if handle in held.published and _may_be_shown(held.published[handle], held.today)
    }
    listings = Patched.over(held.listings, shown, changed)
    facts = [
        listing_facts(one, published=listings.keys(), private=held.private.get(handle))
        for handle, one in shown.items()
    ]
    index = held.index.with_changes(
        facts, changed - shown.keys(), revision=held.revision, today=held.today
    )
    outlines = Patched.over(
        held.outlines, {handle: outline(one) for handle, one in shown.items()}, changed
    )
    return replace(held, listings=listings, outlines=outlines, index=index)


def _is_checked(listing: PublishedListing | None) -> bool | None:
    """Whether somebody of the network checked a credential; None for who is not published."""
    if listing is None:
        return None
    return any(item.checked_on is not None for item in listing.credentials)


def _may_be_shown(listing: PublishedListing, today: date) -> bool:
    confirmed = listing.availability.confirmed_on
    return not is_hidden(availability_confirmed_on=confirmed, today=today)
