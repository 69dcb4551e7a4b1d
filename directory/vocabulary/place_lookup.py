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

    def find_similar(self, name: str, region: str) -> Sequence[Town]:
        """Towns of a region whose name is a plausible misspelling of this one, best first."""
        ...

    def find_postal(self, code: str) -> Town | None:
        """The place of a US ZIP (five digits) or Canadian code (M5V or M5V2T6), if it exists."""
        ...
