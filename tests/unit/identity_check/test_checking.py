"""What the identity check says about one text and about the texts of one form together."""

from __future__ import annotations

import itertools

import pytest

from directory.identity_check.checking import IdentityChecker
from directory.identity_check.findings import WHY, FindingKind
from directory.identity_check.words import IdentityWords

WORDS = IdentityWords(
    first_names=frozenset({"anna", "maya"}),
    rare_events=("plane crash",),
    rare_roles=("mayor",),
)
CHECKER = IdentityChecker(WORDS, is_town=lambda name: name == "Salida")


def test_a_finding_says_where_it_stands() -> None:
    text = "Call 303-555-0142 at noon."

    (found,) = CHECKER.check(text)

    assert found.kind is FindingKind.PHONE
    assert text[found.start : found.end] == found.words == "303-555-0142"


def test_each_kind_has_a_reason_and_a_remedy() -> None:
    assert set(WHY) == set(FindingKind)


def test_facts_that_are_harmless_alone_are_found_together_across_fields() -> None:
    form = {"i_keep": "She is 34 years old.", "note": "Survived the plane crash."}

    assert CHECKER.check_form({"i_keep": form["i_keep"]}) == {}
    found = CHECKER.check_form(form)

    assert set(found) == {"i_keep", "note"}
    for field, findings in found.items():
        for one in findings:
            assert one.kind is FindingKind.COMBINATION
            assert form[field][one.start : one.end] == one.words


def test_a_name_in_one_field_is_found_in_the_others_in_any_case() -> None:
    found = CHECKER.check_form(
        {"code": "client named Wilhelmina", "note": "wilhelmina likes quiet"}
    )

    assert [one.words for one in found["note"]] == ["wilhelmina"]


def test_a_name_that_the_caller_gives_is_found() -> None:
    assert CHECKER.check_form({"note": "Ask Zuleika."}, names=["Zuleika Dobson"])["note"]


def test_practitioners_may_be_named() -> None:
    with_maya = IdentityChecker(WORDS, allowed=("Maya Full",))

    assert CHECKER.check("Maya and I work together.")
    assert with_maya.check("Maya and I work together.") == ()


@pytest.mark.parametrize(
    "text", ["", "988", "24/7", "Pain 6/10, L4/L5, 60 minutes, 8 weeks.", "In Salida or by video."]
)
def test_ordinary_words_pass(text: str) -> None:
    assert CHECKER.check(text) == ()


def test_findings_never_lie_over_each_other() -> None:
    text = "Mrs. Anna Kowalski, 12 Maple Street, Salida 81201, anna@example.org, born 3/4/1990"

    found = CHECKER.check(text)

    assert all(one.end <= two.start for one, two in itertools.pairwise(found))
    assert len(found) >= 4


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("works at King Soopers", FindingKind.WORKPLACE, ["King Soopers"]),
        ("the mayor's wife", FindingKind.ROLE, ["the mayor's wife"]),
        (
            "jess dot miller at gmail dot com",
            FindingKind.EMAIL,
            ["jess dot miller at gmail dot com"],
        ),
        (
            "a 42-year-old nurse in a town of 300",
            FindingKind.COMBINATION,
            ["42-year-old", "town of 300"],
        ),
        ("Salida, 19, plane crash", FindingKind.COMBINATION, ["Salida", "19", "plane crash"]),
    ],
)
def test_what_one_person_may_be_known_by_is_marked_whole(
    text: str, kind: FindingKind, words: list[str]
) -> None:
    found = CHECKER.check(text)

    assert [one.words for one in found] == words
    assert {one.kind for one in found} == {kind}
