"""What may be read of the noticeboard: by everybody, by its posters, by curators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from directory import clock
from directory.accounts.closed_sets import AccountStatus
from directory.accounts.models import Account
from directory.db import RecordNotFound
from directory.noticeboard.closed_sets import ShownTo, Stage
from directory.noticeboard.lifecycle import NoticeStatus
from directory.noticeboard.models import Notice, NoticeWording
from directory.noticeboard.wording_rows import content_of
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import ColumnElement, Row, Select
    from sqlalchemy.orm import Session

    from directory.noticeboard.content import NoticeContent


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNotice:
    """A notice as others may read it today."""

    reference: str
    handle: str
    """Of the listing that it was put up for."""
    content: NoticeContent
    shown_since: datetime
    approved_at: datetime
    """When this wording was approved."""

    @property
    def address(self) -> str:
        """Its page: the kind and the reference, and no word of it."""
        return f"/noticeboard/{self.content.kind.value}/{self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNotice:
    """A notice as its poster and curators see it, in whatever state."""

    reference: str
    handle: str
    name: str
    posted_by: str
    """The reference of the account that put it up."""
    status: NoticeStatus
    reason: str
    made_at: datetime
    approved: NoticeContent | None
    proposed: NoticeContent | None
    sent_at: datetime | None
    """Since when the proposed wording waits for a curator; None while it is written."""

    @property
    def latest(self) -> NoticeContent:
        """What its poster wrote last."""
        found = self.proposed or self.approved
        assert found is not None  # noqa: S101 - a notice is made with a wording
        return found

    @property
    def is_shown(self) -> bool:
        """Whether its approved wording stands on the board."""
        return self.status is NoticeStatus.SHOWN

    @property
    def waits(self) -> bool:
        """Whether a curator has something of it to look at."""
        return self.sent_at is not None


def shown_notices(session: Session, *, for_colleagues: bool) -> tuple[ShownNotice, ...]:
    """What stands on the board today, the newest first.

    Nothing of a listing that is not published, or of an account that is not active, at this very
    moment. What age does to a listing is the caller's to ask.
    """
    return tuple(_shown(row) for row in session.execute(_on_board(for_colleagues=for_colleagues)))


def shown_notice(session: Session, reference: str, *, for_colleagues: bool) -> ShownNotice:
    """One notice that stands on the board today. Raises RecordNotFound."""
    found = _on_board(for_colleagues=for_colleagues).where(Notice.reference == reference)
    row = session.execute(found).one_or_none()
    if row is None:
        raise RecordNotFound("no shown notice has this reference")
    return _shown(row)


def kept_notices(session: Session, handles: Collection[str]) -> tuple[KeptNotice, ...]:
    """Every notice that was put up for these listings, the newest first."""
    return _kept(session, Listing.handle.in_(handles))[::-1]


def kept_notice(session: Session, reference: str) -> KeptNotice:
    """One notice in whatever state; the caller asks whose it is. Raises RecordNotFound."""
    found = _kept(session, Notice.reference == reference)
    if not found:
        raise RecordNotFound("no notice has this reference")
    return found[0]


def waiting_notices(session: Session) -> tuple[KeptNotice, ...]:
    """What waits for a curator, the oldest first; of published listings alone."""
    waiting = (
        select(NoticeWording.notice_id)
        .where(NoticeWording.stage == Stage.PROPOSED, NoticeWording.sent_at.is_not(None))
        .scalar_subquery()
    )
    found = _kept(session, Notice.id.in_(waiting), Listing.status == ListingStatus.PUBLISHED)
    return tuple(sorted(found, key=lambda one: (one.sent_at or one.made_at, one.reference)))


def _on_board(*, for_colleagues: bool) -> Select[Notice, NoticeWording, str]:
    found = (
        select(Notice, NoticeWording, Listing.handle)
        .join(NoticeWording, NoticeWording.notice_id == Notice.id)
        .join(Listing, Listing.id == Notice.listing_id)
        .join(Account, Account.id == Notice.posted_by_id)
        .where(
            Notice.status == NoticeStatus.SHOWN,
            NoticeWording.stage == Stage.APPROVED,
            NoticeWording.closes_on >= clock.today(),
            Listing.status == ListingStatus.PUBLISHED,
            Account.status == AccountStatus.ACTIVE,
        )
        .order_by(Notice.shown_since.desc(), Notice.id.desc())
    )
    if for_colleagues:
        return found
    return found.where(NoticeWording.shown_to == ShownTo.EVERYBODY)


def _shown(row: Row[Notice, NoticeWording, str]) -> ShownNotice:
    notice, wording, handle = row
    return ShownNotice(
        reference=notice.reference,
        handle=handle,
        content=content_of(wording),
        shown_since=notice.shown_since or notice.made_at,
        approved_at=wording.approved_at or notice.made_at,
    )


def _kept(session: Session, *where: ColumnElement[bool]) -> tuple[KeptNotice, ...]:
    approved, proposed = aliased(NoticeWording), aliased(NoticeWording)
    rows = session.execute(
        select(Notice, Listing.handle, Listing.name, Account.reference, approved, proposed)
        .join(Listing, Listing.id == Notice.listing_id)
        .join(Account, Account.id == Notice.posted_by_id)
        .outerjoin(approved, (approved.notice_id == Notice.id) & (approved.stage == Stage.APPROVED))
        .outerjoin(proposed, (proposed.notice_id == Notice.id) & (proposed.stage == Stage.PROPOSED))
        .where(*where)
        .order_by(Notice.made_at, Notice.id)
    )
    return tuple(_kept_one(*row) for row in rows)


def _kept_one(
    notice: Notice,
    handle: str,
    name: str,
    posted_by: str,
    *wordings: NoticeWording | None,
) -> KeptNotice:
    approved, proposed = wordings
    return KeptNotice(
        reference=notice.reference,
        handle=handle,
        name=name,
        posted_by=posted_by,
        status=notice.status,
        reason=notice.reason,
        made_at=notice.made_at,
        approved=content_of(approved) if approved else None,
        proposed=content_of(proposed) if proposed else None,
        sent_at=proposed.sent_at if proposed else None,
    )
