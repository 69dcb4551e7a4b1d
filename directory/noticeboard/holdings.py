"""What the noticeboard holds about a member: what they put up, for themselves and for a center."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, or_, select

from directory import clock
from directory.holdings import Holding, plain_rows
from directory.noticeboard.models import Notice, NoticeWording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from directory.config import Settings
    from directory.holdings import Person, Rows
    from directory.keys.ring import KeyRing

KEPT_AFTER_END = timedelta(days=90)
"""How long a notice that is over stays with its poster, to be put up again."""


def export(session: Session, keys: KeyRing, person: Person) -> Rows:
    """Every notice with each of its wordings."""
    del keys  # Nothing here is encrypted: it was written to be shown.
    mine = _of(person)
    notices = select(
        Notice.reference,
        Notice.status,
        Notice.reason,
        Notice.made_at,
        Notice.shown_since,
        Notice.over_since,
    ).where(mine)
    wordings = (
        select(Notice.reference, *NoticeWording.__table__.columns)
        .join(NoticeWording, NoticeWording.notice_id == Notice.id)
        .where(mine)
    )
    return {
        "notices": plain_rows(session, notices),
        "notice-wordings": plain_rows(session, wordings, but={"notice_id"}),
    }


def erase(session: Session, keys: KeyRing, person: Person) -> None:
    """Remove the notices of the person's listing, and those they put up for a center. Flushes."""
    del keys
    _remove(session, _of(person))


def purge(session: Session, settings: Settings) -> Mapping[str, int]:
    """Remove what has been over for ninety days. Flushes; may be repeated."""
    del settings  # The days are told on the page of one's notices.
    return {"notices": _remove(session, Notice.over_since <= clock.today() - KEPT_AFTER_END)}


def _of(person: Person) -> ColumnElement[bool]:
    return or_(Notice.listing_id.in_(person.listing_ids), Notice.posted_by_id == person.account_id)


def _remove(session: Session, which: ColumnElement[bool]) -> int:
    numbers = session.scalars(select(Notice.id).where(which)).all()
    session.execute(delete(NoticeWording).where(NoticeWording.notice_id.in_(numbers)))
    session.execute(delete(Notice).where(Notice.id.in_(numbers)))
    session.flush()
    return len(numbers)


HOLDING = Holding(
    name="noticeboard",
    tables=("notices", "notice_wordings"),
    export=export,
    erase=erase,
    told=_("Your notices go, and those that you put up for a center."),
    purge=purge,
)
