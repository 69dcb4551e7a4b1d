"""One report about messages: who, when, what kind; and that it was seen to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template

from directory import db
from directory.accounts.session import signed_in_member
from directory.curation import services
from directory.curation.blueprint import CURATE, bp, keys
from directory.curation.own import refuse_own
from directory.curation.services import Curator
from directory.messages.queries import open_reports
from directory.messages.services import close_report
from directory.messages.wording import REPORTS
from directory.web.access import access

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.messages.seen import OpenReport

REPORT = f"{CURATE}/message-reports/<reference>"


@bp.get(REPORT)
@access("review-listings")
def message_report(reference: str) -> str:
    """What was reported of whom; no words of anybody."""
    found = _open(reference)
    return render_template(
        "curation/message_report.html", report=found, kind=str(REPORTS[found.kind])
    )


@bp.post(REPORT)
@access("review-listings")
@db.writes
def close_message_report(reference: str) -> ResponseReturnValue:
    """Note that it was seen to; the log keeps that."""
    found = _open(reference)
    close_report(db.session(), found.reference)
    member = signed_in_member()
    curator = Curator(member.reference, keys())
    services.log_act(
        db.session(), curator, "message.report-closed", found.reference, {"kind": found.kind.value}
    )
    return redirect(CURATE, 303)


def _open(reference: str) -> OpenReport:
    reports = open_reports(db.session())
    found = next((one for one in reports if one.reference == reference), None)
    if found is None:
        abort(404)
    refuse_own(signed_in_member(), found.handle)
    return found
