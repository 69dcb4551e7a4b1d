"""The one error of the vocabulary files: where it is, what is wrong, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A row of a vocabulary file; the header is row 1."""

    file: str
    row: int
    slug: str


class VocabularyError(ValueError):
    """A vocabulary file says something that cannot be; the message names the spot and the remedy.

    Attributes: `spot` (file, row, slug), `cause`, `remedy`.
    """

    def __init__(self, spot: Spot, cause: str, remedy: str) -> None:
        self.spot = spot
        self.cause = cause
        self.remedy = remedy
        super().__init__(f"{spot.file}, row {spot.row} ({spot.slug}): {cause} {remedy}")
