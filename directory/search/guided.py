"""The guided questions for somebody who has no words: data, checked against the vocabulary."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from directory.matching.need import Mode
from directory.search.request import SearchRequest
from directory.vocabulary.spoken import SPANISH
from directory.vocabulary.terms import Facet, TermKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from directory.vocabulary.terms import Vocabulary

FILE = "guided_questions.csv"
KINDS = frozenset({"one", "several"})


class GuidedQuestionError(ValueError):
    """A row of the questions is wrong; the message names file, row, cause and remedy."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, and what it adds to a search as pairs of kind and slug."""

    slug: str
    label: str
    adds: tuple[tuple[str, str], ...]
    label_es: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `is_several` where more than one answer may hold. Each may be skipped."""

    slug: str
    text: str
    hint: str
    is_several: bool
    answers: tuple[Answer, ...]
    text_es: str = ""
    hint_es: str = ""


def load_questions(folder: Path, vocabulary: Vocabulary) -> tuple[Question, ...]:
    """The questions of a folder of seed data, in the order of the file.

    Raises GuidedQuestionError for an unknown slug, kind or a question without words.
    """
    known = _known(vocabulary)
    found: dict[str, Question] = {}
    with (folder / FILE).open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            question = found.get(row["question"]) or _question(row, number)
            adds = _adds(row["adds"], number, known)
            answer = Answer(row["choice"], row["label"], adds, row.get("label_es") or "")
            found[question.slug] = replace(question, answers=(*question.answers, answer))
    return tuple(found.values())


def offered(questions: Iterable[Question], vocabulary: Vocabulary) -> tuple[Question, ...]:
    """The questions without answers that mean a term the network hides, and none left empty."""
    kept = (
        replace(question, answers=tuple(a for a in question.answers if _is_offered(a, vocabulary)))
        for question in questions
    )
    return tuple(question for question in kept if question.answers)


def in_language(questions: Iterable[Question], locale: str) -> tuple[Question, ...]:
    """The questions in the language of a locale; what is not translated stays as it is."""
    if locale.partition("_")[0] != SPANISH:
        return tuple(questions)
    return tuple(
        replace(
            question,
            text=question.text_es or question.text,
            hint=question.hint_es or question.hint,
            answers=tuple(replace(a, label=a.label_es or a.label) for a in question.answers),
        )
        for question in questions
    )


def request_of(
    questions: Iterable[Question],
    chosen: Mapping[str, Sequence[str]],
    place: str,
    vocabulary: Vocabulary,
) -> SearchRequest:
    """The search that these answers make; concerns become words that can be seen and changed."""
    adds = [
        pair
        for question in questions
        for answer in question.answers
        if answer.slug in chosen.get(question.slug, ())
        for pair in answer.adds
    ]
    issues = (vocabulary.issues[slug].label for kind, slug in adds if kind == "issue")
    return SearchRequest(
        words=", ".join(dict.fromkeys(label.partition(" (")[0] for label in issues)),
        place=place,
        care=_of("care", adds),
        preferences=_of("preference", adds),
        mode=next(iter(_of("mode", adds)), ""),
        no_touch=bool(_of("no_touch", adds)),
    )


def _is_offered(answer: Answer, vocabulary: Vocabulary) -> bool:
    kinds = {"issue": TermKind.ISSUE, "preference": TermKind.PREFERENCE}
    return all(
        vocabulary.is_offered(kinds[kind], slug) for kind, slug in answer.adds if kind in kinds
    )


def _of(kind: str, adds: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slug for found, slug in adds if found == kind))


def _known(vocabulary: Vocabulary) -> Mapping[str, frozenset[str]]:
    return {
        "issue": frozenset(vocabulary.issues),
        "preference": frozenset(vocabulary.preferences),
        "care": frozenset(facet.value for facet in Facet),
        "mode": frozenset({Mode.IN_PERSON.value, Mode.TELEHEALTH.value}),
        "no_touch": frozenset({"yes"}),
    }


def _question(row: Mapping[str, str], number: int) -> Question:
    if row["kind"] not in KINDS or not row["text"]:
        raise GuidedQuestionError(
            f"{FILE}, row {number}: the first row of a question needs its text, and the kind "
            f"“one” or “several”."
        )
    return Question(
        row["question"],
        row["text"],
        row["hint"],
        is_several=row["kind"] == "several",
        answers=(),
        text_es=row.get("text_es") or "",
        hint_es=row.get("hint_es") or "",
    )


def _adds(
    text: str, number: int, known: Mapping[str, frozenset[str]]
) -> tuple[tuple[str, str], ...]:
    pairs = []
    for item in filter(None, text.split("|")):
        kind, _colon, slug = item.partition(":")
        if slug not in known.get(kind, ()):
            raise GuidedQuestionError(
                f"{FILE}, row {number}: “{item}” is unknown. Use a slug of the vocabulary after "
                f"one of {', '.join(known)}."
            )
        pairs.append((kind, slug))
    return tuple(pairs)
