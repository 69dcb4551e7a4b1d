"""People and roles, and whatever needs two people: for networking admins, and whom it concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts import emails, forms, people_queries, session
from directory.accounts.acts import acts
from directory.accounts.blueprint import bp, keys
from directory.accounts.closed_sets import SessionEnd
from directory.accounts.services import roles, sessions, two_people
from directory.accounts.services.two_people import (
    ActRefusedError,
    NotYoursError,
    Proposal,
    TooEarlyAloneError,
)
from directory.accounts.session import needs_password
from directory.accounts.wording import moment
from directory.audit import services as audit
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.wrappers import Response

UNPROCESSABLE = 422
CONFLICT = 409
REASON_AT_MOST = 500


@bp.get("/people")
@access("give-curator-role")
def people() -> str:
    """The networking admins, and a way to find an account by its exact address."""
    return _people_page("")


@bp.post("/people")
@access("give-curator-role")
def find_person() -> Response:
    """Lead to the account of this address; it stands in no address and no log."""
    email = forms.plain_email(request.form.get("email", ""))
    reference = people_queries.account_with_email(db.session(), email)
    if reference is None:
        error = _("Nobody signs in with this address. Check its spelling.")
        return make_response(_people_page(email, error), UNPROCESSABLE)
    return redirect(f"/people/{reference}", 303)


@bp.get("/people/<reference>")
@access("give-curator-role")
@needs_password
def person(reference: str) -> str:
    """One account with its roles, and what can be proposed about them."""
    return _person_page(reference)


@bp.post("/people/<reference>/role")
@access("give-curator-role")
@needs_password
@db.writes
def propose_role(reference: str) -> Response:
    """Propose to give, or to take, the role of a networking admin."""
    member = session.signed_in_member()
    found = people_queries.shown_account(db.session(), reference)
    reason = request.form.get("reason", "").strip()[:REASON_AT_MOST]
    proposal = Proposal(
        act=roles.TAKE if found.is_curator else roles.GIVE,
        subject=reference,
        reason=reason,
        details={},
        concerned_id=found.account_id,
    )
    try:
        made = two_people.propose(db.session(), keys(), proposal, by=member.account_id)
    except NotYoursError:
        abort(403)
    except ActRefusedError as problem:
        errors = {"reason": str(problem)}
        return make_response(_person_page(reference, reason, errors=errors), UNPROCESSABLE)
    emails.act_proposed(people_queries.whom_to_tell(db.session(), made), made)
    return redirect(f"/two-people/{made}", 303)


@bp.post("/people/<reference>/end-sessions")
@access("end-sessions-on-page")
@needs_password
@db.writes
def end_sessions_of_person(reference: str) -> Response:
    """Sign somebody out everywhere; the log keeps why."""
    member = session.signed_in_member()
    found = people_queries.shown_account(db.session(), reference)
    reason = request.form.get("reason", "").strip()[:REASON_AT_MOST]
    if not reason:
        errors = {"why-signed-out": _("Write why. The log keeps it.")}
        return make_response(_person_page(reference, errors=errors), UNPROCESSABLE)
    sessions.end_sessions(db.session(), found.account_id, SessionEnd.ENDED_BY_OPERATOR)
    audit.record(
        db.session(),
        keys(),
        actor=member.reference,
        action="sessions.ended",
        subject=found.reference,
        details={"reason": reason},
    )
    return redirect(f"/people/{reference}", 303)


@bp.get("/two-people")
@access("see-acts")
def acts_of_two() -> str:
    """What waits for a second person, and what was decided lately."""
    shown = people_queries.acts_for(db.session(), acts(), session.signed_in_member())
    return render_template("accounts/acts.html", acts=shown, moment=moment)


@bp.get("/two-people/<reference>")
@access("see-acts")
@needs_password
def act_of_two(reference: str) -> str:
    """One proposal; somebody else's is not there (404)."""
    return _act_page(reference)


@bp.post("/two-people/<reference>/confirm")
@access("confirm-acts")
@needs_password
@db.writes
def confirm_act(reference: str) -> Response:
    """Be the second person, or go on alone once two days are over."""
    member = session.signed_in_member()
    shown = people_queries.act_for(db.session(), acts(), member, reference)
    if not shown.may_confirm:
        abort(403)
    try:
        with db.session().begin_nested():
            two_people.confirm(db.session(), keys(), acts(), reference, by=member.account_id)
    except NotYoursError:
        abort(403)
    except TooEarlyAloneError as problem:
        error = _("You are alone, so this waits until %(when)s.", when=moment(problem.args[0]))
        return make_response(_act_page(reference, error), CONFLICT)
    except ActRefusedError as problem:
        return make_response(_act_page(reference, str(problem)), CONFLICT)
    return redirect(f"/two-people/{reference}", 303)


@bp.post("/two-people/<reference>/cancel")
@access("see-acts")
@db.writes
def cancel_act(reference: str) -> Response:
    """Take a proposal back, or object to one that concerns oneself."""
    member = session.signed_in_member()
    two_people.cancel(db.session(), keys(), reference, by=member.account_id)
    return redirect(f"/two-people/{reference}", 303)


def _people_page(email: str, error: str | None = None) -> str:
    return render_template(
        "accounts/people.html",
        curators=people_queries.curators(db.session()),
        email=email,
        error=error,
        errors=[{"field": "email", "message": error}] if error else [],
    )


def _person_page(
    reference: str, reason: str = "", *, errors: Mapping[str, str] | None = None
) -> str:
    member = session.signed_in_member()
    found = people_queries.shown_account(db.session(), reference)
    return render_template(
        "accounts/person.html",
        person=found,
        since=moment(found.since),
        is_me=found.account_id == member.account_id,
        reason=reason,
        error_of=errors or {},
        errors=[{"field": field, "message": words} for field, words in (errors or {}).items()],
    )


def _act_page(reference: str, error: str | None = None) -> str:
    member = session.signed_in_member()
    return render_template(
        "accounts/act.html",
        act=people_queries.act_for(db.session(), acts(), member, reference),
        now=clock.now(),
        moment=moment,
        error=error,
    )
