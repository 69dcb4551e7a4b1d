"""What an import says about a file: where something is, what is wrong, and what helps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Gravity(StrEnum):
    """Whether a remark stops the import, asks for a curator's look, or only tells."""

    ERROR = "error"
    REVIEW = "review"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One remark about a file, a line or a cell; line 1 is the line of the column names."""

    file: str
    line: int | None = None
    column: str | None = None
    cause: str
    remedy: str = ""
    gravity: Gravity = Gravity.ERROR

    def __str__(self) -> str:
        """One line, for people."""
        where = self.file
        if self.line is not None:
            where += f", line {self.line}"
        if self.column:
            where += f", {self.column}"
        said = f"{where}: {self.cause}"
        return f"{said} {self.remedy}" if self.remedy else said


class CellError(ValueError):
    """A cell cannot be read; the cause and the remedy are each a sentence."""

    def __init__(self, cause: str, remedy: str = "") -> None:
        self.cause = cause
        self.remedy = remedy
        super().__init__(f"{cause} {remedy}".strip())


@dataclass(frozen=True, slots=True)
class Remarks:
    """Where remarks about one row go."""

    file: str
    line: int
    found: list[Problem]

    def error(self, column: str | None, cause: str, remedy: str = "") -> None:
        """Something that stops the import."""
        self._add(Gravity.ERROR, column, cause, remedy)

    def review(self, column: str | None, cause: str, remedy: str = "") -> None:
        """Something that a curator should look at before the listing is published."""
        self._add(Gravity.REVIEW, column, cause, remedy)

    def note(self, column: str | None, cause: str, remedy: str = "") -> None:
        """Something that is good to know."""
        self._add(Gravity.NOTE, column, cause, remedy)

    def _add(self, gravity: Gravity, column: str | None, cause: str, remedy: str) -> None:
        self.found.append(
            Problem(
                file=self.file,
                line=self.line,
                column=column,
                cause=cause,
                remedy=remedy,
                gravity=gravity,
            )
        )
