"""Worries that members wrote to the admin after a referral; nobody else reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory.curation.blueprint import CURATE
from directory.curation.tasks import Section, Task, business_days_after
from directory.referrals.worries import open_worries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.curation.tasks import Asking

DAYS_FOR_WORRIES = 2


def _worries(asking: Asking) -> Iterator[Task]:
    for worry in open_worries(asking.session):
        yield Task(
            section="worries",
            what=_("Read a worry after a referral"),
            about=worry.about,
            href=f"{CURATE}/worries/{worry.id}",
            since=worry.written_at,
            due=business_days_after(worry.written_at, DAYS_FOR_WORRIES),
            subject=worry.about_handle,
        )


WORRIES = Section("worries", _l("Worries"), _l("What members wrote to you alone."), _worries)
