"""What of the referrals waits for a member's answer, for the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory.circle.waiting import MOST_LINES, Waiting
from directory.referrals import queries
from directory.referrals.closed_sets import ReferralKind, Side, State

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.accounts.member import Member
    from directory.referrals.seen import BoxLine

BOX = "/referrals"


def waiting_for(session: Session, member: Member) -> tuple[Waiting, ...]:
    """A line for each referral and question whose next step is the member's, or one for many."""
    handles = [handle for handle in (member.listing_handle, *member.center_handles) if handle]
    if not handles or not member.may("take-part-in-referral"):
        return ()
    ids = queries.listing_ids(session, handles).values()
    lines = [one for one in queries.box(session, ids) if one.is_my_turn and one.next_on]
    if len(lines) > MOST_LINES:
        what = _("%(count)s referrals and questions wait for you.", count=len(lines))
        return (Waiting(what, _("Open them"), BOX),)
    return tuple(_line(one) for one in lines)


def _line(line: BoxLine) -> Waiting:
    href = f"{BOX}/{line.reference}"
    if line.side is Side.SENDER:
        name = line.other or _("somebody outside")
        if line.state is State.DRAFT:
            what = _("Your referral to %(name)s is not sent yet.", name=name)
            return Waiting(what, _("Go on"), href)
        return Waiting(_("Your referral to %(name)s needs a step.", name=name), _("Look"), href)
    if line.kind is ReferralKind.ADVICE:
        return Waiting(_("%(name)s asks you a question.", name=line.other), _("Answer"), href)
    return Waiting(_("%(name)s sends you a referral.", name=line.other), _("Open it"), href)
