"""Words in the thread, updates, the shared plan, joint sessions and the reflection at the end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from directory import clock
from directory.accounts.tokens import new_reference
from directory.db import StaleStateError, change_exactly_one
from directory.referrals.closed_sets import Move, Outcome, ReferralKind, Side, State
from directory.referrals.content import Plan, content_text
from directory.referrals.lifecycle import ASKED, ENDS, TAKEN, ForbiddenMoveError
from directory.referrals.models import AnswerPromise, JointSession, Referral, ReferralReflection
from directory.referrals.sealed import opened_plan, sealed
from directory.referrals.services.moving import Doing, mail, move, set_columns, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing
    from directory.referrals.services.around import Around, By

MESSAGE, PLAN, PLAN_AGREED = "message", "plan", "plan-agreed"
JOINT, JOINT_CHOSEN, JOINT_DECLINED = "joint", "joint-chosen", "joint-declined"


@dataclass(frozen=True, slots=True)
class Reflection:
    """Two questions after the end; worries go to the admin alone."""

    excited: str
    worried: str


def say(session: Session, around: Around, referral: Referral, by: By, words: str) -> None:
    """Write into the thread, and tell the other side. Flushes.

    A question without a client is answered by the first words of whoever was asked; the thread
    stays open for more.
    """
    is_answered = referral.kind is ReferralKind.ADVICE and referral.state is State.CLOSED
    if not (is_answered and referral.erased_at is None):
        _only(referral, ASKED | TAKEN)
    write(session, around, referral, by, MESSAGE, Doing(words=words))
    mail(session, around, referral, _other(by.side))
    is_question = referral.kind is ReferralKind.ADVICE and referral.state in ASKED
    if is_question and by.side is Side.RECEIVER:
        answer_question(session, around, referral, by)


def answer_question(session: Session, around: Around, referral: Referral, by: By) -> None:
    """Note that a question was answered. Flushes."""
    move(session, around, referral, Move.ACCEPT, by)
    doing = Doing(detail=Outcome.COMPLETED, values={"outcome": Outcome.COMPLETED})
    move(session, around, referral, Move.CLOSE, by, doing=doing)


def save_plan(session: Session, around: Around, referral: Referral, by: By, plan: Plan) -> None:
    """Keep the shared plan; the other side is asked to agree to it as it stands now. Flushes.

    Raises StaleStateError where the other side changed something meanwhile.
    """
    _only(referral, TAKEN)
    kept = replace(plan, agreed_by=(by.side.value,))
    set_columns(session, referral, plan=sealed(around.keys, referral, content_text(kept), "plan"))
    write(session, around, referral, by, PLAN)
    mail(session, around, referral, _other(by.side))


def agree_to_plan(session: Session, around: Around, referral: Referral, by: By) -> None:
    """Say yes to the plan as it stands. Flushes."""
    _only(referral, TAKEN)
    plan = opened_plan(around.keys, referral)
    if plan is None:
        raise ForbiddenMoveError("There is no plan to agree to.")
    if by.side.value in plan.agreed_by:
        return
    agreed = replace(plan, agreed_by=(*plan.agreed_by, by.side.value))
    set_columns(session, referral, plan=sealed(around.keys, referral, content_text(agreed), "plan"))
    write(session, around, referral, by, PLAN_AGREED)
    mail(session, around, referral, _other(by.side))


def propose_joint(
    session: Session,
    around: Around,
    referral: Referral,
    by: By,
    *,
    times: Sequence[datetime],
    minutes: int,
) -> str:
    """Offer times for a session with both; its reference. Flushes."""
    _only(referral, TAKEN)
    row = JointSession(
        reference=new_reference(),
        referral_id=referral.id,
        proposed_by=by.side,
        times=" ".join(sorted(moment.isoformat() for moment in times)),
        minutes=minutes,
        made_at=clock.now(),
    )
    session.add(row)
    write(session, around, referral, by, JOINT, Doing(detail=str(len(times))))
    mail(session, around, referral, _other(by.side))
    return row.reference


def answer_joint(
    session: Session,
    around: Around,
    referral: Referral,
    by: By,
    *,
    reference: str,
    chosen: datetime | None,
) -> None:
    """Choose one of the times, or none of them. Flushes.

    Raises RecordNotFound for a proposal of another referral, ForbiddenMoveError for one's own
    proposal or a time that was not offered, StaleStateError for one that was answered.
    """
    _only(referral, TAKEN)
    row = session.scalars(
        select(JointSession).where(
            JointSession.reference == reference, JointSession.referral_id == referral.id
        )
    ).one()
    if row.proposed_by is by.side:
        raise ForbiddenMoveError("The other side answers a proposal.")
    if chosen is not None and chosen.isoformat() not in row.times.split():
        raise ForbiddenMoveError("This time was not offered.")
    change_exactly_one(
        session,
        update(JointSession)
        .where(
            JointSession.id == row.id,
            JointSession.chosen.is_(None),
            JointSession.declined_at.is_(None),
        )
        .values(chosen=chosen, declined_at=None if chosen else clock.now())
        .execution_options(synchronize_session=False),
    )
    write(session, around, referral, by, JOINT_CHOSEN if chosen else JOINT_DECLINED)
    mail(session, around, referral, _other(by.side))


def reflect(
    session: Session, around: Around, referral: Referral, by: By, reflection: Reflection
) -> None:
    """Keep what one side says after the end, once. Flushes.

    Raises StaleStateError the second time.
    """
    _only(referral, ENDS)
    known = session.scalars(
        select(ReferralReflection.id).where(
            ReferralReflection.referral_id == referral.id, ReferralReflection.side == by.side
        )
    ).first()
    if known is not None:
        raise StaleStateError("This side has said it already.")
    keys = around.keys
    session.add(
        ReferralReflection(
            referral_id=referral.id,
            side=by.side,
            listing_id=by.listing_id,
            excited=_sealed_or_none(keys, referral, reflection.excited),
            worried=_sealed_or_none(keys, referral, reflection.worried),
            made_at=clock.now(),
        )
    )
    session.flush()


def promise_answer(session: Session, listing_id: int, days: int | None) -> None:
    """Promise to answer within so many working days (1 to 10), or promise nothing. Flushes."""
    row = session.get(AnswerPromise, listing_id)
    if days is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(AnswerPromise(listing_id=listing_id, days=days))
    else:
        row.days = days
    session.flush()


def mark_worry_read(session: Session, worry_id: int) -> None:
    """Note that an admin has seen to a worry. Flushes. Raises StaleStateError the second time."""
    change_exactly_one(
        session,
        update(ReferralReflection)
        .where(ReferralReflection.id == worry_id, ReferralReflection.read_at.is_(None))
        .values(read_at=clock.now())
        .execution_options(synchronize_session=False),
    )


def _only(referral: Referral, states: frozenset[State]) -> None:
    if referral.state not in states:
        raise ForbiddenMoveError(f"This cannot be done while it is {referral.state.value}.")


def _other(side: Side) -> Side:
    return Side.SENDER if side is Side.RECEIVER else Side.RECEIVER


def _sealed_or_none(keys: KeyRing, referral: Referral, text: str) -> bytes | None:
    return sealed(keys, referral, text, "reflection") if text else None
