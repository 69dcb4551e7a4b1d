"""Where a licensed person is complained about: the board of each jurisdiction, from a data file."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from directory import resources

if TYPE_CHECKING:
    from directory.profiles.listing import PublishedListing


@dataclass(frozen=True, slots=True)
class Board:
    """A board that takes complaints: its own page, and when somebody last opened it."""

    jurisdiction: str
    name: str
    address: str
    last_checked: str
    """ISO date; empty where nobody has opened it yet."""


def boards_for(listing: PublishedListing) -> tuple[Board, ...]:
    """The boards of the jurisdictions in which this listing is licensed."""
    wanted = {item.jurisdiction for item in listing.credentials}
    wanted |= {place.region for place in listing.places}
    return tuple(board for board in all_boards() if board.jurisdiction in wanted)


@cache
def all_boards() -> tuple[Board, ...]:
    """Every line of `complaint_boards.csv`, in its order."""
    path = resources.seed_data() / "complaint_boards.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Board(row["jurisdiction"], row["board"], row["address"], row["last_checked"])
            for row in csv.DictReader(file)
        )
