"""The trust network of one revision and day, loaded into the values that matching computes with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from directory.matching.columns.growth import Patched
from directory.matching.trust.graph import TrustGraph
from directory.matching.trust.vouches import current_vouches, current_weight
from directory.trust import queries

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.matching.trust.members import Members
    from directory.matching.trust.table import ClientTrust, TrustTable
    from directory.matching.trust.vouches import VouchFact
    from directory.vocabulary.terms import VouchBasis


@dataclass(frozen=True, slots=True, eq=False)
class PublicVouchers(Mapping[str, tuple[str, ...]]):
    """By listing, the handles of members with standing whose vouch stands in the public number.

    Who has standing and what has faded is asked when somebody looks, so that neither a new day
    nor a new member needs all vouches again.
    """

    said: Mapping[str, tuple[VouchFact, ...]]
    """By listing, the vouches that may be counted."""
    graph: TrustGraph
    bases: Mapping[str, VouchBasis]

    def __getitem__(self, listing: str) -> tuple[str, ...]:
        counted = (vouch.voucher for vouch in self.said[listing] if self._counts(vouch))
        found = tuple(sorted(dict.fromkeys(counted)))
        if not found:
            raise KeyError(listing)
        return found

    def __iter__(self) -> Iterator[str]:
        return (listing for listing in self.said if listing in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _counts(self, vouch: VouchFact) -> bool:
        graph = self.graph
        is_fresh = current_weight(self.bases[vouch.basis], vouch.given_on, graph.day.today) > 0
        is_silent = vouch.voucher in graph.roll.members.silent
        return is_fresh and not is_silent and graph.has_standing(vouch.voucher)


@dataclass(frozen=True)
class TrustNetwork:
    """The graph, and who with standing vouches for whom today (as counts are shown)."""

    graph: TrustGraph
    vouchers: PublicVouchers
    unnamed: frozenset[tuple[str, str]] = frozenset()
    """Pairs of voucher and practitioner between whom nothing but unnamed vouches stands."""

    def seen_by(self, viewer: str, blocked: Iterable[str] = ()) -> TrustTable:
        """Trust from one member; whom they blocked stands in no path and lends nothing."""
        return replace(self.graph.view(viewer, blocked), unnamed=self.unnamed)

    def seen_by_clients(self) -> ClientTrust:
        """Trust as somebody without an account sees it."""
        return self.graph.for_clients()

    def on(self, today: date) -> TrustNetwork:
        """The network on another day."""
        return self._with(self.graph.on(today))

    def with_members(self, members: Members) -> TrustNetwork:
        """The network after somebody was checked, came or left."""
        return self._with(self.graph.with_members(members))

    def with_vouches_of(self, voucher: str, vouches: Iterable[VouchFact]) -> TrustNetwork:
        """The network after all vouches of one voucher became these."""
        vouches = list(vouches)
        spoken_of = self._practitioners_of(voucher) | {one.practitioner for one in vouches}
        said = self.vouchers.said
        now = _counted(vouches, self.vouchers.bases)
        changed = {
            listing: (
                *(one for one in said.get(listing, ()) if one.voucher != voucher),
                *now.get(listing, ()),
            )
            for listing in spoken_of
        }
        graph = self.graph.with_vouches_of(voucher, vouches)
        if graph.is_worth_compacting:
            graph = graph.compacted()
        others = frozenset(pair for pair in self.unnamed if pair[0] != voucher)
        return TrustNetwork(
            graph,
            replace(self.vouchers, graph=graph, said=Patched.over(said, changed)),
            others | _unnamed(vouches),
        )

    def _practitioners_of(self, voucher: str) -> set[str]:
        number = self.graph.number_of(voucher)
        if number is None:
            return set()
        edges = self.graph.day.edges(np.array([number]))
        return {self.graph.ids[one] for one in edges.practitioner.tolist()}

    def _with(self, graph: TrustGraph) -> TrustNetwork:
        return replace(self, graph=graph, vouchers=replace(self.vouchers, graph=graph))


def load_network(
    session: Session,
    bases: Mapping[str, VouchBasis],
    *,
    licence_checked: AbstractSet[str],
    today: date,
) -> TrustNetwork:
    """The network of the database; `licence_checked` holds the handles whose licence was."""
    vouches = queries.standing_vouches(session)
    members = queries.members(session, licence_checked=licence_checked)
    graph = TrustGraph.of(vouches, bases, today, members)
    public = PublicVouchers(_counted(vouches, bases), graph, bases)
    return TrustNetwork(graph, public, _unnamed(vouches))


def with_new_members(
    network: TrustNetwork,
    session: Session,
    handles: AbstractSet[str],
    *,
    licence_checked: AbstractSet[str],
) -> TrustNetwork:
    """The network after some members were checked, came or left; only they are asked about.

    `licence_checked` holds those among them whose licence was.
    """
    before = network.graph.roll.members
    now = queries.members(session, licence_checked=licence_checked, handles=handles)
    after = replace(
        before,
        checked=((before.checked or frozenset()) - handles) | (now.checked or frozenset()),
        founding=(before.founding - handles) | now.founding,
        silent=(before.silent - handles) | now.silent,
    )
    return network if after == before else network.with_members(after)


def with_new_vouches(
    network: TrustNetwork, session: Session, vouchers: AbstractSet[str]
) -> TrustNetwork:
    """The network after the vouches of some members changed; only theirs are read."""
    said: dict[str, list[VouchFact]] = {voucher: [] for voucher in sorted(vouchers)}
    for vouch in queries.standing_vouches(session, vouchers):
        said[vouch.voucher].append(vouch)
    for voucher, vouches in said.items():
        network = network.with_vouches_of(voucher, vouches)
    return network


def _unnamed(vouches: Iterable[VouchFact]) -> frozenset[tuple[str, str]]:
    pairs: dict[tuple[str, str], bool] = {}
    for vouch in vouches:
        pair = (vouch.voucher, vouch.practitioner)
        pairs[pair] = pairs.get(pair, True) and vouch.is_unnamed
    return frozenset(pair for pair, is_unnamed in pairs.items() if is_unnamed)


def _counted(
    vouches: Iterable[VouchFact], bases: Mapping[str, VouchBasis]
) -> dict[str, tuple[VouchFact, ...]]:
    """By listing, the vouches that may stand in the public number."""
    found: dict[str, list[VouchFact]] = defaultdict(list)
    for vouch in current_vouches(vouches, bases):
        if vouch.is_counted:
            found[vouch.practitioner].append(vouch)
    return {listing: tuple(vouches) for listing, vouches in found.items()}
