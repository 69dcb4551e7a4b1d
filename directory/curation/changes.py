"""Changes that owners made to what a curator had checked: they wait, shown as a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory.curation.blueprint import CURATE
from directory.curation.tasks import Section, Task, business_days_after
from directory.profiles.proposals import listings_with_changes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.curation.tasks import Asking

DAYS_FOR_CHANGES = 3


def _changes(asking: Asking) -> Iterator[Task]:
    for item in listings_with_changes(asking.session):
        yield Task(
            section="changes",
            what=_("Look at changes to what was checked"),
            about=item.name,
            href=f"{CURATE}/changes/{item.handle}",
            since=item.proposed_at,
            due=business_days_after(item.proposed_at, DAYS_FOR_CHANGES),
            subject=item.handle,
        )


CHANGES = Section("changes", _l("Changes"), _l("Facts that were checked once."), _changes)
