"""Trust as the asker of a scenario sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from directory.matching.answer import TrustView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.matching.need import Need
    from directory.matching.situation import TrustLookup
    from directory.matching.trust.graph import TrustGraph


class ClientTrust:
    """What somebody without an account sees: a value for each member, and no path."""

    def __init__(self, graph: TrustGraph) -> None:
        self._graph = graph

    def get(self, identifier: str, /) -> TrustView | None:
        """The value alone."""
        value = self.value_of(identifier)
        return TrustView(value=value) if value else None

    def value_of(self, identifier: str, /) -> float:
        """The strongest vouches by members with standing, together."""
        return self._graph.trust_for_clients(identifier)

    def items(self) -> Iterator[tuple[str, float]]:
        """Everybody for whom somebody vouches."""
        for identifier in self._graph.ids:
            if value := self.value_of(identifier):
                yield identifier, value


def viewed(graph: TrustGraph, need: Need) -> TrustLookup:
    """The referrer's own view, else the clients'."""
    if need.referrer is None:
        return ClientTrust(graph)
    return graph.view(need.referrer.id, need.referrer.blocked)
