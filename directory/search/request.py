"""What somebody asked for, as typed and chosen: the one value that a sealed link carries."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

WORDS_AT_MOST = 2_000
PLACE_AT_MOST = 120
DEFAULT_MILES = 25


class Order(StrEnum):
    """In which order results are shown."""

    FIT = "fit"
    NEAREST = "nearest"
    SOONEST = "soonest"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search as the form states it; empty means that nothing was said.

    `without` holds what was read in the words and taken away again, and `include_unstated` the
    wishes for which those who did not say are shown too; both as "kind:slug".
    """

    words: str = ""
    near: str = ""
    within: float = DEFAULT_MILES
    """In `unit`."""
    unit: str = "mi"
    care: tuple[str, ...] = ()
    """Facets of care that were ticked."""
    kinds: tuple[str, ...] = ()
    """person, center; empty for both."""
    mode: str = ""
    payer: str = ""
    payer_must: bool = False
    language: str = ""
    population: str = ""
    access: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    no_touch: bool = False
    open_now: bool = False
    max_fee: str = ""
    for_client: bool = False
    i_am: str = ""
    """The profession of a practitioner who searches for a client of theirs."""
    as_listing: str = ""
    """The listing of the practitioner who searches."""
    whole_need: bool = False
    without: tuple[str, ...] = ()
    wish_only: tuple[str, ...] = ()
    include_unconfirmed: bool = False

    def to_text(self) -> str:
        """The request as compact JSON; what was not said is left out."""
        return json.dumps(
            {
                field.name: value
                for field in dataclasses.fields(self)
                if (value := getattr(self, field.name)) != field.default
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_text(cls, text: str) -> SearchRequest:
        """The request in a text of `to_text`; what this version does not know is left out."""
        known = {field.name: field.default for field in dataclasses.fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(known[name], tuple) else value
            for name, value in json.loads(text).items()
            if name in known
        }
        return cls(**values)
