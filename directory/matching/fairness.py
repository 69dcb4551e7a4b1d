"""The order among near ties: whoever has room comes first, and newcomers get a chance.

The order changes here and the score never does (MATCHING.md section 3.4). There is no chance in
it: the same need in the same week over the same data gives the same list.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import groupby
from typing import TYPE_CHECKING

from directory.matching.fingerprint import need_fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from directory.matching.listing import Capacity
    from directory.matching.need import Need

LOAD_WEIGHT = 0.06
LEAST_LOAD_WEIGHT, MOST_LOAD_WEIGHT = 0.0, 0.10
WEEKS_OF_LOAD = 4.0
NEWCOMER_DAYS = 90
NEWCOMER_PLACE = 5
NEWCOMER_ISSUE_SHARE = 0.8
NEWCOMER_SCORE_SHARE = 0.6
SAME = 9
"""Digits to which two sort keys are compared; sums of the same parts differ beyond them."""


class Moved(StrEnum):
    """Why a result stands elsewhere than its score alone would put it."""

    LOAD = "load"
    NEWCOMER = "newcomer"


@dataclass(frozen=True, slots=True)
class Contender:
    """What the order looks at: score and issue fit in [0, 1], load in [0, 1].

    `widening` is 0 for a strict match and counts up with each condition that was relaxed; a
    lower one always stands above a higher one.
    """

    id: str
    score: float
    issue_fit: float
    load: float = 0.0
    is_newcomer: bool = False
    widening: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A contender in its place, and what moved it there."""

    contender: Contender
    moved: Moved | None = None


@dataclass(frozen=True, slots=True)
class Rotation:
    """What true ties are turned by: the ISO week and the fingerprint of the need."""

    iso_year: int
    iso_week: int
    fingerprint: str

    @classmethod
    def of(cls, today: date, need: Need) -> Rotation:
        """The rotation of one need in the week of a day."""
        year, week, _ = today.isocalendar()
        return cls(year, week, need_fingerprint(need))

    def turn(self, identifier: str) -> str:
        """Where somebody stands among those who tie with them, this week."""
        text = f"{identifier}|{self.iso_year}-W{self.iso_week:02d}|{self.fingerprint}"
        return sha256(text.encode()).hexdigest()


def load(capacity: Capacity) -> float:
    """How full a practice is: referrals of 30 days by four weeks of stated openings, at most 1.

    Whoever states no weekly opening at all is full.
    """
    room = WEEKS_OF_LOAD * capacity.weekly_new
    if room <= 0:
        return 1.0
    return min(1.0, max(0.0, capacity.recent_30d) / room)


def is_newcomer(joined_on: date | None, today: date, *, licence_checked: bool) -> bool:
    """Whether somebody joined within ninety days and had their licence checked."""
    if joined_on is None or not licence_checked:
        return False
    return 0 <= (today - joined_on).days <= NEWCOMER_DAYS


def in_order(
    contenders: Iterable[Contender], rotation: Rotation, load_weight: float = LOAD_WEIGHT
) -> tuple[Placed, ...]:
    """Everybody in the order in which they are shown.

    Nobody is passed by somebody whose score is lower by more than `load_weight`. The newcomer
    lift is the one exception and says so.

    Raises:
        ValueError: a load weight outside its bounds.

    """
    if not LEAST_LOAD_WEIGHT <= load_weight <= MOST_LOAD_WEIGHT:
        raise ValueError(
            f"The load weight {load_weight} is outside {LEAST_LOAD_WEIGHT} to "
            f"{MOST_LOAD_WEIGHT}; choose one within."
        )
    by_key = sorted(contenders, key=lambda one: sort_key(one, load_weight))
    ordered = [
        one
        for _, tied in groupby(by_key, key=lambda one: sort_key(one, load_weight))
        for one in _turned(list(tied), rotation)
    ]
    return _with_newcomer_lifted(_with_moves_marked(ordered))


def sort_key(one: Contender, load_weight: float = LOAD_WEIGHT) -> tuple[int, float]:
    """Smaller stands higher; equal keys are true ties, and only they need the week's turn."""
    return (one.widening, -round(one.score - load_weight * one.load, SAME))


def _turned(tied: list[Contender], rotation: Rotation) -> list[Contender]:
    if len(tied) == 1:
        return tied
    return sorted(tied, key=lambda one: (rotation.turn(one.id), one.id))


def _with_moves_marked(ordered: Sequence[Contender]) -> list[Placed]:
    """Mark whoever passed somebody with a better score, or was passed by a worse one."""
    better_below = _extremes(list(reversed(ordered)), highest=True)[::-1]
    worse_above = _extremes(ordered, highest=False)
    return [
        Placed(one, Moved.LOAD if _differ(best, one.score) or _differ(one.score, worst) else None)
        for one, best, worst in zip(ordered, better_below, worse_above, strict=True)
    ]


def _extremes(contenders: Sequence[Contender], *, highest: bool) -> list[float]:
    """For each, the highest (or lowest) score among those before it of the same widening."""
    extremes: list[float] = []
    seen: dict[int, float] = {}
    for one in contenders:
        known = seen.get(one.widening, one.score)
        extremes.append(known)
        seen[one.widening] = max(known, one.score) if highest else min(known, one.score)
    return extremes


def _differ(higher: float, lower: float) -> bool:
    return round(higher - lower, SAME) > 0


def _with_newcomer_lifted(placed: list[Placed]) -> tuple[Placed, ...]:
    """Lift the first good enough newcomer to place five where none is among the first five."""
    first, rest = placed[:NEWCOMER_PLACE], placed[NEWCOMER_PLACE:]
    if not rest or any(one.contender.is_newcomer for one in first):
        return tuple(placed)
    best_fit = max(one.contender.issue_fit for one in placed)
    lifted = next((one for one in rest if _deserves(one.contender, first, best_fit)), None)
    if lifted is None:
        return tuple(placed)
    others = [one for one in rest if one is not lifted]
    return (*first[:-1], Placed(lifted.contender, Moved.NEWCOMER), first[-1], *others)


def _deserves(one: Contender, first: Sequence[Placed], best_fit: float) -> bool:
    return (
        one.is_newcomer
        and one.widening <= first[-1].contender.widening
        and one.issue_fit >= NEWCOMER_ISSUE_SHARE * best_fit
        and one.score >= NEWCOMER_SCORE_SHARE * first[0].contender.score
    )
