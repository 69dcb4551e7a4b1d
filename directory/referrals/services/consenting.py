"""The client's permission: recorded with its six parts, and revoked so that it holds at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, update

from directory import clock
from directory.referrals.closed_sets import EndReason, Move, Side, SignedBy
from directory.referrals.lifecycle import ENDS
from directory.referrals.models import (
    Referral,
    ReferralConsent,
    ReferralEntry,
    ReferralVisits,
)
from directory.referrals.rows import names_of
from directory.referrals.services.moving import Doing, move, set_columns, write

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.referrals.services.around import Around, By

WHAT = "request-as-shown"
WHY = "coordinating-care"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentDraft:
    """What the client agreed to; what, who gives and why are the same in every referral."""

    signed_on: date
    expires_on: date
    signed_by: SignedBy


def record_consent(
    session: Session, around: Around, referral: Referral, consent: ConsentDraft, by: By
) -> None:
    """Record that the client agrees to what is written, for the names now on the list. Flushes.

    An earlier permission gives way to it.
    """
    _revoke_rows(session, referral, by.side)
    positions = [str(name.position) for name in names_of(referral)]
    session.add(
        ReferralConsent(
            referral_id=referral.id,
            what=WHAT,
            given_by=referral.sender_id,
            given_to=",".join(positions),
            why=WHY,
            signed_on=consent.signed_on,
            signed_by=consent.signed_by,
            expires_on=consent.expires_on,
            was_told=True,
            made_at=clock.now(),
        )
    )
    session.flush()
    write(session, around, referral, by, "consent", Doing(detail=consent.expires_on.isoformat()))


def revoke_consent(session: Session, around: Around, referral: Referral, by: By) -> None:
    """End the permission and the referral; both sides are told, and the words are erased. Flushes.

    The log of who opened it stays. Raises StaleStateError, and ForbiddenMoveError once it ended.
    """
    doing = Doing(
        detail=EndReason.CONSENT_REVOKED, values={"end_reason": EndReason.CONSENT_REVOKED}
    )
    move(session, around, referral, Move.REVOKE, by, doing=doing)
    _revoke_rows(session, referral, by.side)
    erase_words(session, referral)


def erase_words(session: Session, referral: Referral, *, phrase_too: bool = False) -> None:
    """Take out everything that somebody wrote; the skeleton stays. Flushes; may be repeated.

    The return phrase opens the log until it is taken out too.
    """
    session.execute(
        update(ReferralEntry)
        .where(ReferralEntry.referral_id == referral.id, ReferralEntry.words.is_not(None))
        .values(words=None)
    )
    for name in names_of(referral):
        name.outside, name.link_hash, name.link_expires_at = None, None, None
    if referral.state in ENDS:
        session.execute(delete(ReferralVisits).where(ReferralVisits.referral_id == referral.id))
        phrase_hash = None if phrase_too else referral.phrase_hash
        set_columns(
            session,
            referral,
            content=None,
            plan=None,
            phrase_hash=phrase_hash,
            erased_at=clock.now(),
        )
    session.flush()


def _revoke_rows(session: Session, referral: Referral, side: Side) -> None:
    session.execute(
        update(ReferralConsent)
        .where(ReferralConsent.referral_id == referral.id, ReferralConsent.revoked_at.is_(None))
        .values(revoked_at=clock.now(), revoked_by=side)
    )
