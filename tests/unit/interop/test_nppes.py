"""NPPES rows: by header name, check digit, chosen professions and places, deactivated skipped."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from directory.interop.nppes import (
    Taken,
    UnreadableError,
    Wanted,
    chosen_rows,
    is_nppes,
    is_sound_npi,
    nppes_sheet,
)
from directory.vocabulary.loading import load_vocabulary

if TYPE_CHECKING:
    from directory.vocabulary.terms import Vocabulary

SEEDS = Path(__file__).resolve().parents[3] / "seed_data"
ROW = {
    "NPI": "1234567893",
    "Entity Type Code": "1",
    "Provider Organization Name (Legal Business Name)": "",
    "Provider Last Name (Legal Name)": "OKAFOR",
    "Provider First Name": "MAYA",
    "Provider Credential Text": "M.A., LPC",
    "Provider First Line Business Practice Location Address": "17 HIDDEN HOLLOW RD",
    "Provider Business Practice Location Address City Name": "LAKEWOOD",
    "Provider Business Practice Location Address State Name": "CO",
    "Provider Business Practice Location Address Postal Code": "802261234",
    "Provider Business Practice Location Address Telephone Number": "3035550100",
    "NPI Deactivation Date": "",
    "NPI Reactivation Date": "",
    "Healthcare Provider Taxonomy Code_1": "207Q00000X",
    "Provider License Number_1": "MD1",
    "Provider License Number State Code_1": "CO",
    "Healthcare Provider Primary Taxonomy Switch_1": "N",
    "Healthcare Provider Taxonomy Code_2": "101YP2500X",
    "Provider License Number_2": "4711",
    "Provider License Number State Code_2": "CO",
    "Healthcare Provider Primary Taxonomy Switch_2": "Y",
}


@cache
def _vocabulary() -> Vocabulary:
    return load_vocabulary(SEEDS / "vocabulary")


def _wanted(*professions: str, places: tuple[str, ...] = ("CO",)) -> Wanted:
    return Wanted.of(_vocabulary(), professions or ("psychotherapist",), places)


def _file(*rows: dict[str, str]) -> bytes:
    target = io.StringIO()
    writer = csv.DictWriter(target, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode()


@pytest.mark.parametrize(
    ("number", "sound"),
    [
        ("1234567893", True),
        ("1245319599", True),
        ("1234567890", False),
        ("123456789", False),
        ("12345678930", False),
        ("١٢٣٤٥٦٧٨٩٣", False),
        ("", False),
    ],
)
def test_the_check_digit(number: str, *, sound: bool) -> None:
    assert is_sound_npi(number) is sound


def test_a_chosen_row_becomes_a_row_of_ours() -> None:
    sheet = nppes_sheet("npi.csv", _file(ROW), _wanted())

    assert is_nppes(_file(ROW))
    assert dict(sheet.rows[0].cells) == {
        "handle": "maya-okafor-1234567893",
        "kind": "person",
        "name": "Maya Okafor",
        "professions": "professional-counselor",
        "credential_title": "LPC",
        "credential_jurisdiction": "US-CO",
        "credential_number": "4711",
        "street": "17 Hidden Hollow Rd",
        "city": "Lakewood",
        "region": "US-CO",
        "postal_code": "80226",
        "contact_phone": "3035550100",
    }


def test_letters_that_the_vocabulary_does_not_know_there_are_left_out() -> None:
    row = ROW | {"Provider Credential Text": "WIZARD"}
    cells = nppes_sheet("npi.csv", _file(row), _wanted()).rows[0].cells

    assert (cells["credential_title"], cells["credential_number"]) == ("", "")


def test_columns_are_found_by_name_wherever_they_stand() -> None:
    turned = dict(reversed(ROW.items()))
    shorter = {
        name.replace(" (Legal Name)", "").replace(" (Legal Business Name)", ""): cell
        for name, cell in turned.items()
    }

    assert nppes_sheet("npi.csv", _file(shorter), _wanted()).rows[0].cells["name"] == "Maya Okafor"


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        ({"NPI Deactivation Date": "01/02/2020"}, "deactivated"),
        ({"NPI": "1234567890"}, "wrong number"),
        ({"Provider Business Practice Location Address State Name": "TX"}, "elsewhere"),
        ({"Healthcare Provider Taxonomy Code_2": "1223G0001X"}, "other profession"),
    ],
)
def test_others_are_passed_over_and_counted(change: dict[str, str], counted: str) -> None:
    taken = Taken()
    rows = list(chosen_rows("npi.csv", io.BytesIO(_file(ROW | change)), _wanted(), taken))

    assert rows == []
    assert dict(taken.counts) == {"read": 1, counted: 1}


def test_somebody_reactivated_is_taken_and_a_zip_is_a_place() -> None:
    row = ROW | {"NPI Deactivation Date": "01/02/2020", "NPI Reactivation Date": "02/02/2020"}

    assert len(nppes_sheet("npi.csv", _file(row), _wanted(places=("802",))).rows) == 1
    assert nppes_sheet("npi.csv", _file(row), _wanted(places=("803",))).rows == ()


def test_an_organization_is_a_center() -> None:
    row = ROW | {
        "Entity Type Code": "2",
        "Provider Organization Name (Legal Business Name)": "HOLLOW HOUSE",
    }
    cells = nppes_sheet("npi.csv", _file(row), _wanted()).rows[0].cells

    assert (cells["kind"], cells["name"]) == ("center", "Hollow House")


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"NPI,Entity Type Code\n1,1\n", 1),
        (_file(ROW) + b'"\xff"\n', 3),
        (_file(ROW) + b'"open\n', 3),
    ],
)
def test_a_file_that_cannot_be_read_on_says_where(content: bytes, line: int) -> None:
    with pytest.raises(UnreadableError) as refused:
        list(chosen_rows("npi.csv", io.BytesIO(content), _wanted(), Taken()))

    assert refused.value.problem.line is not None
    assert refused.value.problem.line <= line
    assert nppes_sheet("npi.csv", content, _wanted()).problems
