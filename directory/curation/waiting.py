"""How much waits behind the entries of the curator's menu: one statement for a whole page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import g
from sqlalchemy import func, or_, select

from directory import clock, db
from directory.accounts.closed_sets import ActState
from directory.accounts.models import TwoPersonAct
from directory.accounts.session import current_member
from directory.curation.closed_sets import FACTUAL
from directory.curation.models import ListingReport
from directory.curation.reports import DAYS_FOR_OWNER
from directory.curation.tasks import business_days_after
from directory.interop.closed_sets import ImportState
from directory.interop.models import Import
from directory.mail.models import OutgoingMail
from directory.messages.models import MessageConversation
from directory.noticeboard.models import NoticeWording
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Case as CaseRow
from directory.profiles.models import Listing, ProposedChange
from directory.referrals.models import ReferralReflection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import ScalarSelect, Select
    from sqlalchemy.orm import Session

LONGEST_WEEKEND = 4


@dataclass(frozen=True, slots=True)
class WaitingCounts:
    """What waits for a networking admin, by entry of the menu."""

    people: int = 0
    """Members and clients who wait: reviews, changes, reports, cases, worries, notices."""
    imports: int = 0
    mails: int = 0
    acts: int = 0
    """Proposals of other admins that this one may confirm."""


def waiting_counts() -> WaitingCounts:
    """The counts for who is signed in, read once in a request; nothing for anybody else."""
    member = current_member()
    if member is None or not member.is_curator:
        return WaitingCounts()
    found: WaitingCounts | None = g.get("curation_waiting")
    if found is None:
        found = g.curation_waiting = count_waiting(db.session(), member.account_id, clock.now())
    return found


def count_waiting(session: Session, account_id: int, now: datetime) -> WaitingCounts:
    """The counts for one admin, in one statement."""
    people = tuple(_people(now))
    imports = select(func.count()).where(Import.state == ImportState.OPEN)
    mails = select(func.count()).where(OutgoingMail.parked_at.is_not(None))
    acts = select(func.count()).where(
        TwoPersonAct.state == ActState.OPEN,
        TwoPersonAct.expires_at > now,
        or_(TwoPersonAct.proposed_by_id.is_(None), TwoPersonAct.proposed_by_id != account_id),
        or_(TwoPersonAct.concerned_id.is_(None), TwoPersonAct.concerned_id != account_id),
    )
    row = session.execute(select(*_scalars(*people, imports, mails, acts))).one()
    waiting, rest = row[: len(people)], row[len(people) :]
    return WaitingCounts(sum(waiting), *rest)


def _people(now: datetime) -> Iterator[Select[int]]:
    yield select(func.count()).where(Listing.status == ListingStatus.IN_REVIEW)
    yield (
        select(func.count()).select_from(ProposedChange).where(ProposedChange.returned_on.is_(None))
    )
    yield select(func.count()).where(CaseRow.closed_at.is_(None))
    yield select(func.count()).where(
        ListingReport.closed_at.is_(None),
        ListingReport.listing_id.is_not(None),
        or_(
            ListingReport.kind.not_in(FACTUAL),
            ListingReport.owner_answered_at.is_not(None),
            ListingReport.opened_at <= _owner_had_time(now),
        ),
    )
    yield select(func.count()).where(
        ReferralReflection.worried.is_not(None), ReferralReflection.read_at.is_(None)
    )
    yield select(func.count()).where(
        MessageConversation.reported_at.is_not(None),
        MessageConversation.report_closed_at.is_(None),
    )
    yield select(func.count()).where(NoticeWording.sent_at.is_not(None))


def _owner_had_time(now: datetime) -> datetime:
    """The last opening of a report from which an owner's working days are over."""
    days = range(DAYS_FOR_OWNER, DAYS_FOR_OWNER + LONGEST_WEEKEND)
    earlier = (now - timedelta(days=number) for number in days)
    return next(day for day in earlier if business_days_after(day, DAYS_FOR_OWNER) <= now)


def _scalars(*counts: Select[int]) -> tuple[ScalarSelect[int], ...]:
    return tuple(one.scalar_subquery() for one in counts)
