"""The compiled loop answers what numpy answers: the same visits, the same numbers to the bit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from directory.matching.columns import compiled
from directory.matching.columns.judging import judged
from directory.matching.columns.placing import tier_of
from directory.matching.columns.plan import Plan
from directory.matching.need import Kind
from directory.matching.search import build_index
from directory.matching.situation import situation
from tests.support.casting import TODAY, vocabulary
from tests.support.invented_casts import invented_listings, invented_needs, invented_trust

if TYPE_CHECKING:
    from directory.matching.index import Index

pytest.importorskip("numba", reason="the extra `speed` is not installed")

LISTINGS, NEEDS = 200, 150


def _with(index: Index, loops: compiled.Loops | None) -> Index:
    other = replace(index)
    other.__dict__.update(index.__dict__)
    other.__dict__["loops"] = loops
    return other


@pytest.mark.parametrize("seed", [31, 32, 33, 34])
def test_both_ways_give_the_same_numbers(seed: int) -> None:
    listings = invented_listings(LISTINGS, seed)
    index, trust = build_index(listings, vocabulary(), today=TODAY), invented_trust(listings, seed)
    plain, fast = _with(index, None), _with(index, compiled.loops())

    in_the_loop = 0
    for need in invented_needs(NEEDS, seed):
        own = index.listings.get(need.referrer.id) if need.referrer else None
        asking = situation(need, lexicon=index.lexicon, today=TODAY, trust=trust, own_listing=own)
        in_the_loop += Plan(asking, index.tables).suits_loops
        stated, found = judged(plain, asking), judged(fast, asking)
        assert found.half_km == stated.half_km
        assert fast.count(found) == plain.count(stated)
        for one, other in zip(stated.steps, found.steps, strict=True):
            assert one.relaxed == other.relaxed
            slow, quick = (
                tier_of(step.scored, index.columns, asking, loops)
                for step, loops in ((one, None), (other, fast.loops))
            )
            assert np.array_equal(quick.key, slow.key)
            assert np.array_equal(quick.is_newcomer, slow.is_newcomer)
            for name in type(one.scored).__slots__:
                a, b = getattr(one.scored, name), getattr(other.scored, name)
                assert np.array_equal(a, b, equal_nan=a.dtype.kind == "f"), (name, need)
    assert in_the_loop > NEEDS / 4


def test_centers_stand_among_what_was_compared() -> None:
    listings = invented_listings(LISTINGS, 31)

    assert any(one.kind is Kind.CENTER and one.staff for one in listings)


def test_a_small_network_does_not_wait_for_a_compiler() -> None:
    assert build_index(invented_listings(20, 1), vocabulary()).loops is None
