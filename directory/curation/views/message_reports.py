"""One report about messages: who, when, what kind; and what the curator answers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template, request

from directory import db
from directory.accounts import emails
from directory.accounts.session import signed_in_member
from directory.curation import services
from directory.curation.blueprint import CURATE, UNPROCESSABLE, bp, keys
from directory.curation.done import Done, finished
from directory.curation.forms import read_reason
from directory.curation.own import refuse_own
from directory.curation.services import Curator
from directory.messages.queries import open_reports
from directory.messages.services import close_report
from directory.messages.wording import REPORTS
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.accounts.forms import FieldError
    from directory.messages.seen import OpenReport

REPORT = f"{CURATE}/message-reports/<reference>"


@bp.get(REPORT)
@access("review-listings")
def message_report(reference: str) -> str:
    """What was reported of whom; no words of anybody."""
    return _page(_open(reference))


@bp.post(REPORT)
@access("review-listings")
@db.writes
def close_message_report(reference: str) -> ResponseReturnValue:
    """Close it with an answer, which only whoever reported it reads; the log keeps it."""
    found = _open(reference)
    reason, errors = read_reason(request.form)
    if errors:
        return _page(found, errors), UNPROCESSABLE
    session = db.session()
    curator = Curator(signed_in_member().reference, keys())
    close_report(session, keys(), found.reference, reason)
    details = {"kind": found.kind.value, "reason": reason}
    services.log_act(session, curator, "message.report-closed", found.reference, details)
    if not found.is_by_client:
        told = services.answer_owner(session, curator, found.handle, reason)
        for address in told:
            emails.on_desk(address)
    return finished(Done.ANSWERED)


def _page(found: OpenReport, errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "curation/message_report.html",
        report=found,
        kind=str(REPORTS[found.kind]),
        reason=request.form.get("reason", ""),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )


def _open(reference: str) -> OpenReport:
    reports = open_reports(db.session())
    found = next((one for one in reports if one.reference == reference), None)
    if found is None:
        abort(404)
    refuse_own(signed_in_member(), found.handle)
    return found
