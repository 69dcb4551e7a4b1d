"""The page of a reminder's link: one tap lets a notice stand on; opening it changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

from directory import clock, db
from directory.db import RecordNotFound, StaleStateError
from directory.mail.links import LinkGoneError
from directory.noticeboard import services
from directory.noticeboard.blueprint import GONE, bp, keys, page
from directory.noticeboard.content import usual_close
from directory.noticeboard.queries import shown_notice
from directory.noticeboard.reminders import about_link
from directory.noticeboard.services import By
from directory.web.access import ANYONE, access
from directory.web.limits import limit

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.noticeboard.queries import ShownNotice

RENEW = "/noticeboard/renew/<link>"


@bp.get(RENEW)
@access(ANYONE)
@limit("30 per minute")
def ask_to_renew(link: str) -> str:
    """Ask whether it still holds, and until when it would stand."""
    notice, is_done, _account = _of_link(link)
    until = usual_close(clock.today(), notice.content.last_day)
    return page("renew", notice=notice, until=until, link=link, is_done=is_done)


@bp.post(RENEW)
@access(ANYONE)
@limit("30 per minute")
@db.writes
def renew_by_link(link: str) -> ResponseReturnValue:
    """Let it stand thirty days from today; sent twice, it is once."""
    notice, is_done, account = _of_link(link)
    if not is_done:
        try:
            services.renew(db.session(), By(account, keys()), notice.reference)
        except StaleStateError:
            abort(GONE)
        notice, _done, _account = _of_link(link)
    return page("renew", notice=notice, until=notice.content.closes_on, link=link, is_done=True)


def _of_link(link: str) -> tuple[ShownNotice, bool, str]:
    try:
        reference, sent_for, account = about_link(keys(), link)
        notice = shown_notice(db.session(), reference, for_colleagues=True)
    except (LinkGoneError, RecordNotFound):
        abort(GONE)
    return notice, notice.content.closes_on != sent_for, account
