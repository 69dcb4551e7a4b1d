"""What recognition asks of a gazetteer; directory.places answers it from its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Town:
    """A town that a name may mean; region is ISO 3166-2, population 0 where it is not known."""

    city: str
    region: str
    population: int
    latitude: float
    longitude: float


class PlaceLookup(Protocol):
    """A gazetteer in memory; names come folded: small letters, no accents, single blanks.

    `St`/`Saint`, `Mt`/`Mount`, `Ft`/`Fort` are the same to it. It is asked several times for
    each search, so a look-up should take microseconds.
    """

    def find(self, name: str, region: str | None = None) -> Sequence[Town]:
        """Towns of exactly this folded name, in the region if one is given; may be empty."""
        ...

    def find_similar(self, name: str, region: str | None) -> Sequence[Town]:
        """Towns whose name this plausibly misspells, best first.

        Of the region if one is given, else among towns of at least 5,000 people.
        """
        ...

    def find_postal(self, code: str) -> Town | None:
        """The place of a US ZIP (five digits) or Canadian code (M5V or M5V2T6), if it exists."""
        ...
