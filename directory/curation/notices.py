"""Notices and their changes that wait for a curator, as tasks of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory.curation.blueprint import CURATE
from directory.curation.tasks import Section, Task, business_days_after
from directory.noticeboard.queries import waiting_notices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.curation.tasks import Asking

DAYS_FOR_NOTICES = 2


def _notices(asking: Asking) -> Iterator[Task]:
    for notice in waiting_notices(asking.session):
        since = notice.sent_at or notice.made_at
        yield Task(
            section="notices",
            what=_("Read a change of a notice") if notice.is_shown else _("Read a notice"),
            about=notice.name,
            href=f"{CURATE}/notices/{notice.reference}",
            since=since,
            due=business_days_after(since, DAYS_FOR_NOTICES),
            subject=notice.handle,
        )


NOTICES = Section("notices", _l("Notices"), _l("They wait to be put up."), _notices)
