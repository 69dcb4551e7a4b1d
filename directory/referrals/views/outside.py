"""For a colleague or physician who is no member: a one-time link, a button, and an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import make_response, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts.forms import FieldError
from directory.db import RecordNotFound, StaleStateError
from directory.referrals import queries, shown
from directory.referrals.blueprint import (
    UNPROCESSABLE,
    around,
    bp,
    tell_the_log,
    vocabulary,
    words,
)
from directory.referrals.closed_sets import DeclineReason, Move, Purpose, Side
from directory.referrals.lifecycle import ASKED, moves_of
from directory.referrals.readiness import is_touch
from directory.referrals.rows import valid_consent
from directory.referrals.sealed import opened_content
from directory.referrals.services import drafting, moving
from directory.referrals.services.around import By
from directory.referrals.services.links import LINK, name_of_link, use_link
from directory.referrals.wording import DECLINE_REASONS
from directory.web.access import ANYONE, access
from directory.web.limits import limit
from directory.web.sealing import SealError, open_seal, seal
from directory.web.visitors import key_ring, open_visit, visitor

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.referrals.models import Referral

SEAL = "referral-link"
OUTSIDE = By(Side.RECEIVER)
GONE = 410


@bp.get(f"{LINK}/<token>")
@access(ANYONE)
@limit("30 per minute")
def envelope(token: str) -> ResponseReturnValue:
    """The closed envelope: opening the link opens nothing."""
    open_visit()
    try:
        name_of_link(db.session(), token)
    except RecordNotFound:
        return _gone()
    return render_template("referrals/link.html", token=token)


@bp.post(f"{LINK}/<token>")
@access(ANYONE)
@limit("10 per minute")
@db.writes
def open_link(token: str) -> ResponseReturnValue:
    """Open it, once; the sender is told, and the log keeps it."""
    session = db.session()
    try:
        name = name_of_link(session, token)
        row, position = queries.of_name(session, name.id)
        if position != row.position or row.state not in ASKED:
            return _gone()
        use_link(session, name)
        drafting.note_opening(session, row, side=Side.RECEIVER, purpose=Purpose.ANSWERING)
        tell_the_log("referral.opened-by-link", row.reference, {"state before": row.state.value})
        if Move.OPEN in moves_of(row.state, Side.RECEIVER):
            doing = moving.Doing(since=row.since, values={"done": row.done})
            moving.move(session, around(), row, Move.OPEN, OUTSIDE, doing=doing)
    except (RecordNotFound, StaleStateError):
        session.rollback()
        return _gone()
    return _page(row, name.id)


@bp.post(LINK)
@access(ANYONE)
@limit("10 per minute")
@db.writes
def answer_link() -> ResponseReturnValue:
    """Accept or decline, in the browser in which the link was opened, within two hours."""
    session = db.session()
    try:
        name_id = int(
            open_seal(
                key_ring(),
                request.form.get("sealed", ""),
                purpose=SEAL,
                visitor=visitor(),
                now=clock.now(),
            )
        )
        row, position = queries.of_name(session, name_id)
    except (SealError, RecordNotFound):
        return _gone()
    if position != row.position or row.state not in ASKED:
        return _gone()
    errors = _answer_errors(row)
    if errors:
        return make_response(_page(row, name_id, errors), UNPROCESSABLE)
    accepts = request.form.get("answer") == "accept"
    reason = "" if accepts else request.form["answer"]
    try:
        made = Move.ACCEPT if accepts else Move.DECLINE
        moving.move(session, around(), row, made, OUTSIDE, doing=moving.Doing(detail=reason))
    except StaleStateError:
        session.rollback()
        return _gone()
    return render_template("referrals/link_answered.html", accepts=accepts)


def _answer_errors(row: Referral) -> tuple[FieldError, ...]:
    answer = request.form.get("answer", "")
    if answer not in {"accept", *(reason.value for reason in DeclineReason)}:
        return (FieldError("answer", _("Choose one of the answers.")),)
    has_read = request.form.get("read") == "yes" or not _must_read(row)
    if answer == "accept" and not has_read:
        return (FieldError("read", _("Tick that you read the cautions and will ask about touch.")),)
    return ()


def _must_read(row: Referral) -> bool:
    content = opened_content(around().keys, row)
    if content is None:
        return False
    return is_touch(content.wanted, vocabulary()) or bool(shown.caution_rows(content, vocabulary()))


def _page(row: Referral, name_id: int, errors: tuple[FieldError, ...] = ()) -> str:
    content = opened_content(around().keys, row)
    has_consent = valid_consent(db.session(), row) is not None
    if content is not None and not has_consent and row.kind.value != "advice":
        content = queries.only_the_question(content)
    sealed = seal(key_ring(), str(name_id), purpose=SEAL, visitor=open_visit(), now=clock.now())
    answers = [("accept", _("I accept")), *DECLINE_REASONS.items()]
    return render_template(
        "referrals/link_open.html",
        row=row,
        sender=queries.sender_name(db.session(), row),
        rows=shown.content_rows(content, words(), vocabulary()) if content else [],
        cautions=shown.caution_rows(content, vocabulary()) if content else [],
        flags=shown.flag_labels(content, vocabulary()) if content else [],
        has_consent=has_consent,
        must_read=_must_read(row),
        answers=[
            {
                "value": str(value),
                "label": label,
                "checked": request.form.get("answer") == str(value),
            }
            for value, label in answers
        ],
        sealed=sealed,
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )


def _gone() -> ResponseReturnValue:
    return make_response(render_template("referrals/link_gone.html"), GONE)
