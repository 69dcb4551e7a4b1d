"""One worry: what a member wrote to the admin after a referral, and that it was seen to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template, request

from directory import db
from directory.accounts import emails
from directory.accounts.session import signed_in_member
from directory.curation import services
from directory.curation.blueprint import CURATE, UNPROCESSABLE, bp, keys
from directory.curation.break_glass import PAGE, referral_of_worry
from directory.curation.done import Done, finished
from directory.curation.forms import read_reason
from directory.curation.own import refuse_own
from directory.curation.services import Curator
from directory.referrals.services.talking import mark_worry_read
from directory.referrals.worries import open_worries, worry_words
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.accounts.forms import FieldError
    from directory.referrals.seen import Worry

WORRY = f"{CURATE}/worries/<worry>"


@bp.get(WORRY)
@access("review-listings")
@db.writes
def worry(worry: str) -> str:
    """What was written; never to whom it is about. Each reading stands in the log."""
    found = _open(worry)
    return _page(found)


def _page(found: Worry, errors: Sequence[FieldError] = ()) -> str:
    curator = Curator(signed_in_member().reference, keys())
    services.log_act(db.session(), curator, "worry.opened", str(found.id), {})
    words = worry_words(db.session(), keys(), found.id)
    return render_template(
        "curation/worry.html",
        worry=found,
        words=words,
        reason=request.form.get("reason", ""),
        errors=errors,
        error_of={error.field: error.message for error in errors},
        referral=f"{PAGE}/{referral_of_worry(db.session(), found.id)}",
    )


@bp.post(WORRY)
@access("review-listings")
@db.writes
def see_to_worry(worry: str) -> ResponseReturnValue:
    """Close it with an answer to who wrote it; the log keeps that, and no word of the worry."""
    found = _open(worry)
    reason, errors = read_reason(request.form)
    if errors:
        return _page(found, errors), UNPROCESSABLE
    session = db.session()
    mark_worry_read(session, found.id)
    curator = Curator(signed_in_member().reference, keys())
    services.log_act(session, curator, "worry.read", str(found.id), {"reason": reason})
    if found.by_handle:
        for address in services.answer_owner(session, curator, found.by_handle, reason):
            emails.on_desk(address)
    return finished(Done.ANSWERED)


def _open(reference: str) -> Worry:
    found = next((one for one in open_worries(db.session()) if str(one.id) == reference), None)
    if found is None:
        abort(404)
    refuse_own(signed_in_member(), found.about_handle)
    return found
