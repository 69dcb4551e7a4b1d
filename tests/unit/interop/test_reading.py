"""Files as people really make them: each gets rows or a clear answer, and never raises."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from directory.interop import reading
from directory.interop.problems import Gravity
from directory.interop.reading import read_sheet

GOOD = "name,professions\nMaya,psychologist\nSam,massage-therapist\n"


def _zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("listings.csv", "0" * 1_000_000)
    return target.getvalue()


def test_rows_come_by_column_with_the_line_they_begin_on() -> None:
    sheet = read_sheet("a.csv", GOOD.encode())

    assert sheet.columns == ("name", "professions")
    assert [(row.line, row.cells["name"]) for row in sheet.rows] == [(2, "Maya"), (3, "Sam")]
    assert sheet.problems == ()


def test_a_cell_of_several_lines_keeps_them_and_the_count() -> None:
    sheet = read_sheet("a.csv", b'name,about\nMaya,"one\ntwo\nthree"\nSam,x\n')

    assert sheet.rows[0].cells["about"] == "one\ntwo\nthree"
    assert [row.line for row in sheet.rows] == [2, 5]


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_is_no_part_of_the_first_name(start: bytes) -> None:
    assert read_sheet("a.csv", start + GOOD.encode()).columns == ("name", "professions")


@pytest.mark.parametrize(
    "name",
    [
        "דוד לוי",
        "مريم الحداد",
        "王芳",
        "Łukasz Żółć",
        "Þóra Ægisdóttir",
        "O'Súilleabháin",
        "👩🏽‍⚕️ Ada",
    ],
)
def test_names_of_every_script_are_read(name: str) -> None:
    sheet = read_sheet("a.csv", f"name,professions\n{name},x\n".encode())

    assert sheet.rows[0].cells["name"] == name
    assert sheet.is_sound


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_end_as_they_like(ends: str) -> None:
    sheet = read_sheet("a.csv", GOOD.replace("\n", ends).encode())

    assert len(sheet.rows) == 2
    assert sheet.problems == ()


def test_mixed_line_ends_are_read_and_noted() -> None:
    sheet = read_sheet("a.csv", b"name,about\r\nMaya,x\nSam,y\r\n")

    assert len(sheet.rows) == 2
    assert [problem.gravity for problem in sheet.problems] == [Gravity.NOTE]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (GOOD.encode("utf-16"), None, "UTF-16"),
        (GOOD.encode("utf-16-le"), None, "UTF-16"),
        (GOOD.encode("utf-16-be"), None, "UTF-16"),
        ("name,about\nMaya,x\nJosé,y\n".encode("latin-1"), 3, "not UTF-8"),
        ("name,about\nMaya,“x”\n".encode("cp1252"), 2, "not UTF-8"),
        (b"", None, "empty"),
        (b"  \n\n", None, "empty"),
        (b"\xef\xbb\xbf", None, "empty"),
        (_zip(), None, "ZIP archive"),
        (gzip.compress(b"0" * 1_000_000), None, "compressed"),
        (b"%PDF-1.7 ...", None, "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", None, "spreadsheet"),
        (b'name,about\nMaya,x\nSam,"never closed\nAda,y\n', 3, "never closed"),
        (b'name,about\nMaya,"x" and more\n', 2, "cannot be read"),
        (b"name,name\nMaya,x\n", 1, "stands twice, in columns 1 and 2"),
        (b"name,Name \nMaya,x\n", 1, "stands twice"),
        (b"name,\nMaya,x\n", 1, "Column 2 has no name"),
        (b"name;about\nMaya;x\n", 1, "semicolons"),
        (b"name\tabout\nMaya\tx\n", 1, "tabs"),
        (b"name,about\nMaya\n", 2, "1 cells, but there are 2"),
        (b"name,about\nMaya,x,y\n", 2, "3 cells, but there are 2"),
        (b"name,about\nMaya,x\x00y\n", 2, "cannot be shown"),
        (b"name,about\nMaya,x\x07y\n", 2, "cannot be shown"),
        ("name,about\nMaya,abc\u202egnp.exe\n".encode(), 2, "direction"),
        ("name,about\nMaya,\u2066x\u2069\n".encode(), 2, "direction"),
        (b'name,about\nMaya,"=HYPERLINK(""http://x.test"")"\n', 2, "formula"),
        (b"name,about\nMaya,@SUM(A1)\n", 2, "formula"),
        (b"name,about\nMaya,+cmd(1)\n", 2, "formula"),
        (b"name,about\nMaya,-cmd|' /C calc'!(A0)\n", 2, "formula"),
        (b"name,about\nMaya," + b"x" * 1_500_000 + b"\n", 2, "longer than 131,072"),
    ],
)
def test_a_broken_file_is_told_with_line_cause_and_remedy(
    content: bytes, line: int | None, words: str
) -> None:
    sheet = read_sheet("a.csv", content)

    problem = next(item for item in sheet.problems if item.gravity is Gravity.ERROR)
    assert not sheet.is_sound
    assert words in problem.cause
    assert problem.line == line
    assert problem.remedy


@pytest.mark.parametrize("cell", ["+1 303-555-0100", "-5", "- first point", "(no)", "+49 (0) 30"])
def test_a_phone_number_or_a_dash_is_no_formula(cell: str) -> None:
    assert read_sheet("a.csv", f"name,about\nMaya,{cell}\n".encode()).is_sound


def test_more_rows_than_the_limit_stop_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 1)

    sheet = read_sheet("a.csv", GOOD.encode())

    assert [problem.line for problem in sheet.problems] == [3]
    assert "more than 1 rows" in sheet.problems[0].cause


def test_a_million_rows_are_answered_without_being_held() -> None:
    sheet = read_sheet("a.csv", b"name,about\n" + b"Maya,x\n" * 1_000_000)

    assert len(sheet.rows) == reading.MOST_ROWS
    assert "100,000" in sheet.problems[0].cause


def test_a_file_above_the_limit_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 10)

    assert "larger than" in read_sheet("a.csv", GOOD.encode()).problems[0].cause


def test_remarks_beyond_a_number_are_dropped() -> None:
    content = "name,about\n" + "Maya\n" * (reading.MOST_PROBLEMS + 50)

    assert len(read_sheet("a.csv", content.encode()).problems) == reading.MOST_PROBLEMS


def test_the_readers_limits_are_left_as_they_are_for_others() -> None:
    read_sheet("a.csv", b"name,about\nMaya," + b"x" * 200_000 + b"\n")

    assert csv.field_size_limit() == 131_072


@given(st.binary(max_size=400))
@example(b'"')
@example(b"\x00")
@example(b'a,b\n"')
def test_no_bytes_raise(content: bytes) -> None:
    sheet = read_sheet("a.csv", content)

    assert sheet.rows or sheet.problems or not sheet.columns or content.strip()
