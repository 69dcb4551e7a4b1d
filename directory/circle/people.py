"""Who is meant by a name that a member typed."""

from __future__ import annotations

from directory.search.blueprint import snapshot


def called(name: str) -> list[str]:
    """Handles of those listed under this name, or the one whose handle this is."""
    wanted = name.casefold()
    listings = snapshot().listings
    if wanted in listings:
        return [wanted]
    return [handle for handle, one in listings.items() if one.name.casefold() == wanted]
