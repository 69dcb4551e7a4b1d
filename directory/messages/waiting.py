"""What of the messages of clients waits for a member, for the start page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from directory.circle.waiting import Waiting
from directory.messages import queries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.accounts.member import Member

BOX = "/desk/messages"


def waiting_for(session: Session, member: Member) -> tuple[Waiting, ...]:
    """One line for all messages that nobody opened yet."""
    handles = [handle for handle in (member.listing_handle, *member.center_handles) if handle]
    if not handles or not member.may("read-question"):
        return ()
    number = queries.waiting_count(session, queries.listing_ids(session, handles).values())
    if not number:
        return ()
    what = ngettext("A client wrote to you.", "%(num)s clients wrote to you.", number)
    return (Waiting(what, _("Read"), BOX),)
