"""The inbox and the outbox, one referral with its thread, and opening it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import abort, make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts.session import signed_in_member
from directory.referrals import forms, queries, shown, wording
from directory.referrals.blueprint import (
    BOX,
    UNPROCESSABLE,
    around,
    bp,
    checker,
    own_listings,
    own_referral,
    own_view,
    tell_the_log,
    vocabulary,
    words,
)
from directory.referrals.closed_sets import EndReason, HeardBy, Move, Purpose, Side, State
from directory.referrals.lifecycle import ASKED, ENDS, TAKEN, ForbiddenMoveError, moves_of
from directory.referrals.rows import acting
from directory.referrals.services import drafting, moving, talking
from directory.referrals.standards import business_status, task_status
from directory.referrals.wording import PURPOSES
from directory.search.blueprint import snapshot
from directory.web.access import access
from directory.web.one_time_keys import new_key
from directory.web.shown_text import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.accounts.forms import FieldError
    from directory.referrals.seen import ReferralView

PERMISSION = "take-part-in-referral"
LEADING = frozenset({Move.ACCEPT, Move.SCHEDULE, Move.BEGIN, Move.UPDATE})
"""Moves that bring it on; the others are offered beside them."""
SHOWN_AS_MOVES = tuple(move for move in Move if move not in {Move.SEND, Move.EXPIRE})


@bp.get(BOX)
@access(PERMISSION)
def box() -> str:
    """What needs an answer first, then what waits for others, then what is over."""
    mine = own_listings()
    lines = queries.box(db.session(), tuple(mine.values()))
    own = next(iter(mine.values()), None)
    return render_template(
        "referrals/box.html",
        mine=[line for line in lines if line.is_my_turn and line.next_on],
        theirs=[line for line in lines if not line.is_my_turn and line.next_on],
        over=[line for line in lines if not line.next_on],
        promise=queries.promise_of(db.session(), own) if own else None,
        may_promise=own is not None,
    )


@bp.post(f"{BOX}/promise")
@access(PERMISSION)
@db.writes
def promise() -> ResponseReturnValue:
    """Promise an answer within so many working days, or take the promise back."""
    chosen = request.form.get("days", "")
    days = int(chosen) if chosen in {str(number) for number in range(1, 11)} else None
    for listing_id in own_listings().values():
        talking.promise_answer(db.session(), listing_id, days)
    return redirect(BOX, 303)


@bp.get(f"{BOX}/<reference>")
@access(PERMISSION)
def referral(reference: str) -> ResponseReturnValue:
    """One referral: closed as an envelope until somebody says for what they open it."""
    view = own_view(reference)
    if view.row.state is State.DRAFT:
        return redirect(f"{BOX}/{reference}/check", 303)
    if view.side is Side.RECEIVER and view.row.end_reason is EndReason.CONSENT_REVOKED:
        return make_response(render_template("referrals/revoked.html"), 410)
    return page(view)


@bp.post(f"{BOX}/<reference>/open")
@access(PERMISSION)
@db.writes
def open_it(reference: str) -> ResponseReturnValue:
    """Note who opens it, when and for what; the first opening is told to the sender."""
    row, by = own_referral(reference)
    if row.state is State.DRAFT:
        abort(404)
    chosen = request.form.get("purpose", "")
    if chosen not in set(Purpose):
        return redirect(f"{BOX}/{reference}", 303)
    if row.end_reason is not EndReason.CONSENT_REVOKED:
        drafting.note_opening(
            db.session(),
            row,
            side=by.side,
            purpose=Purpose(chosen),
            listing_id=by.listing_id,
            session_reference=signed_in_member().session_reference,
        )
        tell_the_log(
            "referral.opened",
            reference,
            {"purpose": chosen, "side": by.side.value, "state before": row.state.value},
        )
    if Move.OPEN in moves_of(row.state, by.side):
        # The days to answer in go on from when it was sent: opening is no answer.
        doing = moving.Doing(since=row.since, values={"done": row.done})
        moving.move(db.session(), around(), row, Move.OPEN, by, doing=doing)
    return redirect(f"{BOX}/{reference}", 303)


@bp.post(f"{BOX}/<reference>/say")
@access(PERMISSION)
@db.writes
def say(reference: str) -> ResponseReturnValue:
    """Write into the thread; what could tell who the client is stays out."""
    row, by = own_referral(reference)
    allowed = [one.name for one in snapshot().published.values()]
    text, fields = forms.read_words(request.form, checker(allowed))
    if fields.errors:
        return make_response(page(own_view(reference), fields.errors, text), UNPROCESSABLE)
    try:
        talking.say(db.session(), around(), row, by, text)
    except ForbiddenMoveError:
        abort(404)
    return redirect(f"{BOX}/{reference}", 303)


def _detail(kind: str, detail: str) -> str:
    """The word, the day or the number of a line of the thread, in words to read."""
    labels: dict[str, str] = {
        **{reason.value: str(label) for reason, label in wording.DECLINE_REASONS.items()},
        **{outcome.value: str(label) for outcome, label in wording.OUTCOMES.items()},
        **{update.value: str(label) for update, label in wording.UPDATE_KINDS.items()},
        **{reason.value: str(label) for reason, label in wording.END_REASONS.items()},
        **{side.value: str(label) for side, label in wording.SIDES.items()},
    }
    if not detail or detail in labels:
        return labels.get(detail, "")
    if kind == Move.ACCEPT.value:
        days = ", ".join(day(date.fromisoformat(one)) for one in detail.split())
        return _("first possible: %(days)s", days=days)
    if kind in {Move.WAITLIST.value, "consent"}:
        return _("until %(day)s", day=day(date.fromisoformat(detail)))
    if kind == Move.VISIT.value:
        return detail
    if kind == "heard":
        how, on = detail.split()
        when = day(date.fromisoformat(on))
        return _("%(how)s, on %(day)s", how=wording.HEARD_BY[HeardBy(how)], day=when)
    return ""


def page(view: ReferralView, errors: Sequence[FieldError] = (), typed: str = "") -> str:
    """The page of one referral."""
    row, content = view.row, view.content
    moves = [one for one in SHOWN_AS_MOVES if acting(row, one, view.side)]
    sees_all = content is not None and (view.side is Side.SENDER or view.has_valid_consent)
    return render_template(
        "referrals/referral.html",
        view=view,
        rows=shown.content_rows(content, words(), vocabulary()) if content else [],
        cautions=shown.caution_rows(content, vocabulary()) if content and sees_all else [],
        flags=shown.flag_labels(content, vocabulary()) if content and sees_all else [],
        plan_rows=shown.plan_rows(view.plan, words()) if view.plan else [],
        moves=moves,
        first_move=moves[0] if moves and moves[0] in LEADING else None,
        purposes=[{"value": one.value, "label": label} for one, label in PURPOSES.items()],
        may_say=row.state in ASKED | TAKEN and not view.is_with_outsider,
        is_taken=row.state in TAKEN,
        is_over=row.state in ENDS,
        is_advice=row.kind.value == "advice",
        may_reflect=row.state in ENDS and row.sent_at is not None and not view.has_reflected,
        task=task_status(row.state, row.outcome),
        business=business_status(row.state, row.outcome),
        details=[_detail(entry.kind, entry.detail) for entry in view.entries],
        errors=errors,
        error_of={error.field: error.message for error in errors},
        typed=typed,
        key=new_key(),
    )
