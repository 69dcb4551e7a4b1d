"""The guided questions: data that the vocabulary knows, and the search that answers make."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory import resources
from directory.search.guided import FILE, GuidedQuestionError, load_questions, request_of
from directory.search.request import SearchRequest
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    from pathlib import Path

VOCABULARY = load_vocabulary(resources.seed_data() / "vocabulary")
HEAD = "question,kind,text,hint,choice,label,adds\n"


def test_answers_become_words_and_choices_of_the_same_search() -> None:
    questions = load_questions(resources.seed_data(), VOCABULARY)
    chosen = {"feel": ["back", "neck"], "trouble": ["past"], "touch": ["no"], "meet": ["online"]}

    asked = request_of(questions, chosen, "Denver", VOCABULARY)

    assert asked == SearchRequest(
        words="Neck pain, Low back pain, Trauma", place="Denver", mode="telehealth", no_touch=True
    )


def test_every_question_may_be_skipped() -> None:
    questions = load_questions(resources.seed_data(), VOCABULARY)

    assert request_of(questions, {}, "", VOCABULARY) == SearchRequest()
    assert request_of(questions, {"feel": ["no-such"], "x": ["y"]}, "", VOCABULARY).words == ""


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("feel,one,Where?,,head,Head,issue:no-such\n", "row 2: “issue:no-such” is unknown"),
        ("feel,one,Where?,,head,Head,colour:red\n", "“colour:red” is unknown"),
        ("feel,many,Where?,,head,Head,\n", "the kind “one” or “several”"),
        ("feel,one,,,head,Head,\n", "needs its text"),
    ],
)
def test_a_wrong_row_is_refused_with_its_number(tmp_path: Path, row: str, said: str) -> None:
    (tmp_path / FILE).write_text(HEAD + row, encoding="utf-8")

    with pytest.raises(GuidedQuestionError, match=said):
        load_questions(tmp_path, VOCABULARY)
