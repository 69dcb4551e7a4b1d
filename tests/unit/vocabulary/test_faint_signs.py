"""The ear for faint signs: it adds help lines, hides nothing, and leaves the rules their say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory import resources
from directory.vocabulary.faint_signs import NEVER, FaintEar
from directory.vocabulary.recognition import Recognizer
from directory.vocabulary.text import read
from scripts.train_faint_signs import FLAGS, SENTENCES
from tests.support.small_gazetteer import small_gazetteer

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary

PACKED = "massage denver, i keep a packed bag at my neighbor's because of my husband"


@pytest.fixture(scope="module")
def ear() -> FaintEar:
    return FaintEar(resources.faint_signs())


@pytest.fixture(scope="module")
def hearing(shipped: Vocabulary, ear: FaintEar) -> Recognizer:
    return Recognizer(shipped, small_gazetteer(), "US-CO", ear=ear)


def heard_among(file: str, ear: FaintEar, vocabulary: Vocabulary) -> tuple[list[str], int]:
    """The lines of a training file in which any flag is heard, and how many lines there are."""
    lines = (SENTENCES / file).read_text("utf-8").splitlines()
    heard = [line for line in lines if ear.heard(read(line).words, vocabulary.faint_rules)]
    return heard, len(lines)


@pytest.mark.parametrize("flag", FLAGS)
def test_what_was_taught_is_heard(flag: str, ear: FaintEar, shipped: Vocabulary) -> None:
    heard, all_lines = heard_among(f"{flag.replace('-', '_')}.txt", ear, shipped)

    assert all_lines >= 60
    assert len(heard) >= 0.95 * all_lines


@pytest.mark.parametrize(
    ("file", "at_most"), [("searches.txt", 0.01), ("quiet_near_misses.txt", 0.02)]
)
def test_ordinary_searches_stay_quiet(
    file: str, at_most: float, ear: FaintEar, shipped: Vocabulary
) -> None:
    heard, all_lines = heard_among(file, ear, shipped)

    assert all_lines >= 600
    assert len(heard) <= at_most * all_lines, heard


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (PACKED, "domestic-violence"),
        ("ya me despedí de todos, terapeuta en denver", "suicide"),
        ("i gave my guitar away because i won't need it next week, therapist denver", "suicide"),
    ],
)
def test_brings_a_help_line_where_no_rule_speaks(
    text: str, line: str, hearing: Recognizer, recognizer: Recognizer
) -> None:
    assert recognizer.understand(text).crisis == ()
    assert hearing.understand(text).perhaps == (line,)


def test_one_sentence_is_not_drowned_in_a_long_text(hearing: Recognizer) -> None:
    ordinary = "I would like weekly deep tissue work for my shoulders after tennis. " * 9

    assert "domestic-violence" in hearing.understand(f"{ordinary} {PACKED}. {ordinary}").perhaps


@pytest.mark.parametrize("text", ["i want to end it tonight", "quiero matarme", "he hits me"])
def test_where_a_rule_speaks_the_ear_says_nothing_of_it(text: str, hearing: Recognizer) -> None:
    found = hearing.understand(text)

    assert found.flags
    assert set(found.perhaps).isdisjoint(found.crisis)
    assert set(found.perhaps_flags).isdisjoint(found.flags)


@given(st.text(max_size=300) | st.sampled_from([PACKED, "i want to die", "no puedo respirar"]))
def test_the_ear_changes_nothing_but_what_it_adds(
    hearing: Recognizer, recognizer: Recognizer, text: str
) -> None:
    with_ear = hearing.understand(text)

    assert with_ear == hearing.understand(text)
    assert replace(with_ear, perhaps=(), perhaps_flags=()) == recognizer.understand(text)


@pytest.mark.parametrize(
    "text", ["", "\0", "\0" * 50, "🙂🙂🙂", "a", "?" * 2000, "no " * 700, "x" * 2000, "ñ" * 2000]
)
def test_anything_typed_is_heard_without_a_fault(text: str, hearing: Recognizer) -> None:
    assert hearing.understand(text).perhaps == ()


def test_a_network_can_turn_a_flag_off(ear: FaintEar, shipped: Vocabulary) -> None:
    words = read(PACKED).words
    off = [replace(rule, sure=NEVER) for rule in shipped.faint_rules]

    assert [rule.flag for rule in ear.heard(words, shipped.faint_rules)] == ["abuse-ongoing"]
    assert ear.heard(words, off) == ()


def test_the_rules_name_each_flag_that_is_trained(ear: FaintEar, shipped: Vocabulary) -> None:
    assert {rule.flag for rule in shipped.faint_rules} == set(FLAGS)
    assert set(ear.beliefs(("hello",))) == set(FLAGS)
