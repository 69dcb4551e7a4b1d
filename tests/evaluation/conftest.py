"""What the evaluation needs once: the shipped vocabulary and a recognizer at home in Colorado."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from directory import resources
from directory.vocabulary.faint_signs import FaintEar
from directory.vocabulary.loading import load_vocabulary
from directory.vocabulary.recognition import Recognizer
from tests.support.full_gazetteer import full_gazetteer

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary

VOCABULARY = Path(__file__).resolve().parents[2] / "seed_data" / "vocabulary"


@pytest.fixture(scope="session")
def shipped_vocabulary() -> Vocabulary:
    return load_vocabulary(VOCABULARY)


@pytest.fixture(scope="session")
def recognizer(shipped_vocabulary: Vocabulary) -> Recognizer:
    return Recognizer(
        shipped_vocabulary,
        full_gazetteer(),
        "US-CO",
        ear=FaintEar(resources.faint_signs()),
    )
