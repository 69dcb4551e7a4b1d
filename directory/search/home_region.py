"""Where a network is at home, when its setting names only a country."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from directory.matching.need import Place

FIRST_HOME = "US-CO"
"""The region of the invented network: home until a network has listings or a setting."""


def likely_home(chosen: str, offices: Iterable[Place]) -> str:
    """The region that a town without its state is looked for in first.

    The setting where it names a region; else the region of that country with the most offices
    of the network; else that of the invented network, where it lies in the country.
    """
    if "-" in chosen:
        return chosen
    counted = Counter(
        office.region
        for office in offices
        if office.region and office.region.startswith(f"{chosen}-")
    )
    if counted:
        return min(counted, key=lambda region: (-counted[region], region))
    return FIRST_HOME if FIRST_HOME.startswith(f"{chosen}-") else chosen
