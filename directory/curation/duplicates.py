"""Which listings may be one: by licence, telephone, name and place, with why. Pure.

Only listings that share something are compared, so ten thousand take seconds: a licence, a
telephone, the whole name, or a town and the beginning of a word of the name.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from directory.profiles.duplicates import NEAR, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BEGINNING = 2
"""How many letters of a word of the name have to be the same before names are compared."""
VERY_NEAR = 94
TOO_MANY = 200
"""A telephone or a name that more listings share tells nothing: a clinic's desk, a placeholder."""


class Why(StrEnum):
    """What speaks for two listings being one."""

    LICENCE = "licence"
    TELEPHONE = "telephone"
    SAME_NAME = "same-name"
    NEAR_NAME = "near-name"
    TOWN = "town"
    PROFESSION = "profession"


WEIGHTS = {
    Why.LICENCE: 5,
    Why.TELEPHONE: 3,
    Why.SAME_NAME: 3,
    Why.NEAR_NAME: 2,
    Why.TOWN: 1,
    Why.PROFESSION: 1,
}
ENOUGH = 4
"""A near name in one town with one profession is asked about; a telephone alone is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What of a listing is compared."""

    number: int
    handle: str
    name: str
    is_center: bool
    towns: frozenset[str] = frozenset()
    telephones: frozenset[str] = frozenset()
    licences: frozenset[str] = frozenset()
    professions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two listings that may be one, with why; the likelier the higher."""

    one: Compared
    other: Compared
    why: tuple[Why, ...]

    @property
    def weight(self) -> int:
        """How much speaks for it."""
        return sum(WEIGHTS[reason] for reason in self.why)


def candidates(listings: Iterable[Compared]) -> tuple[Candidate, ...]:
    """The pairs that a person should look at, the likeliest first."""
    seen: set[tuple[int, int]] = set()
    found = []
    for one, other in _pairs(listings):
        first, second = (one, other) if one.number < other.number else (other, one)
        if (first.number, second.number) in seen:
            continue
        seen.add((first.number, second.number))
        why = reasons(first, second)
        pair = Candidate(first, second, why)
        if pair.weight >= ENOUGH:
            found.append(pair)
    return tuple(sorted(found, key=lambda pair: (-pair.weight, pair.one.handle, pair.other.handle)))


def reasons(one: Compared, other: Compared) -> tuple[Why, ...]:
    """What speaks for two listings being one; nothing where one is a house and one a person."""
    if one.is_center != other.is_center:
        return ()
    alike = fuzz.ratio(_plain(one.name), _plain(other.name), score_cutoff=NEAR)
    said = {
        Why.LICENCE: bool(one.licences & other.licences),
        Why.TELEPHONE: bool(one.telephones & other.telephones),
        Why.SAME_NAME: alike >= VERY_NEAR,
        Why.NEAR_NAME: NEAR <= alike < VERY_NEAR,
        Why.TOWN: bool(one.towns & other.towns),
        Why.PROFESSION: bool(one.professions & other.professions),
    }
    why = tuple(reason for reason, holds in said.items() if holds)
    # Colleagues of one house share its telephone and town: without the name they are two people.
    is_named_alike = {Why.LICENCE, Why.SAME_NAME, Why.NEAR_NAME} & set(why)
    return why if is_named_alike else ()


@lru_cache(maxsize=200_000)
def _plain(name: str) -> str:
    # A name is compared with many others, and made plain once.
    return plain_name(name)


def _pairs(listings: Iterable[Compared]) -> Iterator[tuple[Compared, Compared]]:
    blocks: dict[tuple[str, ...], list[Compared]] = defaultdict(list)
    for listing in listings:
        for block in _blocks(listing):
            blocks[block].append(listing)
    for block, members in blocks.items():
        if block[0] == "town":
            yield from _named_alike(members)
        elif len(members) <= TOO_MANY:
            yield from combinations(members, 2)


def _named_alike(members: Sequence[Compared]) -> Iterator[tuple[Compared, Compared]]:
    """Of a town only those with nearly one name: all compared at once, since towns are large."""
    names = [_plain(one.name) for one in members]
    alike = process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8)
    for at, beside in np.argwhere(np.triu(alike, 1)):
        yield members[at], members[beside]


def _blocks(listing: Compared) -> set[tuple[str, ...]]:
    plain = _plain(listing.name)
    beginnings = {word[:BEGINNING] for word in plain.split() if len(word) >= BEGINNING}
    return {
        *(("licence", licence) for licence in listing.licences),
        *(("telephone", telephone) for telephone in listing.telephones),
        ("name", plain),
        *(("town", town, start) for town in listing.towns for start in beginnings),
    }
