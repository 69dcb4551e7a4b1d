"""Sheets of paper: their size by region, their density, the name of their file."""

from __future__ import annotations

import pytest

from directory.referrals.letters import (
    Box,
    Letter,
    LetterKind,
    Line,
    PaperSize,
    Part,
    density,
    file_name,
    letter_values,
    paper_size,
)


@pytest.mark.parametrize(
    ("region", "size"),
    [
        ("US-CO", PaperSize.LETTER),
        ("US", PaperSize.LETTER),
        ("CA-ON", PaperSize.LETTER),
        ("MX", PaperSize.LETTER),
        ("DE", PaperSize.A4),
        ("GB", PaperSize.A4),
        ("ES-MD", PaperSize.A4),
    ],
)
def test_paper_is_cut_as_it_is_where_one_lives(region: str, size: PaperSize) -> None:
    assert paper_size(region) is size


def _letter(*lines: Line) -> Letter:
    part = Part(title="A part", lines=lines)
    return Letter(kind=LetterKind.REFERRAL, title="A form", lead="", parts=(part,))


def test_a_longer_sheet_is_printed_smaller() -> None:
    lines = Line(term="Why", value="word " * 22)

    assert density(_letter(lines)) == "roomy"
    assert density(_letter(*[lines] * 26)) == "dense"
    assert density(_letter(*[lines] * 40)) == "densest"


def test_boxes_and_room_to_write_count_as_lines() -> None:
    boxes = Line(term="Which", boxes=(Box("a label of some length"),) * 20)

    assert _letter(boxes).weight > _letter(Line(term="Which")).weight
    assert _letter(Line(term="What", rows=4)).weight == _letter(Line(term="What")).weight + 3


def test_the_name_of_a_file_says_the_sheet_and_its_size_alone() -> None:
    names = {file_name(kind, size) for kind in LetterKind for size in PaperSize}

    assert names == {
        "referral-form-a4.pdf",
        "referral-form-us-letter.pdf",
        "permission-form-a4.pdf",
        "permission-form-us-letter.pdf",
        "card-a4.pdf",
        "card-us-letter.pdf",
    }


def test_a_sheet_becomes_plain_values() -> None:
    values = letter_values(_letter(Line(term="Why", boxes=(Box("because", is_ticked=True),))))

    assert values["parts"][0]["lines"][0]["boxes"] == ({"label": "because", "is_ticked": True},)
