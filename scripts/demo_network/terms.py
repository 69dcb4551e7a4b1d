"""The vocabulary as the maker of the demo needs it: what exists, and what is in whose scope."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

VOCABULARY = Path(__file__).parents[2] / "seed_data" / "vocabulary"
TALK = "psychotherapist"


@cache
def rows(name: str) -> dict[str, dict[str, str]]:
    """The rows of a file of the vocabulary, by slug."""
    with (VOCABULARY / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return {row["slug"]: row for row in csv.DictReader(lines)}


def label(name: str, term: str) -> str:
    """The label of a term, without what stands in brackets."""
    return rows(name)[term]["label"].partition(" (")[0]


def umbrellas(profession: str) -> tuple[str, ...]:
    """The profession itself and those above it."""
    found: list[str] = []
    while profession:
        found.append(profession)
        profession = rows("professions")[profession]["parent"]
    return tuple(found)


def may_offer(profession: str, modality: str) -> bool:
    """Whether a modality is in a profession's scope, directly or through its umbrella."""
    allowed = rows("modalities")[modality]["professions_in_scope"].split("|")
    return any(name in allowed for name in umbrellas(profession))


def may_serve(professions: Iterable[str], issue: str) -> bool:
    """Whether one of the professions serves a facet of care that the issue calls for."""
    wanted = {facet.partition(":")[0] for facet in rows("issues")[issue]["facets"].split("|")}
    return any(
        wanted & set(rows("professions")[name]["facets_in_scope"].split("|"))
        for name in professions
    )


def related(issue: str) -> frozenset[str]:
    """The issue, everything above it and everything below it."""
    above: set[str] = set()
    step = issue
    while step:
        above.add(step)
        step = rows("issues")[step]["parent"]
    below = {issue}
    grown = True
    while grown:
        more = {slug for slug, row in rows("issues").items() if row["parent"] in below} - below
        grown = bool(more)
        below |= more
    return frozenset(above | below)
