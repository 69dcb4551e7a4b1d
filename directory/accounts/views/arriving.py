"""The last step of every way in: a session of one's own, and a browser that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts import emails, queries, session
from directory.accounts.blueprint import keys
from directory.accounts.callers import browser, send_browser_cookie
from directory.accounts.closed_sets import Stage
from directory.accounts.services import sessions
from directory.accounts.wording import moment
from directory.audit import services as audit
from directory.web.navigation import is_served

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from directory.accounts.callers import Caller
    from directory.accounts.member import Member

CURATORS_FIRST, MEMBERS_FIRST, HOME = "/curate", "/desk", "/account/security"
"""Where the day begins; the account itself where neither page is served."""


def arrive(account_id: int, caller: Caller, *, go_on_to: str | None = None) -> Response:
    """Begin a full session in this browser, and lead on; within a writing view."""
    had_browsers = queries.has_known_browsers(db.session(), account_id)
    token = sessions.start_session(db.session(), account_id, Stage.FULL, browser())
    member = session.sign_in(token)
    answer = redirect(_first_page(member, go_on_to), 303)
    if not caller.is_known_browser:
        send_browser_cookie(answer, sessions.remember_browser(db.session(), account_id))
        if had_browsers:
            _tell_of_new_browser(member.email)
    audit.record(db.session(), keys(), actor=member.reference, action="session.begun")
    return answer


def renew(account_id: int) -> None:
    """Give this browser a new session after all of the account's ended; in a writing view."""
    session.sign_in(sessions.start_session(db.session(), account_id, Stage.FULL, browser()))


def _first_page(member: Member, go_on_to: str | None) -> str:
    if member.must_set_up_factor:
        return "/account/second-factor"
    return session.own_address(go_on_to or "") or home_of(member)


def home_of(member: Member) -> str:
    """The page on which a member sees what waits for them."""
    is_member = member.applied_as is not None or member.listing_handle or member.center_handles
    first = MEMBERS_FIRST if is_member else CURATORS_FIRST if member.is_curator else HOME
    return first if is_served(first) else HOME


def _tell_of_new_browser(email: str) -> None:
    device = browser().device or _("an unnamed browser")
    emails.new_browser(email, device=device, at=moment(clock.now()))
