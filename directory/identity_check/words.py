"""The word lists of the identity check: first names, events and roles that few people have."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

KINDS = frozenset({"first-name", "rare-event", "rare-role"})


class WordListError(ValueError):
    """The list cannot be read; the message names file and row."""


@dataclass(frozen=True, slots=True)
class IdentityWords:
    """Lists in small letters."""

    first_names: frozenset[str]
    rare_events: tuple[str, ...]
    rare_roles: tuple[str, ...]


def load_identity_words(folder: Path) -> IdentityWords:
    """Read `words.csv` of the folder `identity_check` of the seed data. Raises WordListError."""
    found: dict[str, list[str]] = defaultdict(list)
    path = folder / "words.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            kind, words = row.get("kind") or "", (row.get("words") or "").strip().lower()
            if kind not in KINDS or not words:
                raise WordListError(f"{path.name}, row {number}: {kind!r} is no kind with words")
            found[kind].append(words)
    return IdentityWords(
        first_names=frozenset(found["first-name"]),
        rare_events=tuple(found["rare-event"]),
        rare_roles=tuple(found["rare-role"]),
    )
