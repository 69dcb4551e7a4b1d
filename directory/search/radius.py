"""A distance said in words, such as "within 25 miles of Denver", taken out of them as a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from directory.search.wording import KM_PER_MILE

_SAID = re.compile(
    r"\b(?:with\s?in|up to|no more than|not more than|less than|under|at most|max(?:imum)?"
    r"|a menos de|dentro de|hasta|en un radio de)\s+(?:a\s+)?(\d{1,3})\s*-?\s*"
    r"(miles?|mi|kms?|kilomet(?:er|re)s?|millas?|kil[oó]metros?)\b\.?"
    r"(?:\s+(?:radius|drive|away))?(?:\s+(?:of|from|to|around|de|desde)\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Radius:
    """The words without the distance, and the distance in km; None where none was said."""

    words: str
    km: float | None


def take_radius(words: str) -> Radius:
    """Split a distance off the words; "near" stands in its place, so that a town keeps its cue."""
    found = _SAID.search(words)
    if found is None:
        return Radius(words, None)
    number = float(found[1])
    in_miles = found[2].lower().startswith("mi")
    rest = f"{words[: found.start()]}near{words[found.end() :]}"
    return Radius(rest, (number * KM_PER_MILE if in_miles else number) or None)
