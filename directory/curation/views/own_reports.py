"""An owner answers from their desk what was reported about their page, as from the mail's link."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request

from directory import db
from directory.accounts.session import signed_in_member
from directory.curation import reports
from directory.curation.blueprint import bp
from directory.curation.own_reports import OWN_REPORTS, own_reports
from directory.curation.report_words import kind_words
from directory.curation.views.reports import sender
from directory.db import StaleStateError
from directory.web.access import access

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.curation.report_queries import Report


@bp.get(f"{OWN_REPORTS}/<reference>")
@access("keep-own-account")
def own_report(reference: str) -> str:
    """What was reported, and the two answers; somebody else's is not there (404)."""
    found = _own(reference)
    return render_template(
        "curation/own_report.html",
        report=found,
        what=kind_words(found.kind),
        address=f"{OWN_REPORTS}/{found.reference}",
    )


@bp.post(f"{OWN_REPORTS}/<reference>")
@access("keep-own-account")
@db.writes
def answer_own_report(reference: str) -> ResponseReturnValue:
    """Keep the answer: put right, or right as it is."""
    found = _own(reference)
    said = request.form.get("answer", "")
    if said not in {"corrected", "right"}:
        abort(400)
    # Answered by the mail's link meanwhile: the desk says that nothing waits any more.
    with suppress(StaleStateError):
        reports.answer(
            db.session(),
            sender(),
            found.reference,
            is_corrected=said == "corrected",
            by=signed_in_member().reference,
        )
    return redirect("/desk", 303)


def _own(reference: str) -> Report:
    mine = own_reports(db.session(), signed_in_member())
    return next((one for one in mine if one.reference == reference), None) or abort(404)
