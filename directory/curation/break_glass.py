"""Breaking the glass: two networking admins open the words of a referral, and both sides know.

Which referral is open to whom stands in the act of two people itself: nothing else is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import format_date
from flask_babel import gettext as _
from sqlalchemy import or_, select

from directory import clock
from directory.accounts import emails
from directory.accounts.closed_sets import ActState
from directory.accounts.models import TwoPersonAct
from directory.accounts.services.stewardship import stewards_of
from directory.accounts.services.two_people import Act, ActRefusedError, Proposal, propose
from directory.circle.waiting import Waiting
from directory.curation.blueprint import CURATE
from directory.curation.services import Curator, log_act
from directory.db import RecordNotFound
from directory.profiles.models import Listing
from directory.referrals.admins import OPENED_BY_ADMINS
from directory.referrals.closed_sets import NameStatus
from directory.referrals.models import Referral, ReferralName, ReferralReflection
from directory.referrals.sealed import opened_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from directory.accounts.member import Member
    from directory.accounts.services.stewardship import Steward
    from directory.accounts.services.two_people import Proposed
    from directory.keys.ring import KeyRing
    from directory.referrals.content import Content

OPEN_FOR = timedelta(hours=24)
TOLD_FOR = timedelta(days=30)
"""So long both sides read on their desk that it was opened, and why."""
PAGE = f"{CURATE}/referrals"


@dataclass(frozen=True, slots=True)
class Parties:
    """Whose referral it is: handle and name of the sender, and of who has it now."""

    reference: str
    sides: tuple[tuple[str, str], ...]
    is_part2: bool

    @property
    def handles(self) -> tuple[str, ...]:
        """The handles of both."""
        return tuple(handle for handle, _name in self.sides)


def parties_of(session: Session, reference: str) -> Parties:
    """Who takes part in a referral. Raises RecordNotFound."""
    row = session.scalars(select(Referral).where(Referral.reference == reference)).one()
    receivers = select(ReferralName.listing_id).where(
        ReferralName.referral_id == row.id, ReferralName.position == row.position
    )
    found = session.execute(
        select(Listing.handle, Listing.name)
        .where(or_(Listing.id == row.sender_id, Listing.id.in_(receivers)))
        .order_by(Listing.id != row.sender_id)
    )
    return Parties(reference, tuple((one.handle, one.name) for one in found), row.is_part2)


def referral_of_worry(session: Session, worry: int) -> str:
    """The referral that a worry is about. Raises RecordNotFound."""
    return session.execute(
        select(Referral.reference)
        .join(ReferralReflection, ReferralReflection.referral_id == Referral.id)
        .where(ReferralReflection.id == worry)
    ).scalar_one()


def propose_opening(
    session: Session, keys: KeyRing, parties: Parties, *, reason: str, by: int
) -> str:
    """Propose to another admin to open the words; gives the act's reference. Flushes.

    Raises ActRefusedError without a reason or where it is proposed already, NotYoursError.
    """
    sender = _stewards(session, parties.handles[:1])
    proposal = Proposal(
        act=BREAK_GLASS,
        subject=parties.reference,
        reason=reason,
        # Whom a worry is about could otherwise stop that anybody looks.
        details={"reason": reason, "objection": "no"},
        concerned_id=sender[0].account_id if sender else None,
    )
    return propose(session, keys, proposal, by=by)


def open_until(session: Session, reference: str, account_id: int) -> datetime | None:
    """Until when a referral is open to the admin who proposed it; None where it is not."""
    ended = session.scalars(
        select(TwoPersonAct.ended_at)
        .where(
            TwoPersonAct.kind == OPENED_BY_ADMINS,
            TwoPersonAct.subject == reference,
            TwoPersonAct.state == ActState.DONE,
            TwoPersonAct.proposed_by_id == account_id,
        )
        .order_by(TwoPersonAct.ended_at.desc())
    ).first()
    return ended + OPEN_FOR if ended is not None and clock.now() < ended + OPEN_FOR else None


def read_words(session: Session, curator: Curator, reference: str) -> Content | None:
    """The words of a referral for an admin to whom it is open; each reading is logged. Flushes.

    None where they were erased. The caller asked `open_until` first. Raises RecordNotFound.
    """
    row = session.scalars(select(Referral).where(Referral.reference == reference)).one()
    log_act(session, curator, "referral.read-by-admin", reference, {})
    return opened_content(curator.keys, row)


def told_to(session: Session, member: Member) -> tuple[Waiting, ...]:
    """What both sides read on their desk, and the way in for the admin who proposed it."""
    handles = [handle for handle in (member.listing_handle, *member.center_handles) if handle]
    lines = _told_sides(session, handles) if handles else []
    if member.is_curator:
        lines += _way_in(session, member.account_id)
    return tuple(lines)


def _told_sides(session: Session, handles: Sequence[str]) -> list[Waiting]:
    own = select(Listing.id).where(Listing.handle.in_(handles))
    # Somebody further down the list was never asked, and knows nothing of it.
    with_them = select(ReferralName.referral_id).where(
        ReferralName.listing_id.in_(own), ReferralName.status != NameStatus.WAITING
    )
    rows = session.execute(
        select(TwoPersonAct.reason, TwoPersonAct.ended_at, Referral.reference)
        .join(Referral, Referral.reference == TwoPersonAct.subject)
        .where(
            TwoPersonAct.kind == OPENED_BY_ADMINS,
            TwoPersonAct.state == ActState.DONE,
            TwoPersonAct.ended_at > clock.now() - TOLD_FOR,
            or_(Referral.sender_id.in_(own), Referral.id.in_(with_them)),
        )
        .order_by(TwoPersonAct.ended_at)
    )
    return [
        Waiting(
            _(
                "Two networking admins opened a referral of yours on %(day)s. Why: %(reason)s",
                day=format_date(row.ended_at),
                reason=row.reason,
            ),
            _("Which one"),
            f"/referrals/{row.reference}",
        )
        for row in rows
    ]


def _way_in(session: Session, account_id: int) -> list[Waiting]:
    rows = session.scalars(
        select(TwoPersonAct.subject).where(
            TwoPersonAct.kind == OPENED_BY_ADMINS,
            TwoPersonAct.state == ActState.DONE,
            TwoPersonAct.proposed_by_id == account_id,
            TwoPersonAct.ended_at > clock.now() - OPEN_FOR,
        )
    )
    what = _("A referral is open to you for a day, because two admins agreed.")
    return [Waiting(what, _("Read it"), f"{PAGE}/{reference}") for reference in rows]


def _stewards(session: Session, handles: Iterable[str]) -> tuple[Steward, ...]:
    return tuple(one for handle in handles for one in stewards_of(session, handle))


def _told(session: Session, proposed: Proposed) -> str:
    del session
    return _("Open the words of the referral %(what)s to one admin.", what=proposed.subject)


def _carry_out(session: Session, keys: KeyRing, proposed: Proposed, actor: str) -> None:
    try:
        parties = parties_of(session, proposed.subject)
    except RecordNotFound:
        raise ActRefusedError(_("The referral is gone.")) from None
    both = _stewards(session, parties.handles)
    if actor in {one.reference for one in both}:
        raise ActRefusedError(_("It is yours, so another curator has to confirm it."))
    details = {"reason": proposed.details["reason"]}
    log_act(session, Curator(actor, keys), OPENED_BY_ADMINS, parties.reference, details)
    for one in both:
        emails.on_desk(one.email)


BREAK_GLASS = Act(kind=OPENED_BY_ADMINS, permission="break-glass", told=_told, carry_out=_carry_out)
