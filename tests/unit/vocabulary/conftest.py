"""The shipped vocabulary, read once, and a recognizer over a few real places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from directory.vocabulary.loading import load_vocabulary
from directory.vocabulary.recognition import Recognizer
from tests.support.small_gazetteer import small_gazetteer

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary

FOLDER = Path(__file__).resolve().parents[3] / "seed_data" / "vocabulary"


@pytest.fixture(scope="session")
def shipped() -> Vocabulary:
    return load_vocabulary(FOLDER)


@pytest.fixture(scope="session")
def recognizer(shipped: Vocabulary) -> Recognizer:
    return Recognizer(shipped, small_gazetteer(), "US-CO")
