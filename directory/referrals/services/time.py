"""What time does: remind, tell, go on to the next name or end, and erase what is past its days.

Each referral is a transaction of its own, and every step is kept with the day it was due, so
that the job can be run as often as one likes, and after any pause.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select

from directory import clock
from directory.db import StaleStateError
from directory.network import unmet
from directory.network.closed_sets import Unmet
from directory.referrals.closed_sets import Move, Prompt, ReferralKind, Side, State
from directory.referrals.lifecycle import ASKED, Step, moved_on, next_step
from directory.referrals.models import Referral
from directory.referrals.rows import following_name, is_with_outsider, promised, region_of
from directory.referrals.sealed import opened_content
from directory.referrals.services.around import TIME, Around
from directory.referrals.services.consenting import erase_words
from directory.referrals.services.moving import (
    Doing,
    due_on,
    mail,
    move,
    set_columns,
    write,
)

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from directory.db import Database

UNMET = ASKED | {State.DECLINED}
"""From which states the end by time means that nobody took it."""
SKELETON_KEPT = timedelta(days=6 * 365)


def advance_due(store: Database, around: Around) -> int:
    """Take every step that is due today or was due before; how many."""
    taken = 0
    while True:
        with store.session() as session:
            due = list(session.scalars(_due().limit(200)))
        if not due:
            return taken
        moved = sum(_advance_one(store, around, referral_id) for referral_id in due)
        taken += moved
        if not moved:
            return taken  # Somebody else is at it, and will see to the rest.


def erase_old(session: Session, *, keep_days: int) -> int:
    """Erase the words of referrals that ended so long ago; how many. Flushes; may be repeated."""
    limit = clock.now() - timedelta(days=keep_days)
    rows = session.scalars(
        select(Referral).where(
            Referral.ended_at <= limit,
            or_(Referral.erased_at.is_(None), Referral.phrase_hash.is_not(None)),
        )
    ).all()
    for referral in rows:
        erase_words(session, referral, phrase_too=True)
    return len(rows)


def forget_skeletons(session: Session) -> int:
    """Remove referrals that ended six years ago, with their log; how many. Flushes."""
    statement = delete(Referral).where(Referral.ended_at <= clock.now() - SKELETON_KEPT)
    gone: int = session.execute(statement).rowcount  # type: ignore[attr-defined]
    return gone


def _due() -> Select[int]:
    return select(Referral.id).where(Referral.next_on <= clock.today()).order_by(Referral.next_on)


def _advance_one(store: Database, around: Around, referral_id: int) -> bool:
    try:
        with store.transaction() as session:
            return _take_step(session, around, session.get_one(Referral, referral_id))
    except StaleStateError:
        return False


def _take_step(session: Session, around: Around, referral: Referral) -> bool:
    step = next_step(
        referral.state,
        referral.since,
        referral.done,
        around.timing,
        promised=promised(session, referral),
    )
    if step is None or step.on > clock.today():
        # A setting or a promise changed since: note the new day, and wait for it.
        set_columns(session, referral, next_on=step.on if step else None)
        return step is not None
    if step.prompt is Prompt.MOVE_ON:
        has_next = following_name(referral) is not None
        made = moved_on(referral.state, has_next_name=has_next)
        if made is Move.EXPIRE:
            _count_unmet(session, around, referral)
        move(session, around, referral, made, TIME)
        return True
    done = referral.done + 1
    next_on = due_on(session, around, referral, referral.state, referral.since, done)
    set_columns(session, referral, done=done, next_on=next_on)
    side = _who_is_told(referral, step)
    write(session, around, referral, TIME, step.prompt.value, Doing(detail=side.value))
    mail(session, around, referral, side)
    return True


def _who_is_told(referral: Referral, step: Step) -> Side:
    # Who was asked on paper has no desk and no mail of ours: the sender is reminded to ask them.
    if step.side is Side.RECEIVER and is_with_outsider(referral):
        return Side.SENDER
    return step.side or Side.SENDER


def _count_unmet(session: Session, around: Around, referral: Referral) -> None:
    """Count a request that ran out, nobody having taken it: issue, discipline, region, quarter."""
    if referral.state not in UNMET or referral.kind is not ReferralKind.REFERRAL:
        return
    content = opened_content(around.keys, referral)
    if content is None:
        return
    wanted = content.wanted
    region = region_of(session, referral.sender_id) or around.settings.home_region
    for issue in wanted.issues[: unmet.MOST_ISSUES] or ("",):
        unmet.count(session, unmet.Need(Unmet.REFERRAL, issue, wanted.profession, region))
