"""Columns and the terms in them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from directory.interop.columns import COLUMNS, Table
from directory.interop.problems import CellError
from directory.interop.reading import read_sheet
from directory.interop.rows import TableRows, table_of, table_rows
from directory.interop.terms import Terms
from directory.places.regions import load_regions
from directory.vocabulary.loading import load_vocabulary
from directory.vocabulary.terms import TermKind
from tests.support.small_gazetteer import FOLDER

SEEDS = Path(__file__).resolve().parents[3] / "seed_data"


@cache
def _terms() -> Terms:
    return Terms(load_vocabulary(SEEDS / "vocabulary"), load_regions(FOLDER), "US-CO")


def _read(text: str, table: Table = Table.LISTINGS) -> TableRows:
    return table_rows(read_sheet("a.csv", text.encode()), table, _terms())


@pytest.mark.parametrize("typed", ["ptsd", "Post-traumatic stress (PTSD)", "shell shock", "PTSD"])
def test_a_term_is_known_by_slug_label_and_synonym(typed: str) -> None:
    assert _terms().slug(TermKind.ISSUE, typed) == "ptsd"


def test_an_unknown_term_is_refused_with_the_nearest_three() -> None:
    with pytest.raises(CellError) as problem:
        _terms().slug(TermKind.ISSUE, "bulimea")

    assert "bulimea" in problem.value.cause
    assert len(problem.value.remedy.split(",")) == 3
    assert "Bulimia" in problem.value.remedy


def test_a_wish_may_be_an_issue_a_modality_or_a_population() -> None:
    rows = _read("name,professions,prefers_not\nMaya,psychologist,ptsd|emdr|teens\n").rows

    assert rows[0].values["prefers_not"] == ("ptsd", "emdr", "teens")


def test_an_empty_cell_and_a_missing_column_are_two_things() -> None:
    values = _read("name,professions,fee\nMaya,psychologist,\n").rows[0].values

    assert values["fee"] is None
    assert "superbill" not in values


def test_a_level_that_is_not_said_is_the_humble_one() -> None:
    text = "name,professions,modalities,languages\nMaya,psychologist,emdr|cbt:certified,es\n"

    values = _read(text).rows[0].values

    assert values["modalities"] == (("emdr", "some"), ("cbt", "certified"))
    assert values["languages"] == (("es", "fluent"),)


@pytest.mark.parametrize(
    ("text", "column", "words"),
    [
        ("name,professions,fees\nMaya,psychologist,1\n", "fees", "Rename it to fee"),
        ("name,professions,zzz\nMaya,psychologist,1\n", "zzz", "Remove it"),
        ("name,fee\nMaya,1\n", "professions", "Add it"),
        ("name,professions\n,psychologist\n", "name", "Each row needs it"),
        ("name,professions\nMaya,wizard\n", "professions", "nearest"),
        ("name,professions,region\nMaya,psychologist,Narnia\n", "region", "US-CO"),
        ("name,professions,kind\nMaya,psychologist,robot\n", "kind", "person or center"),
        ("name,professions,pressure_from\nMaya,psychologist,hard\n", "pressure_from", "firm"),
    ],
)
def test_what_is_wrong_is_told_at_its_column(text: str, column: str, words: str) -> None:
    problems = _read(text).problems

    assert [problem.column for problem in problems] == [column]
    assert words in problems[0].remedy


def test_a_first_line_without_names_is_told() -> None:
    problems = _read("Maya,psychologist\nSam,massage-therapist\n").problems

    assert "does not name the columns" in problems[0].cause


@pytest.mark.parametrize("table", Table)
def test_a_table_is_known_by_the_name_of_its_file(table: Table) -> None:
    assert table_of(read_sheet(f"{table.value}.csv", b"x\n1\n")) is table


def test_a_table_is_known_by_its_columns() -> None:
    sheet = read_sheet("my-circle.csv", b"from,to,basis,given_on\na,b,met,2026-01-01\n")

    assert table_of(sheet) is Table.VOUCHES


def test_a_sheet_that_fits_no_table_is_none() -> None:
    assert table_of(read_sheet("a.csv", b"x,y\n1,2\n")) is None


@pytest.mark.parametrize("table", Table)
def test_every_column_is_documented_and_no_other(table: Table) -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    section = readme.partition(f"## {table.value}.csv\n")[2].partition("\n## ")[0]

    documented = re.findall(r"(?m)^\| ([a-z_0-9]+) \|", section)

    assert documented[1:] == [column.name for column in COLUMNS[table]]


def test_the_sample_has_only_columns_that_are_known_and_reads_without_a_remark() -> None:
    sheet = read_sheet("sample_listings.csv", (SEEDS / "sample_listings.csv").read_bytes())

    assert table_of(sheet) is Table.LISTINGS
    assert table_rows(sheet, Table.LISTINGS, _terms()).problems == ()
