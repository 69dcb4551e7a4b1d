"""Needs that nobody met, as counters and no more (DESIGN.md decision 12); shown from five."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from directory import clock
from directory.db import DatabaseUnavailable
from directory.network.models import UnmetNeed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.db import Database
    from directory.network.closed_sets import Unmet

SHOWN_FROM = 5
MONTHS_IN_A_QUARTER = 3
MOST_ISSUES = 3


@dataclass(frozen=True, slots=True)
class Need:
    """What was not met, in terms of the vocabulary alone; empty where it was not said."""

    what: Unmet
    issue: str
    discipline: str
    region: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A counter that may be shown."""

    need: Need
    quarter: str
    times: int


def quarter_of(day: date) -> str:
    """Such as 2026-Q4: nothing finer is kept."""
    return f"{day.year}-Q{(day.month - 1) // MONTHS_IN_A_QUARTER + 1}"


def count(session: Session, need: Need) -> None:
    """Count a need once more in this quarter; flushes."""
    quarter = quarter_of(clock.today())
    if _add_one(session, need, quarter):
        return
    row = UnmetNeed(
        what=need.what,
        issue=need.issue,
        discipline=need.discipline,
        region=need.region,
        quarter=quarter,
        times=1,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        _add_one(session, need, quarter)


def count_apart(store: Database, needs: Iterable[Need]) -> None:
    """Count in a transaction of its own; a busy database costs a count, never an answer."""
    with suppress(DatabaseUnavailable), store.transaction() as session:
        for need in list(needs)[:MOST_ISSUES]:
            count(session, need)


def shown(session: Session) -> tuple[Counted, ...]:
    """The counters from five on, the newest quarter and the largest first."""
    rows = session.scalars(
        select(UnmetNeed)
        .where(UnmetNeed.times >= SHOWN_FROM)
        .order_by(UnmetNeed.quarter.desc(), UnmetNeed.times.desc(), UnmetNeed.issue)
    )
    return tuple(
        Counted(Need(row.what, row.issue, row.discipline, row.region), row.quarter, row.times)
        for row in rows
    )


def _add_one(session: Session, need: Need, quarter: str) -> bool:
    changed = session.execute(
        update(UnmetNeed)
        .where(
            UnmetNeed.what == need.what,
            UnmetNeed.issue == need.issue,
            UnmetNeed.discipline == need.discipline,
            UnmetNeed.region == need.region,
            UnmetNeed.quarter == quarter,
        )
        .values(times=UnmetNeed.times + 1)
        .returning(UnmetNeed.times)
        .execution_options(synchronize_session=False)
    )
    return changed.first() is not None
