"""The freshness board, and the page where an owner says in one tap that openings still hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template
from flask import request as asked
from flask_babel import format_date
from flask_babel import gettext as _

from directory import clock, db
from directory.curation.blueprint import CURATE, UNPROCESSABLE, bp, keys, locate
from directory.curation.freshness import freshness_board
from directory.curation.freshness_reminders import about_link, confirm
from directory.curation.wording import state_words
from directory.mail.links import LinkGoneError
from directory.profiles.freshness import Freshness
from directory.web.access import ANYONE, access
from directory.web.limits import limit

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.curation.freshness import Aged

BOARD = f"{CURATE}/freshness"
STILL_TRUE = "/still-true/<link>"
SHOWN = 100


@bp.get(BOARD)
@access("review-listings")
def board() -> str:
    """How many listings are in which state, and the oldest ones by name."""
    found = freshness_board(db.session(), clock.today(), limit=SHOWN)
    return render_template(
        "curation/freshness.html",
        board=found,
        counts=[(state_words(state), str(found.counts.get(state, 0))) for state in Freshness],
        rows=[_row(one) for one in found.to_ask],
        more=found.asking - len(found.to_ask),
    )


@bp.get(STILL_TRUE)
@access(ANYONE)
@limit("30 per minute")
def still_true(link: str) -> ResponseReturnValue:
    """Ask whether new clients are taken; opening the link changes nothing."""
    return _asked(link)


@bp.post(STILL_TRUE)
@access(ANYONE)
@limit("30 per minute")
@db.writes
def say_still_true(link: str) -> ResponseReturnValue:
    """Keep the answer, dated today."""
    status = asked.form.get("status", "")
    try:
        draft, is_answered = about_link(db.session(), keys(), link)
    except LinkGoneError:
        return render_template("curation/link_gone.html"), 410
    if is_answered:
        return render_template("curation/still_true_said.html", draft=draft)
    if status not in dict(_statuses()):
        return _asked(link, _("Choose one of the three.")), UNPROCESSABLE
    confirm(db.session(), keys(), draft, status, locate())
    return render_template("curation/still_true_said.html", draft=draft)


def _asked(link: str, error: str = "") -> str:
    try:
        draft, is_answered = about_link(db.session(), keys(), link)
    except LinkGoneError:
        abort(410)
    if is_answered:
        return render_template("curation/still_true_said.html", draft=draft)
    options = sorted(_statuses(), key=lambda item: item[0] != draft.availability.status)
    return render_template(
        "curation/still_true.html", draft=draft, options=options, link=link, error=error
    )


def _statuses() -> tuple[tuple[str, str], ...]:
    return (
        ("open", _("Taking new clients")),
        ("waitlist", _("Waiting list")),
        ("closed", _("Not taking new clients")),
    )


def _row(one: Aged) -> dict[str, str]:
    notes = [
        _("Answered “full” on %(day)s.", day=format_date(one.said_full_on))
        if one.said_full_on
        else "",
        _("Referrals without an answer since: %(number)s.", number=one.unanswered)
        if one.unanswered
        else "",
    ]
    return {
        "handle": one.handle,
        "name": one.name,
        "state": state_words(one.state),
        "since": format_date(one.confirmed_on) if one.confirmed_on else _("never"),
        "notes": " ".join(note for note in notes if note),
    }
