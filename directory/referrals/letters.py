"""What stands on a sheet of paper, as values: the same for the page, the printer and the PDF."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

LETTER_COUNTRIES = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)
"""Where paper is cut to Letter; CLDR, supplemental measurement data, paperSize."""


class LetterKind(StrEnum):
    """The sheets that there are."""

    REFERRAL = "referral-form"
    PERMISSION = "permission-form"
    CARD = "card"


class PaperSize(StrEnum):
    """The two sizes of paper in use."""

    A4 = "a4"
    LETTER = "us-letter"


@dataclass(frozen=True, slots=True)
class Box:
    """Something to tick."""

    label: str
    is_ticked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A name with its value, its boxes, or room to write by hand where it has neither."""

    term: str
    value: str = ""
    boxes: tuple[Box, ...] = ()
    rows: int = 1
    """How many lines to leave for writing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some lines under a heading, and what has to be read with them."""

    title: str
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One sheet."""

    kind: LetterKind
    title: str
    lead: str
    parts: tuple[Part, ...]
    signatures: tuple[str, ...] = ()
    notice: str = ""
    """What must stand on every copy, such as the notice of 42 CFR Part 2."""

    @property
    def weight(self) -> int:
        """About how many lines of 110 letters it takes; decides how small it is printed."""
        return (
            6
            + sum(_lines_of(part) for part in self.parts)
            + 2 * -(-len(self.signatures) // 2)
            + -(-len(self.notice) // _LETTERS_IN_A_LINE)
        )


_LETTERS_IN_A_LINE = 110
_DENSE_FROM = 52
_DENSEST_FROM = 66


def density(letter: Letter) -> str:
    """`roomy`, `dense` or `densest`: how small the letters of a printed sheet are."""
    if letter.weight >= _DENSEST_FROM:
        return "densest"
    return "dense" if letter.weight >= _DENSE_FROM else "roomy"


def paper_size(region: str) -> PaperSize:
    """The paper of a region such as `US-CO`."""
    return PaperSize.LETTER if region.partition("-")[0] in LETTER_COUNTRIES else PaperSize.A4


def file_name(kind: LetterKind, size: PaperSize) -> str:
    """What the file is called: the sheet and its size, nothing of what it says."""
    return f"{kind.value}-{size.value}.pdf"


def letter_values(letter: Letter) -> dict[str, Any]:
    """The sheet as plain values, for JSON."""
    return asdict(letter)


def _lines_of(part: Part) -> int:
    return (
        1
        + sum(_height(line) for line in part.lines)
        + sum(-(-len(note) // _LETTERS_IN_A_LINE) for note in part.notes)
    )


def _height(line: Line) -> int:
    if line.boxes:
        length = len(line.term) + sum(len(box.label) + 4 for box in line.boxes)
        return -(-length // _LETTERS_IN_A_LINE)
    if line.value:
        length = len(line.term) + len(line.value)
        return -(-length // _LETTERS_IN_A_LINE) + line.value.count("\n")
    return line.rows
