"""Working days: Monday to Friday, less the days on which the network rests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_DAY = timedelta(days=1)
_SATURDAY = 5


def add_business_days(start: date, count: int, holidays: Collection[date] = ()) -> date:
    """The day that is `count` working days after `start`; `start` itself never counts.

    With a count of 0 it is `start`, or the next working day where that is none.
    """
    day = start
    left = count
    while left > 0 or not is_business_day(day, holidays):
        day += _DAY
        if is_business_day(day, holidays):
            left -= 1
    return day


def is_business_day(day: date, holidays: Collection[date] = ()) -> bool:
    """Whether people can be expected to work on this day."""
    return day.weekday() < _SATURDAY and day not in holidays
