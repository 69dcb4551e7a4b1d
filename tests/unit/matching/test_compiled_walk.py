"""The compiled walk answers what numpy answers: the same members, the same numbers to the bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.matching.trust import compiled
from directory.matching.trust.graph import TrustGraph
from directory.matching.trust.table import table_of
from directory.matching.trust.vouches import VouchFact
from directory.matching.trust.walk import Walker
from tests.support.vouching import TODAY, vouch_bases
from tests.unit.matching.test_trust_matches_statement import (
    columns_of,
    networks,
    people,
    vouches,
)

if TYPE_CHECKING:
    from directory.matching.trust.statement import Network

pytest.importorskip("numba", reason="the extra `speed` is not installed")


def assert_same_walk(graph: TrustGraph, viewer: str, blocked: frozenset[str]) -> None:
    walker = Walker(graph.day, graph.lends, graph.roll.numbers_of(blocked))
    number = graph.roll.number_of(viewer)
    number = graph.roll.size if number is None else number
    stated = table_of(graph, viewer, walker.paths(number), graph.day.rules.routes_counted)

    found = graph.view(viewer, blocked)

    assert np.array_equal(found.members, stated.members)
    assert np.array_equal(found.values, stated.values)
    assert np.array_equal(found.routes, stated.routes)
    for name in graph.ids:
        assert found.get(name) == stated.get(name)


@settings(max_examples=150, deadline=None)
@given(
    network=networks(),
    later=st.lists(vouches, max_size=8),
    viewer=people,
    blocked=st.frozensets(people, max_size=2),
)
def test_both_walks_give_the_same_numbers(
    network: Network, later: list[VouchFact], viewer: str, blocked: frozenset[str]
) -> None:
    compiled.load()
    graph = columns_of(network)
    assert_same_walk(graph, viewer, blocked)
    for vouch in later:
        graph = graph.with_vouches_of(vouch.voucher, [vouch])
    assert_same_walk(graph, viewer, blocked)


def test_a_crowd_larger_than_the_first_table_is_walked_whole() -> None:
    compiled.load()
    crowd = [VouchFact("a", f"n{number}", "co-treated", TODAY) for number in range(3)]
    crowd += [
        VouchFact(f"n{number}", f"m{number}-{other}", "co-treated", TODAY)
        for number in range(3)
        for other in range(700)
    ]
    assert_same_walk(TrustGraph.of(crowd, vouch_bases(), TODAY), "a", frozenset())
