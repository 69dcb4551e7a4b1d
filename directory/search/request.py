"""What somebody asked for, as typed and chosen: the one value that a sealed link carries."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

WORDS_AT_MOST = 2_000
PLACE_AT_MOST = 120
DEFAULT_WITHIN = 25
KEPT_AT_MOST = 3
"""Two or three names are what somebody can call; they also stand side by side on a sheet."""
WITHIN_AT_MOST = 500


_CHOICES = frozenset(
    {
        "place", "care", "kinds", "mode", "payer", "max_fee", "language", "population", "access",
        "preferences", "no_touch", "team", "wants", "joint",
    }
)  # fmt: skip


class Order(StrEnum):
    """In which order results are shown."""

    FIT = "fit"
    NEAREST = "nearest"
    SOONEST = "soonest"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRequest:
    """One search as the form states it; empty means that nothing was said.

    `without` holds what was read in the words and taken away again, as "kind:slug".
    """

    words: str = ""
    place: str = ""
    within: int = DEFAULT_WITHIN
    """Miles, also where the page says it in kilometres."""
    care: tuple[str, ...] = ()
    """Facets of care that were ticked."""
    kinds: tuple[str, ...] = ()
    """person, center; empty for both."""
    mode: str = ""
    payer: str = ""
    payer_must: bool = False
    max_fee: int | None = None
    language: str = ""
    population: str = ""
    access: tuple[str, ...] = ()
    preferences: tuple[str, ...] = ()
    no_touch: bool = False
    for_client: bool = False
    i_am: str = ""
    """The profession of a practitioner who searches for a client of theirs."""
    as_listing: str = ""
    """The listing of the practitioner who searches; never from a form that anybody may send."""
    says_does: bool = False
    """Whether `does` is what the practitioner states to do here; else their whole scope is."""
    does: tuple[str, ...] = ()
    """Facets of care and modalities in the practitioner's own hands."""
    wants: str = ""
    """The profession that a practitioner looks for."""
    joint: bool = False
    """Whether sessions together are wished for."""
    whole_need: bool = False
    team: bool = False
    include_unconfirmed: bool = False
    goes_on: bool = False
    """Whether somebody in danger asked to see the list below the help lines."""
    or_unstated: tuple[str, ...] = ()
    """Must-haves for which those who did not say are shown too, as "access:wheelchair"."""
    without: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Handles of the names that somebody keeps for the sheet to take along."""
    about: str = ""
    """A name typed to ask why somebody does not stand higher."""

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

    def taken_away(self, chip: str) -> SearchRequest:
        """The request without what a chip stands for.

        "form:payer:medicaid" takes a choice of the form back, "read:issue:grief" sets aside what
        was read in the words; anything else changes nothing.
        """
        source, _colon, rest = chip.partition(":")
        name, _colon, slug = rest.partition(":")
        if source == "read" and slug:
            return replace(self, without=tuple(dict.fromkeys((*self.without, rest))))
        if source != "form" or name not in _CHOICES:
            return self
        chosen: object = getattr(self, name)
        if isinstance(chosen, tuple):
            kept: object = tuple(item for item in chosen if item != slug)
        else:
            kept = getattr(SearchRequest(), name)
        changed: dict[str, Any] = {name: kept}
        return replace(self, **changed)

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
