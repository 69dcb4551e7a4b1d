"""How much waits behind the entries of a member's menu: one statement for a whole page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import g
from sqlalchemy import select

from directory import db
from directory.accounts.session import current_member
from directory.messages.queries import unopened
from directory.profiles.models import Listing
from directory.referrals.turns import turns
from directory.web.navigation import count_waiting

if TYPE_CHECKING:
    from collections.abc import Collection

    from flask import Flask
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class MenuCounts:
    """What waits for a member, by entry of the menu."""

    referrals: int = 0
    """Referrals and questions of colleagues of which the next step is theirs."""
    messages: int = 0
    """Messages of clients that nobody opened yet."""


def init_app(app: Flask) -> None:
    """Show the counts in the member's menu."""
    count_waiting(app, "/referrals", lambda: menu_counts().referrals)
    count_waiting(app, "/desk/messages", lambda: menu_counts().messages)


def menu_counts() -> MenuCounts:
    """The counts for who is signed in, read once in a request; nothing for anybody else."""
    member = current_member()
    if member is None:
        return MenuCounts()
    found: MenuCounts | None = g.get("menu_counts")
    if found is None:
        handles = [one for one in (member.listing_handle, *member.center_handles) if one]
        found = g.menu_counts = counted(db.session(), handles) if handles else MenuCounts()
    return found


def counted(session: Session, handles: Collection[str]) -> MenuCounts:
    """The counts for those who act for these listings, in one statement."""
    ids = select(Listing.id).where(Listing.handle.in_(handles))
    row = session.execute(select(turns(ids).scalar_subquery(), unopened(ids).scalar_subquery()))
    return MenuCounts(*row.one())
