"""The product's own engine, as a request asks it."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from benchmarks.measuring import Times
from benchmarks.peers.answer import TOP, Top
from directory.matching.names import Names
from directory.matching.search import build_index, rank

if TYPE_CHECKING:
    from datetime import date

    from benchmarks.queries import Question
    from benchmarks.synthetic import Network
    from directory.matching.index import Index
    from directory.matching.situation import TrustLookup
    from directory.matching.trust.graph import TrustGraph


@dataclass(frozen=True, eq=False)
class Ours:
    """An index and a trust graph in memory."""

    network: Network
    index: Index
    graph: TrustGraph
    build_s: float

    @classmethod
    def of(cls, network: Network, today: date) -> Ours:
        """Everything a search needs, worked out."""
        graph = network.trust
        _ = graph.clients
        start = time.perf_counter()
        index = build_index(network.listings, network.vocabulary, revision=1, today=today)
        return cls(network, index, graph, time.perf_counter() - start)

    @cached_property
    def names(self) -> Names:
        """The names of all listings."""
        return Names.of([one.name for one in self.network.listings])

    def named(self, typed: str) -> list[str]:
        """The handles of the ten nearest names."""
        return [self.network.listings[row].id for row, _ in self.names.nearest(typed)]

    def edit_visible_ms(self, edits: int) -> float:
        """The median from a changed listing to an index that answers with it."""
        times = Times()
        index = self.index
        for number in range(edits):
            one = self.network.listings[number]
            changed = replace(one, capacity=replace(one.capacity, wait_days=3))
            index = times.of(partial(index.with_changes, [changed], revision=number))
        return times.p50

    def trust(self, question: Question) -> TrustLookup:
        """Trust as whoever asks sees it, worked out anew."""
        if question.viewer is None:
            return self.graph.for_clients()
        return self.graph.view(question.viewer)

    def search(self, question: Question, today: date, *, told: bool = False) -> Top:
        """The first twenty and the counts; with `told` also what is said of each."""
        answer = rank(self.index, question.need, today=today, trust=self.trust(question), limit=TOP)
        if told:
            for match in answer.matches:
                _ = match.why
        return Top(
            tuple((match.id, match.score) for match in answer.matches),
            answer.total,
            answer.professions,
            {name: (count.yes, count.no) for name, count in answer.filters.items()},
        )
