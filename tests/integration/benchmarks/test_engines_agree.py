"""Every engine of the benchmark gives the product's own answer, or the ratios mean nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.memory import bytes_of
from benchmarks.ours import Ours
from benchmarks.peers.answer import Top, same_counts, same_top
from benchmarks.peers.engines import engine
from benchmarks.queries import COMPARED, questions
from benchmarks.synthetic import TODAY, network

if TYPE_CHECKING:
    from pathlib import Path

LISTINGS = 900


@pytest.fixture(scope="module")
def ours() -> Ours:
    return Ours.of(network(LISTINGS), TODAY)


@pytest.mark.parametrize("name", ["sqlite", "duckdb", "loop"])
def test_the_same_twenty_and_the_same_counts(name: str, ours: Ours, tmp_path: Path) -> None:
    peer = engine(name, ours.network, ours, tmp_path)
    found = 0
    for question in questions(ours.network, 4):
        if question.kind in COMPARED:
            peer.prepare(question)
            theirs, mine = peer.search(question), ours.search(question, TODAY)
            assert same_top(theirs, mine), question
            assert same_counts(theirs, mine), question
            found += mine.total
    peer.close()
    assert found > 20


def test_another_order_is_not_the_same() -> None:
    one = Top((("a", 0.5), ("b", 0.4)), 2, {"nurse": 2}, {"payer:aetna": (1, 0)})

    assert same_top(one, one)
    assert not same_top(one, Top((("b", 0.4), ("a", 0.5)), 2, {}, {}))
    assert not same_top(one, Top((("a", 0.5), ("b", 0.39)), 2, {}, {}))
    assert not same_top(one, Top((("a", 0.5),), 1, {}, {}))
    assert not same_counts(one, Top(one.results, 2, {"nurse": 2}, {"payer:aetna": (0, 1)}))


def test_the_bytes_of_an_index_are_counted_once(ours: Ours) -> None:
    held = bytes_of(ours.index)

    assert 100 * LISTINGS < held < 2000 * LISTINGS
    assert held == bytes_of((ours.index, ours.index))
