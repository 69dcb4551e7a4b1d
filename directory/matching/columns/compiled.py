"""The compiled loops, for those who installed the compiler (the extra `speed`; docs/adr/0007)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from directory.matching.trust import compiled as trust

if TYPE_CHECKING:
    from collections.abc import Callable

    Compiled = Callable[..., Any]

WORTH_COMPILING = 4_000
"""From so many listings on, loading the compiler (half a second) pays."""


@dataclass(frozen=True, slots=True)
class Loops:
    """What is compiled; each states again, for machine code, what numpy states elsewhere."""

    offices_around: Compiled
    in_reach: Compiled
    nearest: Compiled
    judge_crews: Compiled
    at_home: Compiled
    availability: Compiled
    weigh: Compiled
    best_of_each: Compiled
    keys: Compiled
    touched_words: Compiled
    count_three_valued: Compiled
    count_plain: Compiled


@cache
def loops() -> Loops | None:
    """The compiled loops, None where numba is not installed: then numpy does the same."""
    if find_spec("numba") is None:
        return None
    from directory.matching.columns import (  # noqa: PLC0415  # loads slowly
        count_loop,
        crew_loop,
        reach_loop,
        score_loop,
    )

    trust.load()
    return Loops(
        offices_around=reach_loop.offices_around,
        in_reach=reach_loop.in_reach,
        nearest=reach_loop.nearest,
        judge_crews=crew_loop.judge_crews,
        at_home=crew_loop.at_home,
        availability=score_loop.availability,
        weigh=score_loop.weigh,
        best_of_each=score_loop.best_of_each,
        keys=score_loop.keys,
        touched_words=count_loop.touched_words,
        count_three_valued=count_loop.count_three_valued,
        count_plain=count_loop.count_plain,
    )
