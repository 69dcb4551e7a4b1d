"""Times of many runs, and what is made of them."""

from __future__ import annotations

import gc
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")


@dataclass
class Times:
    """Milliseconds of wall time, and of this process's own work."""

    wall: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)

    def of(self, run: Callable[[], Result]) -> Result:
        """Run once and take the time."""
        wall, work = time.perf_counter(), time.process_time()
        found = run()
        self.work.append((time.process_time() - work) * 1000)
        self.wall.append((time.perf_counter() - wall) * 1000)
        return found

    @property
    def p50(self) -> float:
        """The median."""
        return percentile(self.wall, 50)

    @property
    def p99(self) -> float:
        """The 99th percentile; with fewer than a hundred runs about the largest."""
        return percentile(self.wall, 99)


def percentile(values: list[float], share: float) -> float:
    """A percentile, NaN of nothing."""
    return float(np.percentile(values, share)) if values else float("nan")


def settled() -> None:
    """Put what was built out of the collector's sight, as the server does after loading."""
    gc.collect()
    gc.freeze()


def unsettled() -> None:
    """Let the collector see everything again, so that what a peer leaves behind is freed."""
    gc.unfreeze()
    gc.collect()
