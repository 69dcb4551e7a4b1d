"""The trust network of one revision and day, loaded into the values that matching computes with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from directory.matching.trust.graph import TrustGraph
from directory.matching.trust.vouches import current_vouches, current_weight
from directory.trust import queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from datetime import date

    from sqlalchemy.orm import Session

    from directory.matching.trust.table import ClientTrust, TrustTable
    from directory.matching.trust.vouches import VouchFact
    from directory.vocabulary.terms import VouchBasis


@dataclass(frozen=True)
class TrustNetwork:
    """The graph, and who with standing vouches for whom today (as counts are shown)."""

    graph: TrustGraph
    vouchers: Mapping[str, tuple[str, ...]]
    """By listing, the handles of members with standing whose vouch stands in the public number."""
    unnamed: AbstractSet[tuple[str, str]] = frozenset()
    """Pairs of voucher and practitioner between whom nothing but unnamed vouches stands."""

    def seen_by(self, viewer: str, blocked: Iterable[str] = ()) -> TrustTable:
        """Trust from one member; whom they blocked stands in no path and lends nothing."""
        return replace(self.graph.view(viewer, blocked), unnamed=self.unnamed)

    def seen_by_clients(self) -> ClientTrust:
        """Trust as somebody without an account sees it."""
        return self.graph.for_clients()


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
    public = _public_vouchers(vouches, graph, bases, today=today)
    return TrustNetwork(graph, public, _unnamed(vouches))


def _unnamed(vouches: Iterable[VouchFact]) -> frozenset[tuple[str, str]]:
    pairs: dict[tuple[str, str], bool] = {}
    for vouch in vouches:
        pair = (vouch.voucher, vouch.practitioner)
        pairs[pair] = pairs.get(pair, True) and vouch.is_unnamed
    return frozenset(pair for pair, is_unnamed in pairs.items() if is_unnamed)


def _public_vouchers(
    vouches: Iterable[VouchFact],
    graph: TrustGraph,
    bases: Mapping[str, VouchBasis],
    *,
    today: date,
) -> dict[str, tuple[str, ...]]:
    silent = graph.roll.members.silent
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for vouch in current_vouches(vouches, bases):
        is_fresh = current_weight(bases[vouch.basis], vouch.given_on, today) > 0
        counts = vouch.is_counted and is_fresh
        if counts and vouch.voucher not in silent and graph.has_standing(vouch.voucher):
            found[vouch.practitioner][vouch.voucher] = None
    return {listing: tuple(vouchers) for listing, vouchers in found.items()}
