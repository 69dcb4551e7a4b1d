"""Put up, change, review, renew and take down notices. Services flush and never commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select, update

from directory import clock
from directory.accounts.tokens import new_reference
from directory.audit import services as audit
from directory.db import StaleStateError, change_exactly_one
from directory.noticeboard.closed_sets import Stage
from directory.noticeboard.content import usual_close
from directory.noticeboard.lifecycle import Move, NoticeStatus, next_status, sources_of
from directory.noticeboard.models import Notice, NoticeWording
from directory.noticeboard.wording_rows import columns_of, content_of
from directory.profiles.models import Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from directory.keys.ring import KeyRing
    from directory.noticeboard.content import NoticeContent

    Act = Callable[[Session, "By", str], object]
    """What somebody does to a notice by its reference."""

OVER = frozenset({NoticeStatus.REFUSED, NoticeStatus.WITHDRAWN, NoticeStatus.ENDED})


@dataclass(frozen=True, slots=True)
class By:
    """Who does it, for the log."""

    reference: str
    keys: KeyRing


def begin(session: Session, account_id: int, handle: str, content: NoticeContent) -> str:
    """Keep a new notice as a private draft; its reference. Flushes."""
    listing_id = session.scalars(select(Listing.id).where(Listing.handle == handle)).one()
    notice = Notice(
        reference=new_reference(),
        listing_id=listing_id,
        posted_by_id=account_id,
        made_at=clock.now(),
    )
    session.add(notice)
    session.flush()
    _propose(session, notice, content)
    return notice.reference


def revise(session: Session, reference: str, content: NoticeContent) -> None:
    """Keep what its poster wrote anew, for a curator to see once it is sent; flushes.

    What is shown stays as it was approved. What waited is taken back first.
    """
    notice = _notice(session, reference)
    _move(session, notice, Move.REVISE)
    _propose(session, notice, content)


def drop_change(session: Session, reference: str) -> None:
    """Throw away a change of a shown notice, or a draft with all of it; flushes.

    Raises StaleStateError for a notice that is neither.
    """
    notice = _notice(session, reference)
    if notice.status not in {NoticeStatus.DRAFT, NoticeStatus.SHOWN}:
        raise StaleStateError("only a draft or a change can be thrown away")
    _forget(session, notice, Stage.PROPOSED)
    if notice.status is NoticeStatus.SHOWN:
        notice.reason = ""
    else:
        session.execute(delete(NoticeWording).where(NoticeWording.notice_id == notice.id))
        session.execute(delete(Notice).where(Notice.id == notice.id))
    session.flush()


def send(session: Session, by: By, reference: str) -> None:
    """Hand the proposed wording to the curators; flushes.

    Raises StaleStateError where nothing is proposed or it was sent already.
    """
    notice = _notice(session, reference)
    change_exactly_one(
        session,
        update(NoticeWording)
        .where(
            NoticeWording.notice_id == notice.id,
            NoticeWording.stage == Stage.PROPOSED,
            NoticeWording.sent_at.is_(None),
        )
        .values(sent_at=clock.now())
        .execution_options(synchronize_session="fetch"),
    )
    _move(session, notice, Move.SEND)
    notice.reason = ""
    session.flush()
    _log(session, by, "notice.sent", notice)


def approve(session: Session, by: By, reference: str, *, seen_at: datetime) -> None:
    """Let the proposed wording be shown from now on; flushes.

    `seen_at` is when the wording that the curator read was sent. Raises StaleStateError where it
    was changed or decided since.
    """
    notice = _notice(session, reference)
    proposed = _seen(session, notice, seen_at)
    now = clock.now()
    was_shown = notice.status is NoticeStatus.SHOWN
    if not was_shown:
        notice.shown_since = now
    _move(session, notice, Move.APPROVE)
    content = content_of(proposed)
    _forget(session, notice, Stage.APPROVED)
    _forget(session, notice, Stage.PROPOSED)
    session.add(
        NoticeWording(
            notice_id=notice.id, stage=Stage.APPROVED, approved_at=now, **columns_of(content)
        )
    )
    notice.reason = ""
    session.flush()
    _log(session, by, "notice.approved", notice, {"change": "yes" if was_shown else "no"})


def refuse(session: Session, by: By, reference: str, *, seen_at: datetime, reason: str) -> None:
    """Give the proposed wording back with a reason; what is shown meanwhile stays. Flushes.

    Raises StaleStateError as `approve`, and ValueError without a reason.
    """
    if not reason:
        raise ValueError("a refusal needs a reason that the poster reads")
    notice = _notice(session, reference)
    proposed = _seen(session, notice, seen_at)
    notice.reason = reason
    if notice.status is NoticeStatus.SHOWN:
        proposed.sent_at = None
    else:
        _move(session, notice, Move.REFUSE)
        proposed.sent_at = None
    session.flush()
    _log(session, by, "notice.refused", notice, {"reason": reason})


def take_down(session: Session, by: By, reference: str, *, reason: str) -> None:
    """Take a shown notice off the board at once, as a curator; flushes.

    Raises StaleStateError where it is not shown, and ValueError without a reason.
    """
    if not reason:
        raise ValueError("taking down needs a reason that the poster reads")
    notice = _notice(session, reference)
    if notice.status is not NoticeStatus.SHOWN:
        raise StaleStateError("the notice is not shown")
    notice.reason = reason
    _unsend(session, notice)
    _move(session, notice, Move.REFUSE)
    _log(session, by, "notice.taken-down", notice, {"reason": reason})


def withdraw(session: Session, by: By, reference: str) -> None:
    """Take one's own notice off the board, or out of the curators' hands, at once; flushes."""
    notice = _notice(session, reference)
    _unsend(session, notice)
    _move(session, notice, Move.WITHDRAW)
    _log(session, by, "notice.withdrawn", notice)


def renew(session: Session, by: By, reference: str) -> date:
    """Let a shown notice stand thirty days from today, or to its own end; the new last day.

    Nothing of what it says changes, so nobody reviews it. Flushes. Raises StaleStateError where
    it is not shown any more.
    """
    notice = _notice(session, reference)
    today = clock.today()
    wordings = _wordings(session, notice)
    approved = wordings.get(Stage.APPROVED)
    is_open = notice.status is NoticeStatus.SHOWN and approved and approved.closes_on >= today
    if approved is None or not is_open:
        raise StaleStateError("the notice has ended")
    old = approved.closes_on
    for row in wordings.values():
        content = content_of(row)
        row.closes_on = max(row.closes_on, usual_close(today, content.last_day))
    session.flush()
    details = {"old": old.isoformat(), "new": approved.closes_on.isoformat()}
    _log(session, by, "notice.renewed", notice, details)
    return approved.closes_on


def end_what_is_over(session: Session) -> int:
    """Mark as ended what stood to its last day; how many. Flushes; may be repeated."""
    today = clock.today()
    over = session.scalars(
        select(Notice)
        .join(NoticeWording, NoticeWording.notice_id == Notice.id)
        .where(
            Notice.status == NoticeStatus.SHOWN,
            NoticeWording.stage == Stage.APPROVED,
            NoticeWording.closes_on < today,
        )
    ).all()
    for notice in over:
        _unsend(session, notice)
        _move(session, notice, Move.END)
    return len(over)


def _notice(session: Session, reference: str) -> Notice:
    # Read anew and locked: the move that follows depends on the state that is found here.
    statement = select(Notice).where(Notice.reference == reference).with_for_update()
    return session.scalars(statement.execution_options(populate_existing=True)).one()


def _move(session: Session, notice: Notice, move: Move) -> None:
    if notice.status not in sources_of(move):
        raise StaleStateError(f"a notice that is {notice.status.value} cannot {move.value}")
    notice.status = next_status(notice.status, move)
    notice.over_since = clock.today() if notice.status in OVER else None
    session.flush()


def _propose(session: Session, notice: Notice, content: NoticeContent) -> None:
    _forget(session, notice, Stage.PROPOSED)
    if notice.status is not NoticeStatus.SHOWN:
        # What was approved before it was over is no longer what stands on the board.
        _forget(session, notice, Stage.APPROVED)
    session.add(NoticeWording(notice_id=notice.id, stage=Stage.PROPOSED, **columns_of(content)))
    session.flush()


def _forget(session: Session, notice: Notice, stage: Stage) -> None:
    row = session.get(NoticeWording, (notice.id, stage))
    if row is not None:
        session.delete(row)
        session.flush()


def _unsend(session: Session, notice: Notice) -> None:
    proposed = _wordings(session, notice).get(Stage.PROPOSED)
    if proposed is not None:
        proposed.sent_at = None


def _seen(session: Session, notice: Notice, seen_at: datetime) -> NoticeWording:
    proposed = _wordings(session, notice).get(Stage.PROPOSED)
    if proposed is None or proposed.sent_at != seen_at:
        raise StaleStateError("the notice was changed or decided since it was read")
    return proposed


def _wordings(session: Session, notice: Notice) -> dict[Stage, NoticeWording]:
    rows = session.scalars(
        select(NoticeWording)
        .where(NoticeWording.notice_id == notice.id)
        .execution_options(populate_existing=True)
    )
    return {row.stage: row for row in rows}


def _log(
    session: Session,
    by: By,
    action: str,
    notice: Notice,
    details: Mapping[str, str] | None = None,
) -> None:
    audit.record(
        session,
        by.keys,
        actor=by.reference,
        action=action,
        subject=f"listing:{notice.listing_id}",
        details={"notice": notice.reference, **(details or {})},
    )
