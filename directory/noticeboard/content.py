"""What a notice says, as one value, and how long it may stand. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from directory.noticeboard.closed_sets import Fee, NoticeKind, ShownTo, Venue

if TYPE_CHECKING:
    from datetime import date, time

TITLE_AT_MOST = 80
WORDS_AT_MOST = 1_200
LINE_AT_MOST = 120
PLACES_AT_MOST = 500
FEE_AT_MOST = 100_000

DAYS_BY_ITSELF = 30
DAYS_AT_MOST = 90
REMIND_BEFORE = 7
"""So many days before its end a notice asks its poster whether it still holds."""

_OFTEN = frozenset({NoticeKind.OPENING, NoticeKind.GROUP})
"""These go on after their first day, where nothing says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContent:
    """One wording of a notice; None and the members NOT_STATED stand for *not stated*."""

    kind: NoticeKind
    title: str
    words: str
    shown_to: ShownTo = ShownTo.EVERYBODY
    for_whom: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    begins_at: time | None = None
    ends_at: time | None = None
    schedule: str = ""
    """How it comes back, in words, such as “Thursdays, eight weeks”."""
    venue: Venue = Venue.NOT_STATED
    venue_detail: str = ""
    fee: Fee = Fee.NOT_STATED
    fee_low: int | None = None
    """In whole units of the currency."""
    fee_high: int | None = None
    currency: str = ""
    languages: tuple[str, ...] = ()
    """CLDR codes; none is *not stated*."""
    access: tuple[str, ...] = ()
    """Slugs of access needs that are met; of the others nothing is said."""
    has_places: bool | None = None
    """Whether places are left; None is *not stated*."""
    places_left: int | None = None
    closes_on: date
    """The last day on which it stands."""

    @property
    def last_day(self) -> date | None:
        """The day after which there is nothing to come to, or None where it goes on."""
        if self.ends_on is not None:
            return self.ends_on
        goes_on = self.kind in _OFTEN or bool(self.schedule)
        return None if goes_on else self.starts_on


def latest_close(today: date, last_day: date | None) -> date:
    """The last day on which a notice may stand: 90 days on, or the end of what it is about."""
    longest = today + timedelta(days=DAYS_AT_MOST)
    return longest if last_day is None else min(longest, last_day)


def usual_close(today: date, last_day: date | None) -> date:
    """The day on which a notice ends where its poster says nothing: 30 days on, or sooner."""
    return min(today + timedelta(days=DAYS_BY_ITSELF), latest_close(today, last_day))


def may_renew(content: NoticeContent, today: date) -> bool:
    """Whether renewing on this day would let the notice stand longer."""
    return usual_close(today, content.last_day) > content.closes_on
