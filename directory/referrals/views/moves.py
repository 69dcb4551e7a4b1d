"""Answer, go on, close: one confirm page for each move, and nothing moves by opening a link."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from flask import abort, make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.db import StaleStateError
from directory.referrals import forms, queries
from directory.referrals.blueprint import (
    BOX,
    UNPROCESSABLE,
    around,
    bp,
    checker,
    own_referral,
    own_view,
    vocabulary,
)
from directory.referrals.closed_sets import (
    DeclineReason,
    EndReason,
    HeardBy,
    Move,
    ReferralKind,
    Side,
    State,
    UpdateKind,
)
from directory.referrals.lifecycle import OUTCOMES
from directory.referrals.pages import all_findings
from directory.referrals.readiness import cautions_for, is_touch
from directory.referrals.rows import acting, following_name, present_name, valid_consent
from directory.referrals.sealed import opened_content
from directory.referrals.services import consenting, drafting, moving, visiting
from directory.referrals.services.around import By
from directory.referrals.suggesting import similar_people
from directory.referrals.views.reading import PERMISSION
from directory.referrals.wording import DECLINE_REASONS, HEARD_BY, MOVES, UPDATE_KINDS
from directory.referrals.wording import OUTCOMES as OUTCOME_WORDS
from directory.search.blueprint import snapshot
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flask.typing import ResponseReturnValue

    from directory.referrals.models import Referral
    from directory.referrals.seen import ReferralView

WAIT_DAYS = 28
REVIEW_DAYS = 56
A_YEAR = timedelta(days=365)
BY_PERSON = frozenset(Move) - {Move.SEND, Move.EXPIRE}
VISITS_AT_ONCE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the confirm page of a move came to."""

    doing: moving.Doing
    fields: forms.Fields
    extra: Mapping[str, Any] = field(default_factory=dict)


@bp.get(f"{BOX}/<reference>/move/<move>")
@access(PERMISSION)
def ask(reference: str, move: str) -> str:
    """What the move does, and what it needs to know."""
    view = own_view(reference)
    return _page(view, _permitted(view.row, view.side, move))


@bp.post(f"{BOX}/<reference>/move/<move>")
@access(PERMISSION)
@db.writes
def do(reference: str, move: str) -> ResponseReturnValue:
    """Make the move; where somebody was first, the page says how it stands now."""
    row, by = own_referral(reference)
    made = _known(move)
    side = acting(row, made, by.side)
    if side is None:
        return _too_late(reference)
    is_noted = side is not by.side
    answer = _read(row, made, By(side) if is_noted else by)
    heard = _read_heard(answer.fields, row) if is_noted else ""
    if answer.fields.errors:
        return make_response(_page(own_view(reference), made, answer.fields), UNPROCESSABLE)
    try:
        if is_noted:  # For somebody outside, who has no listing here.
            moving.write(db.session(), around(), row, by, "heard", moving.Doing(detail=heard))
        _make(row, made, By(side) if is_noted else by, answer)
    except StaleStateError:
        db.session().rollback()
        return _too_late(reference)
    return redirect(f"{BOX}/{reference}", 303)


def _known(move: str) -> Move:
    found = Move(move) if move in set(Move) else None
    return found if found in BY_PERSON else abort(404)


def _permitted(row: Referral, side: Side, move: str) -> Move:
    made = _known(move)
    return made if acting(row, made, side) else abort(404)


def _too_late(reference: str) -> ResponseReturnValue:
    view = own_view(reference)
    return make_response(render_template("referrals/too_late.html", view=view), 409)


def _make(row: Referral, made: Move, by: By, answer: Answered) -> None:
    session = db.session()
    if made is Move.REVOKE:
        consenting.revoke_consent(session, around(), row, by)
        return
    if made is Move.NEXT_NAME and answer.extra.get("listing_id"):
        name = drafting.NameDraft(listing_id=answer.extra["listing_id"])
        drafting.add_name(session, around(), row, name)
    if made is Move.VISIT:
        count = answer.extra["count"]
        visiting.confirm_visits(session, around(), row, by, count=count)
        return
    if answer.extra.get("read"):
        present = present_name(row)
        if present is not None:
            present.cautions_answered_at = clock.now()
    if made in {Move.ACCEPT, Move.WAITLIST} and row.state is State.SENT:
        moving.move(session, around(), row, Move.OPEN, by)  # On paper nobody presses a button.
    moving.move(session, around(), row, made, by, doing=answer.doing)
    visiting.follow(session, around(), row, made, by, detail=answer.doing.detail)


def _read(row: Referral, made: Move, by: By) -> Answered:
    fields = forms.Fields(request.form)
    reader = _READERS.get(made)
    if reader is None:
        return Answered(doing=moving.NOTHING_MORE, fields=fields)
    return reader(fields, row, by)


def _read_accept(fields: forms.Fields, row: Referral, _by: By) -> Answered:
    today = clock.today()
    for rule in _cautions(row):
        if not fields.is_ticked(f"caution-{rule['id']}"):
            fields.refuse(f"caution-{rule['id']}", _("Tick it, or decline with this as reason."))
    if _asks_about_touch(row) and not fields.is_ticked("touch"):
        fields.refuse("touch", _("Tick that you will ask about touch before you begin."))
    days = [
        fields.day(f"day_{number}", least=today, most=today + A_YEAR, needed=False)
        for number in (1, 2, 3)
    ]
    first = [day.isoformat() for day in days if day]
    doing = moving.Doing(detail=" ".join(first))
    return Answered(doing=doing, fields=fields, extra={"read": _sees(row)})


def _read_waitlist(fields: forms.Fields, _row: Referral, _by: By) -> Answered:
    today = clock.today()
    until = fields.day("until", least=today, most=today + A_YEAR)
    doing = moving.Doing(detail=until.isoformat() if until else "", since=until)
    return Answered(doing=doing, fields=fields)


def _read_decline(fields: forms.Fields, _row: Referral, by: By) -> Answered:
    reason = fields.one_of("reason", tuple(DeclineReason))
    if not reason:
        fields.refuse("reason", _("Choose a reason. It helps the sender to go on."))
    listings = snapshot().published
    tried = []
    for name in ("try_1", "try_2"):
        typed = fields.line(name)
        handles = forms.resolved_handle(typed, listings) if typed else []
        if typed and len(handles) != 1:
            fields.refuse(name, _("Nobody of that name is listed. Leave it empty, or mend it."))
        tried += handles[:1]
    doing = moving.Doing(detail=reason, words=" ".join(tried))
    del by
    return Answered(doing=doing, fields=fields)


def _read_schedule(fields: forms.Fields, row: Referral, _by: By) -> Answered:
    today = clock.today()
    if not _sees(row):
        message = _("The client’s permission is not recorded yet. Ask the sender for it first.")
        fields.refuse("first", message)
    elif not _has_read_cautions(row):
        for rule in _cautions(row):
            if not fields.is_ticked(f"caution-{rule['id']}"):
                fields.refuse(f"caution-{rule['id']}", _("Tick it, or give the referral back."))
    first = fields.day("first", least=today, most=today + A_YEAR)
    # The day itself stays with the practitioner: here it only moves the next step of time.
    return Answered(doing=moving.Doing(since=first), fields=fields, extra={"read": True})


def _read_begin(fields: forms.Fields, _row: Referral, _by: By) -> Answered:
    return Answered(doing=moving.Doing(since=_review(fields)), fields=fields)


def _read_open(fields: forms.Fields, row: Referral, _by: By) -> Answered:
    # The days to answer in go on from when it was sent: having it is no answer.
    doing = moving.Doing(since=row.since, values={"done": row.done})
    return Answered(doing=doing, fields=fields)


def _read_visit(fields: forms.Fields, _row: Referral, _by: By) -> Answered:
    count = fields.number("count", 1, VISITS_AT_ONCE)
    if count is None and not fields.errors:
        fields.refuse("count", _("Write how many visits took place, such as 1."))
    return Answered(doing=moving.NOTHING_MORE, fields=fields, extra={"count": count})


def _read_heard(fields: forms.Fields, row: Referral) -> str:
    """How and on which day the sender heard of it, as one detail of the thread."""
    how = fields.one_of("heard_by", tuple(HeardBy))
    if not how:
        fields.refuse("heard_by", _("Choose how you heard of it."))
    sent_on = row.sent_at.date() if row.sent_at else clock.today()
    on = fields.day("heard_on", least=min(sent_on, clock.today()), most=clock.today())
    return f"{how} {on.isoformat()}" if how and on else ""


def _read_update(fields: forms.Fields, _row: Referral, _by: By) -> Answered:
    kind = fields.one_of("kind", tuple(UpdateKind))
    if not kind:
        fields.refuse("kind", _("Choose what the update says."))
    text = fields.text("words")
    allowed = [one.name for one in snapshot().published.values()]
    fields.check_identity(checker(allowed), {"words": text})
    doing = moving.Doing(detail=kind, words=text, since=_review(fields))
    return Answered(doing=doing, fields=fields)


def _read_close(fields: forms.Fields, row: Referral, _by: By) -> Answered:
    outcome = fields.one_of("outcome", OUTCOMES[row.state])
    if not outcome:
        fields.refuse("outcome", _("Choose how it ended. Nothing more is asked."))
    doing = moving.Doing(detail=outcome, values={"outcome": outcome or None})
    return Answered(doing=doing, fields=fields)


def _read_withdraw(fields: forms.Fields, _row: Referral, _by: By) -> Answered:
    return _ended(fields, EndReason.SENDER)


def _read_client_withdrew(fields: forms.Fields, _row: Referral, _by: By) -> Answered:
    declines = fields.is_ticked("declines")
    return _ended(fields, EndReason.CLIENT_DECLINES if declines else EndReason.CLIENT_WITHDREW)


def _read_next_name(fields: forms.Fields, row: Referral, _by: By) -> Answered:
    typed = fields.line("to")
    extra: dict[str, Any] = {}
    if typed:
        handles = forms.resolved_handle(typed, snapshot().published)
        ids = queries.listing_ids(db.session(), handles)
        if len(ids) == 1:
            extra["listing_id"] = next(iter(ids.values()))
        else:
            fields.refuse("to", _("Nobody of that name is listed. Write it as on their page."))
    elif following_name(row) is None:
        fields.refuse("to", _("Your list is at its end. Write one more name."))
    return Answered(doing=moving.NOTHING_MORE, fields=fields, extra=extra)


_READERS = {
    Move.ACCEPT: _read_accept,
    Move.WAITLIST: _read_waitlist,
    Move.DECLINE: _read_decline,
    Move.SCHEDULE: _read_schedule,
    Move.BEGIN: _read_begin,
    Move.OPEN: _read_open,
    Move.VISIT: _read_visit,
    Move.UPDATE: _read_update,
    Move.CLOSE: _read_close,
    Move.WITHDRAW: _read_withdraw,
    Move.CLIENT_WITHDREW: _read_client_withdrew,
    Move.NEXT_NAME: _read_next_name,
}


def _ended(fields: forms.Fields, reason: EndReason) -> Answered:
    doing = moving.Doing(detail=reason, values={"end_reason": reason})
    return Answered(doing=doing, fields=fields)


def _review(fields: forms.Fields) -> date | None:
    today = clock.today()
    return fields.day("review", least=today, most=today + A_YEAR)


def _sees(row: Referral) -> bool:
    return valid_consent(db.session(), row) is not None


def _has_read_cautions(row: Referral) -> bool:
    present = present_name(row)
    return present is not None and present.cautions_answered_at is not None


def _cautions(row: Referral) -> list[dict[str, str]]:
    content = opened_content(around().keys, row) if _sees(row) else None
    if content is None:
        return []
    return [
        {"id": rule.caution.identifier, "text": rule.caution.text_for_clinician}
        for rule in cautions_for(content, vocabulary())
    ]


def _asks_about_touch(row: Referral) -> bool:
    content = opened_content(around().keys, row)
    return content is not None and is_touch(content.wanted, vocabulary())


def _page(view: ReferralView, made: Move, fields: forms.Fields | None = None) -> str:
    row, errors = view.row, fields.errors if fields else []
    today = clock.today()
    asks_cautions = made is Move.ACCEPT or (
        made is Move.SCHEDULE and row.state is State.ACCEPTED and not _has_read_cautions(row)
    )
    return render_template(
        "referrals/move.html",
        view=view,
        move=made,
        title=MOVES[made],
        typed=request.form,
        errors=errors,
        error_of={error.field: error.message for error in reversed(errors)},
        findings=all_findings(fields),
        cautions=_cautions(row) if asks_cautions else [],
        asks_touch=made is Move.ACCEPT and _asks_about_touch(row),
        reasons=_choices(DECLINE_REASONS.items(), "reason", request.args.get("reason", "")),
        outcomes=_choices(
            ((one, OUTCOME_WORDS[one]) for one in OUTCOMES.get(row.state, ())), "outcome"
        ),
        kinds=_choices(UPDATE_KINDS.items(), "kind"),
        suggested=_suggested(view) if made is Move.DECLINE else [],
        has_next=following_name(row) is not None,
        proposed=_proposed(view) if made is Move.NEXT_NAME else [],
        in_four_weeks=(today + timedelta(days=WAIT_DAYS)).isoformat(),
        in_eight_weeks=(today + timedelta(days=REVIEW_DAYS)).isoformat(),
        is_advice=row.kind is ReferralKind.ADVICE,
        is_noted=acting(row, made, view.side) is not view.side,
        ways=_choices(HEARD_BY.items(), "heard_by"),
        today=today.isoformat(),
    )


def _choices(pairs: Iterable[tuple[Any, Any]], name: str, chosen: str = "") -> list[dict[str, Any]]:
    stands = request.form.get(name) or chosen
    return [
        {"value": value.value, "label": label, "checked": value.value == stands}
        for value, label in pairs
    ]


def _suggested(view: ReferralView) -> list[str]:
    present = view.present
    if present is None or present.handle is None:
        return []
    return similar_people(snapshot(), present.handle, but={view.sender_handle})


def _proposed(view: ReferralView) -> list[str]:
    """The names that somebody who was full proposed, and that are not on the list yet."""
    listings = snapshot().published
    known = {name.handle for name in view.names}
    declined = [entry for entry in view.entries if entry.kind == Move.DECLINE.value]
    handles = " ".join(entry.words for entry in declined).split()
    return [listings[one].name for one in handles if one in listings and one not in known]
