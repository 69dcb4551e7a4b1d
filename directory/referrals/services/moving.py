"""Move a referral: one compare-and-set, one line of the thread and one mail, all or none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import update
from sqlalchemy.orm.attributes import set_committed_value

from directory import clock
from directory.db import change_exactly_one
from directory.profiles.doubts import note_answered_full
from directory.referrals import notices
from directory.referrals.closed_sets import (
    DeclineReason,
    Move,
    NameStatus,
    ReachedBy,
    ReferralKind,
    Side,
    State,
)
from directory.referrals.lifecycle import ENDS, after, next_step
from directory.referrals.models import Referral, ReferralEntry, ReferralName
from directory.referrals.rows import (
    following_name,
    listings_by_id,
    present_name,
    promised,
    promised_by,
)
from directory.referrals.sealed import opened_outside, sealed
from directory.referrals.services.around import TIME, Around, By
from directory.referrals.services.counting import (
    count_asked,
    count_closed,
    count_taken,
)
from directory.referrals.services.links import LINK, make_link
from directory.referrals.stewards import steward_emails
from directory.trust.giving import refresh

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from sqlalchemy.orm import Session

HEARD_BACK = "referred-good"
"""The basis of a vouch that a closed referral gives, and refreshes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """What goes with a move: a word of a closed set, words of a person, a day, further columns."""

    detail: str = ""
    words: str = ""
    since: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


NOTHING_MORE = Doing()


def move(
    session: Session,
    around: Around,
    referral: Referral,
    made: Move,
    by: By,
    *,
    doing: Doing = NOTHING_MORE,
) -> None:
    """Make a move and everything that follows from it. Flushes.

    Raises ForbiddenMoveError where the lifecycle does not permit it, and StaleStateError where
    somebody else moved the referral since it was read.
    """
    target = after(referral.state, made, by.side)
    if made in {Move.SEND, Move.NEXT_NAME}:
        _go_to_next(session, around, referral, made, by, doing)
        return
    _set(session, around, referral, target, doing)
    write(session, around, referral, by, made.value, doing)
    _follow(session, around, referral, made, by, doing)


def write(
    session: Session,
    around: Around,
    referral: Referral,
    by: By,
    kind: str,
    doing: Doing = NOTHING_MORE,
) -> None:
    """Add a line to the thread; written with the next flush."""
    session.add(
        ReferralEntry(
            referral_id=referral.id,
            at=clock.now(),
            side=by.side,
            listing_id=by.listing_id,
            position=referral.position,
            kind=kind,
            detail=doing.detail,
            words=sealed(around.keys, referral, doing.words, "words") if doing.words else None,
        )
    )


def set_columns(session: Session, referral: Referral, **values: Any) -> None:  # noqa: ANN401
    """Change columns by compare-and-set on the version that was read. Flushes.

    Raises StaleStateError where somebody else changed the referral since.
    """
    values |= {"version": referral.version + 1, "changed_at": clock.now()}
    change_exactly_one(
        session,
        update(Referral)
        .where(
            Referral.id == referral.id,
            Referral.version == referral.version,
            Referral.state == referral.state,
        )
        .values(**values)
        .execution_options(synchronize_session=False),
    )
    for name, value in values.items():  # Known without asking again: one statement less.
        set_committed_value(referral, name, value)


def mail(session: Session, around: Around, referral: Referral, side: Side) -> None:
    """Tell one side that something waits at the desk, by mail."""
    if side is Side.SENDER:
        listing_id: int | None = referral.sender_id
    else:
        name = present_name(referral)
        listing_id = name.listing_id if name else None
    for address in steward_emails(session, listing_id):
        notices.tell(session, around.keys, around.settings, address, notices.DESK)


def due_on(
    session: Session, around: Around, referral: Referral, state: State, since: date, done: int
) -> date | None:
    """The day of the next step of time; None at an end."""
    step = next_step(state, since, done, around.timing, promised=promised(session, referral))
    return step.on if step else None


def _set(session: Session, around: Around, referral: Referral, target: State, doing: Doing) -> None:
    since = doing.since or clock.today()
    values: dict[str, Any] = {"done": 0} | dict(doing.values) | {"state": target, "since": since}
    values["next_on"] = due_on(session, around, referral, target, since, values["done"])
    if target in ENDS:
        values["ended_at"] = clock.now()
    set_columns(session, referral, **values)


def _go_to_next(
    session: Session, around: Around, referral: Referral, made: Move, by: By, doing: Doing
) -> None:
    """Hand it to the next name of the list; the promise of that name decides when it is late."""
    before, following = present_name(referral), following_name(referral)
    if following is None:
        raise ValueError("A referral needs somebody to go to.")
    today, now = clock.today(), clock.now()
    promise = promised_by(session, following)
    step = next_step(State.SENT, today, 0, around.timing, promised=promise)
    values: dict[str, Any] = {"sent_at": now} if made is Move.SEND else {}
    values |= {"state": State.SENT, "since": today, "done": 0, "position": following.position}
    set_columns(session, referral, next_on=step.on if step else None, **values)
    if referral.kind is ReferralKind.REFERRAL:
        count_asked(session, following.listing_id)
    if before is not None and before.status in {NameStatus.ASKED, NameStatus.TOOK_IT}:
        is_silent = by.side is Side.TIME
        before.status = NameStatus.SILENT if is_silent else NameStatus.PASSED_OVER
    following.status, following.asked_at = NameStatus.ASKED, now
    _tell_of_asking(session, around, referral, following)
    if by.side is Side.TIME:
        mail(session, around, referral, Side.SENDER)
    write(session, around, referral, by, made.value, doing)


def _follow(
    session: Session, around: Around, referral: Referral, made: Move, by: By, doing: Doing
) -> None:
    name = present_name(referral)
    counts = referral.kind is ReferralKind.REFERRAL
    if made is Move.DECLINE:
        _declined(session, around, referral, name, doing)
    elif made is Move.ACCEPT and name is not None:
        name.status, name.answered_at = NameStatus.TOOK_IT, clock.now()
        session.flush()
        if counts:
            count_taken(session, name.listing_id)
    elif made is Move.CLOSE and by.side is Side.RECEIVER and name is not None and counts:
        count_closed(session, name.listing_id)
        _refresh_vouch(session, referral, name.listing_id)
    if made not in {Move.OPEN, Move.VISIT}:  # Of visits the sender hears in the agreed rhythm.
        _tell_others(session, around, referral, by)
    session.flush()


def _refresh_vouch(session: Session, referral: Referral, receiver_id: int | None) -> None:
    """Let what the sender once said of the receiver hold anew: they heard back again."""
    handles = listings_by_id(session, [referral.sender_id, receiver_id])
    if receiver_id is not None:
        (sender, _name), (receiver, _other) = handles[referral.sender_id], handles[receiver_id]
        refresh(session, voucher=sender, vouched=receiver, basis=HEARD_BACK, on=clock.today())


def _tell_of_asking(
    session: Session, around: Around, referral: Referral, name: ReferralName
) -> None:
    if name.reached_by is ReachedBy.DESK:
        mail(session, around, referral, Side.RECEIVER)
    elif name.reached_by is ReachedBy.LINK:
        outside = opened_outside(around.keys, referral, name.outside)
        if outside and outside.email:
            path = f"{LINK}/{make_link(name)}"
            notices.tell(session, around.keys, around.settings, outside.email, path)


def _declined(
    session: Session, around: Around, referral: Referral, name: ReferralName | None, doing: Doing
) -> None:
    if name is not None:
        name.reason, name.answered_at = DeclineReason(doing.detail), clock.now()
        name.status = NameStatus.DECLINED
        session.flush()
        if name.reason is DeclineReason.FULL:
            note_answered_full(session, name.listing_id)
    if referral.kind is ReferralKind.REFERRAL and following_name(referral) is not None:
        move(session, around, referral, Move.NEXT_NAME, TIME)


def _tell_others(session: Session, around: Around, referral: Referral, by: By) -> None:
    was_sent = referral.sent_at is not None
    if by.side is not Side.SENDER:
        mail(session, around, referral, Side.SENDER)
    if by.side is not Side.RECEIVER and was_sent and referral.state is not State.DECLINED:
        mail(session, around, referral, Side.RECEIVER)
