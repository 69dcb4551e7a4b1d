"""One report on the curator's desk: read it, act on the listing, close it with what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts.forms import FieldError
from directory.accounts.session import signed_in_member
from directory.curation import removals, reports, services
from directory.curation.blueprint import CURATE, UNPROCESSABLE, bp, keys
from directory.curation.boards import boards_for
from directory.curation.closed_sets import ReportKind, ReportOutcome
from directory.curation.done import Done, finished
from directory.curation.forms import REASON_AT_MOST
from directory.curation.own import refuse_own
from directory.curation.report_queries import open_report, words_of
from directory.curation.report_words import kind_words
from directory.curation.services import Curator
from directory.curation.views.reports import sender
from directory.curation.vouchers import tell_vouchers
from directory.db import RecordNotFound, StaleStateError
from directory.profiles import queries
from directory.profiles.closed_sets import DecisionKind
from directory.profiles.lifecycle import ForbiddenMoveError
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.curation.report_queries import Report

REPORT = f"{CURATE}/reports/<reference>"
DECISIONS = {
    ReportOutcome.HIDDEN: DecisionKind.HIDE,
    ReportOutcome.SUSPENDED: DecisionKind.SUSPEND,
}
NEEDS_REASON = frozenset(DECISIONS)


@bp.get(REPORT)
@access("review-listings")
@db.writes
def one_report(reference: str) -> str:
    """What was reported and written; each reading stands in the log."""
    found = _open(reference)
    member = signed_in_member()
    log = Curator(member.reference, keys())
    services.log_act(db.session(), log, "report.read", "", {"report": found.reference})
    return _page(found)


@bp.post(REPORT)
@access("review-listings")
@db.writes
def close_report(reference: str) -> ResponseReturnValue:
    """Do what the curator chose, and close the report with it."""
    found = _open(reference)
    chosen = request.form.get("outcome", "")
    reason = request.form.get("reason", "").strip()[:REASON_AT_MOST]
    errors = _errors(found, chosen, reason)
    if errors:
        return _page(found, errors), UNPROCESSABLE
    outcome = ReportOutcome(chosen)
    member = signed_in_member()
    try:
        reports.close(db.session(), sender(), found.reference, outcome, member.reference)
        _act(found, outcome, reason)
    except StaleStateError:
        abort(404)
    except ForbiddenMoveError:
        db.session().rollback()
        message = _("The listing is not public any more, so this cannot be done.")
        return _page(found, [FieldError("outcome", message)]), UNPROCESSABLE
    return finished(Done.CLOSED)


def offered(kind: ReportKind) -> tuple[tuple[ReportOutcome, str, str], ...]:
    """What a curator may choose for a report of this kind."""
    removal = (
        (
            ReportOutcome.REMOVED,
            _("It is they: take it down for good"),
            _("No import brings it back. Make sure first that it is they who ask."),
        ),
    )
    return (
        *(removal if kind is ReportKind.TAKE_DOWN else ()),
        (
            ReportOutcome.SUSPENDED,
            _("Suspend now"),
            _("Gone at once. Two people restore it. Whoever vouches for them is told."),
        ),
        (
            ReportOutcome.HIDDEN,
            _("Hide until corrected"),
            _("It becomes a private draft. The owner corrects it and asks anew."),
        ),
        (ReportOutcome.CORRECTED, _("It was put right"), _("Nothing else happens.")),
        (ReportOutcome.FOUND_RIGHT, _("The page is right"), _("Nothing else happens.")),
        (ReportOutcome.SEEN_TO, _("Seen to in another way"), _("Nothing else happens.")),
    )


def _act(found: Report, outcome: ReportOutcome, reason: str) -> None:
    session, member = db.session(), signed_in_member()
    if outcome is ReportOutcome.REMOVED:
        removals.take_down(session, keys(), found.handle, by=member.reference)
    elif outcome in DECISIONS:
        kind = DECISIONS[outcome]
        curator = Curator(member.reference, keys())
        told = services.decide(session, curator, found.handle, kind, reason=reason)
        for address in told:
            sender().send(session, "on-your-desk", address, "/desk")
        if kind is DecisionKind.SUSPEND:
            tell_vouchers(session, sender(), found.handle)


def _errors(found: Report, chosen: str, reason: str) -> list[FieldError]:
    errors = []
    known = {outcome.value for outcome, _label, _hint in offered(found.kind)}
    if chosen not in known:
        errors.append(FieldError("outcome", _("Choose what it came to.")))
    elif ReportOutcome(chosen) in NEEDS_REASON and not reason:
        message = _("Write the reason. The owner reads it, so name nobody who reported.")
        errors.append(FieldError("reason", message))
    elif chosen == ReportOutcome.REMOVED and removals.has_account(db.session(), found.handle):
        message = _("Somebody has an account for this page. They leave by it themselves.")
        errors.append(FieldError("outcome", message))
    return errors


def _open(reference: str) -> Report:
    try:
        found = open_report(db.session(), reference)
    except RecordNotFound:
        abort(404)
    if not found.handle:
        abort(404)
    refuse_own(signed_in_member(), found.handle)
    return found


def _page(found: Report, errors: Sequence[FieldError] = ()) -> str:
    session = db.session()
    shown = queries.previewed_listing(session, found.handle)
    return render_template(
        "curation/report_desk.html",
        report=found,
        what=kind_words(found.kind),
        words=words_of(session, keys(), found.reference),
        boards=boards_for(shown),
        options=[
            {
                "value": outcome.value,
                "label": label,
                "hint": hint,
                "checked": request.form.get("outcome") == outcome,
            }
            for outcome, label, hint in offered(found.kind)
        ],
        reason=request.form.get("reason", ""),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )
