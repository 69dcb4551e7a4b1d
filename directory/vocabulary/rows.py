"""Read one vocabulary file into rows that know where they stand."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar

from directory.vocabulary.errors import Spot, VocabularyError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Choice = TypeVar("Choice", bound=StrEnum)


class Folder(Protocol):
    """What is asked of a folder: a pathlib path or a resource inside an installed package."""

    def joinpath(self, *descendants: str) -> Folder:
        """The entry below this one."""
        ...

    def read_text(self, encoding: str | None = None) -> str:
        """The text of a file."""
        ...


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line, with its spot for errors."""

    spot: Spot
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """The cell without the blanks around it; empty where nothing is written."""
        return self.cells[column].strip()

    def words(self, column: str) -> tuple[str, ...]:
        """The parts of a cell between `|`, refusing an empty one and one that stands twice."""
        raw = self.text(column)
        parts = tuple(part.strip() for part in raw.split("|")) if raw else ()
        if "" in parts:
            raise self.error(f"{column} has an empty part.", "Remove the spare | sign.")
        if len(set(parts)) < len(parts):
            raise self.error(f"{column} names something twice.", "Remove the repetition.")
        return parts

    def required(self, column: str) -> str:
        """The cell, refused where it is empty."""
        value = self.text(column)
        if not value:
            raise self.error(f"{column} is empty.", "Fill it in.")
        return value

    def number(self, column: str) -> float:
        """The cell as a number."""
        try:
            return float(self.required(column))
        except ValueError:
            raise self.error(
                f"{column} is {self.text(column)!r}, not a number.", "Write a number."
            ) from None

    def choice(self, column: str, kind: type[Choice]) -> Choice:
        """The cell as one of a closed set."""
        return self.member(column, self.text(column), kind)

    def member(self, column: str, value: str, kind: type[Choice]) -> Choice:
        """A value of this row as one of a closed set."""
        try:
            return kind(value)
        except ValueError:
            allowed = ", ".join(member.value for member in kind)
            raise self.error(
                f"{column} says {value!r}, which is not known.", f"Choose from: {allowed}."
            ) from None

    def known(self, column: str, slugs: Collection[str], values: Collection[str]) -> None:
        """Refuse any of `values` that is not among `slugs`."""
        for value in values:
            if value not in slugs:
                raise self.error(
                    f"{column} names {value!r}, which does not exist.",
                    "Correct the slug or add the term first.",
                )

    def error(self, cause: str, remedy: str) -> VocabularyError:
        """The error of this row."""
        return VocabularyError(self.spot, cause, remedy)


def read_rows(folder: Path | Folder, file: str, columns: tuple[str, ...], key: str) -> list[Row]:
    """All rows of a file with exactly these columns; `key` is the column that names a row."""
    text = _text_of(folder, file)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    return list(_checked(lines, file, columns, key))


def _text_of(folder: Path | Folder, file: str) -> str:
    nowhere = Spot(file, 0, "the whole file")
    try:
        return folder.joinpath(file).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise VocabularyError(nowhere, "It is missing.", "Put the file back.") from None
    except UnicodeDecodeError:
        raise VocabularyError(nowhere, "It is not UTF-8 text.", "Save it as UTF-8.") from None


def _checked(
    lines: Iterator[list[str]], file: str, columns: tuple[str, ...], key: str
) -> Iterator[Row]:
    header = next(lines, [])
    if tuple(header) != columns:
        raise VocabularyError(
            Spot(file, 1, "header"),
            f"The columns are {','.join(header)!r}.",
            f"They must be {','.join(columns)}.",
        )
    number = 1
    while (cells := _next_line(lines, file, number)) is not None:
        number += 1
        spot = Spot(file, number, cells[columns.index(key)] if len(cells) == len(columns) else "?")
        if len(cells) != len(columns):
            raise VocabularyError(
                spot,
                f"There are {len(cells)} cells for {len(columns)} columns.",
                "Quote a cell that holds a comma.",
            )
        yield Row(spot, dict(zip(columns, cells, strict=True)))


def _next_line(lines: Iterator[list[str]], file: str, number: int) -> list[str] | None:
    try:
        return next(lines, None)
    except csv.Error as problem:
        raise VocabularyError(
            Spot(file, number + 1, "?"),
            f"It cannot be read as CSV ({problem}).",
            "Look for a quote that is not closed.",
        ) from None


def keyed(rows: list[Row], key: str = "slug") -> dict[str, Row]:
    """Rows by their key, refusing a malformed slug and one that stands twice."""
    found: dict[str, Row] = {}
    for row in rows:
        slug = row.required(key)
        if not SLUG.fullmatch(slug):
            raise row.error(
                f"{slug!r} is not a slug.", "Use small letters, digits and single hyphens."
            )
        if slug in found:
            raise row.error(
                f"{slug!r} stands twice (first in row {found[slug].spot.row}).", "Merge the rows."
            )
        found[slug] = row
    return found
