"""What of a changed draft waits for a curator, and that waiting changes no word of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from directory.matching.listing import LicenseStatus
from directory.profiles.draft import Texts
from directory.profiles.proposal import (
    PARTS,
    changed_parts,
    difference,
    encoded,
    laid_over,
    parts_to_review,
    value_of,
    with_parts,
)
from tests.support.drafts import LPC, full_draft, plain_draft

LIVE = full_draft("maya")


@pytest.mark.parametrize("part", PARTS)
def test_each_part_comes_back_from_writing_as_it_was(part: str) -> None:
    laid = laid_over(plain_draft("maya"), encoded(LIVE, [part]))

    expected = value_of(LIVE, part)
    if part == "credentials":
        expected = tuple(
            replace(item, status=LicenseStatus.NOT_CHECKED, checked_on=None, checked_where="")
            for item in LIVE.credentials
        )
    assert value_of(laid, part) == expected
    assert changed_parts(laid, plain_draft("maya")) in ((part,), ())


def test_a_check_stays_where_the_same_was_checked_and_falls_where_it_changed() -> None:
    other = replace(LPC, number="999", checked_on=date(2020, 1, 1))
    wanted = replace(LIVE, credentials=(other, LIVE.credentials[1]))

    laid = laid_over(LIVE, encoded(wanted, ["credentials"]))
    same = laid_over(LIVE, encoded(LIVE, ["credentials"]))

    assert laid.credentials[0].status is LicenseStatus.NOT_CHECKED
    assert laid.credentials[0].checked_on is None
    assert same == LIVE


def test_what_was_checked_waits_and_the_rest_does_not() -> None:
    wanted = replace(
        LIVE, name="Maya Other", session_lengths=(30,), texts=replace(LIVE.texts, about="new")
    )

    assert parts_to_review(LIVE, wanted, set()) == ("name",)
    assert parts_to_review(LIVE, wanted, {"about"}) == ("name", "about")
    assert parts_to_review(LIVE, LIVE, {"about", "name"}) == ()


def test_methods_and_issues_wait_only_with_the_licence_that_they_stand_on() -> None:
    fewer = replace(LIVE, modalities=LIVE.modalities[:1], specialties=LIVE.specialties[:1])

    assert parts_to_review(LIVE, fewer, set()) == ()
    assert parts_to_review(LIVE, replace(fewer, credentials=()), set()) == (
        "credentials",
        "modalities",
        "specialties",
    )


def test_parts_of_another_draft_are_taken_and_no_more() -> None:
    wanted = replace(LIVE, name="Other", pronouns=None, texts=Texts(about="x", approach="y"))

    mixed = with_parts(wanted, LIVE, ("name", "about"))

    assert (mixed.name, mixed.texts.about) == (LIVE.name, LIVE.texts.about)
    assert (mixed.pronouns, mixed.texts.approach) == (None, "y")


def test_a_difference_is_told_in_lines() -> None:
    wanted = replace(LIVE, name="Other", credentials=LIVE.credentials[:1], commitments=())

    assert difference(LIVE, wanted, "name").new == ("Other",)
    assert difference(LIVE, wanted, "credentials").old[0] == (
        "LPC, US-CO, number 123, independent, expires 2027-08-31"
    )
    assert "supervisor Sam Center" in difference(LIVE, wanted, "credentials").old[1]
    assert difference(LIVE, wanted, "commitments").old == ("trauma-informed, a course",)
    assert difference(LIVE, wanted, "commitments").new == ()
