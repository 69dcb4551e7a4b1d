"""What the ear for faint signs listens to: words, families of words, and runs of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint32]

BUCKETS = 1 << 15
"""How many places the features are hashed into."""

_MIX = np.uint32(0x9E3779B1)
_SHIFT = np.uint32(32 - 15)
_GAPS = (1, 2, 3)
_SPANS = (4, 5)
_WORD, _FAMILY = 1, 2


def buckets_of(words: Sequence[str], families: Mapping[str, str]) -> npt.NDArray[np.int64]:
    """The buckets that these folded words fill, each once, in rising order.

    Single words; words or their families, singly and in pairs up to three apart; runs of four
    and five letters, so that a slip of the pen or another ending is still near. At least one
    word. The hash is Fibonacci's (Knuth, TAOCP 6.4) over CRC-32.
    """
    kin = _hashes([families.get(word, word) for word in words], _FAMILY)
    parts = [_hashes(words, _WORD), kin]
    parts += [_paired(kin[:-gap], kin[gap:], gap) for gap in _GAPS if len(words) > gap]
    letters = np.frombuffer(f" {' '.join(words)} ".encode(), dtype=np.uint8).astype(np.uint32)
    parts += [_runs(letters, span) for span in _SPANS if len(letters) >= span]
    return np.unique(np.concatenate(parts) >> _SHIFT).astype(np.int64)


def _hashes(words: Sequence[str], salt: int) -> Hashes:
    found = np.array([crc32(word.encode(), salt) for word in words], dtype=np.uint32)
    return found * _MIX


def _paired(first: Hashes, second: Hashes, salt: int) -> Hashes:
    return (first * np.uint32(31) + second + np.uint32(salt)) * _MIX


def _runs(letters: Hashes, span: int) -> Hashes:
    count = len(letters) - span + 1
    found = np.full(count, span, dtype=np.uint32)
    for offset in range(span):
        found = found * np.uint32(257) + letters[offset : offset + count]
    return found * _MIX
