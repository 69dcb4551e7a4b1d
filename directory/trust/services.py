"""Give, renew and withdraw vouches, and record what gives a member standing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from directory.profiles.closed_sets import Subject
from directory.profiles.models import Listing
from directory.profiles.revision import parts, record_changes
from directory.profiles.services import Outcome, UnknownListingError
from directory.trust.closed_sets import Visibility
from directory.trust.models import MemberCheck, Vouch, VouchTerm, VouchTopic

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class VouchDraft:
    """One member's word for another, by handle."""

    voucher: str
    vouched: str
    basis: str
    given_on: date
    issues: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    is_private: bool = False
    """Counted, and told to nobody."""
    revoked_on: date | None = None
    note: str = ""


def save_vouches(session: Session, drafts: Sequence[VouchDraft]) -> tuple[Outcome, ...]:
    """Give, renew or withdraw vouches, and tell what each came to; flushes.

    Between two members one vouch stands on each basis: giving it again renews it. A withdrawn
    one stays as a closed row.

    Raises UnknownListingError for a member who does not exist.
    """
    ids = _ids(session, {handle for draft in drafts for handle in (draft.voucher, draft.vouched)})
    stored = _stored(session, {ids[draft.voucher] for draft in drafts})
    outcomes = []
    changed = set()
    for draft in drafts:
        key = (ids[draft.voucher], ids[draft.vouched], draft.basis)
        row = _standing_or_same(stored.setdefault(key, []), draft)
        outcome = Outcome.CREATED
        if row is None:
            row = Vouch(voucher_id=key[0], vouched_id=key[1], basis=draft.basis)
            stored[key].append(row)
            session.add(row)
        elif _said(row) == _wanted(draft):
            outcome = Outcome.UNCHANGED
        else:
            outcome = Outcome.CHANGED
        if outcome is not Outcome.UNCHANGED:
            _write(row, draft)
            changed.add(draft.voucher)
        outcomes.append(outcome)
    session.flush()
    record_changes(session, changed, subject=Subject.VOUCHES)
    return tuple(outcomes)


def withdraw_vouches(session: Session, *, voucher: str, vouched: str, on: date) -> int:
    """Withdraw every standing vouch of one member for another; tells how many. Flushes."""
    ids = _ids(session, {voucher, vouched})
    rows = session.scalars(
        select(Vouch).where(
            Vouch.voucher_id == ids[voucher],
            Vouch.vouched_id == ids[vouched],
            Vouch.revoked_on.is_(None),
        )
    ).all()
    for row in rows:
        row.revoked_on = max(on, row.given_on)
    session.flush()
    record_changes(session, [voucher] if rows else [], subject=Subject.VOUCHES)
    return len(rows)


def record_founders(session: Session, handles: Collection[str]) -> tuple[str, ...]:
    """Mark members as founders of the network, from whom standing starts; gives who was new.

    A founder whose licence or identity was not checked has no standing yet. Flushes.
    """
    ids = _ids(session, set(handles))
    marked = []
    for handle in sorted(set(handles)):
        row = session.get(MemberCheck, ids[handle])
        if row is None:
            session.add(MemberCheck(listing_id=ids[handle], is_founding=True))
        elif row.is_founding:
            continue
        else:
            row.is_founding = True
        marked.append(handle)
    session.flush()
    record_changes(session, marked, subject=Subject.VOUCHES)
    return tuple(marked)


def record_identity_check(session: Session, handle: str, *, what: str, on: date) -> None:
    """Note that an admin checked who a member is, by what, and when. Flushes."""
    ids = _ids(session, {handle})
    row = session.get(MemberCheck, ids[handle]) or MemberCheck(listing_id=ids[handle])
    row.checked_on = on
    row.checked_what = what
    session.add(row)
    session.flush()
    record_changes(session, [handle], subject=Subject.VOUCHES)


def _stored(session: Session, vouchers: Iterable[int]) -> dict[tuple[int, int, str], list[Vouch]]:
    found: dict[tuple[int, int, str], list[Vouch]] = {}
    for part in parts(sorted(vouchers)):
        for row in session.scalars(
            select(Vouch).where(Vouch.voucher_id.in_(part)).order_by(Vouch.id)
        ):
            found.setdefault((row.voucher_id, row.vouched_id, row.basis), []).append(row)
    return found


def _standing_or_same(rows: Sequence[Vouch], draft: VouchDraft) -> Vouch | None:
    """The row that this draft speaks of: of the same day, or the one that stands."""
    for row in rows:
        if row.given_on == draft.given_on:
            return row
    return next((row for row in rows if row.revoked_on is None), None)


def _said(row: Vouch) -> tuple[object, ...]:
    return (
        row.given_on,
        row.revoked_on,
        row.is_private,
        row.note,
        tuple((term.topic, term.term) for term in row.terms),
    )


def _wanted(draft: VouchDraft) -> tuple[object, ...]:
    return (draft.given_on, draft.revoked_on, draft.is_private, draft.note, _terms(draft))


def _terms(draft: VouchDraft) -> tuple[tuple[VouchTopic, str], ...]:
    return (
        *((VouchTopic.ISSUE, slug) for slug in draft.issues),
        *((VouchTopic.MODALITY, slug) for slug in draft.modalities),
    )


def _write(row: Vouch, draft: VouchDraft) -> None:
    row.given_on = draft.given_on
    row.revoked_on = draft.revoked_on
    row.is_private = draft.is_private
    row.visibility = Visibility.PRIVATE if draft.is_private else Visibility.PUBLIC
    row.note = draft.note
    known = {(term.topic, term.term): term for term in row.terms}
    row.terms = [known.get(key) or VouchTerm(topic=key[0], term=key[1]) for key in _terms(draft)]
    for position, term in enumerate(row.terms):
        term.position = position


def _ids(session: Session, handles: Collection[str]) -> Mapping[str, int]:
    ids = {
        row.handle: row.id
        for part in parts(sorted(handles))
        for row in session.execute(
            select(Listing.handle, Listing.id).where(Listing.handle.in_(part))
        )
    }
    for handle in handles:
        if handle not in ids:
            raise UnknownListingError(handle)
    return ids
