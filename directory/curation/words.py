"""Rows of the vocabulary as the desk edits them: which there are, what was typed, what changed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory import resources
from directory.accounts.forms import FieldError
from directory.network.edits import standing_edits
from directory.vocabulary.errors import VocabularyError
from directory.vocabulary.overlay_rows import (
    EDITABLE_FILES,
    EXAMPLES_FILE,
    HELP_LINES_FILE,
    LISTS,
    MERGEABLE_FILES,
    RULE_FILES,
    TERM_FILES,
    EditKind,
    RowEdit,
    edited_rows,
    name_of_row,
    parts_changed,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from flask_babel import LazyString
    from sqlalchemy.orm import Session

    from directory.vocabulary.rows import Folder

SHOWN_AT_ONCE = 100
CELL_AT_MOST = 20_000
SHORT = 60

FILES: Mapping[str, LazyString] = {
    "issues.csv": _l("What people seek help with"),
    "modalities.csv": _l("Methods"),
    "professions.csv": _l("Professions and their scope"),
    "populations.csv": _l("Who the client is"),
    "payers.csv": _l("Ways to pay"),
    "preferences.csv": _l("Wishes"),
    "accessibility.csv": _l("Access needs"),
    "languages.csv": _l("Languages"),
    "flags.csv": _l("Flags of safety"),
    "cautions.csv": _l("Cautions"),
    "triage.csv": _l("What comes first in danger"),
    "rule_terms.csv": _l("Terms that rules mean"),
    "signs.csv": _l("Signs in what people write"),
    "danger_frames.csv": _l("How danger is told"),
    "faint_signs.csv": _l("How sure a guess of danger must be"),
    HELP_LINES_FILE: _l("Help lines"),
    EXAMPLES_FILE: _l("Example searches"),
}
"""Every file that the desk edits, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the form."""

    column: str
    label: str
    value: str
    is_long: bool
    hint: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row in a list: its name and what it says first."""

    name: str
    label: str
    is_hidden: bool


def file_of(slug: str) -> str:
    """The file that an address means. Raises LookupError."""
    file = f"{slug}.csv"
    if file not in FILES:
        raise LookupError(slug)
    return file


def slug_of(file: str) -> str:
    """A file as it stands in an address."""
    return file.removesuffix(".csv")


def rows_now(session: Session, file: str) -> dict[str, dict[str, str]]:
    """The rows of a file as they are in force, by name."""
    return edited_rows(_folder(file), file, _standing(session, file))


def shipped_cells(file: str, name: str) -> Mapping[str, str] | None:
    """A row as it was shipped; None for one that the network added."""
    return edited_rows(_folder(file), file, ()).get(name)


def lines(session: Session, file: str, called: str) -> list[Line]:
    """The rows that hold the words, each with the cell that says most."""
    hidden = hidden_rows(session, file)
    wanted = called.casefold()
    found = [
        Line(name, label_of(file, cells), name in hidden)
        for name, cells in rows_now(session, file).items()
        if not wanted or any(wanted in cell.casefold() for cell in cells.values())
    ]
    return found[:SHOWN_AT_ONCE]


def hidden_rows(session: Session, file: str) -> frozenset[str]:
    """The names of terms that are hidden or lead to another."""
    gone = {EditKind.HIDE, EditKind.MERGE}
    return frozenset(edit.row for edit in _standing(session, file) if edit.kind in gone)


def cells_of(cells: Mapping[str, str]) -> tuple[Cell, ...]:
    """The cells as fields; long ones get several lines."""
    return tuple(
        Cell(
            column,
            _column_words(column),
            value,
            len(value) > SHORT or column in LISTS or column.startswith(("text_", "scope", "note")),
            _("Put | between the parts.") if "|" in value or column in LISTS else "",
        )
        for column, value in cells.items()
    )


def _column_words(column: str) -> str:
    """A column as the form calls it; those that need no explaining as they are."""
    words = {
        "synonyms_es": _("Synonyms in Spanish"),
        "languages": _("Languages spoken there (codes)"),
        "icd10cm_fy2026": _("ICD-10-CM codes, for clinicians alone"),
        "nucc_codes": _("NUCC codes"),
        "parent": _("Stands below (a slug)"),
        "crisis_resource_key": _("Help line (its key)"),
    }
    if column in words:
        return words[column]
    said = column.removesuffix("_es").replace("_", " ").capitalize()
    return _("%(column)s in Spanish", column=said) if column.endswith("_es") else said


def typed_cells(columns: Sequence[str], form: Mapping[str, str]) -> dict[str, str]:
    """What was typed, one line a cell: parts trimmed, line breaks made blanks."""
    return {column: _tidy(column, form.get(f"cell-{column}", "")) for column in columns}


def edits_between(
    file: str, name: str, before: Mapping[str, str], after: Mapping[str, str]
) -> tuple[RowEdit, ...]:
    """The edits that make one row into another."""
    return tuple(
        RowEdit(kind, file, name, column, value)
        for column in before
        for kind, value in parts_changed(column, before[column], after[column])
    )


def new_row(file: str, cells: Mapping[str, str]) -> RowEdit:
    """The edit that adds a row."""
    return RowEdit(EditKind.ADD_ROW, file, name_of_row(file, cells), "", json.dumps(dict(cells)))


def error_of(problem: Exception, columns: Sequence[str]) -> FieldError:
    """The loader's refusal beside the cell that it speaks of, with cause and remedy."""
    message = str(problem)
    if isinstance(problem, VocabularyError):
        message = f"{problem.cause} {problem.remedy}"
    named = next((column for column in columns if message.startswith(column)), None)
    return FieldError(f"cell-{named or columns[0]}", message)


def may_merge(file: str) -> bool:
    """Whether a row of this file may lead to another."""
    return file in MERGEABLE_FILES


def is_of_two(file: str) -> bool:
    """Whether every edit of a file needs two people."""
    return file in RULE_FILES


def label_of(file: str, cells: Mapping[str, str]) -> str:
    """What of a row says most, shortened."""
    first = {
        **dict.fromkeys(TERM_FILES, "label"),
        "cautions.csv": "text_for_clinician",
        "triage.csv": "line",
        "rule_terms.csv": "terms",
        "signs.csv": "groups",
        "danger_frames.csv": "groups",
        "faint_signs.csv": "sure",
        HELP_LINES_FILE: "name",
        EXAMPLES_FILE: "text",
    }[file]
    return cells[first][: SHORT * 2]


def _standing(session: Session, file: str) -> tuple[RowEdit, ...]:
    return tuple(edit for edit in standing_edits(session) if edit.file == file)


def _folder(file: str) -> Path | Folder:
    seeds = resources.seed_data()
    return seeds / "vocabulary" if file in EDITABLE_FILES else seeds


def _tidy(column: str, typed: str) -> str:
    text = " ".join(typed.split())[:CELL_AT_MOST]
    if column not in LISTS:
        return text
    return "|".join(part.strip() for part in text.split("|") if part.strip())
