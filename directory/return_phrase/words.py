"""Make a return phrase, and read one that was typed: seven words of two halves, 92 bits."""

from __future__ import annotations

import csv
import secrets
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WORDS_IN_A_PHRASE = 7
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class PhraseWords:
    """The halves that make a word: every first with every second, such as `lampgrove`."""

    first: tuple[str, ...]
    second: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many words there are."""
        return len(self.first) * len(self.second)

    def new_phrase(self) -> str:
        """Seven words with spaces between, chosen by the system's source of randomness."""
        return " ".join(
            secrets.choice(self.first) + secrets.choice(self.second)
            for _word in range(WORDS_IN_A_PHRASE)
        )

    def phrase_of(self, seed: bytes) -> str:
        """The seven words that belong to 64 secret bytes: the same bytes give the same words."""
        number = int.from_bytes(seed)
        chosen = []
        for _word in range(WORDS_IN_A_PHRASE):
            number, place = divmod(number, self.count)
            first, second = divmod(place, len(self.second))
            chosen.append(self.first[first] + self.second[second])
        return " ".join(chosen)


def load_phrase_words(folder: Path) -> PhraseWords:
    """Read `halves.csv` of the folder `return_phrase` of the seed data."""
    with (folder / "halves.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return PhraseWords(
        first=tuple(row["word"] for row in rows if row["half"] == "first"),
        second=tuple(row["word"] for row in rows if row["half"] == "second"),
    )


def as_compared(typed: str) -> str:
    """A typed phrase as it is compared: small letters, one space, no hyphens or dots."""
    text = unicodedata.normalize("NFKC", typed[:_LONGEST]).casefold()
    kept = "".join(sign if sign.isalpha() else " " for sign in text)
    return " ".join(kept.split())
