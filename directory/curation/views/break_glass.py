"""An admin asks to open the words of a referral, and reads them once two have agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request
from flask_babel import format_datetime

from directory import db
from directory.accounts import emails, people_queries
from directory.accounts.forms import FieldError
from directory.accounts.services.two_people import ActRefusedError, NotYoursError
from directory.accounts.session import signed_in_member
from directory.curation.blueprint import UNPROCESSABLE, bp, keys
from directory.curation.break_glass import (
    PAGE,
    open_until,
    parties_of,
    propose_opening,
    read_words,
)
from directory.curation.own import refuse_own
from directory.curation.services import Curator
from directory.db import RecordNotFound
from directory.referrals import shown
from directory.referrals.blueprint import words
from directory.search.blueprint import engine
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.curation.break_glass import Parties

REFERRAL = f"{PAGE}/<reference>"
REASON_AT_MOST = 2000


@bp.get(REFERRAL)
@access("break-glass")
def closed_referral(reference: str) -> str:
    """Between whom it is, and the form that asks another admin; no word of it."""
    return _page(_parties(reference))


@bp.post(REFERRAL)
@access("break-glass")
@db.writes
def ask_to_open_referral(reference: str) -> ResponseReturnValue:
    """Propose it to another admin with a reason; both sides are told once it is confirmed."""
    parties = _parties(reference)
    reason = request.form.get("reason", "").strip()[:REASON_AT_MOST]
    try:
        made = propose_opening(
            db.session(), keys(), parties, reason=reason, by=signed_in_member().account_id
        )
    except NotYoursError:
        abort(403)
    except ActRefusedError as problem:
        return _page(parties, (FieldError("reason", str(problem)),)), UNPROCESSABLE
    emails.act_proposed(people_queries.whom_to_tell(db.session(), made), made)
    return redirect(f"/two-people/{made}", 303)


@bp.post(f"{REFERRAL}/read")
@access("break-glass")
@db.writes
def read_referral(reference: str) -> ResponseReturnValue:
    """The words, for the admin who proposed it and for a day; each reading is logged."""
    parties, member = _parties(reference), signed_in_member()
    if open_until(db.session(), reference, member.account_id) is None:
        abort(404)
    content = read_words(db.session(), Curator(member.reference, keys()), reference)
    vocabulary = engine().vocabulary
    return render_template(
        "curation/opened_referral.html",
        parties=parties,
        address=f"{PAGE}/{reference}",
        rows=shown.content_rows(content, words(), vocabulary) if content else [],
        flags=shown.flag_labels(content, vocabulary) if content else [],
        cautions=shown.caution_rows(content, vocabulary) if content else [],
    )


def _page(parties: Parties, errors: Sequence[FieldError] = ()) -> str:
    until = open_until(db.session(), parties.reference, signed_in_member().account_id)
    return render_template(
        "curation/closed_referral.html",
        parties=parties,
        address=f"{PAGE}/{parties.reference}",
        until=format_datetime(until, "d MMM y, HH:mm") if until is not None else "",
        reason=request.form.get("reason", ""),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )


def _parties(reference: str) -> Parties:
    """Whose it is; 404 where there is none, 403 where it is one's own."""
    try:
        parties = parties_of(db.session(), reference)
    except RecordNotFound:
        abort(404)
    refuse_own(signed_in_member(), *parties.handles)
    return parties
