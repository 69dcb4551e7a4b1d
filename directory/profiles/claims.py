"""Words that claim a facet of care, such as “I counsel”, in text that somebody wrote. Pure."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory.vocabulary.terms import Facet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

CLAIMS_FILE = "claims.csv"

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_DENIED = re.compile(
    r"\b(?:no|not|never|nor|neither|without|refers?|instead of|rather than|alongside)\b|n[’']t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that claim a facet of care, and why they matter where the scope lacks it."""

    words: re.Pattern[str]
    facet: Facet
    why: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim that a text makes: the very words, and the sentence in which they stand."""

    claim: Claim
    words: str
    sentence: str


def load_claims(folder: Path) -> tuple[Claim, ...]:
    """Read `claims.csv` of a folder (seed_data)."""
    with (folder / CLAIMS_FILE).open(encoding="utf-8", newline="") as lines:
        return tuple(
            Claim(
                words=re.compile(rf"\b(?:{row['words']})\b", re.IGNORECASE),
                facet=Facet(row["facet"]),
                why=row["why"],
            )
            for row in csv.DictReader(lines)
        )


def claims_in(text: str, claims: Sequence[Claim]) -> Iterator[Claimed]:
    """Each claim that a text makes, sentence by sentence; what it denies is none."""
    for sentence in _SENTENCE.split(text):
        for claim in claims:
            words = claim.words.search(sentence)
            if words and not _DENIED.search(sentence):
                yield Claimed(claim, words[0], sentence.strip())
