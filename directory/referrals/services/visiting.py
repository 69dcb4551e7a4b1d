"""Visits that the receiver confirms: a number, which moves the agreed rhythm and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory import clock
from directory.referrals.closed_sets import Move, Outcome, UpdateKind
from directory.referrals.models import ReferralVisits
from directory.referrals.rhythm import Visits, answer_due_from, goes_back
from directory.referrals.rows import is_with_outsider, visits_of
from directory.referrals.sealed import agreed_updates
from directory.referrals.services.moving import Doing, move

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.referrals.models import Referral
    from directory.referrals.services.around import Around, By


def confirm_visits(
    session: Session, around: Around, referral: Referral, by: By, *, count: int
) -> None:
    """Note that so many more visits took place. Where the rhythm says so, an update is due now.

    The days of waiting begin anew only then: a visit alone does not put off what is due. Flushes.
    Raises ForbiddenMoveError, StaleStateError.
    """
    before = visits_of(session, referral)
    # For somebody outside the sender notes it, and so knows of it already.
    told = before.told + count if is_with_outsider(referral) else before.told
    visits = Visits(before.confirmed + count, told)
    updates = agreed_updates(around.keys, referral)
    since = answer_due_from(updates, visits, review=referral.since, today=clock.today())
    is_sooner = since < referral.since
    doing = Doing(
        detail=str(count), since=since, values={"done": 0 if is_sooner else referral.done}
    )
    move(session, around, referral, Move.VISIT, by, doing=doing)
    _keep(session, referral, visits)


def follow(
    session: Session, around: Around, referral: Referral, made: Move, by: By, *, detail: str
) -> None:
    """What a move means for the visits: the first one, and of what the sender now knows. Flushes.

    “No benefit” at the agreed number of visits closes it: the client goes back to the referrer.
    """
    if made is Move.BEGIN:
        _keep(session, referral, Visits(1, 1))
    if made is not Move.UPDATE:
        return
    visits = visits_of(session, referral)
    _keep(session, referral, Visits(visits.confirmed, visits.confirmed))
    if detail == UpdateKind.NO_BENEFIT and goes_back(agreed_updates(around.keys, referral), visits):
        values = {"outcome": Outcome.REFERRED_BACK}
        doing = Doing(detail=Outcome.REFERRED_BACK, values=values)
        move(session, around, referral, Move.CLOSE, by, doing=doing)


def _keep(session: Session, referral: Referral, visits: Visits) -> None:
    row = session.get(ReferralVisits, referral.id)
    if row is None:
        row = ReferralVisits(referral_id=referral.id)
        session.add(row)
    row.confirmed, row.told = visits.confirmed, visits.told
    session.flush()
