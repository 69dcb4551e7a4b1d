"""How many of some rows have each bit, compiled: `counting` in one pass.

Imported through `compiled` alone.
"""
# ruff: noqa: ANN001, ANN201, ANN202
# mypy: disable-error-code="no-untyped-def"

from __future__ import annotations

import numpy as np

from directory.matching.machine_code import machine_code

PAIRS, FOURS, EIGHTS = (
    np.uint64(0x5555555555555555),
    np.uint64(0x3333333333333333),
    np.uint64(0x0F0F0F0F0F0F0F0F),
)
ONES = np.uint64(0x0101010101010101)


@machine_code
def _population(bits):
    """How many bits are set; processors have one instruction for it, which the compiler finds."""
    bits -= (bits >> np.uint64(1)) & PAIRS
    bits = (bits & FOURS) + ((bits >> np.uint64(2)) & FOURS)
    bits = (bits + (bits >> np.uint64(4))) & EIGHTS
    return (bits * ONES) >> np.uint64(56)


PLANES = "uint64[:, :]"
"""Bits by slug and word of rows, whether or not they lie without gaps."""


@machine_code(f"Tuple((int64[:], int64[:]))({PLANES}, {PLANES}, int64[:], uint64[:])")
def count_three_valued(yes, no, touched, shown):
    """How many say yes, and how many say no and not yes, of those shown in the touched words."""
    agreed = np.zeros(len(yes), dtype=np.int64)
    refused = np.zeros(len(yes), dtype=np.int64)
    for slug in range(len(yes)):
        for position in range(len(touched)):
            word, rows = touched[position], shown[position]
            says = yes[slug, word] & rows
            agreed[slug] += np.int64(_population(says))
            # Whoever says both says yes.
            refused[slug] += np.int64(_population(no[slug, word] & rows & ~says))
    return agreed, refused


@machine_code(f"int64[:]({PLANES}, int64[:], uint64[:])")
def count_plain(planes, touched, shown):
    """How many of those shown in the touched words have each bit."""
    found = np.zeros(len(planes), dtype=np.int64)
    for slug in range(len(planes)):
        for position in range(len(touched)):
            found[slug] += np.int64(_population(planes[slug, touched[position]] & shown[position]))
    return found


@machine_code
def touched_words(rows, words):
    """The words in which some rows stand, ascending, and their bits."""
    plane = np.zeros(words, dtype=np.uint64)
    for row in rows:
        plane[row >> 6] |= np.uint64(1) << np.uint64(row & 63)
    touched = np.flatnonzero(plane)
    return touched, plane[touched]
