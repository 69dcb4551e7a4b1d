"""The shipped model of faint signs follows from the sentences that stand in the repository."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from directory.vocabulary.faint_features import BUCKETS
from directory.vocabulary.faint_signs import MODEL_FILE, WEIGHTS_FILE
from scripts.train_faint_signs import FLAGS, MODEL, SENTENCES, Sentence, train, trained_on, write

if TYPE_CHECKING:
    from pathlib import Path

KB = 1000


def test_the_model_was_trained_on_what_stands_here() -> None:
    told = json.loads((MODEL / MODEL_FILE).read_text("utf-8"))

    assert tuple(told["flags"]) == FLAGS
    assert told["trained_on"] == trained_on(), "Run `python -m scripts.train_faint_signs`."


def test_model_and_sentences_stay_small() -> None:
    assert (MODEL / WEIGHTS_FILE).stat().st_size < 300 * KB
    assert sum(file.stat().st_size for file in SENTENCES.iterdir()) < 1000 * KB


def test_training_gives_the_same_bytes_again(tmp_path: Path) -> None:
    danger = Sentence("he locks me in", frozenset({"abuse-ongoing"}), 1.0, "own", 0)
    quiet = Sentence("he locks his bike", frozenset(), 1.0, "own", 1)
    heard = [np.array([1, 2, 3]), np.array([1, 2, BUCKETS - 1])]
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write(train([danger, quiet], heard), tmp_path / name)

    for file in (WEIGHTS_FILE, MODEL_FILE):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    weights = np.load(tmp_path / "one" / WEIGHTS_FILE)
    column = FLAGS.index("abuse-ongoing")
    assert weights[3, column] > 0 > weights[BUCKETS - 1, column]
