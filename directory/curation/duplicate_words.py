"""Duplicates in words, and the task that leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from directory.curation import wording
from directory.curation.blueprint import CURATE
from directory.curation.duplicate_rows import possible_duplicates
from directory.curation.duplicates import Why
from directory.curation.merging_fields import Choice
from directory.curation.tasks import Section, Task, business_days_after, morning_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.curation.tasks import Asking

DAYS_FOR_PAIRS = 5


def why_words(why: Why) -> str:
    """What speaks for two listings being one."""
    return {
        Why.LICENCE: _("the same licence number"),
        Why.TELEPHONE: _("the same telephone"),
        Why.SAME_NAME: _("the same name"),
        Why.NEAR_NAME: _("nearly the same name"),
        Why.TOWN: _("the same town"),
        Why.PROFESSION: _("the same profession"),
    }[why]


def choice_words(choice: Choice) -> str:
    """Whose value stays."""
    return {
        Choice.KEEP: _("Keep the first"),
        Choice.TAKE: _("Take the second"),
        Choice.BOTH: _("Both"),
    }[choice]


def part_words(part: str) -> str:
    """A part of a listing."""
    return {
        "contact": _("Ways to reach them"),
        "availability": _("Openings"),
        "online_regions": _("Online in"),
        "home_visit_km": _("Home visits"),
        "answers": _("Who and what they take"),
        "refers_on_for": _("What they refer on for"),
        "prefers_not": _("What they would rather not take"),
        "integration": _("How they work together"),
    }.get(part) or wording.part_words(part)


def _pairs(asking: Asking) -> Iterator[Task]:
    """One task for all pairs: they are looked at one after the other on one page."""
    pairs = possible_duplicates(asking.session, may_be_old=True)
    if pairs:
        since = morning_of(asking.today)
        yield Task(
            section="duplicates",
            what=ngettext(
                "Look at %(num)s pair that may be one",
                "Look at %(num)s pairs that may be one",
                len(pairs),
            ),
            about=f"{pairs[0].one.name}, {pairs[0].other.name}",
            href=f"{CURATE}/duplicates",
            since=since,
            due=business_days_after(since, DAYS_FOR_PAIRS),
        )


DUPLICATES = Section("duplicates", _l("Duplicates"), _l("Two listings that may be one."), _pairs)
