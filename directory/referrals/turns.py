"""How many referrals wait for somebody's next step, as one statement and without their rows.

It counts what `queries.box` marks as one's turn; a test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from directory.referrals.closed_sets import ReachedBy, Side, State
from directory.referrals.lifecycle import awaited
from directory.referrals.models import Referral, ReferralName

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select

_WAITS_FOR_SENDER = [state for state in State if awaited(state) is Side.SENDER]
_WAITS_FOR_RECEIVER = [state for state in State if awaited(state) is Side.RECEIVER]


def turns(listing_ids: Select[int]) -> Select[int]:
    """The number of referrals whose next step is that of these listings."""
    present = and_(
        ReferralName.referral_id == Referral.id, ReferralName.position == Referral.position
    )
    is_outside = and_(
        Referral.sent_at.is_not(None),
        or_(ReferralName.reached_by != ReachedBy.DESK, ReferralName.listing_id.is_(None)),
    )
    mine_to_send = and_(
        Referral.sender_id.in_(listing_ids),
        or_(
            Referral.state.in_(_WAITS_FOR_SENDER),
            # Nobody writes here for somebody outside: once a reminder is due, the sender asks.
            and_(Referral.state.in_(_WAITS_FOR_RECEIVER), is_outside, Referral.done > 0),
        ),
    )
    mine_to_answer: ColumnElement[bool] = and_(
        ReferralName.listing_id.in_(listing_ids),
        ReferralName.reached_by == ReachedBy.DESK,
        Referral.sent_at.is_not(None),
        Referral.state.in_(_WAITS_FOR_RECEIVER),
    )
    return (
        select(func.count(Referral.id))
        .outerjoin(ReferralName, present)
        .where(Referral.next_on.is_not(None), or_(mine_to_send, mine_to_answer))
    )
