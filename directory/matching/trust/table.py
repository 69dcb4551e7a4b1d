"""A viewer's trust in everybody within reach, and the path that says why."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from directory.matching.answer import TrustView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from directory.matching.trust.columns import Numbers
    from directory.matching.trust.edges import Weights
    from directory.matching.trust.walk import Paths

NOBODY = -1
"""The number of whoever no vouch speaks of."""
SAME_VALUE = 1e-12
"""Paths whose values differ by less than this share are equal; their people decide."""


class Names(Protocol):
    """Who the numbers are, and what a vouch between two people may be shown as."""

    @property
    def ids(self) -> Sequence[str]:
        """The members' ids by number."""

    def number_of(self, identifier: str) -> int | None:
        """The number of a member, None for somebody no vouch speaks of."""

    def shown(self, voucher: str, practitioner: str) -> str:
        """What the vouches between two people may be shown as."""

    def named(self, voucher: str, practitioner: str) -> tuple[str, ...]:
        """The issues and modalities that the vouches between two people name."""

    def between(self, people: Sequence[str]) -> Weights:
        """Trust of each of these people (rows) in each other (columns)."""


@dataclass(frozen=True, eq=False)
class TrustTable:
    """Trust before the floor, by member number: `members` sorted, `values` and `routes` beside.

    `get` puts it into words for one person; `items` feeds a whole index. The paths are walked
    again when somebody first asks for one.
    """

    names: Names
    viewer: str
    members: Numbers
    values: Weights
    routes: npt.NDArray[np.int64]
    walk: Callable[[], Paths]
    unnamed: AbstractSet[tuple[str, str]] = frozenset()
    """Pairs of voucher and practitioner whose vouches the viewer may not learn of."""

    @cached_property
    def paths(self) -> Paths:
        """Every path from the viewer."""
        return self.walk()

    def get(self, identifier: str) -> TrustView | None:
        """The viewer's trust in one person, None where no path leads to them.

        The path is the strongest that may be told; where none may, it is empty.
        """
        at = self._place(identifier)
        if at is None:
            return None
        people = self._told_path(int(self.members[at]))
        if not people:
            return TrustView(value=float(self.values[at]), routes=int(self.routes[at]))
        steps = list(itertools.pairwise(people))
        return TrustView(
            value=float(self.values[at]),
            path=people,
            basis=tuple(self.names.shown(*step) for step in steps),
            routes=int(self.routes[at]),
            named=self.names.named(*steps[-1]),
        )

    def value_of(self, identifier: str) -> float:
        """The value alone, 0 where no path leads there."""
        at = self._place(identifier)
        return 0.0 if at is None else float(self.values[at])

    def values_of(self, numbers: Numbers) -> Weights:
        """The values of some members by number, 0 where no path leads there."""
        if not len(self.members):
            return np.zeros(len(numbers))
        at = np.minimum(np.searchsorted(self.members, numbers), len(self.members) - 1)
        found: Weights = np.where(self.members[at] == numbers, self.values[at], 0.0)
        return found

    def items(self) -> Iterator[tuple[str, float]]:
        """Everybody within reach with their value."""
        for number, value in zip(self.members.tolist(), self.values.tolist(), strict=True):
            yield self.names.ids[number], value

    def numbered(self) -> tuple[Sequence[str], Numbers, Weights]:
        """The members' ids by number, the numbers within reach, and their values."""
        return self.names.ids, self.members, self.values

    def between(self, people: Sequence[str]) -> Weights:
        """Trust of each of these people (rows) in each other (columns), whoever looks."""
        return self.names.between(people)

    def __len__(self) -> int:
        return len(self.members)

    def _place(self, identifier: str) -> int | None:
        number = self.names.number_of(identifier)
        if number is None:
            return None
        at = int(np.searchsorted(self.members, number))
        return at if at < len(self.members) and self.members[at] == number else None

    def _told_path(self, practitioner: int) -> tuple[str, ...]:
        """From the viewer to somebody; empty where each way leads over a vouch not to be told."""
        low, high = np.searchsorted(self.paths.practitioner, [practitioner, practitioner + 1])
        ways = np.arange(low, high)
        if self.unnamed:
            ways = np.array([at for at in ways if self._may_tell(int(at))], dtype=np.int64)
        if not ways.size:
            return ()
        values = self.paths.value[ways]
        best = ways[values >= values.max() * (1.0 - SAME_VALUE)]
        people = (self._people_named(int(at)) for at in best)
        return (self.viewer, *min(people, key=lambda path: (len(path), path)))

    def _people_named(self, at: int) -> tuple[str, ...]:
        return tuple(self.names.ids[person] for person in _people(self.paths, at))

    def _may_tell(self, at: int) -> bool:
        # The first step is the viewer's own vouch, which they know of.
        steps = itertools.pairwise(self._people_named(at))
        return not any(step in self.unnamed for step in steps)


class Known(Protocol):
    """What clients see of each member, and who the members are."""

    @property
    def ids(self) -> Sequence[str]:
        """The members' ids by number."""

    @property
    def clients(self) -> Weights:
        """The trust of clients in each member, by number."""

    def trust_for_clients(self, identifier: str) -> float:
        """The trust of clients in one member."""

    def between(self, people: Sequence[str]) -> Weights:
        """Trust of each of these people (rows) in each other (columns)."""


@dataclass(frozen=True, slots=True)
class ClientTrust:
    """What somebody without an account sees: a value, and nobody's name or path."""

    known: Known

    def get(self, identifier: str) -> TrustView | None:
        """The value for one person, None where no member with standing vouches for them."""
        value = self.value_of(identifier)
        return TrustView(value=value) if value > 0 else None

    def value_of(self, identifier: str) -> float:
        """The value alone, 0 where no member with standing vouches for them."""
        return self.known.trust_for_clients(identifier)

    def between(self, people: Sequence[str]) -> Weights:
        """Trust of each of these people (rows) in each other (columns), whoever looks."""
        return self.known.between(people)

    def numbered(self) -> tuple[Sequence[str], Numbers, Weights]:
        """The members' ids by number, all numbers, and their values."""
        return self.known.ids, np.arange(len(self.known.clients)), self.known.clients

    def items(self) -> Iterator[tuple[str, float]]:
        """Everybody for whom a member with standing vouches, with their value."""
        for number in np.flatnonzero(self.known.clients).tolist():
            yield self.known.ids[number], float(self.known.clients[number])


def table_of(names: Names, viewer: str, paths: Paths, routes_counted: int) -> TrustTable:
    """The strongest path per direct contact, the best few of them, and their noisy-or."""
    per_contact = paths.at(_firsts(paths.practitioner, paths.contact))
    best_first = per_contact.at(np.lexsort((-per_contact.value, per_contact.practitioner)))
    members, starts, routes = np.unique(
        best_first.practitioner, return_index=True, return_counts=True
    )
    place = np.arange(len(best_first.value)) - np.repeat(starts, routes)
    doubt = np.where(place < routes_counted, 1.0 - best_first.value, 1.0)
    # reduceat of nothing is an error.
    values = 1.0 - np.multiply.reduceat(doubt, starts) if members.size else doubt
    return TrustTable(names, viewer, members, values, routes, lambda: paths)


def _firsts(practitioner: Numbers, contact: Numbers) -> Numbers:
    """The first row of each practitioner and contact: the strongest, as paths are sorted."""
    if not practitioner.size:
        return practitioner
    new = np.ones(len(practitioner), dtype=np.bool_)
    new[1:] = (practitioner[1:] != practitioner[:-1]) | (contact[1:] != contact[:-1])
    return np.flatnonzero(new)


def _people(paths: Paths, at: int) -> tuple[int, ...]:
    contact, between = int(paths.contact[at]), int(paths.between[at])
    practitioner = int(paths.practitioner[at])
    middle = (between,) if between >= 0 else ()
    return (contact,) if contact == practitioner else (contact, *middle, practitioner)
