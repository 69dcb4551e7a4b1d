"""Read a CSV file that anybody may have made; whatever is wrong with it becomes a remark.

Nothing here knows what the columns mean. No file is so broken that it raises.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from directory.interop.problems import Gravity, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MOST_BYTES = 64 * 1024 * 1024
MOST_ROWS = 100_000
MOST_PROBLEMS = 200
NULS_OF_UTF16 = 20
"""So many NULs among the first 200 bytes are every second byte of a text, not an accident."""

AS_UTF8 = "Save the file as “CSV UTF-8 (comma delimited)” and import it again."

# The marks (U+202A to U+202E, U+2066 to U+2069) by which text can be shown in another order
# than it is stored; right-to-left scripts do without them.
_DIRECTION_MARKS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FORMULA = re.compile(r"[=@]|[+-](?=[^\d\s(][^(]*\()")
_QUOTED = re.compile("'[=+@-]")
_LINE_ENDS = re.compile("\r\n|\r|\n")

_OTHER_KINDS = {
    b"PK\x03\x04": "This is a ZIP archive or a spreadsheet file, not a CSV file.",
    b"\x1f\x8b": "This is a compressed file, not a CSV file.",
    b"%PDF": "This is a PDF, not a CSV file.",
    b"\xd0\xcf\x11\xe0": "This is an old spreadsheet file, not a CSV file.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One record: the line on which it begins, and its cells by column, without outer blanks."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What could be read of a file; `rows` are only to be used where no error stands."""

    file: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing stands in the way of using the rows."""
        return not any(problem.gravity is Gravity.ERROR for problem in self.problems)


@dataclass(slots=True)
class _Reading:
    """A file while it is read; remarks beyond a number are counted only."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def remark(
        self,
        cause: str,
        remedy: str = "",
        *,
        line: int | None = None,
        column: str | None = None,
        gravity: Gravity = Gravity.ERROR,
    ) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(
                Problem(
                    file=self.file,
                    line=line,
                    column=column,
                    cause=cause,
                    remedy=remedy,
                    gravity=gravity,
                )
            )

    def sheet(self, columns: tuple[str, ...] = ()) -> Sheet:
        return Sheet(self.file, columns, tuple(self.rows), tuple(self.problems))


def read_sheet(file: str, content: bytes) -> Sheet:
    """The rows of a CSV file by column name, with every remark there is to make."""
    reading = _Reading(file)
    text = _text(reading, content)
    if text is None:
        return reading.sheet()
    if len(set(_LINE_ENDS.findall(text))) > 1:
        reading.remark(
            "The lines end in different ways; they were read all the same.", gravity=Gravity.NOTE
        )
    records = _records(reading, _LINE_ENDS.sub("\n", text))
    columns = _columns(reading, next(records, None))
    if columns is not None:
        _read_rows(reading, columns, records)
    return reading.sheet(columns or ())


def sheet_of_rows(
    file: str, columns: tuple[str, ...], rows: Iterable[tuple[int, Sequence[str]]]
) -> Sheet:
    """Rows that were read from another format, with the same remarks on each cell."""
    reading = _Reading(file)
    for line, cells in rows:
        row = dict(zip(columns, (cell.strip() for cell in cells), strict=True))
        for column, cell in row.items():
            _remark_on_cell(reading, line, column, cell)
        reading.rows.append(Row(line, row))
    return reading.sheet(columns)


def _text(reading: _Reading, content: bytes) -> str | None:
    if len(content) > MOST_BYTES:
        reading.remark("The file is larger than 64 MB.", "Split it into several files.")
        return None
    for start, cause in _OTHER_KINDS.items():
        if content.startswith(start):
            reading.remark(cause, "Unpack or export it as CSV UTF-8 first.")
            return None
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or content[:200].count(b"\0") > NULS_OF_UTF16:
        reading.remark("The file is written in UTF-16.", AS_UTF8)
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        reading.remark(
            f"The file is not UTF-8: byte {content[problem.start]:#04x} cannot be read.",
            f"It was probably saved for Windows or as Latin-1. {AS_UTF8}",
            line=line,
        )
        return None
    if not text.strip():
        reading.remark(
            "The file is empty.", "It needs a line of column names and a line for each row."
        )
        return None
    return text


def _records(reading: _Reading, text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of each record; ends with a remark where the file cannot go on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            reading.remark(*_explained(str(problem)), line=line)
            return
        if any(cell.strip() for cell in cells):
            yield line, cells


def _explained(problem: str) -> tuple[str, str]:
    if "field larger" in problem:
        return (
            f"A cell is longer than {csv.field_size_limit():,} characters.",
            "Shorten it; often a quote that is opened on this line is never closed.",
        )
    if "unexpected end" in problem:
        return (
            "A quote is opened in the row that begins here and never closed.",
            'Close it with ", and write a quote inside a cell twice ("").',
        )
    return (
        f"The row cannot be read ({problem}).",
        (
            "Put a cell that has a comma or a quote in it between quotes, "
            'and write a quote in it twice ("").'
        ),
    )


def _columns(reading: _Reading, first: tuple[int, list[str]] | None) -> tuple[str, ...] | None:
    if first is None:
        return None
    line, cells = first
    names = tuple(cell.strip().lower().replace(" ", "_") for cell in cells)
    if len(names) == 1 and re.search(r"[;\t]", names[0]):
        reading.remark(
            "The columns are separated by semicolons or tabs.",
            "Save the file with commas between the columns.",
            line=line,
        )
        return None
    for position, name in enumerate(names, start=1):
        if not name:
            reading.remark(f"Column {position} has no name.", "Name it or remove it.", line=line)
        elif name in names[: position - 1]:
            earlier = names.index(name) + 1
            reading.remark(
                f"The column name “{name}” stands twice, in columns {earlier} and {position}.",
                "Keep one of them.",
                line=line,
                column=name,
            )
    return names if not reading.problems or _only_notes(reading) else None


def _only_notes(reading: _Reading) -> bool:
    return all(problem.gravity is not Gravity.ERROR for problem in reading.problems)


def _read_rows(
    reading: _Reading, columns: tuple[str, ...], records: Iterator[tuple[int, list[str]]]
) -> None:
    for line, cells in records:
        if len(reading.rows) == MOST_ROWS:
            reading.remark(
                f"The file has more than {MOST_ROWS:,} rows.",
                "Split it into several files.",
                line=line,
            )
            return
        if len(cells) != len(columns):
            reading.remark(
                f"The row has {len(cells)} cells, but there are {len(columns)} columns.",
                "Add or remove commas; a cell with a comma in it goes between quotes.",
                line=line,
            )
            continue
        row = dict(zip(columns, (cell.strip() for cell in cells), strict=True))
        for column, cell in row.items():
            _remark_on_cell(reading, line, column, cell)
        reading.rows.append(Row(line, {name: _unquoted(cell) for name, cell in row.items()}))


def _unquoted(cell: str) -> str:
    # Our own export writes an apostrophe before what a spreadsheet would take for a formula.
    return cell[1:] if _QUOTED.match(cell) else cell


def _remark_on_cell(reading: _Reading, line: int, column: str, cell: str) -> None:
    if _CONTROL.search(cell):
        reading.remark(
            "The cell has a sign in it that cannot be shown, such as NUL.",
            "Type the cell anew.",
            line=line,
            column=column,
        )
    elif _DIRECTION_MARKS.search(cell):
        reading.remark(
            "The cell has a hidden mark in it that turns the direction of the text.",
            "Remove the mark; Hebrew and Arabic read rightly without it.",
            line=line,
            column=column,
        )
    elif _FORMULA.match(cell):
        reading.remark(
            "The cell reads like a spreadsheet formula.",
            f"Begin it with something else than “{cell[0]}”.",
            line=line,
            column=column,
        )
