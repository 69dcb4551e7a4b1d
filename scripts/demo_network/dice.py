"""Chance that is the same on every run, and one person's does not move another's."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEED = 20261122

T = TypeVar("T")


class Dice:
    """A generator of its own for each name, so that adding a person changes nobody else."""

    def __init__(self, *names: str) -> None:
        self._generator = np.random.default_rng(
            [SEED, *(zlib.crc32(name.encode()) for name in names)]
        )

    def chance(self, probability: float) -> bool:
        """True with this probability."""
        return bool(self._generator.random() < probability)

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return int(self._generator.integers(least, most + 1))

    def one(self, things: Sequence[T]) -> T:
        """One of the things."""
        return things[self.between(0, len(things) - 1)]

    def some(self, things: Sequence[T], least: int, most: int) -> list[T]:
        """A few of the things, each at most once, in their own order."""
        wanted = min(self.between(least, most), len(things))
        picked = self._generator.permutation(len(things))[:wanted]
        return [things[index] for index in sorted(int(index) for index in picked)]

    def weighted(self, things: Sequence[T], weights: Sequence[float]) -> T:
        """One of the things, by weight."""
        shares = np.asarray(weights, dtype=float)
        return things[int(self._generator.choice(len(things), p=shares / shares.sum()))]

    def each(self, chances: Mapping[str, float]) -> list[str]:
        """Every name whose own chance came up, in order."""
        return [name for name, probability in chances.items() if self.chance(probability)]

    def poisson(self, mean: float) -> int:
        """A count around a mean."""
        return int(self._generator.poisson(mean))
