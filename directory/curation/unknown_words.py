"""Words that people told the network about, as a task of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from directory.curation.blueprint import CURATE
from directory.curation.tasks import Section, Task, business_days_after, morning_of
from directory.network.unknown_words import waiting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.curation.tasks import Asking

UNKNOWN_WORDS = f"{CURATE}/unknown-words"
DAYS_TO_LOOK = 10


def _tasks(asking: Asking) -> Iterator[Task]:
    """One task for all words: they are looked at on one page."""
    told = waiting(asking.session)
    if told:
        since = morning_of(min(one.first_on for one in told))
        yield Task(
            section="unknown-words",
            what=ngettext(
                "Place %(num)s word that the search did not understand",
                "Place %(num)s words that the search did not understand",
                len(told),
            ),
            about=", ".join(one.word for one in told[:3]),
            href=UNKNOWN_WORDS,
            since=since,
            due=business_days_after(since, DAYS_TO_LOOK),
        )


WORDS = Section("unknown-words", _l("Unknown words"), _l("Searches did not understand."), _tasks)
