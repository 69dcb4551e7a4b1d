"""Work together: the shared plan, joint sessions, the reflection, the vouch, a question kept."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask import abort, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from directory import clock, db
from directory.accounts.session import signed_in_member
from directory.db import StaleStateError
from directory.referrals import forms, shown
from directory.referrals.blueprint import (
    BOX,
    UNPROCESSABLE,
    around,
    bp,
    checker,
    own_referral,
    own_view,
    vocabulary,
    words,
)
from directory.referrals.calendar_file import calendar_file
from directory.referrals.closed_sets import ReferralKind, Side, State
from directory.referrals.content import Content, Plan
from directory.referrals.lifecycle import ENDS, TAKEN, ForbiddenMoveError
from directory.referrals.pages import all_findings, typed_values, update_values
from directory.referrals.rows import present_name
from directory.referrals.services import drafting, talking
from directory.referrals.services.moving import HEARD_BACK
from directory.referrals.views.reading import PERMISSION
from directory.search.blueprint import snapshot
from directory.trust.closed_sets import Visibility
from directory.trust.giving import VouchRefusedError, Word, give, refresh
from directory.web.access import access
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from flask.typing import ResponseReturnValue

    from directory.referrals.seen import ReferralView


@bp.get(f"{BOX}/<reference>/plan")
@access(PERMISSION)
def plan(reference: str) -> str:
    """Change the shared plan."""
    view = _taken(reference)
    return _plan_page(view, _plan_values(view))


@bp.post(f"{BOX}/<reference>/plan")
@access(PERMISSION)
@db.writes
def save_plan(reference: str) -> ResponseReturnValue:
    """Keep the plan; the other side is asked to agree."""
    view = _taken(reference)
    row, by = own_referral(reference)
    allowed = [one.name for one in snapshot().published.values()]
    knows = forms.Knowledge(vocabulary(), words(), {}, checker(allowed), ())
    read, fields = forms.read_plan(request.form, knows, _orders(view))
    if fields.errors:
        return make_response(_plan_page(view, typed_values(), fields), UNPROCESSABLE)
    talking.save_plan(db.session(), around(), row, by, read)
    return redirect(f"{BOX}/{reference}", 303)


@bp.post(f"{BOX}/<reference>/plan/agree")
@access(PERMISSION)
@db.writes
def agree(reference: str) -> ResponseReturnValue:
    """Agree to the plan as it stands."""
    _taken(reference)
    row, by = own_referral(reference)
    try:
        talking.agree_to_plan(db.session(), around(), row, by)
    except ForbiddenMoveError:
        abort(404)
    return redirect(f"{BOX}/{reference}", 303)


@bp.get(f"{BOX}/<reference>/joint")
@access(PERMISSION)
def joint(reference: str) -> str:
    """Propose times for a session with both."""
    return _joint_page(_taken(reference))


@bp.post(f"{BOX}/<reference>/joint")
@access(PERMISSION)
@db.writes
def propose_joint(reference: str) -> ResponseReturnValue:
    """Offer up to three times; the same form sent twice offers them once."""
    view = _taken(reference)
    row, by = own_referral(reference)
    times, minutes, fields = forms.read_times(request.form, around().settings.time_zone)
    try:
        key = key_of(request.form)
    except KeyMissingError:
        fields.refuse("time_1", _("The form was open for too long. Send it once more."))
        key = ""
    if fields.errors or minutes is None:
        return make_response(_joint_page(view, fields), UNPROCESSABLE)

    def make() -> str:
        return talking.propose_joint(
            db.session(), around(), row, by, times=times, minutes=minutes or 0
        )

    actor = signed_in_member().reference
    once(db.session(), key, purpose="referral.joint", actor=actor, make=make)
    return redirect(f"{BOX}/{reference}", 303)


@bp.post(f"{BOX}/<reference>/joint/<joint_reference>")
@access(PERMISSION)
@db.writes
def answer_joint(reference: str, joint_reference: str) -> ResponseReturnValue:
    """Choose one of the times that the other side offers, or none."""
    row, by = own_referral(reference)
    chosen = request.form.get("chosen", "")
    try:
        moment = None if chosen == "none" else datetime.fromisoformat(chosen)
        talking.answer_joint(
            db.session(), around(), row, by, reference=joint_reference, chosen=moment
        )
    except (ValueError, StaleStateError):
        db.session().rollback()  # Nothing chosen, or answered already: the page says how it is.
    return redirect(f"{BOX}/{reference}", 303)


@bp.get(f"{BOX}/<reference>/joint/<joint_reference>/calendar")
@access(PERMISSION)
def calendar(reference: str, joint_reference: str) -> Response:
    """The chosen time for one's own calendar, without a word of why."""
    found = next(
        (one for one in own_view(reference).joint if one.reference == joint_reference), None
    )
    if found is None or found.chosen is None:
        abort(404)
    text = calendar_file(
        reference=found.reference,
        at=found.chosen,
        minutes=found.minutes,
        title=_("Joint session"),
        now=clock.now(),
    )
    answer = Response(text, content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=joint-session.ics"
    return answer


@bp.get(f"{BOX}/<reference>/reflection")
@access(PERMISSION)
def reflection(reference: str) -> str:
    """Two questions after the end; both may stay empty."""
    return _reflection_page(_over(reference))


@bp.post(f"{BOX}/<reference>/reflection")
@access(PERMISSION)
@db.writes
def reflect(reference: str) -> ResponseReturnValue:
    """Keep the answers; a worry goes to the networking admin alone."""
    view = _over(reference)
    row, by = own_referral(reference)
    fields = forms.Fields(request.form)
    said = talking.Reflection(fields.text("excited"), fields.text("worried"))
    allowed = [one.name for one in snapshot().published.values()]
    texts = {"excited": said.excited, "worried": said.worried}
    fields.check_identity(checker(allowed), texts)
    if fields.errors:
        return make_response(_reflection_page(view, fields), UNPROCESSABLE)
    try:
        talking.reflect(db.session(), around(), row, by, said)
    except StaleStateError:
        db.session().rollback()  # Sent twice: the first answer stands.
    return redirect(f"{BOX}/{reference}", 303)


@bp.post(f"{BOX}/<reference>/vouch")
@access("vouch")
@db.writes
def vouch(reference: str) -> ResponseReturnValue:
    """Vouch for the receiver of a closed referral: referred and heard back; again renews it."""
    row, by = own_referral(reference)
    present = present_name(row)
    view = own_view(reference)
    receiver = view.present
    is_closed = row.state is State.CLOSED and row.kind is ReferralKind.REFERRAL
    if by.side is not Side.SENDER or not is_closed or present is None or receiver is None:
        abort(404)
    if receiver.handle is None:
        abort(404)
    try:
        _vouch_for(view.sender_handle, receiver.handle)
    except VouchRefusedError:  # The form of vouches says why, in words.
        return redirect(f"/vouches/new/{receiver.handle}", 303)
    return redirect(f"{BOX}/{reference}", 303)


def _vouch_for(voucher: str, vouched: str) -> None:
    """Say it, or let what was said before hold anew. Raises VouchRefusedError."""
    today = clock.today()
    if refresh(db.session(), voucher=voucher, vouched=vouched, basis=HEARD_BACK, on=today):
        return
    word = Word(
        basis=HEARD_BACK, trusts_approach=True, trusts_skills=True, visibility=Visibility.PUBLIC
    )
    bases = vocabulary().vouch_bases
    give(db.session(), voucher=voucher, vouched=vouched, word=word, bases=bases, on=today)


@bp.post(f"{BOX}/<reference>/convert")
@access("send-referral")
@db.writes
def convert(reference: str) -> ResponseReturnValue:
    """Make a question a draft of a referral to the same colleague, where the asker allowed it."""
    view = own_view(reference)
    content = view.content
    is_question = view.row.kind is ReferralKind.ADVICE and view.side is Side.SENDER
    receiver = view.present
    if not is_question or content is None or not content.may_become_referral or receiver is None:
        abort(404)
    try:
        key = key_of(request.form)
    except KeyMissingError:
        return redirect(f"{BOX}/{reference}", 303)
    draft = drafting.Draft(
        content=Content(note=content.note),
        names=(drafting.NameDraft(listing_id=receiver.listing_id),),
    )

    def begin() -> str:
        return drafting.begin(db.session(), around(), view.row.sender_id, draft).reference

    actor = signed_in_member().reference
    made = once(db.session(), key, purpose="referral.convert", actor=actor, make=begin)
    return redirect(f"{BOX}/{made}/edit", 303)


def _taken(reference: str) -> ReferralView:
    """A referral that was accepted, opened in this session; 404 for any other."""
    view = own_view(reference)
    is_taken = view.row.state in TAKEN and view.row.kind is ReferralKind.REFERRAL
    if not is_taken or not view.has_valid_consent or not view.is_open:
        abort(404)
    return view


def _over(reference: str) -> ReferralView:
    view = own_view(reference)
    if view.row.state not in ENDS or view.row.sent_at is None or view.has_reflected:
        abort(404)
    return view


def _orders(view: ReferralView) -> Mapping[str, str]:
    return shown.orders_open(view.content, words(), vocabulary())


def _plan_values(view: ReferralView) -> dict[str, Any]:
    content = view.content or Content()
    begun = Plan(
        sender_does=content.i_keep,
        rhythm=content.wanted.rhythm,
        goals=content.goals,
        updates=content.updates,
        permission_ends_on=view.consent.expires_on.isoformat() if view.consent else "",
    )
    stands = view.plan or begun
    values = {
        "sender_does": stands.sender_does,
        "receiver_does": stands.receiver_does,
        "rhythm": stands.rhythm,
        "order": stands.order,
        "goals": list(stands.goals),
        "review_on": stands.review_on,
        "permission_ends_on": stands.permission_ends_on,
    }
    return values | update_values(stands.updates)


def _plan_page(
    view: ReferralView, values: Mapping[str, Any], fields: forms.Fields | None = None
) -> str:
    errors = fields.errors if fields else []
    orders = _orders(view)
    return render_template(
        "referrals/plan.html",
        view=view,
        values=values,
        words=words(),
        orders=[
            {"value": slug, "label": label, "checked": values.get("order") == slug}
            for slug, label in orders.items()
        ],
        is_held=len(orders) < len(words().orders),
        goals=[
            {"value": slug, "label": label, "checked": slug in values["goals"]}
            for slug, label in words().goals.items()
        ],
        errors=errors,
        error_of={error.field: error.message for error in reversed(errors)},
        findings=all_findings(fields),
    )


def _joint_page(view: ReferralView, fields: forms.Fields | None = None) -> str:
    errors = fields.errors if fields else []
    return render_template(
        "referrals/joint.html",
        view=view,
        typed=request.form,
        time_zone=around().settings.time_zone,
        errors=errors,
        error_of={error.field: error.message for error in reversed(errors)},
        key=new_key(),
    )


def _reflection_page(view: ReferralView, fields: forms.Fields | None = None) -> str:
    errors = fields.errors if fields else []
    return render_template(
        "referrals/reflection.html",
        view=view,
        typed=request.form,
        errors=errors,
        error_of={error.field: error.message for error in reversed(errors)},
        findings=all_findings(fields),
    )
