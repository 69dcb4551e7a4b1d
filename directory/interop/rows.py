"""From sheets to rows with values: column names are checked first, then every cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from rapidfuzz import process

from directory.interop.columns import COLUMNS, Table
from directory.interop.problems import CellError, Gravity, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.interop.columns import Column
    from directory.interop.reading import Row, Sheet
    from directory.interop.terms import Terms

LIKELY = 75


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A row whose cells were read: only columns of the file stand in it, None for an empty cell."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of one table, and every remark about its file."""

    file: str
    table: Table
    rows: tuple[ValueRow, ...]
    problems: tuple[Problem, ...]


def table_of(sheet: Sheet, *, named: str | None = None) -> Table | None:
    """Which table a sheet is: by the file's name, else the only one whose columns it fits."""
    stem = (named or sheet.file.rpartition("/")[2]).removesuffix(".csv").lower()
    for table in COLUMNS:
        if stem == table.value:
            return table
    fitting = [table for table in COLUMNS if _fits(table, sheet.columns)]
    return fitting[0] if fitting else None


def table_rows(sheet: Sheet, table: Table, terms: Terms) -> TableRows:
    """Read the cells of a sheet as this table's columns say."""
    problems = [*sheet.problems, *_column_problems(sheet, table)]
    rows: list[ValueRow] = []
    if not any(problem.gravity is Gravity.ERROR for problem in problems):
        columns = {column.name: column for column in COLUMNS[table]}
        rows = [_value_row(row, columns, terms, sheet.file, problems) for row in sheet.rows]
    return TableRows(sheet.file, table, tuple(rows), tuple(problems))


def _fits(table: Table, columns: tuple[str, ...]) -> bool:
    known = {column.name for column in COLUMNS[table]}
    needed = {column.name for column in COLUMNS[table] if column.is_required}
    return needed <= set(columns) <= known


def _column_problems(sheet: Sheet, table: Table) -> list[Problem]:
    known = [column.name for column in COLUMNS[table]]
    if sheet.columns and not set(sheet.columns) & set(known):
        return [
            Problem(
                file=sheet.file,
                line=1,
                cause="The first line does not name the columns.",
                remedy=f"Begin the file with names such as {', '.join(known[:4])}.",
            )
        ]
    problems = [
        Problem(
            file=sheet.file,
            line=1,
            column=name,
            cause=f"The table {table.value} has no column of this name.",
            remedy=_nearest_column(name, known),
        )
        for name in sheet.columns
        if name not in known
    ]
    missing = [
        column.name
        for column in COLUMNS[table]
        if column.is_required and sheet.columns and column.name not in sheet.columns
    ]
    problems += [
        Problem(
            file=sheet.file,
            line=1,
            column=name,
            cause="The column is missing.",
            remedy="Add it; each row needs it.",
        )
        for name in missing
    ]
    return problems


def _nearest_column(name: str, known: list[str]) -> str:
    for found, _score, _position in process.extract(name, known, limit=1, score_cutoff=LIKELY):
        return f"Rename it to {found}, or remove it."
    return "Remove it, or see seed_data/README.md for the names."


def _value_row(
    row: Row,
    columns: Mapping[str, Column],
    terms: Terms,
    file: str,
    problems: list[Problem],
) -> ValueRow:
    values: dict[str, Any] = {}
    for name, cell in row.cells.items():
        try:
            values[name] = _value(columns[name], cell, terms)
        except CellError as problem:
            problems.append(
                Problem(
                    file=file,
                    line=row.line,
                    column=name,
                    cause=problem.cause,
                    remedy=problem.remedy,
                )
            )
    return ValueRow(row.line, values)


def _value(column: Column, cell: str, terms: Terms) -> Any:  # noqa: ANN401 - each column its own
    if cell:
        return column.read(terms, cell)
    if column.is_required:
        raise CellError(_("The cell is empty."), _("Each row needs it."))
    return None
