"""A verb marked in the data stands for its forms; what is irregular is listed."""

from __future__ import annotations

import pytest

from directory.vocabulary.verb_forms import forms_of, spread

IRREGULAR = {"shoot": frozenset({"shoots", "shot", "shooting"})}


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("stab", {"stab", "stabs", "stabbed", "stabbing"}),
        ("choke", {"choke", "chokes", "choked", "choking"}),
        ("punch", {"punch", "punches", "punched", "punching"}),
        ("carry", {"carry", "carries", "carried", "carrying"}),
        ("destroy", {"destroy", "destroys", "destroyed", "destroying"}),
        ("beat", {"beats", "beating"}),
        ("shoot", {"shoot", "shoots", "shot", "shooting"}),
    ],
)
def test_english_verbs(verb: str, forms: set[str]) -> None:
    assert forms <= forms_of(verb, IRREGULAR, spanish=False)


def test_two_vowels_double_nothing() -> None:
    assert "beatting" not in forms_of("beat", {}, spanish=False)
    assert "shooted" not in forms_of("shoot", IRREGULAR, spanish=False)


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("golpear", {"golpea", "golpeo", "golpeaba", "golpeando", "golpearme"}),
        ("morder", {"mordio", "mordia", "mordiendo", "morderme"}),
    ],
)
def test_spanish_verbs(verb: str, forms: set[str]) -> None:
    assert forms <= forms_of(verb, {}, spanish=True)


def test_only_what_is_marked_is_spread() -> None:
    assert set(spread("throw things at", {}, spanish=False)) == {"throw things at"}
    assert "shot at her" in set(spread("shoot~ at her", IRREGULAR, spanish=False))
