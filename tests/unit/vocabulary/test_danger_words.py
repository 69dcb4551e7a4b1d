"""How danger is read: signs in any order, time, denial, and words written past a filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.vocabulary.disguises import Disguises
from directory.vocabulary.text import read

if TYPE_CHECKING:
    from directory.vocabulary.recognition import Recognizer


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("d1e", "die"),
        ("su1c1de", None),
        ("su1c1dal", "suicidal"),
        ("k1ll", "kill"),
        ("r*pe", "rape"),
        ("r@pe", "rape"),
        ("k.m.s", "kms"),
        ("diiie", "die"),
        ("killlll", "kill"),
        ("die", None),
        ("l5", None),
    ],
)
def test_reads_words_written_past_a_filter(typed: str, meant: str | None) -> None:
    assert Disguises(["die", "kill", "kms", "rape", "suicidal"]).undone(typed) == meant


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("I want to s u i c i d e", ("i", "want", "to", "suicide")),
        ("k m s tonight", ("kms", "tonight")),
        ("b p d and c b t", ("bpd", "and", "cbt")),
        ("I am a b", ("i", "am", "a", "b")),
        ("mail me at maya@clinic.org", ("mail", "me", "at", "maya", "clinic", "org")),
    ],
)
def test_letters_one_by_one_are_a_word(typed: str, words: tuple[str, ...]) -> None:
    assert read(typed).words == words


@pytest.mark.parametrize(
    ("text", "flag", "is_raised"),
    [
        ("raped last night", "recent-assault", True),
        ("raped ten years ago", "recent-assault", False),
        ("overdosed four years ago, sober since", "medical-emergency", False),
        ("my friend just overdosed on heroin", "medical-emergency", True),
        ("leg weakness after polio long ago", "spine-red-flags", False),
        ("dvt ruled out", "dvt-suspected", False),
        ("not suicidal", "suicide-risk-now", False),
        ("feeling suicidal again like years ago", "suicide-risk-now", True),
        ("it feels odd", "medical-emergency", False),
        ("bp 190/112", "uncontrolled-bp", True),
        ("blood pressure 120 over 80", "uncontrolled-bp", False),
    ],
)
def test_tells_now_from_long_ago_and_from_denied(
    recognizer: Recognizer, text: str, flag: str, *, is_raised: bool
) -> None:
    assert (flag in recognizer.understand(text).flags) is is_raised


def test_a_sign_may_call_for_a_help_line_of_its_own(recognizer: Recognizer) -> None:
    found = recognizer.understand("toddler swallowed drain cleaner")

    assert "poison" in found.crisis
    assert "medical-emergency" in found.flags


def test_no_before_a_thing_of_its_own_refuses_no_profession(recognizer: Recognizer) -> None:
    kept = recognizer.understand("no eye contact therapist")
    refused = recognizer.understand("no more therapists, massage please")

    assert kept.avoid.professions == ()
    assert refused.avoid.professions == ("psychotherapist",)
