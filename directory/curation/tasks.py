"""What there is to do for a curator, as values: tasks, the sections they come from, due times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask_babel import LazyString
    from sqlalchemy.orm import Session

    from directory.accounts.member import Member
    from directory.vocabulary.terms import Vocabulary

SATURDAY = 5
SHOWN_AT_ONCE = 25
"""How many tasks one page lists."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks what is to be done, and on what day; the session is for reading."""

    session: Session
    member: Member
    today: date
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do: a sentence, whom it is about, and the page where one form does it."""

    section: str
    what: str
    about: str
    href: str
    since: datetime
    due: datetime
    subject: str = ""
    """Handle of the listing it is about, so that nobody decides about their own."""


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of task: its name, what it is for, and where its tasks come from."""

    slug: str
    title: LazyString
    about: LazyString
    tasks: Callable[[Asking], Iterable[Task]]
    """All of them, or the first `SHOWN_AT_ONCE` due where `count` says how many there are."""
    count: Callable[[Asking], int] | None = None


def business_days_after(since: datetime, days: int) -> datetime:
    """The moment so many working days later; Saturdays and Sundays do not count."""
    moment, left = since, days
    while left > 0:
        moment += timedelta(days=1)
        left -= moment.weekday() < SATURDAY
    return moment


def morning_of(day: date) -> datetime:
    """The beginning of a day, as a moment."""
    return datetime.combine(day, time(0), UTC)
