"""What every engine answers, and how the answers are held against each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.fairness import Contender, Rotation, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from directory.matching.need import Need

TOP = 20
SAME_SCORE = 1e-6


@dataclass(frozen=True)
class Top:
    """The first twenty with their scores, and the counts over everybody who could be shown."""

    results: tuple[tuple[str, float], ...]
    total: int
    professions: Mapping[str, int]
    filters: Mapping[str, tuple[int, int]]
    """How many say yes and no to each filter."""


def first_twenty(
    contenders: Iterable[Contender], need: Need, today: date
) -> tuple[tuple[str, float], ...]:
    """Ties and the newcomer rule as the product has them; no SQL states the week's hash."""
    placed = in_order(contenders, Rotation.of(today, need))
    return tuple((one.contender.id, one.contender.score) for one in placed[:TOP])


def same_top(one: Top, other: Top) -> bool:
    """Whether the same people stand in the same places with the same scores."""
    if len(one.results) != len(other.results):
        return False
    return all(
        mine[0] == theirs[0] and abs(mine[1] - theirs[1]) < SAME_SCORE
        for mine, theirs in zip(one.results, other.results, strict=True)
    )


def same_counts(one: Top, other: Top) -> bool:
    """Whether total, professions and filters are counted alike."""
    return (one.total, dict(one.professions), dict(one.filters)) == (
        other.total,
        dict(other.professions),
        dict(other.filters),
    )
