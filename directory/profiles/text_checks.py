"""Does a text that somebody wrote about themselves hold what a curator should read first? Pure.

Links, betting, telephone numbers, claims of cure: the words stand in `review_words.csv`, each with
its reason and its source. A find stops nobody; it names the sentence that a curator will read.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from directory.profiles.draft import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from directory.profiles.draft import ListingDraft

WORDS_FILE = "review_words.csv"
LONGEST_SENTENCE = 200

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_DENIED = re.compile(
    r"\b(?:no|not|never|nor|neither|without|cannot|instead of|rather than)\b|n[’']t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ReviewWords:
    """Words that send a text to a curator, and why."""

    kind: str
    """link, telephone, betting or cure."""
    words: re.Pattern[str]
    unless_denied: bool
    """Whether “I do not…” in the same sentence takes the meaning away."""
    why: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """A sentence that a curator reads first: in which part of a draft it stands, and why."""

    part: str
    sentence: str
    why: str

    def __str__(self) -> str:
        """One line for a curator and for the owner."""
        return f"{self.part}: “{self.sentence}” {self.why}"


def load_review_words(folder: Path) -> tuple[ReviewWords, ...]:
    """Read `review_words.csv` of a folder (seed_data)."""
    with (folder / WORDS_FILE).open(encoding="utf-8", newline="") as lines:
        return tuple(
            ReviewWords(
                kind=row["kind"],
                words=re.compile(row["words"], re.IGNORECASE),
                unless_denied=row["unless_denied"] == "yes",
                why=row["why"],
            )
            for row in csv.DictReader(lines)
        )


def alarms_in(draft: ListingDraft, words: Sequence[ReviewWords]) -> tuple[Alarm, ...]:
    """Every sentence of a draft's free texts that a curator should read, each once for a kind."""
    return alarms_in_texts(free_texts(draft), words)


def alarms_in_texts(
    texts: Iterable[tuple[str, str]], words: Sequence[ReviewWords]
) -> tuple[Alarm, ...]:
    """The same for texts by the part in which they stand."""
    return tuple(
        Alarm(part, shortened(sentence), rule.why)
        for part, sentence in _sentences(texts)
        for rule in words
        if _matches(rule, sentence)
    )


def free_texts(draft: ListingDraft) -> Iterator[tuple[str, str]]:
    """What somebody wrote in their own words and others will read, by part of the draft."""
    yield "name", draft.name
    yield "pronouns", draft.pronouns or ""
    for text in fields(Texts):
        yield text.name, getattr(draft.texts, text.name)
    yield from (("specialties", item.detail) for item in draft.specialties)
    yield from (("commitments", item.backing) for item in draft.commitments)
    yield from (("practices", item.backing) for item in draft.practices)
    for training in draft.trainings:
        words = (training.what, training.school, training.level, training.instructor)
        yield from (("trainings", text) for text in words)
    for program in draft.programs:
        words = (program.title, program.for_whom, program.schedule, program.price)
        yield from (("programs", text) for text in (*words, program.about))


def _sentences(texts: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    return (
        (part, sentence.strip())
        for part, text in texts
        for sentence in _SENTENCE.split(text)
        if sentence.strip()
    )


def _matches(rule: ReviewWords, sentence: str) -> bool:
    if not rule.words.search(sentence):
        return False
    return not (rule.unless_denied and _DENIED.search(sentence))


def shortened(sentence: str) -> str:
    """A sentence, cut where it is too long to be read at a glance."""
    if len(sentence) <= LONGEST_SENTENCE:
        return sentence
    return f"{sentence[: LONGEST_SENTENCE - 1].rstrip()}…"
