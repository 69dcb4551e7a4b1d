"""Find a listing by a name that somebody remembers roughly: pairs of letters, then edit distance.

Every name is cut into pairs of letters. The names that share most pairs with what was typed are
few, and only they are compared letter by letter (PERFORMANCE.md, "Free text").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Sequence

Numbers = npt.NDArray[np.int32]

LOOKED_AT = 192
"""So many names with the most shared pairs are compared letter by letter."""
LEAST = 60.0
"""A name less like the typed one than this (of 100) is not what was meant."""
PAIR = 128
"""Signs beyond ASCII are folded away; what is left takes two places below this."""


@dataclass(frozen=True)
class Names:
    """The names of all listings, by row; immutable."""

    folded: tuple[str, ...]
    first: npt.NDArray[np.int64]
    """Where the rows of each pair of letters begin, and one past the last."""
    rows: Numbers
    pairs: npt.NDArray[np.uint8]
    """How many pairs each name has, at most 255."""

    @classmethod
    def of(cls, names: Sequence[str]) -> Names:
        """The names in their rows."""
        known = tuple(folded(name) for name in names)
        owner, pair = _pairs_of_all(known)
        order = np.argsort(pair, kind="stable")
        first = np.zeros(PAIR * PAIR + 1, dtype=np.int64)
        np.cumsum(np.bincount(pair, minlength=PAIR * PAIR), out=first[1:])
        counted = np.bincount(owner, minlength=len(known))
        return cls(known, first, owner[order], np.minimum(counted, 255).astype(np.uint8))

    def nearest(
        self, typed: str, limit: int = 10, *, whole_from: float = 0.0
    ) -> list[tuple[int, float]]:
        """Rows whose name is most like what was typed, best first, with 0 to 100 each.

        Nothing where no name is near; equal ones stay in order of their rows. Nothing either
        where not one name as a whole, in any order of its words, is `whole_from` alike: most
        texts are a concern and no name, and that is told soonest.
        """
        wanted = folded(typed)
        shortlist = self._shortlist(wanted)
        if not len(shortlist):
            return []
        names = [self.folded[row] for row in shortlist.tolist()]
        sorted_words = process.cdist([wanted], names, scorer=fuzz.token_sort_ratio)[0]
        if sorted_words.max() < whole_from:
            return []
        whole = process.cdist([wanted], names, scorer=fuzz.ratio)[0]
        # "Okafor, Ada" and "Ada Okafor" are one name; a part of a name is worth a little less.
        part = 0.9 * process.cdist([wanted], names, scorer=fuzz.partial_ratio)[0]
        likeness = np.maximum(np.maximum(whole, sorted_words), part)
        order = np.lexsort((shortlist, -whole, -likeness))[:limit]
        return [(int(shortlist[at]), float(likeness[at])) for at in order if likeness[at] >= LEAST]

    def _shortlist(self, wanted: str) -> Numbers:
        """The rows that share the most pairs, the shorter names first among equals."""
        _, pair = _pairs_of_all((wanted,))
        held = [self.rows[self.first[one] : self.first[one + 1]] for one in np.unique(pair)]
        if not held:
            return np.zeros(0, dtype=np.int32)
        shared = np.bincount(np.concatenate(held), minlength=len(self.folded))
        found = np.flatnonzero(shared >= max(1, len(pair) // 4))
        if len(found) > LOOKED_AT:
            # Dice's coefficient, whole numbers of one in ten thousand.
            alike = (20_000 * shared[found]) // (len(pair) + self.pairs[found].astype(np.int64))
            found = found[np.argpartition(-alike, LOOKED_AT)[:LOOKED_AT]]
        return np.sort(found).astype(np.int32)


def folded(name: str) -> str:
    """Small letters without accents, and single spaces for everything else."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", " ", kept).strip()


def _pairs_of_all(names: Sequence[str]) -> tuple[Numbers, Numbers]:
    """Each name's different pairs of letters, words bounded by spaces: (row, pair)."""
    text = np.frombuffer((" " + " ".join(f" {name} " for name in names)).encode(), dtype=np.uint8)
    if not names:
        none = np.zeros(0, dtype=np.int32)
        return none, none
    length = np.array([len(name) + 3 for name in names], dtype=np.int64)
    owner = np.repeat(np.arange(len(names), dtype=np.int32), length)
    pair = text[:-1].astype(np.int32) * PAIR + text[1:]
    owner = owner[: len(pair)]
    space = ord(" ")
    means_something = pair != space * PAIR + space
    each = np.unique(
        owner[means_something].astype(np.int64) * (PAIR * PAIR) + pair[means_something]
    )
    return (each // (PAIR * PAIR)).astype(np.int32), (each % (PAIR * PAIR)).astype(np.int32)
