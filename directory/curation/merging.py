"""Make two listings one, and two again within thirty days."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.orm import aliased, undefer

from directory import clock
from directory.accounts.tokens import new_reference
from directory.audit import services as audit
from directory.curation.duplicate_rows import number_of
from directory.curation.merging_fields import merged
from directory.curation.merging_rows import move_back, move_rows
from directory.curation.models import ListingMerge
from directory.curation.sealed import opened_record, sealed_record
from directory.db import RecordNotFound, change_exactly_one
from directory.profiles.closed_sets import ConfirmedBy, DecisionKind, Subject
from directory.profiles.decisions import record_decision
from directory.profiles.draft_text import draft_as_text, draft_from_text
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing
from directory.profiles.queries import listing_statuses, log_subject
from directory.profiles.revision import record_changes
from directory.profiles.services import UnknownListingError, existing_drafts, save_listings
from directory.trust.models import Vouch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.curation.merging_fields import Choice
    from directory.curation.services import Curator
    from directory.places.public_point import PublicPoint
    from directory.profiles.draft import PlaceDraft

    Locate = Callable[[PlaceDraft], PublicPoint | None]

UNDO_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that can still be undone."""

    reference: str
    kept: str
    kept_name: str
    gone: str
    gone_name: str
    merged_at: datetime

    @property
    def undo_until(self) -> datetime:
        """From when it stays as it is."""
        return self.merged_at + UNDO_FOR


def merge(
    session: Session,
    curator: Curator,
    pair: tuple[str, str],
    choices: Mapping[str, Choice],
    locate: Locate,
    *,
    reason: str,
) -> str:
    """Make the second listing of a pair part of the first; gives the merge's reference. Flushes.

    What others did follows: vouches, circles, referrals, messages. The second is withdrawn. The
    owners of both read the reason on their desk.

    Raises UnknownListingError, also where one of them is withdrawn already.
    """
    kept, gone = pair
    drafts, statuses = existing_drafts(session, pair), listing_statuses(session, pair)
    for handle in pair:
        if statuses.get(handle, ListingStatus.WITHDRAWN) is ListingStatus.WITHDRAWN:
            raise UnknownListingError(handle)
    kept_id, gone_id = number_of(session, kept), number_of(session, gone)
    moved = move_rows(session, gone_id, kept_id)
    after = merged(drafts[kept], drafts[gone], choices)
    save_listings(session, [after], locate=locate, confirmed_by=ConfirmedBy.CURATOR)
    _set_status(session, gone, statuses[gone], ListingStatus.WITHDRAWN)
    reference = new_reference()
    record = {"draft": draft_as_text(drafts[kept]), "moved": moved, "status": statuses[gone].value}
    session.add(
        ListingMerge(
            reference=reference,
            kept_id=kept_id,
            gone_id=gone_id,
            merged_at=clock.now(),
            merged_by=curator.reference,
            record=sealed_record(curator.keys, reference, json.dumps(record)),
        )
    )
    _tell_running_servers(session, kept, gone)
    chosen = {f"part {part}": choice.value for part, choice in sorted(choices.items())}
    details = {"merge": reference, "gone": log_subject(session, gone), "reason": reason, **chosen}
    _tell_owners(session, curator, pair, DecisionKind.MERGE, reason)
    _log(session, curator, "listing.merged", kept, details | {"rows moved": str(len(moved))})
    return reference


def undo(
    session: Session, curator: Curator, reference: str, locate: Locate, *, reason: str
) -> None:
    """Make two of a merged listing again, each as it was. Flushes.

    What the owner changed on the kept listing since is lost with it: the page says so. The owners
    of both read the reason on their desk.

    Raises RecordNotFound where it is too late or was undone; StaleStateError for a race.
    """
    row = session.scalars(
        select(ListingMerge)
        .where(
            ListingMerge.reference == reference,
            ListingMerge.undone_at.is_(None),
            ListingMerge.merged_at > clock.now() - UNDO_FOR,
        )
        .options(undefer(ListingMerge.record))
    ).one_or_none()
    if row is None:
        raise RecordNotFound("there is no merge of this reference to undo")
    record = json.loads(opened_record(curator.keys, row))
    gone_id = row.gone_id
    gone = session.scalars(select(Listing.handle).where(Listing.id == gone_id)).one()
    change_exactly_one(
        session,
        update(ListingMerge)
        .where(ListingMerge.reference == reference, ListingMerge.undone_at.is_(None))
        .values(undone_at=clock.now(), undone_by=curator.reference)
        .execution_options(synchronize_session=False),
    )
    before = draft_from_text(record["draft"])
    save_listings(session, [before], locate=locate, confirmed_by=ConfirmedBy.CURATOR)
    move_back(session, record["moved"], gone_id)
    _set_status(session, gone, ListingStatus.WITHDRAWN, ListingStatus(record["status"]))
    _tell_running_servers(session, before.handle, gone)
    _tell_owners(session, curator, (before.handle, gone), DecisionKind.SPLIT, reason)
    details = {"merge": reference, "reason": reason}
    _log(session, curator, "listing.merge-undone", before.handle, details)


def merges_to_undo(session: Session) -> tuple[Merge, ...]:
    """The merges that can still be undone, the latest first."""
    kept, gone = aliased(Listing), aliased(Listing)
    rows = session.execute(
        select(
            ListingMerge.reference,
            ListingMerge.merged_at,
            kept.handle.label("kept"),
            kept.name.label("kept_name"),
            gone.handle.label("gone"),
            gone.name.label("gone_name"),
        )
        .join(kept, kept.id == ListingMerge.kept_id)
        .join(gone, gone.id == ListingMerge.gone_id)
        .where(ListingMerge.undone_at.is_(None), ListingMerge.merged_at > clock.now() - UNDO_FOR)
        .order_by(ListingMerge.id.desc())
    )
    return tuple(
        Merge(row.reference, row.kept, row.kept_name, row.gone, row.gone_name, row.merged_at)
        for row in rows
    )


def _set_status(session: Session, handle: str, before: ListingStatus, after: ListingStatus) -> None:
    # Not a move of the lifecycle: from withdrawn there is only a new draft, and this is an undo.
    change_exactly_one(
        session,
        update(Listing)
        .where(Listing.handle == handle, Listing.status == before)
        .values(status=after, changed_at=clock.now())
        .execution_options(synchronize_session="fetch"),
    )


def _tell_running_servers(session: Session, *handles: str) -> None:
    record_changes(session, handles)
    numbers = select(Listing.id).where(Listing.handle.in_(handles))
    voucher = aliased(Listing)
    vouchers = session.scalars(
        select(voucher.handle)
        .join(Vouch, Vouch.voucher_id == voucher.id)
        .where(Vouch.vouched_id.in_(numbers))
    ).all()
    record_changes(session, [*handles, *vouchers], subject=Subject.VOUCHES)


def _tell_owners(
    session: Session, curator: Curator, pair: tuple[str, str], kind: DecisionKind, reason: str
) -> None:
    for handle in pair:
        record_decision(session, handle, kind, reason=reason, made_by=curator.reference)


def _log(
    session: Session, curator: Curator, action: str, handle: str, details: Mapping[str, str]
) -> None:
    audit.record(
        session,
        curator.keys,
        actor=curator.reference,
        action=action,
        subject=log_subject(session, handle),
        details=details,
    )
