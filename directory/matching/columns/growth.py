"""Columns that grow at their end in time proportional to what is added, whatever their length.

Whatever grows leaves space behind itself. The longer column shares the memory of the shorter
one, which sees its own rows and nothing of what came later. Only the newest column grows in
place; whoever grows an older one copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, overload

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

Item = TypeVar("Item")
Value = TypeVar("Value")
Array = TypeVar("Array", bound="np.ndarray[Any, Any]")

SPARE = 8
SPARE_SHARE = 32
"""One row in thirty-two, and eight, may come before the memory is copied."""
WORTH_FLATTENING = 2_000
"""So many changes may lie over a mapping before they are worked in."""


class _Tail:
    """How much of a piece of memory is taken."""

    def __init__(self, used: int) -> None:
        self.used = used


class _Memory(np.ndarray[Any, Any]):
    """Memory with space behind what is used."""

    tail: _Tail

    def has_space(self, used: int, end: int) -> bool:
        """Whether whoever uses so much is the newest, and there is space up to an end."""
        return self.tail.used == used and end <= self.shape[-1]


def appended(one: Array, other: np.ndarray[Any, Any]) -> Array:
    """A column with another's rows after its own, along the last axis."""
    return overlaid(one, other, one.shape[-1])


def overlaid(one: Array, other: np.ndarray[Any, Any], since: int) -> Array:
    """A column whose rows from `since` on become another's.

    In place, rows before the old end are overwritten: what stands there may only gain what
    nobody who holds the shorter column looks at.
    """
    end = since + other.shape[-1]
    # A column is a plain view of a window into the memory.
    window = one.base
    memory = window.base if isinstance(window, _Memory) else None
    if not isinstance(memory, _Memory) or not memory.has_space(one.shape[-1], end):
        memory = _Memory((*one.shape[:-1], end + end // SPARE_SHARE + SPARE), one.dtype)
        memory.tail = _Tail(end)
        memory[..., :since] = one[..., :since]
    memory[..., since:end] = other
    memory.tail.used = end
    return cast("Array", memory[..., :end].view(np.ndarray))


@dataclass(frozen=True, slots=True)
class Row(Sequence[Item], Generic[Item]):
    """A list that grows as columns do."""

    items: list[Item]
    size: int

    @classmethod
    def of(cls, items: Iterable[Item]) -> Row[Item]:
        """A list of these."""
        held = list(items)
        return cls(held, len(held))

    def then(self, more: Sequence[Item]) -> Row[Item]:
        """The list with more at its end."""
        items = self.items if len(self.items) == self.size else self.items[: self.size]
        items.extend(more)
        return Row(items, self.size + len(more))

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[Item]:
        return islice(self.items, self.size)

    @overload
    def __getitem__(self, at: int) -> Item: ...
    @overload
    def __getitem__(self, at: slice) -> list[Item]: ...
    def __getitem__(self, at: int | slice) -> Item | list[Item]:
        if isinstance(at, slice):
            return self.items[: self.size][at]
        # What stands beyond belongs to whoever grew the list.
        return self.items[range(self.size)[at]]


@dataclass(frozen=True, slots=True, eq=False)
class Patched(Mapping[str, Value], Generic[Value]):
    """A mapping under a few changes; names come in order where those below do."""

    below: Mapping[str, Value]
    changed: Mapping[str, Value]
    gone: frozenset[str]
    """Names that stand in `below` and not here, or here as they were changed."""

    @classmethod
    def over(
        cls, below: Mapping[str, Value], changed: Mapping[str, Value], gone: Iterable[str] = ()
    ) -> Mapping[str, Value]:
        """A mapping after some changes; many of them are worked in."""
        left = frozenset(gone)
        if isinstance(below, Patched):
            kept = {name: value for name, value in below.changed.items() if name not in left}
            changed = {**kept, **changed}
            left |= below.gone
            below = below.below
        hidden = frozenset(name for name in left | changed.keys() if name in below)
        made = cls(below, changed, hidden)
        if len(changed) + len(hidden) < WORTH_FLATTENING or not isinstance(below, dict):
            return made
        return dict(made.items())

    def __getitem__(self, name: str) -> Value:
        if name in self.changed:
            return self.changed[name]
        if name in self.gone:
            raise KeyError(name)
        return self.below[name]

    def __iter__(self) -> Iterator[str]:
        below = (name for name in self.below if name not in self.gone)
        return merge(below, sorted(self.changed))

    def __len__(self) -> int:
        return len(self.below) - len(self.gone) + len(self.changed)

    def __contains__(self, name: object) -> bool:
        return name in self.changed or (name not in self.gone and name in self.below)
