"""Train the ear for faint signs on our invented sentences, and measure it on those left out.

`python -m scripts.train_faint_signs` writes seed_data/faint_signs/{weights.npy,model.json}; with
`--measure` it trains four times without a quarter of the sentences and prints what it heard of
that quarter, sums only. Nothing is random: order, slips and openings follow from the texts.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from directory.vocabulary.faint_features import BUCKETS, buckets_of
from directory.vocabulary.faint_signs import (
    FAMILIES_FILE,
    MODEL_FILE,
    RULES_FILE,
    WEIGHTS_FILE,
    families_of,
)
from directory.vocabulary.text import read

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    import numpy.typing as npt

    Floats = npt.NDArray[np.float64]

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = ROOT / "scripts" / "faint_signs"
MODEL = ROOT / "seed_data" / "faint_signs"
FLAGS = (
    "suicide-risk-now",
    "harm-others-risk",
    "medical-emergency",
    "abuse-ongoing",
    "child-at-risk",
    "recent-assault",
    "psychosis-active",
    "medically-unstable-ed",
)
BATCHES = "batches.csv"
QUIET = ("quiet_near_misses.txt", "searches.txt")
TERMS = "terms.txt"
"""Names and synonyms of the vocabulary: too short to be varied."""

OPENINGS = (
    "hi", "hello", "idk who to ask but", "please help", "i dont know what to do", "um so",
    "sorry if this is the wrong place", "not sure who to talk to but", "honestly", "help", "so",
    "ok so", "ayuda", "disculpe", "no se que hacer", "my friend told me to write here",
    "been having a hard time", "is this confidential", "looking for someone because",
)  # fmt: skip
CLOSINGS = (
    "near denver", "need a therapist", "any openings this week", "medicaid", "who takes aetna",
    "80202", "looking for a counselor", "please", "what should i do", "can someone help",
    "in lakewood", "sliding scale", "female therapist preferred", "online ok", "en español",
    "necesito ayuda", "near me", "evenings", "i have no insurance", "help", "who can i see",
    "massage or therapy", "fort collins", "thanks", "telehealth",
)  # fmt: skip
SHORT_WORD = 4
FOLDS = 4
ROUNDS, RATE, BIAS_RATE, FIRST_BIAS = 10, 0.5, 0.1, -0.5
MEANT, OTHER_DANGER, QUIET_WEIGHT = 4.0, 0.3, 1.0
"""What a mistake costs: a danger missed, one danger taken for another, a quiet text disturbed."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text, the flags it means, what it weighs, where it came from, and its quarter."""

    text: str
    flags: frozenset[str]
    weight: float
    source: str
    fold: int
    """-1: never left out."""
    is_as_written: bool = True


@dataclass(frozen=True, slots=True)
class Trained:
    """The weights, a row a bucket and a column a flag, and the bias of each flag."""

    weights: Floats
    bias: Floats

    def margins(self, found: npt.NDArray[np.int64]) -> Floats:
        """How far on the side of danger each flag is."""
        return np.asarray(self.weights[found].sum(axis=0) / np.sqrt(len(found)) + self.bias)


def sentences() -> list[Sentence]:
    """Everything that is trained on, each invented text with its variations."""
    found: list[Sentence] = []
    for flag in FLAGS:
        for text in _lines(f"{flag.replace('-', '_')}.txt"):
            found += _varied(text, frozenset({flag}), "own")
    with (SENTENCES / BATCHES).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            flags = frozenset(filter(None, row["flags"].split("|")))
            found += _varied(row["text"], flags, "batches")
    for file in QUIET:
        for text in _lines(file):
            found += _varied(text, frozenset(), file)
    found += [Sentence(text, frozenset(), 0.5, TERMS, -1) for text in _lines(TERMS)]
    return found


def trained_on() -> str:
    """The digest of the sentences and families that the model was made of."""
    files = [*sorted(SENTENCES.glob("*.*")), MODEL / FAMILIES_FILE]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def train(texts: Sequence[Sentence], heard: Sequence[npt.NDArray[np.int64]]) -> Trained:
    """Minimise a weighted squared hinge by averaged gradient steps, a text at a time."""
    weights, bias = np.zeros((BUCKETS, len(FLAGS))), np.full(len(FLAGS), FIRST_BIAS)
    total, total_bias = np.zeros_like(weights), np.zeros_like(bias)
    signs = np.array([[1.0 if flag in one.flags else -1.0 for flag in FLAGS] for one in texts])
    costs = np.array([_costs(one) for one in texts])
    order = sorted(range(len(texts)), key=lambda at: (crc32(texts[at].text.encode(), 3), at))
    for turn in range(ROUNDS):
        rate = RATE / (1 + turn)
        for at in order:
            found = heard[at]
            share = 1 / np.sqrt(len(found))
            margins = weights[found].sum(axis=0) * share + bias
            step = rate * costs[at] * signs[at] * np.maximum(0, 1 - signs[at] * margins)
            weights[found] += step * share
            bias = bias + BIAS_RATE * step
        if turn >= ROUNDS // 2:
            total += weights
            total_bias += bias
    late = ROUNDS - ROUNDS // 2
    return Trained(total / late, total_bias / late)


def write(trained: Trained, folder: Path) -> None:
    """The model as eight-bit weights, a scale and a bias for each flag."""
    scale = np.abs(trained.weights).max(axis=0) / 127
    np.save(folder / WEIGHTS_FILE, np.rint(trained.weights / scale).astype(np.int8))
    told = {
        "flags": FLAGS,
        "scale": [float(f"{value:.6g}") for value in scale],
        "bias": [float(f"{value:.6g}") for value in trained.bias],
        "trained_on": trained_on(),
    }
    (folder / MODEL_FILE).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def left_out_margins(
    texts: Sequence[Sentence], heard: Sequence[npt.NDArray[np.int64]], folds: Collection[int]
) -> dict[int, Floats]:
    """The margins of each text as written, by a model that has not seen it."""
    found = {}
    for fold in folds:
        kept = [at for at, one in enumerate(texts) if one.fold != fold]
        model = train([texts[at] for at in kept], [heard[at] for at in kept])
        for at, one in enumerate(texts):
            if one.fold == fold and one.is_as_written:
                found[at] = model.margins(heard[at])
    return found


def shipped_beliefs() -> Floats:
    """From which percent on each flag is heard, as faint_signs.csv says."""
    with (ROOT / "seed_data" / "vocabulary" / RULES_FILE).open(encoding="utf-8") as lines:
        sure = {row["flag"]: float(row["sure"]) for row in csv.DictReader(lines)}
    return np.array([sure[flag] for flag in FLAGS])


def report(margins: dict[int, Floats], texts: Sequence[Sentence], sure: Floats) -> Iterator[str]:
    """Recall by flag and quiet by source, of texts that were left out."""
    percent = {at: 50 * (1 + found) for at, found in margins.items()}
    for column, flag in enumerate(FLAGS):
        row = []
        for source in ("batches", "own"):
            said = [at for at in percent if texts[at].source == source and flag in texts[at].flags]
            hits = sum(percent[at][column] >= sure[column] for at in said)
            row.append(f"{source} {hits} of {len(said)}")
        yield f"{flag}: from {sure[column]:.0f} on: " + ", ".join(row)
    for source in ("batches", "own", *QUIET):
        danger = [at for at in percent if texts[at].source == source and texts[at].flags]
        quiet = [at for at in percent if texts[at].source == source and not texts[at].flags]
        any_heard = sum(bool((percent[at] >= sure).any()) for at in danger)
        loud = sum(bool((percent[at] >= sure).any()) for at in quiet)
        yield f"{source}: any flag {any_heard} of {len(danger)}, disturbed {loud} of {len(quiet)}"


def main() -> None:
    """Write the model, or measure one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true", help="leave quarters out; sums only")
    parser.add_argument("--to", type=Path, default=MODEL, help="the folder of the model")
    chosen = parser.parse_args()
    families = families_of(MODEL)
    texts = [one for one in sentences() if read(one.text).words]
    heard = [buckets_of(read(one.text).words, families) for one in texts]
    if chosen.measure:
        margins = left_out_margins(texts, heard, range(FOLDS))
        for line in report(margins, texts, shipped_beliefs()):
            print(line)
        return
    write(train(texts, heard), chosen.to)


def _costs(one: Sentence) -> list[float]:
    other = OTHER_DANGER if one.flags else QUIET_WEIGHT
    return [one.weight * (MEANT if flag in one.flags else other) for flag in FLAGS]


def _lines(file: str) -> list[str]:
    return (SENTENCES / file).read_text("utf-8").splitlines()


def _varied(text: str, flags: frozenset[str], source: str) -> Iterator[Sentence]:
    """The text as written, after an opening, before a closing, and with slips of the pen."""
    fold = crc32(text.encode()) % FOLDS
    opened = f"{_one_of(OPENINGS, 'o' + text)} {text}"
    closed = f"{text} {_one_of(CLOSINGS, 'c' + text)}"
    slipped = _slipped(_slipped(text, 2), 3) + " " + _one_of(CLOSINGS, "d" + text)
    yield Sentence(text, flags, 1.0, source, fold)
    yield Sentence(opened, flags, 0.5, source, fold, is_as_written=False)
    yield Sentence(closed, flags, 0.5, source, fold, is_as_written=False)
    yield Sentence(_slipped(text, 1), flags, 0.35, source, fold, is_as_written=False)
    yield Sentence(slipped, flags, 0.35, source, fold, is_as_written=False)


def _one_of(choices: Sequence[str], key: str) -> str:
    return choices[crc32(key.encode()) % len(choices)]


def _slipped(text: str, salt: int) -> str:
    """A longer word with a letter left out or two changed about."""
    number = crc32(text.encode(), salt)
    words = text.split(" ")
    word = words[number % len(words)]
    if len(word) > SHORT_WORD:
        at = 1 + (number >> 8) % (len(word) - 3)
        swapped = word[at + 1] + word[at] if number >> 16 & 1 else word[at + 1]
        words[number % len(words)] = word[:at] + swapped + word[at + 2 :]
    return " ".join(words)


if __name__ == "__main__":
    main()
