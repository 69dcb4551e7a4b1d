"""“I am full, try these two”: people of the same work whom the receiver vouches for come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from directory.search.snapshot import Snapshot

SUGGESTED = 2


def similar_people(network: Snapshot, handle: str, *, but: Collection[str]) -> list[str]:
    """Names of at most two listed people of the same profession, those trusted most on top."""
    own = network.listings.get(handle)
    if own is None:
        return []
    trust = network.trust.seen_by(handle)
    similar = [
        one
        for one in network.listings.values()
        if one.handle not in {handle, *but}
        and one.kind == own.kind
        and set(one.professions) & set(own.professions)
        and one.availability.status != "closed"
    ]
    similar.sort(key=lambda one: (-trust.value_of(one.handle), one.handle))
    return [one.name for one in similar[:SUGGESTED]]
