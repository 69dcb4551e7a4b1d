"""Messages that a client or a practitioner reported; a curator sees who and what kind, no words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory.curation.blueprint import CURATE
from directory.curation.tasks import Section, Task, business_days_after
from directory.messages.queries import open_reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.curation.tasks import Asking

DAYS_FOR_REPORTS = 2


def _reports(asking: Asking) -> Iterator[Task]:
    for report in open_reports(asking.session):
        yield Task(
            section="message-reports",
            what=_("Look into a report about messages"),
            about=report.name,
            href=f"{CURATE}/message-reports/{report.reference}",
            since=report.reported_at,
            due=business_days_after(report.reported_at, DAYS_FOR_REPORTS),
            subject=report.handle,
        )


MESSAGE_REPORTS = Section(
    "message-reports",
    _l("Reports about messages"),
    _l("What clients and practitioners reported of each other's messages."),
    _reports,
)
