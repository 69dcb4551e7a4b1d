"""The compiled walk, for those who installed the compiler (the extra `speed`; docs/adr/0007)."""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    from directory.matching.trust.columns import Numbers, VouchColumns
    from directory.matching.trust.edges import Day, Weights

    Changed = tuple[Numbers, Any, Any, Any, Numbers]

_LOADED: list[Callable[..., Any]] = []


def load() -> None:
    """Load the compiled walk, where numba is installed; before that, numpy does the same."""
    if not _LOADED and find_spec("numba") is not None:
        from directory.matching.trust.walk_loop import trust_of  # noqa: PLC0415  # loads slowly

        _LOADED.append(trust_of)


def trust_within_reach(
    day: Day, viewer: int, lends: npt.NDArray[np.bool_], blocked: Numbers
) -> tuple[Numbers, Weights, Numbers] | None:
    """Members by number, a viewer's trust in each, and the routes; None before it is loaded."""
    if not _LOADED:
        return None
    rules, columns = day.rules, day.columns
    rows = columns.rows
    members, values, routes = _LOADED[0](
        viewer,
        (lends, blocked),
        (columns.first, rows.practitioner, rows.day, rows.basis),
        _changed(columns),
        (day.by_age, day.table.extends),
        (
            day.today.toordinal(),
            float(rules.budget),
            float(rules.most_per_pair),
            float(rules.per_further_step),
            int(rules.routes_counted),
        ),
    )
    order = np.argsort(members)
    return members[order], values[order], routes[order]


@lru_cache(maxsize=2)
def _changed(columns: VouchColumns) -> Changed:
    """The rows of changed vouchers end to end, and who these are, ascending."""
    who = np.array(sorted(columns.changed), dtype=np.int64)
    parts = [columns.changed[voucher] for voucher in who.tolist()]
    first = np.zeros(len(parts) + 1, dtype=np.int64)
    np.cumsum([len(part) for part in parts], out=first[1:])
    rows = type(columns.rows).joined([columns.rows.at(slice(0, 0)), *parts])
    return first, rows.practitioner, rows.day, rows.basis, who
