"""Upkeep: help lines that are called every 90 days, and mail that nobody took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template
from flask_babel import format_date

from directory import clock, db
from directory.accounts.session import signed_in_member
from directory.curation import services
from directory.curation.blueprint import CURATE, bp, keys
from directory.curation.queries import help_lines
from directory.curation.services import Curator
from directory.mail.services import drop_parked, parked_mails, try_again
from directory.search.blueprint import engine
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

HELP_LINES = f"{CURATE}/help-lines"
MAIL = f"{CURATE}/mail"


@bp.get(HELP_LINES)
@access("review-listings")
def lines() -> str:
    """Every help line, those that are due first."""
    today = clock.today()
    found = help_lines(db.session(), engine().vocabulary)
    return render_template(
        "curation/help_lines.html",
        lines=sorted(found, key=lambda item: not item.is_due(today)),
        due={item.reference for item in found if item.is_due(today)},
    )


@bp.post(f"{HELP_LINES}/<line>/answers")
@access("review-listings")
@db.writes
def line_answers(line: str) -> ResponseReturnValue:
    """Note that a line was called today and answers."""
    found = {item.reference: item for item in help_lines(db.session(), engine().vocabulary)}
    if line not in found:
        abort(404)
    curator = Curator(signed_in_member().reference, keys())
    services.note_call(db.session(), curator, line, found[line].line.name)
    return redirect(HELP_LINES, 303)


@bp.get(MAIL)
@access("review-listings")
def mail() -> str:
    """Mail that was tried eight times; to whom it went, nobody sees."""
    rows = [
        (item.id, item.event, item.problem, format_date(item.made_at), item.tries)
        for item in parked_mails(db.session())
    ]
    return render_template("curation/mail.html", rows=rows)


@bp.post(f"{MAIL}/<number>/again")
@access("review-listings")
@db.writes
def send_again(number: str) -> ResponseReturnValue:
    """Try it from the beginning."""
    return _with_mail(number, try_again, "mail.tried-again")


@bp.post(f"{MAIL}/<number>/drop")
@access("review-listings")
@db.writes
def drop(number: str) -> ResponseReturnValue:
    """Forget it."""
    return _with_mail(number, drop_parked, "mail.dropped")


def _with_mail(
    number: str, act: Callable[[Session, int], None], action: str
) -> ResponseReturnValue:
    parked = {str(item.id): item for item in parked_mails(db.session())}
    if number not in parked:
        abort(404)
    act(db.session(), parked[number].id)
    curator = Curator(signed_in_member().reference, keys())
    services.log_act(db.session(), curator, action, number, {"event": parked[number].event})
    return redirect(MAIL, 303)
