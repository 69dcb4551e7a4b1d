"""Trust stated plainly, one person after another: the oracle of the columns in `graph`.

Nothing in the product runs this; it says what `TrustGraph` must answer, and the tests compare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.matching.answer import TrustView
from directory.matching.trust.members import EVERYBODY, Members
from directory.matching.trust.vouches import (
    DEFAULT_RULES,
    TrustRules,
    VouchFact,
    combined,
    current_vouches,
    current_weight,
    is_private,
    shown_basis,
)

if TYPE_CHECKING:
    from datetime import date

    from directory.vocabulary.terms import VouchBasis


@dataclass(frozen=True, slots=True)
class Edge:
    """What one person's word counts for another, and how much of it carries further."""

    weight: float
    extending: float


Edges = Mapping[str, Mapping[str, Edge]]


@dataclass(frozen=True, slots=True)
class Network:
    """All vouches of a network on one day."""

    vouches: tuple[VouchFact, ...]
    bases: Mapping[str, VouchBasis]
    today: date
    members: Members = EVERYBODY
    rules: TrustRules = DEFAULT_RULES

    def pairs(self, without: str | None = None) -> dict[tuple[str, ...], list[VouchFact]]:
        """The vouches that count today, by voucher and practitioner."""
        found: dict[tuple[str, ...], list[VouchFact]] = defaultdict(list)
        for vouch in current_vouches(self.vouches, self.bases):
            if self._weight(vouch) > 0 and vouch.practitioner != without:
                found[vouch.voucher, vouch.practitioner].append(vouch)
        return found

    def edges(self, without: str | None = None) -> Edges:
        """Combined weights by voucher and practitioner, within each voucher's budget.

        What was said about `without`, the viewer, is set aside before the budget is shared
        out, so that nothing said about a viewer can change what they see.
        """
        found: dict[str, dict[str, Edge]] = defaultdict(dict)
        for (voucher, practitioner), vouches in self.pairs(without).items():
            weight = combined([self._weight(vouch) for vouch in vouches], self.rules)
            further = [self._weight(v) for v in vouches if self.bases[v.basis].extends]
            found[voucher][practitioner] = Edge(weight, combined(further, self.rules))
        return {voucher: self._within_budget(edges) for voucher, edges in found.items()}

    def _within_budget(self, edges: Mapping[str, Edge]) -> dict[str, Edge]:
        total = sum(edge.weight for edge in edges.values())
        scale = min(1.0, self.rules.budget / total)
        return {
            practitioner: Edge(edge.weight * scale, edge.extending * scale)
            for practitioner, edge in edges.items()
        }

    def _weight(self, vouch: VouchFact) -> float:
        return current_weight(self.bases[vouch.basis], vouch.given_on, self.today, self.rules)


def lenders(network: Network) -> frozenset[str]:
    """Everybody whose vouches count for other people: those with standing who are not silent."""
    members = network.members
    people = {vouch.voucher for vouch in network.vouches}
    if members.everybody_has_standing:
        return frozenset(people - members.silent)
    if members.standing is not None:
        return frozenset(members.standing - members.silent)
    return _worked_out_standing(network)


def _worked_out_standing(network: Network) -> frozenset[str]:
    may_have = (network.members.checked or frozenset()) - network.members.silent
    standing = set(may_have & network.members.founding)
    edges = network.edges()
    while True:
        support: dict[str, int] = defaultdict(int)
        for voucher in standing:
            for practitioner, edge in edges.get(voucher, {}).items():
                support[practitioner] += edge.extending > 0
        enough = {p for p, n in support.items() if n >= network.rules.vouchers_for_standing}
        if enough & may_have <= standing:
            return frozenset(standing)
        standing |= enough & may_have


@dataclass(frozen=True, slots=True)
class Route:
    """A path from the viewer and the product of what its steps are worth."""

    value: float
    people: tuple[str, ...]


def trust_of(
    network: Network, viewer: str, blocked: frozenset[str] = frozenset()
) -> dict[str, TrustView]:
    """Trust of one viewer in everybody whom a path of at most three steps reaches."""
    edges = network.edges(without=viewer)
    routes = _routes(edges, viewer, lenders(network), blocked, network.rules)
    pairs = network.pairs()
    views = {}
    for practitioner, by_contact in routes.items():
        best = sorted((route.value for route in by_contact.values()), reverse=True)
        shown = min(by_contact.values(), key=_rank)
        steps = zip(shown.people, shown.people[1:], strict=False)
        views[practitioner] = TrustView(
            value=noisy_or(best[: network.rules.routes_counted]),
            path=shown.people,
            basis=tuple(shown_basis(pairs[step], network.bases, network.today) for step in steps),
            routes=len(by_contact),
            named=_named(pairs[shown.people[-2:]], network.bases),
        )
    return views


def _routes(
    edges: Edges,
    viewer: str,
    lending: frozenset[str],
    blocked: frozenset[str],
    rules: TrustRules,
) -> dict[str, dict[str, Route]]:
    """The strongest route to each person through each direct contact."""
    best: dict[str, dict[str, Route]] = defaultdict(dict)

    def go_on(people: tuple[str, ...], value: float, so_far: float) -> None:
        contact, last = people[1], people[-1]
        known = best[last].get(contact)
        found = Route(value, people)
        if known is None or _rank(found) < _rank(known):
            best[last][contact] = found
        if last in lending and len(people) <= MOST_STEPS and so_far > 0:
            step(people, so_far * rules.per_further_step)

    def step(people: tuple[str, ...], so_far: float) -> None:
        for practitioner, edge in edges.get(people[-1], {}).items():
            if practitioner not in blocked and practitioner not in people:
                further = (*people, practitioner)
                go_on(further, so_far * edge.weight, so_far * edge.extending)

    step((viewer,), 1.0)
    return best


MOST_STEPS = 3


def _rank(route: Route) -> tuple[float, int, tuple[str, ...]]:
    # Products of the same weights in another order differ in their last bits only.
    return (-round(route.value, 12), len(route.people), route.people)


def _named(vouches: Iterable[VouchFact], bases: Mapping[str, VouchBasis]) -> tuple[str, ...]:
    """The issues and modalities that vouches speak of, private ones left out."""
    spoken = (
        (*vouch.issues, *vouch.modalities)
        for vouch in vouches
        if not is_private(vouch, bases[vouch.basis])
    )
    return tuple(dict.fromkeys(term for terms in spoken for term in terms))


def noisy_or(values: Iterable[float]) -> float:
    """1 - product of (1 - v): several independent reasons to believe the same."""
    doubt = 1.0
    for value in values:
        doubt *= 1.0 - value
    return 1.0 - doubt


def trust_of_clients(network: Network, practitioner: str) -> float:
    """What somebody without an account sees: the strongest vouches by members with standing."""
    lending = lenders(network)
    weights = sorted(
        (
            edges[practitioner].weight
            for voucher, edges in network.edges().items()
            if voucher in lending and practitioner in edges
        ),
        reverse=True,
    )
    return noisy_or(weights[: network.rules.vouches_for_clients])
