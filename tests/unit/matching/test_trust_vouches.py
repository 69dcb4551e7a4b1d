"""What a single vouch is worth, and what it may be shown as."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from directory.matching.trust.vouches import (
    combined,
    current_vouches,
    current_weight,
    shown_basis,
)
from tests.support.vouching import TODAY, graph, vouch, vouch_bases


def weight(basis: str, days: int) -> float:
    return current_weight(vouch_bases()[basis], TODAY - timedelta(days=days), TODAY)


def test_a_vouch_is_halved_at_each_half_life() -> None:
    assert weight("co-treated", 0) == 0.9
    assert weight("co-treated", 1095) == pytest.approx(0.45)
    assert weight("referred-good", 2 * 1460) == pytest.approx(0.85 / 4)


def test_a_vouch_is_ignored_once_it_falls_below_the_least() -> None:
    assert weight("knows-of", 365) == pytest.approx(0.05)
    assert weight("knows-of", 366) == 0


def test_a_vouch_dated_tomorrow_counts_as_one_of_today() -> None:
    assert weight("met", -1) == weight("met", 0)


def test_several_bases_are_several_reasons_up_to_a_limit() -> None:
    assert combined([0.45, 0.25]) == pytest.approx(1 - 0.55 * 0.75)
    assert combined([0.9, 0.85, 0.7]) == 0.95
    assert combined([]) == 0


def test_the_same_basis_stated_twice_is_one_reason_and_the_latest_counts() -> None:
    old, new = vouch("a", "b", "met", 400), vouch("a", "b", "met", 5)
    assert current_vouches([old, new], vouch_bases()) == [new]
    assert current_vouches([new, old], vouch_bases()) == [new]


def test_revoked_vouches_and_words_about_oneself_do_not_stand() -> None:
    revoked = replace(vouch("a", "b"), revoked=True)
    assert current_vouches([revoked, vouch("a", "a")], vouch_bases()) == []


def test_an_unknown_basis_is_named_with_the_remedy() -> None:
    remedy = "“golf”, which is not in the vocabulary; use one of co-treated"
    with pytest.raises(ValueError, match=remedy):
        graph(vouch("a", "b", "golf"))


def test_the_heaviest_basis_that_may_be_named_is_shown() -> None:
    both = [vouch("a", "b", "met"), vouch("a", "b", "colleague")]
    assert shown_basis(both, vouch_bases(), TODAY) == "colleague"
    aged = [vouch("a", "b", "met"), vouch("a", "b", "colleague", 1095 * 3)]
    assert shown_basis(aged, vouch_bases(), TODAY) == "met"


def test_received_care_is_never_named_even_if_the_voucher_does_not_ask_for_discretion() -> None:
    care = vouch("a", "b", "received-care")
    assert not care.is_private
    assert shown_basis([care], vouch_bases(), TODAY) == "first-hand"
    assert shown_basis([care, vouch("a", "b", "met")], vouch_bases(), TODAY) == "met"


def test_first_hand_says_nothing_about_care_because_other_bases_may_be_shown_so() -> None:
    for basis in ("co-treated", "consults-with", "colleague"):
        discreet = replace(vouch("a", "b", basis), is_private=True)
        assert shown_basis([discreet], vouch_bases(), TODAY) == "first-hand"


def test_a_discreet_word_by_reputation_is_not_called_first_hand() -> None:
    hearsay = replace(vouch("a", "b", "knows-of"), is_private=True)
    assert shown_basis([hearsay], vouch_bases(), TODAY) == "vouched"
