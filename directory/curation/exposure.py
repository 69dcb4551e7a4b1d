"""Who is asked and who never is: how evenly referrals spread over a network."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet


@dataclass(frozen=True, slots=True)
class Exposure:
    """How requests spread; shares are from 0 to 1, None where nobody was asked yet."""

    people: int
    asked: int
    gini: float | None
    busiest_tenth: float | None
    never_asked: tuple[str, ...]
    newcomers: int
    newcomers_asked: int


def exposure(asked: Mapping[str, int], newcomers: AbstractSet[str]) -> Exposure:
    """The spread of requests over people; `asked` holds everybody who may be found, zeros too."""
    counts = sorted(asked.values())
    total = sum(counts)
    tenth = max(1, math.ceil(len(counts) / 10))
    new = [handle for handle in asked if handle in newcomers]
    return Exposure(
        people=len(counts),
        asked=total,
        gini=gini(counts) if total else None,
        busiest_tenth=sum(counts[-tenth:]) / total if total else None,
        never_asked=tuple(sorted(handle for handle, count in asked.items() if not count)),
        newcomers=len(new),
        newcomers_asked=sum(1 for handle in new if asked[handle]),
    )


def gini(counts: Sequence[int]) -> float:
    """The Gini coefficient of sorted counts: 0 where all get the same, near 1 where one gets all.

    sum over i of (2i - n - 1) x_i, divided by n times the sum (Sen 1973). ValueError for no sum.
    """
    total, size = sum(counts), len(counts)
    if not total:
        raise ValueError("Nobody was asked, so there is no spread.")
    weighted = sum((2 * place - size - 1) * one for place, one in enumerate(sorted(counts), 1))
    return weighted / (size * total)
