"""One member's word for another through the pages: given, renewed, withdrawn, confirmed, refused.

Who may do it is part of each question: a vouch of others is not there (RecordNotFound).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from directory.db import RecordNotFound
from directory.matching.need import Kind
from directory.profiles.closed_sets import Subject
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing
from directory.profiles.revision import record_changes
from directory.trust.bases import Demand, demands, is_strong, may_be_confirmed
from directory.trust.budget import MOST_STRONG
from directory.trust.closed_sets import Visibility, VouchTopic
from directory.trust.models import Vouch, VouchTerm
from directory.trust.relations import are_related

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.vocabulary.terms import VouchBasis


class Refusal(StrEnum):
    """Why a vouch was not taken."""

    RELATED = "related"
    NOT_LISTED = "not-listed"
    NOT_PRACTITIONERS = "not-practitioners"
    DECLINED = "declined"
    TOO_MANY = "too-many"


class VouchRefusedError(ValueError):
    """A vouch that cannot be given, and why."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a member says of another: on which basis, what they trust, and who may learn of it."""

    basis: str
    trusts_approach: bool
    trusts_skills: bool
    visibility: Visibility
    hides_basis: bool = False
    """Shown at most as “knows their work first hand”."""
    detail: str = ""
    issues: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()


def give(
    session: Session,
    *,
    voucher: str,
    vouched: str,
    word: Word,
    bases: Mapping[str, VouchBasis],
    on: date,
) -> str:
    """Give a vouch, or say the one on this basis anew; its reference. Flushes.

    Raises VouchRefusedError, and RecordNotFound for a listing that is not there.
    """
    # Locked, so that two forms sent at once are counted one after the other.
    giver = _listing(session, voucher, is_locked=True)
    receiver = _listing(session, vouched)
    basis = bases[word.basis]
    row = session.scalars(
        select(Vouch).where(
            Vouch.voucher_id == giver.id,
            Vouch.vouched_id == receiver.id,
            Vouch.basis == word.basis,
            Vouch.revoked_on.is_(None),
        )
    ).one_or_none()
    refusal = _refusal(session, giver, receiver, basis)
    if row is not None and row.declined_on is not None:
        refusal = Refusal.DECLINED
    elif refusal is None and row is None and is_strong(basis):
        refusal = _too_many(session, giver, bases)
    if refusal is not None:
        raise VouchRefusedError(refusal)
    if row is None:
        row = Vouch(voucher_id=giver.id, vouched_id=receiver.id, basis=word.basis)
        session.add(row)
    _write(row, word, basis, on)
    session.flush()
    record_changes(session, [voucher], subject=Subject.VOUCHES)
    return row.reference


def renew(session: Session, vouchers: Collection[str], reference: str, *, on: date) -> None:
    """Say that a vouch still holds, from this day on. Flushes. Raises RecordNotFound."""
    row, voucher = _given(session, vouchers, reference)
    if row.declined_on is None:
        row.given_on = max(on, row.given_on)
        session.flush()
        record_changes(session, [voucher], subject=Subject.VOUCHES)


def refresh(session: Session, *, voucher: str, vouched: str, basis: str, on: date) -> bool:
    """Let the standing vouch on this basis hold from this day on; False where there is none.

    What was said in it stays. Flushes.
    """
    row = session.scalars(
        select(Vouch).where(
            Vouch.voucher_id == _listing(session, voucher).id,
            Vouch.vouched_id == _listing(session, vouched).id,
            Vouch.basis == basis,
            Vouch.revoked_on.is_(None),
            Vouch.declined_on.is_(None),
        )
    ).one_or_none()
    if row is None:
        return False
    row.given_on = max(on, row.given_on)
    session.flush()
    record_changes(session, [voucher], subject=Subject.VOUCHES)
    return True


def withdraw(session: Session, vouchers: Collection[str], reference: str, *, on: date) -> None:
    """Take a vouch back, at once and in silence. Flushes. Raises RecordNotFound."""
    row, voucher = _given(session, vouchers, reference)
    row.revoked_on = max(on, row.given_on)
    session.flush()
    record_changes(session, [voucher], subject=Subject.VOUCHES)


def answer_offer(
    session: Session,
    vouched: Collection[str],
    reference: str,
    *,
    holds: bool,
    bases: Mapping[str, VouchBasis],
    on: date,
) -> None:
    """Confirm the basis of a vouch about oneself, or say that it is not so. Flushes.

    Declined, the vouch counts for nothing. Raises RecordNotFound where nothing is asked.
    """
    row, voucher = _received(session, vouched, reference)
    basis = bases.get(row.basis)
    is_open = row.confirmed_on is None and row.declined_on is None
    if basis is None or not may_be_confirmed(basis) or not is_open:
        raise RecordNotFound(f"The vouch {reference} waits for no answer")
    row.confirmed_on, row.declined_on = (on, None) if holds else (None, on)
    session.flush()
    record_changes(session, [voucher], subject=Subject.VOUCHES)


def show_or_hide(
    session: Session,
    vouched: Collection[str],
    reference: str,
    *,
    is_shown: bool,
    on: date,
) -> None:
    """Refuse to have a vouch about oneself shown, or let it be shown again. Flushes.

    It is in no count and no path then; in the order it goes on counting, as a private one does:
    trust is the judgement of whoever gives it. Raises RecordNotFound.
    """
    row, voucher = _received(session, vouched, reference)
    row.hidden_on = None if is_shown else on
    session.flush()
    record_changes(session, [voucher], subject=Subject.VOUCHES)


def _refusal(
    session: Session, giver: Listing, receiver: Listing, basis: VouchBasis
) -> Refusal | None:
    if are_related(session, giver.handle, receiver.handle):
        return Refusal.RELATED
    if receiver.status is not ListingStatus.PUBLISHED:
        return Refusal.NOT_LISTED
    both_are_people = giver.kind is Kind.PERSON and receiver.kind is Kind.PERSON
    if Demand.PEOPLE in demands(basis) and not both_are_people:
        return Refusal.NOT_PRACTITIONERS
    return None


def _too_many(session: Session, giver: Listing, bases: Mapping[str, VouchBasis]) -> Refusal | None:
    standing = session.scalars(
        select(Vouch.basis).where(
            Vouch.voucher_id == giver.id, Vouch.revoked_on.is_(None), Vouch.declined_on.is_(None)
        )
    )
    strong = sum(is_strong(bases[slug]) for slug in standing if slug in bases)
    return Refusal.TOO_MANY if strong >= MOST_STRONG else None


def _write(row: Vouch, word: Word, basis: VouchBasis, on: date) -> None:
    row.given_on = on
    row.trusts_approach, row.trusts_skills = word.trusts_approach, word.trusts_skills
    # That a practitioner was a client is never told, whatever the form says.
    row.visibility = Visibility.PRIVATE if basis.private else word.visibility
    row.is_private = basis.private or word.hides_basis
    row.detail = word.detail
    wanted = [
        *((VouchTopic.ISSUE, slug) for slug in word.issues),
        *((VouchTopic.MODALITY, slug) for slug in word.modalities),
    ]
    known = {(term.topic, term.term): term for term in row.terms}
    row.terms = [known.get(key) or VouchTerm(topic=key[0], term=key[1]) for key in wanted]
    for position, term in enumerate(row.terms):
        term.position = position


def _given(session: Session, vouchers: Collection[str], reference: str) -> tuple[Vouch, str]:
    found = session.execute(
        select(Vouch, Listing.handle)
        .join(Listing, Vouch.voucher_id == Listing.id)
        .where(
            Vouch.reference == reference,
            Listing.handle.in_(vouchers),
            Vouch.revoked_on.is_(None),
        )
    ).one()
    return found[0], found[1]


def _received(session: Session, vouched: Collection[str], reference: str) -> tuple[Vouch, str]:
    """A vouch about one of these that they may know of, and the handle of who gave it."""
    giver, receiver = aliased(Listing), aliased(Listing)
    found = session.execute(
        select(Vouch, giver.handle)
        .join(giver, Vouch.voucher_id == giver.id)
        .join(receiver, Vouch.vouched_id == receiver.id)
        .where(
            Vouch.reference == reference,
            receiver.handle.in_(vouched),
            Vouch.revoked_on.is_(None),
            Vouch.visibility != Visibility.PRIVATE,
        )
    ).one()
    return found[0], found[1]


def _listing(session: Session, handle: str, *, is_locked: bool = False) -> Listing:
    statement = select(Listing).where(Listing.handle == handle)
    return session.scalars(statement.with_for_update() if is_locked else statement).one()
