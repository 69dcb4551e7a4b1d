"""What waits for a member's answer, for the start page: offers, renewals, a colleague's circle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import gettext as _

from directory import clock
from directory.circle import queries
from directory.trust import vouch_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flask import Flask
    from sqlalchemy.orm import Session

    from directory.accounts.member import Member
    from directory.trust.vouch_book import ShownVouch
    from directory.vocabulary.terms import VouchBasis

MOST_LINES = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to answer: what it is, what the link says, and where it leads."""

    what: str
    action: str
    href: str


Source = Callable[["Session", "Member"], "tuple[Waiting, ...]"]
_SOURCES = "waiting_sources"


def add_source(app: Flask, source: Source) -> None:
    """Let a package that the desk does not know put lines on it."""
    app.extensions.setdefault(_SOURCES, []).append(source)


def waiting_elsewhere(session: Session, member: Member) -> tuple[Waiting, ...]:
    """What the packages that were added say waits for this member."""
    sources: list[Source] = current_app.extensions.get(_SOURCES, [])
    return tuple(line for source in sources for line in source(session, member))


def waiting_for(
    session: Session, member: Member, bases: Mapping[str, VouchBasis]
) -> tuple[Waiting, ...]:
    """What of the circle and of vouches waits for this member."""
    today = clock.today()
    handles = tuple(handle for handle in (member.listing_handle, *member.center_handles) if handle)
    found = [
        Waiting(_("%(name)s offers you their circle.", name=one.giver), _("Answer"), "/circle")
        for one in queries.open_handovers(session, member.account_id)
        if member.may("keep-circle")
    ]
    if member.may("refuse-vouch"):
        found += _offers(vouch_book.received_by(session, handles, bases, today))
    if member.listing_handle and member.may("vouch"):
        found += [
            Waiting(
                _("Does your vouch for %(name)s still hold?", name=vouch.name),
                _("Renew"),
                f"/vouches/{vouch.reference}/renew",
            )
            for vouch in vouch_book.given_by(session, member.listing_handle, bases, today)
            if vouch.is_due
        ]
    return tuple(found)


def _offers(received: Iterable[ShownVouch]) -> list[Waiting]:
    """A line for each offer, or one for all where they are many."""
    names = [vouch.name for vouch in received if vouch.awaits_answer]
    action = _("Confirm or decline")
    if len(names) > MOST_LINES:
        what = _("%(count)s colleagues say that you treated a client together.", count=len(names))
        return [Waiting(what, action, "/vouches")]
    return [
        Waiting(
            _("%(name)s says that you treated a client together.", name=name), action, "/vouches"
        )
        for name in names
    ]
