"""Reports in words: what can be reported, what it came to, and the tasks of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory.curation.blueprint import CURATE
from directory.curation.closed_sets import ReportKind, ReportOutcome
from directory.curation.report_queries import reports_for_curators
from directory.curation.tasks import Section, Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.curation.tasks import Asking


def kind_choices() -> tuple[tuple[ReportKind, str, str], ...]:
    """What can be reported, in the words of whoever reports, and what happens then."""
    return (
        (
            ReportKind.WRONG_NUMBER,
            _("The telephone number is wrong"),
            _("The owner is told today."),
        ),
        (ReportKind.NOT_TAKING, _("They take no new clients"), _("The owner is told today.")),
        (ReportKind.LEFT, _("They have left or closed"), _("The owner is told today.")),
        (
            ReportKind.UNSAFE,
            _("I felt unsafe, or somebody was harmed"),
            _("A person of the network reads it at once. The owner does not see it."),
        ),
        (
            ReportKind.OTHER_PROFESSION,
            _("They pose as another profession"),
            _("A person of the network reads it. The owner does not see it."),
        ),
        (
            ReportKind.OTHER,
            _("Something else"),
            _("A person of the network reads it. The owner does not see it."),
        ),
    )


def kind_words(kind: ReportKind) -> str:
    """What was reported."""
    if kind is ReportKind.TAKE_DOWN:
        return _("They ask to be taken out of the directory")
    return next(label for one, label, _hint in kind_choices() if one is kind)


def outcome_words(outcome: ReportOutcome) -> str:
    """What a report came to, for whoever reported."""
    return {
        ReportOutcome.CORRECTED: _("It was put right. Thank you."),
        ReportOutcome.FOUND_RIGHT: _("We looked into it, and the page is right as it is."),
        ReportOutcome.HIDDEN: _("The page is hidden until it is put right."),
        ReportOutcome.SUSPENDED: _("The page is taken down while it is looked into."),
        ReportOutcome.REMOVED: _("The page is no longer in the directory."),
        ReportOutcome.SEEN_TO: _("A person of the network has seen to it."),
    }[outcome]


def _reports(asking: Asking) -> Iterator[Task]:
    for one in reports_for_curators(asking.session):
        yield Task(
            section="reports",
            what=_("Reported: %(what)s", what=kind_words(one.kind)),
            about=one.name,
            href=f"{CURATE}/reports/{one.reference}",
            since=one.for_curator_from,
            due=one.due,
            subject=one.handle,
        )


REPORTS = Section("reports", _l("Reports"), _l("What people told us about a listing."), _reports)
