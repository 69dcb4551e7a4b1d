"""Typed words to a need, over the real gazetteer; and what a look at the revision costs."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.invented_names import mistyped
from benchmarks.measuring import Times, percentile
from directory import migrations, resources
from directory.config import Settings
from directory.db import Database
from directory.places.queries import load_gazetteer
from directory.places.services import import_gazetteer
from directory.profiles.revision import current_revision
from directory.vocabulary.recognition import Recognizer

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from directory.vocabulary.terms import Vocabulary

SAID = (
    "anxiety and panic in {place}",
    "someone gentle for grief after my mother died, near {place}",
    "emdr for ptsd {place} takes medicaid",
    "pelvic pain physical therapy {place}",
    "massage for chronic low back pain within 10 miles of {place}",
    "teen with an eating disorder online in {state}",
    "couples counseling spanish speaking {place}",
    "tmj and headaches, wheelchair accessible {place}",
)
TOWNS = (
    ("Lakewood", "Colorado"), ("Boulder", "Colorado"), ("Austin", "Texas"),
    ("Portland", "Oregon"), ("Tampa", "Florida"), ("Madison", "Wisconsin"),
)  # fmt: skip


@dataclass(frozen=True)
class WordFigures:
    """Milliseconds, and microseconds for the revision."""

    p50_ms: float
    p99_ms: float
    first_ms: float
    gazetteer_s: float
    revision_us_p50: float
    revision_us_p99: float


def measure_words(vocabulary: Vocabulary, folder: Path, runs: int) -> WordFigures:
    """Times of understanding typed words, one in three with a slip, on a file of SQLite."""
    settings = Settings.from_environment(
        {"DIRECTORY_MODE": "test", "DIRECTORY_INSTANCE_FOLDER": str(folder / "instance")}
    )
    settings.instance_folder.mkdir(parents=True, exist_ok=True)
    database = Database(settings)
    migrations.upgrade(database.engine)
    places = resources.seed_data() / "places"
    with database.transaction() as session:
        import_gazetteer(session, places)
    start = time.perf_counter()
    with database.session() as session:
        gazetteer = load_gazetteer(session, places)
        gazetteer_s = time.perf_counter() - start
        looks = _looks(session, runs)
    recognizer = Recognizer(vocabulary, gazetteer, home_region="US-CO")
    times = Times()
    for text in _typed(runs):
        times.of(partial(recognizer.understand, text))
    database.engine.dispose()
    return WordFigures(
        p50_ms=percentile(times.wall[1:], 50),
        p99_ms=percentile(times.wall[1:], 99),
        first_ms=times.wall[0],
        gazetteer_s=gazetteer_s,
        revision_us_p50=1000 * percentile(looks.wall[5:], 50),
        revision_us_p99=1000 * percentile(looks.wall[5:], 99),
    )


def _looks(session: Session, runs: int) -> Times:
    looks = Times()
    for _ in range(max(50, runs)):
        looks.of(partial(current_revision, session))
    return looks


def _typed(runs: int) -> list[str]:
    rng = np.random.default_rng(3)
    found = []
    for number in range(runs):
        place, state = TOWNS[number % len(TOWNS)]
        text = SAID[number % len(SAID)].format(place=place, state=state)
        found.append(mistyped(text, rng) if number % 3 == 2 else text)
    return found
