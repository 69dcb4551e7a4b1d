"""The compiled innermost loop, for those who installed it (the extra `speed`; docs/adr/0007)."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Judge = Callable[..., Any]

WORTH_COMPILING = 4_000
"""From so many listings on, loading the compiler (half a second) pays."""


@cache
def judge() -> Judge | None:
    """The compiled loop, None where numba is not installed: then numpy does the same."""
    if find_spec("numba") is None:
        return None
    from directory.matching.columns.crew_loop import judge_crews  # noqa: PLC0415  # loads slowly

    return judge_crews
