"""What can be done to listings; each change moves the directory's revision in its transaction."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from directory import clock
from directory.db import change_exactly_one
from directory.matching.need import Kind
from directory.profiles.closed_sets import ConfirmedBy
from directory.profiles.doubts import OF_OPENINGS, settle
from directory.profiles.draft import canonical
from directory.profiles.exact_addresses import keep_exact_addresses, new_exact_addresses
from directory.profiles.lifecycle import ListingStatus, Move, next_status
from directory.profiles.load_draft import draft_of, whole_listings
from directory.profiles.models import Affiliation, DoNotMatch, Listing
from directory.profiles.new_rows import insert_listings, insert_parts, insert_rows
from directory.profiles.revision import parts, record_changes
from directory.profiles.store_draft import Surroundings, store_draft, store_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.places.public_point import PublicPoint
    from directory.profiles.draft import ListingDraft, PlaceDraft

    Locate = Callable[[PlaceDraft], PublicPoint | None]
    Prepared = Mapping[str, tuple[ListingDraft, Listing]]
    """Rows that are not stored yet, each with the draft it says."""


class Outcome(StrEnum):
    """What saving came to."""

    CREATED = "created"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Saved:
    """One listing after saving."""

    handle: str
    outcome: Outcome


class UnknownListingError(LookupError):
    """A listing is named that does not exist."""

    def __init__(self, handle: str) -> None:
        self.handle = handle
        super().__init__(f"There is no listing with the handle {handle!r}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AffiliationDraft:
    """Who works at a center; current for the public once both sides have confirmed."""

    center: str
    person: str
    role: str = ""
    since: date | None = None
    is_former: bool = False


def existing_drafts(session: Session, handles: Collection[str]) -> dict[str, ListingDraft]:
    """The drafts of those of these listings that exist, by handle; for their owners' eyes."""
    listings = whole_listings(session, handles)
    names = _names_of_referred(session, listings.values())
    return {handle: draft_of(listing, names) for handle, listing in listings.items()}


def prepared_rows(
    drafts: Iterable[ListingDraft], *, locate: Locate, confirmed_by: ConfirmedBy
) -> Prepared:
    """The rows of listings that are new and name no other, made before a transaction is begun.

    Nothing is asked of the database. `save_listings` takes them where nothing came between.
    """
    around = Surroundings(ids={}, locate=locate, confirmed_by=confirmed_by)
    found = {}
    for draft in map(canonical, drafts):
        if not _referred(draft):
            found[draft.handle] = (draft, _new_listing(draft))
            store_draft(found[draft.handle][1], draft, around)
    return found


def save_listings(
    session: Session,
    drafts: Sequence[ListingDraft],
    *,
    locate: Locate,
    confirmed_by: ConfirmedBy = ConfirmedBy.OWNER,
    prepared: Prepared | None = None,
) -> tuple[Saved, ...]:
    """Create or change listings; a new one is a private draft, whoever made it.

    `locate` gives the public point of a place. Drafts may name each other as supervisors and
    centers, whatever their order. Flushes.

    Raises UnknownListingError for a supervisor or center that is neither stored nor among the
    drafts.
    """
    wanted = {draft.handle: canonical(draft) for draft in drafts}
    listings = whole_listings(session, wanted)
    names = _names_of_referred(session, listings.values())
    before = {handle: canonical(draft_of(row, names)) for handle, row in listings.items()}
    changed = [draft for handle, draft in wanted.items() if before.get(handle) != draft]
    new = [draft for draft in changed if draft.handle not in listings]
    made = {draft.handle: _row_of(draft, prepared or {}) for draft in new}
    insert_listings(session, [row for row, _is_whole in made.values()])
    around = Surroundings(
        ids=_ids_of_referred(session, changed), locate=locate, confirmed_by=confirmed_by
    )
    _store_new(session, new, made, around)
    with session.no_autoflush:
        for draft in changed:
            if draft.handle in listings:
                store_draft(listings[draft.handle], draft, around)
                listings[draft.handle].changed_at = clock.now()
    session.flush()  # An exact address is bound to the number of its place.
    for draft in changed:
        if draft.handle in listings:
            keep_exact_addresses(session, listings[draft.handle], draft)
    session.flush()
    _settle_openings(session, before, changed)
    record_changes(session, [draft.handle for draft in changed])
    return tuple(Saved(handle, _outcome(before.get(handle), wanted[handle])) for handle in wanted)


def _store_new(
    session: Session,
    drafts: Sequence[ListingDraft],
    made: Mapping[str, tuple[Listing, bool]],
    around: Surroundings,
) -> None:
    for draft in drafts:
        row, is_whole = made[draft.handle]
        if not is_whole:
            store_draft(row, draft, around)
    insert_parts(session, [row for row, _is_whole in made.values()])
    insert_rows(
        session,
        [
            address
            for draft in drafts
            for address in new_exact_addresses(session, made[draft.handle][0], draft)
        ],
    )


def _row_of(draft: ListingDraft, prepared: Prepared) -> tuple[Listing, bool]:
    """The row of a new listing, and whether what stands under it is there already."""
    same, row = prepared.get(draft.handle, (None, None))
    return (row, True) if row is not None and same == draft else (_new_listing(draft), False)


def move_listing(session: Session, handle: str, move: Move, *, reason: str = "") -> ListingStatus:
    """Move a listing through its lifecycle and give its new state; flushes.

    Submitting is the owner's own act and is recorded as their consent. `reason` is kept with a
    suspension, which needs one.

    Raises UnknownListingError; ForbiddenMoveError where the move does not go from the present
    state; StaleStateError where somebody else moved it meanwhile; ValueError for a suspension
    without a reason.
    """
    present = session.scalars(select(Listing.status).where(Listing.handle == handle)).one_or_none()
    if present is None:
        raise UnknownListingError(handle)
    after = next_status(present, move)
    if move is Move.SUSPEND and not reason.strip():
        raise ValueError("A suspension needs a reason: say why, for the log and the appeal.")
    values: dict[str, object] = {"status": after, "changed_at": clock.now()}
    if move is Move.SUBMIT:
        values["consented_on"] = clock.today()
    if move is Move.PUBLISH:
        values["published_on"] = clock.today()
        # Whoever is shown for the first time is new in the network from that day.
        values["joined_on"] = func.coalesce(Listing.joined_on, clock.today())
    if move is Move.SUSPEND:
        values |= {"suspended_on": clock.today(), "suspended_reason": reason.strip()}
    change_exactly_one(
        session,
        update(Listing)
        .where(Listing.handle == handle, Listing.status == present)
        .values(**values)
        .execution_options(synchronize_session="fetch"),
    )
    record_changes(session, [handle])
    return after


def save_affiliations(
    session: Session, drafts: Sequence[AffiliationDraft], *, confirmed_by_both: bool
) -> tuple[Outcome, ...]:
    """Create or change who works where, and tell what each came to; flushes.

    Without `confirmed_by_both` a new affiliation is the center's word alone, and is shown to
    nobody until the person has confirmed it.

    Raises UnknownListingError for a handle that does not exist, ValueError where the center is
    a person or the person a center.
    """
    handles = {handle for draft in drafts for handle in (draft.center, draft.person)}
    ids, kinds = _ids_and_kinds(session, handles)
    changed: set[str] = set()
    outcomes = []
    for draft in drafts:
        _refuse_wrong_kinds(draft, ids, kinds)
        outcomes.append(_save_affiliation(session, draft, ids, both=confirmed_by_both))
        if outcomes[-1] is not Outcome.UNCHANGED:
            changed |= {draft.center, draft.person}
    session.flush()
    record_changes(session, changed)
    return tuple(outcomes)


def keep_apart(session: Session, handle: str, other: str) -> None:
    """Let one listing never be matched with another; known to nobody but its owner. Flushes."""
    ids, _kinds = _ids_and_kinds(session, {handle, other})
    key = (_known(ids, handle), _known(ids, other))
    if session.get(DoNotMatch, key) is None:
        session.add(DoNotMatch(listing_id=key[0], other_id=key[1]))
        record_changes(session, [handle])


def let_match(session: Session, handle: str, other: str) -> None:
    """Let one listing be matched with another again. Flushes.

    Raises UnknownListingError where the two are not kept apart.
    """
    ids, _kinds = _ids_and_kinds(session, {handle, other})
    row = session.get(DoNotMatch, (_known(ids, handle), _known(ids, other)))
    if row is None:
        raise UnknownListingError(other)
    session.delete(row)
    record_changes(session, [handle])


def _settle_openings(
    session: Session, before: Mapping[str, ListingDraft], changed: Sequence[ListingDraft]
) -> None:
    for draft in changed:
        known = before.get(draft.handle)
        if known is not None and known.availability != draft.availability:
            settle(session, draft.handle, *OF_OPENINGS)


def _new_listing(draft: ListingDraft) -> Listing:
    listing = Listing(
        handle=draft.handle,
        kind=draft.kind,
        name=draft.name,
        status=ListingStatus.DRAFT,
        changed_at=clock.now(),
    )
    store_plain(listing, draft)
    # Said to be empty, so that nobody asks the database for the rows of a listing just made.
    for relationship in Listing.__mapper__.relationships:
        setattr(listing, relationship.key, [] if relationship.uselist else None)
    return listing


def _outcome(before: ListingDraft | None, after: ListingDraft) -> Outcome:
    if before is None:
        return Outcome.CREATED
    return Outcome.UNCHANGED if before == after else Outcome.CHANGED


def _ids_of_referred(session: Session, drafts: Iterable[ListingDraft]) -> Mapping[str, int]:
    named = {handle for draft in drafts for handle in _referred(draft)}
    ids, _kinds = _ids_and_kinds(session, named)
    for handle in named:
        _known(ids, handle)
    return ids


def _referred(draft: ListingDraft) -> set[str]:
    supervisors = {credential.supervisor for credential in draft.credentials}
    return {handle for handle in supervisors | {one.center for one in draft.places} if handle}


def _names_of_referred(session: Session, listings: Iterable[Listing]) -> Mapping[int, str]:
    ids = {
        found
        for listing in listings
        for found in (
            *(credential.supervisor_id for credential in listing.credentials),
            *(place.center_id for place in listing.places),
        )
        if found
    }
    return {
        row.id: row.handle
        for part in parts(sorted(ids))
        for row in session.execute(select(Listing.id, Listing.handle).where(Listing.id.in_(part)))
    }


def _ids_and_kinds(
    session: Session, handles: Collection[str]
) -> tuple[dict[str, int], dict[str, Kind]]:
    rows = [
        row
        for part in parts(sorted(handles))
        for row in session.execute(
            select(Listing.handle, Listing.id, Listing.kind).where(Listing.handle.in_(part))
        )
    ]
    return {row.handle: row.id for row in rows}, {row.handle: row.kind for row in rows}


def _known(ids: Mapping[str, int], handle: str) -> int:
    try:
        return ids[handle]
    except KeyError:
        raise UnknownListingError(handle) from None


def _refuse_wrong_kinds(
    draft: AffiliationDraft, ids: Mapping[str, int], kinds: Mapping[str, Kind]
) -> None:
    for handle, kind in ((draft.center, Kind.CENTER), (draft.person, Kind.PERSON)):
        _known(ids, handle)
        if kinds[handle] is not kind:
            raise ValueError(f"{handle} is not a {kind.value}, so nobody can be listed there so.")


def _save_affiliation(
    session: Session, draft: AffiliationDraft, ids: Mapping[str, int], *, both: bool
) -> Outcome:
    key = (ids[draft.center], ids[draft.person])
    row = session.get(Affiliation, key)
    today = clock.today()
    if row is None:
        session.add(
            Affiliation(
                center_id=key[0],
                person_id=key[1],
                role=draft.role,
                since=draft.since,
                is_former=draft.is_former,
                center_confirmed_on=today,
                person_confirmed_on=today if both else None,
            )
        )
        return Outcome.CREATED
    stated = (draft.role, draft.since, draft.is_former)
    if (row.role, row.since, row.is_former) == stated:
        return Outcome.UNCHANGED
    row.role, row.since, row.is_former = stated
    return Outcome.CHANGED
