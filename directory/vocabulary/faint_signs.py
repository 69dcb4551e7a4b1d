"""Hear danger in words that no rule knows: a linear model, trained on sentences we invented.

It believes and does not know. What it hears puts help lines above a list, and never hides one.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from directory.vocabulary.entries import ISO_DATE
from directory.vocabulary.faint_features import BUCKETS, buckets_of
from directory.vocabulary.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    import numpy.typing as npt

    from directory.vocabulary.rows import Row
    from directory.vocabulary.terms import Vocabulary

RULES_FILE = "faint_signs.csv"
LEAST_SURE, NEVER = 20, 100
"""Within which bounds a network may set how sure the ear must be, in percent; at 100 it is off."""

WEIGHTS_FILE, MODEL_FILE, FAMILIES_FILE = "weights.npy", "model.json", "families.csv"
STRETCH, STEP = 40, 20
"""A longer text is heard in stretches of so many words, so that one sentence is not drowned."""


@dataclass(frozen=True, slots=True)
class FaintRule:
    """From which belief on a flag is heard, and the help lines that it brings."""

    flag: str
    sure: int
    """Percent, LEAST_SURE to NEVER."""
    lines: tuple[str, ...]
    source: str
    as_of: str


def faint_rule(row: Row) -> FaintRule:
    """One row of faint_signs.csv. Raises VocabularyError for a belief out of bounds."""
    typed, as_of = row.required("sure"), row.required("as_of")
    if not (typed.isascii() and typed.isdigit()) or not LEAST_SURE <= int(typed) <= NEVER:
        raise row.error(
            f"sure is {typed!r}.", f"Write a whole number from {LEAST_SURE} to {NEVER}."
        )
    if not ISO_DATE.fullmatch(as_of):
        raise row.error(f"as_of is {as_of!r}.", "Write a date as 2026-01-31.")
    row.required("lines")
    return FaintRule(
        flag=row.required("flag"),
        sure=int(typed),
        lines=tuple(row.words("lines")),
        source=row.required("source"),
        as_of=as_of,
    )


def check_faint_rules(vocabulary: Vocabulary, rows: Iterable[Row]) -> None:
    """Raise VocabularyError where a row names a flag or a help line that is not there."""
    lines = {line.key for line in vocabulary.crisis_resources}
    for row in rows:
        row.known("flag", vocabulary.flags, [row.text("flag")])
        row.known("lines", lines, row.words("lines"))


@dataclass(frozen=True, slots=True)
class _Model:
    flags: tuple[str, ...]
    weights: npt.NDArray[np.int8]
    """A row a bucket, a column a flag."""
    scale: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]
    families: Mapping[str, str]


class FaintEar:
    """The trained model of a folder (seed_data/faint_signs); read when first asked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._model: _Model | None = None

    def heard(self, words: Sequence[str], rules: Iterable[FaintRule]) -> tuple[FaintRule, ...]:
        """The rules whose flag these folded words may mean, in the order of the rules."""
        rules = tuple(rules)
        if not words or not rules:
            return ()
        beliefs = self.beliefs(words)
        return tuple(
            rule for rule in rules if rule.sure < NEVER and beliefs.get(rule.flag, 0) >= rule.sure
        )

    def beliefs(self, words: Sequence[str]) -> dict[str, float]:
        """How much each flag is believed, in percent, where the text says it most.

        A squared hinge settles at 2p - 1 for a likelihood p, so p is half of the margin and one.
        """
        if self._model is None:
            self._model = _read(self._folder)
        model = self._model
        margins = np.max([_margins(part, model) for part in _stretches(words)], axis=0)
        percent = np.clip(50 * (1 + margins), 0, 100)
        return dict(zip(model.flags, percent.tolist(), strict=True))


def heard_beside(
    raised: Iterable[str], words: Sequence[str], ear: FaintEar | None, vocabulary: Vocabulary
) -> tuple[FaintRule, ...]:
    """What is heard besides the flags that rules raised; a rule's help lines come only once."""
    if ear is None:
        return ()
    flags = frozenset(raised)
    known = {vocabulary.flags[flag].crisis_resource_key for flag in flags}
    return tuple(
        rule
        for rule in ear.heard(words, vocabulary.faint_rules)
        if rule.flag not in flags and known.isdisjoint(rule.lines)
    )


def families_of(folder: Path) -> dict[str, str]:
    """Each folded word of families.csv with its family, the first that names it."""
    found: dict[str, str] = {}
    with (folder / FAMILIES_FILE).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for word in row["words"].split("|"):
                found.setdefault(fold(word), f"~{row['family']}")
    return found


def _stretches(words: Sequence[str]) -> list[Sequence[str]]:
    last = max(1, len(words) - STRETCH + STEP)
    return [words[start : start + STRETCH] for start in range(0, last, STEP)]


def _margins(words: Sequence[str], model: _Model) -> npt.NDArray[np.float64]:
    found = buckets_of(words, model.families)
    total = model.weights[found].sum(axis=0, dtype=np.int32)
    return np.asarray(total * model.scale / np.sqrt(len(found)) + model.bias)


def _read(folder: Path) -> _Model:
    told = json.loads((folder / MODEL_FILE).read_text("utf-8"))
    flags = tuple(told["flags"])
    weights = np.load(folder / WEIGHTS_FILE, allow_pickle=False)
    if weights.shape != (BUCKETS, len(flags)) or weights.dtype != np.int8:
        raise ValueError(f"{folder / WEIGHTS_FILE} is not of this version; install it again.")
    return _Model(
        flags, weights, np.array(told["scale"]), np.array(told["bias"]), families_of(folder)
    )
