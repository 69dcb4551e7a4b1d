"""A search survives the way through a sealed link, whatever was typed."""

from __future__ import annotations

import pytest

from directory.search.request import SearchRequest


@pytest.mark.parametrize("words", ["", "grief", 'a "quoted" <b>', "心 🌿 \u202e", "x" * 2000])
def test_comes_back_as_it_went(words: str) -> None:
    asked = SearchRequest(words=words, place="80226", care=("mind", "body"), for_client=True)

    assert SearchRequest.from_text(asked.to_text()) == asked


def test_says_only_what_was_said() -> None:
    assert SearchRequest(words="grief").to_text() == '{"words":"grief"}'


def test_leaves_out_what_a_later_version_added() -> None:
    assert SearchRequest.from_text('{"words":"grief","mood":"x"}') == SearchRequest(words="grief")


def test_a_chip_takes_back_a_choice_or_sets_aside_what_was_read() -> None:
    asked = SearchRequest(words="grief", payer="medicaid", access=("wheelchair", "evening"))

    assert asked.taken_away("form:payer:medicaid").payer == ""
    assert asked.taken_away("form:access:wheelchair").access == ("evening",)
    assert asked.taken_away("read:issue:grief").without == ("issue:grief",)
    assert asked.taken_away("read:issue:grief").words == "grief"


@pytest.mark.parametrize("chip", ["", "form:words:x", "form:to_text:x", "nonsense", "read:issue:"])
def test_a_chip_that_stands_for_nothing_changes_nothing(chip: str) -> None:
    asked = SearchRequest(words="grief", payer="medicaid")

    assert asked.taken_away(chip) == asked
