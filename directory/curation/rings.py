"""Rings of vouches: groups that vouch for each other both ways, and for whom few others do."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SMALLEST = 4
"""Three who know each other are a practice; four of whom all vouch for all are worth a look."""
INWARD = 0.75
"""Share of the vouches for the group that come from inside it, from which it is shown."""
MOST_STEPS = 20_000
"""A bound on the search, which only a dense network reaches; what was found by then is shown."""


@dataclass(frozen=True, slots=True)
class Ring:
    """A group in which all vouch for all; `inward` is the share of their vouches from inside."""

    members: tuple[str, ...]
    inward: float


def vouch_rings(vouches: Iterable[tuple[str, str]]) -> tuple[Ring, ...]:
    """The rings among vouches (who, for whom), the largest first.

    Maximal cliques of the graph of mutual vouches (Bron and Kerbosch 1973, with a pivot).
    """
    given = {(one, other) for one, other in vouches if one != other}
    mutual: dict[str, set[str]] = defaultdict(set)
    received: dict[str, set[str]] = defaultdict(set)
    for one, other in given:
        received[other].add(one)
        if (other, one) in given:
            mutual[one].add(other)
    rings = [Ring(tuple(sorted(clique)), _inward(clique, received)) for clique in _cliques(mutual)]
    wanted = [ring for ring in rings if ring.inward >= INWARD]
    return tuple(sorted(wanted, key=lambda ring: (-len(ring.members), ring.members)))


def _inward(clique: frozenset[str], received: Mapping[str, set[str]]) -> float:
    voices = [voucher for member in clique for voucher in received[member]]
    return sum(voucher in clique for voucher in voices) / len(voices)


def _cliques(near: Mapping[str, set[str]]) -> Iterable[frozenset[str]]:
    """Maximal cliques of the smallest size or more; a stack, so that no depth is too deep."""
    stack = [(frozenset[str](), set(near), set[str]())]
    steps = 0
    while stack and steps < MOST_STEPS:
        steps += 1
        clique, candidates, done = stack.pop()
        if not candidates and not done and len(clique) >= SMALLEST:
            yield clique
        if len(clique) + len(candidates) < SMALLEST or not candidates:
            continue
        pivot = max(sorted(candidates | done), key=lambda one: len(near[one] & candidates))
        for one in sorted(candidates - near[pivot]):
            stack.append((clique | {one}, candidates & near[one], done & near[one]))
            candidates = candidates - {one}
            done = done | {one}
