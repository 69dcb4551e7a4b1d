"""A network's edits as rows laid over the shipped files: the same loader reads and judges both."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from directory.vocabulary.errors import VocabularyError
from directory.vocabulary.loading import KEYS, load_vocabulary
from directory.vocabulary.terms import TermKind, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from directory.vocabulary.rows import Folder

TERM_FILES: dict[str, TermKind] = {
    "issues.csv": TermKind.ISSUE,
    "modalities.csv": TermKind.MODALITY,
    "professions.csv": TermKind.PROFESSION,
    "flags.csv": TermKind.FLAG,
    "payers.csv": TermKind.PAYER,
    "populations.csv": TermKind.POPULATION,
    "preferences.csv": TermKind.PREFERENCE,
    "accessibility.csv": TermKind.ACCESS,
    "languages.csv": TermKind.LANGUAGE,
}
RULE_FILES = (
    "cautions.csv",
    "triage.csv",
    "rule_terms.csv",
    "signs.csv",
    "danger_frames.csv",
    "faint_signs.csv",
)
HELP_LINES_FILE = "crisis_resources.csv"
EXAMPLES_FILE = "example_needs.csv"
"""The searches that a change of weights is tried on; it stands beside the vocabulary."""
EDITABLE_FILES = (*TERM_FILES, *RULE_FILES, HELP_LINES_FILE)

MERGEABLE_FILES = frozenset({"issues.csv", "professions.csv"})
"""Where a term may stand below another, so that what carries the old slug is still found."""

LISTS = frozenset({"synonyms", "synonyms_es"})
"""Cells whose parts are added and taken one by one: an upgrade may add to the rest."""

_NAMED_BY: dict[str, tuple[str, ...]] = {
    "triage.csv": ("flag", "act"),
    "signs.csv": ("means", "groups", "within", "unless"),
    "danger_frames.csv": ("means", "groups", "within", "unless"),
    HELP_LINES_FILE: ("key", "name", "where"),
}
_SIGNS_OF_A_NAME = 8


class EditKind(StrEnum):
    """What an edit does to a row."""

    SET = "set"
    ADD_PART = "add-part"
    DROP_PART = "drop-part"
    ADD_ROW = "add-row"
    HIDE = "hide"
    MERGE = "merge"


class EditRefusedError(ValueError):
    """An edit names a file, row or column that is not there; the message says which."""


@dataclass(frozen=True, slots=True)
class RowEdit:
    """One edit: `row` is the name that `name_of_row` gave the row as it was shipped or added.

    `value` is the new cell (SET), the part (ADD_PART, DROP_PART), the cells as JSON (ADD_ROW),
    the slug that the row leads to (MERGE), or empty (HIDE).
    """

    kind: EditKind
    file: str
    row: str
    column: str = ""
    value: str = ""


def name_of_row(file: str, cells: Mapping[str, str]) -> str:
    """What names a row for ever: its slug or key, with a digest where the key stands twice."""
    if file == EXAMPLES_FILE:
        return cells["id"].strip()
    columns = _NAMED_BY.get(file)
    if columns is None:
        return cells[KEYS.get(file, "slug")].strip()
    rest = "|".join(cells[column].strip() for column in columns[1:])
    digest = hashlib.sha256(rest.encode()).hexdigest()[:_SIGNS_OF_A_NAME]
    return f"{cells[columns[0]].strip()}~{digest}"


@dataclass(frozen=True)
class EditedFolder:
    """The shipped folder with edits laid over it; reads as a folder does, file by file."""

    shipped: Path | Folder
    edits: tuple[RowEdit, ...] = ()
    entry: str = ""

    def joinpath(self, *descendants: str) -> EditedFolder:
        """The entry below this one."""
        return replace(self, entry="/".join((self.entry, *descendants)).strip("/"))

    def read_text(self, encoding: str | None = None) -> str:
        """The text of the entry with its edits applied. Raises EditRefusedError."""
        text = self.shipped.joinpath(self.entry).read_text(encoding=encoding)
        edits = [edit for edit in self.edits if edit.file == self.entry]
        return _edited(text, self.entry, edits) if edits else text


def rows_of(folder: Path | Folder, file: str) -> dict[str, dict[str, str]]:
    """The rows of a file by their name, as they stand in the folder."""
    reader = csv.DictReader(io.StringIO(folder.joinpath(file).read_text("utf-8"), newline=""))
    return {name_of_row(file, cells): cells for cells in reader}


def edited_rows(
    shipped: Path | Folder, file: str, edits: Iterable[RowEdit]
) -> dict[str, dict[str, str]]:
    """The rows of a file with the edits applied, by the name they were shipped or added under.

    Raises EditRefusedError for an edit of a row or column that is not there.
    """
    rows = rows_of(shipped, file)
    for edit in edits:
        if edit.file == file:
            _apply(rows, edit)
    return rows


def _edited(text: str, file: str, edits: Sequence[RowEdit]) -> str:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    rows = {name_of_row(file, cells): cells for cells in reader}
    for edit in edits:
        _apply(rows, edit)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, reader.fieldnames or (), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows.values())
    return out.getvalue()


def _apply(rows: dict[str, dict[str, str]], edit: RowEdit) -> None:
    if edit.kind is EditKind.ADD_ROW:
        _add_row(rows, edit)
        return
    if edit.row not in rows:
        raise EditRefusedError(f"There is no row {edit.row!r} in {edit.file} (any more).")
    if edit.kind is EditKind.HIDE:
        _hide(rows, edit)
    elif edit.kind is EditKind.MERGE:
        _merge(rows, edit)
    elif edit.column not in rows[edit.row]:
        raise EditRefusedError(f"{edit.file} has no column {edit.column!r}.")
    else:
        cells = rows[edit.row]
        cells[edit.column] = _with(cells[edit.column], edit)


def _with(cell: str, edit: RowEdit) -> str:
    if edit.kind is EditKind.SET:
        return edit.value
    parts = [part for part in cell.split("|") if part and part != edit.value]
    return "|".join([*parts, edit.value] if edit.kind is EditKind.ADD_PART else parts)


def _add_row(rows: dict[str, dict[str, str]], edit: RowEdit) -> None:
    columns = list(next(iter(rows.values())))
    given = json.loads(edit.value)
    cells = {column: str(given.get(column, "")) for column in columns}
    if name_of_row(edit.file, cells) in rows:
        raise EditRefusedError(f"{edit.row!r} exists in {edit.file} already; edit that row.")
    rows[name_of_row(edit.file, cells)] = cells


def _hide(rows: dict[str, dict[str, str]], edit: RowEdit) -> None:
    # A hidden term stays readable, because listings carry its slug; a rule or a line goes.
    if edit.file not in TERM_FILES:
        del rows[edit.row]


def _merge(rows: dict[str, dict[str, str]], edit: RowEdit) -> None:
    if edit.file not in MERGEABLE_FILES:
        raise EditRefusedError(f"What stands in {edit.file} cannot be merged; hide it instead.")
    if edit.value not in rows or edit.value == edit.row:
        raise EditRefusedError(f"There is no {edit.value!r} to merge {edit.row!r} into.")
    source, target = rows[edit.row], rows[edit.value]
    label = source["label"].partition(" (")[0].lower()
    words = [*target["synonyms"].split("|"), label, *source["synonyms"].split("|")]
    target["synonyms"] = "|".join(dict.fromkeys(word for word in words if word))
    spanish = [*target["synonyms_es"].split("|"), *source["synonyms_es"].split("|")]
    target["synonyms_es"] = "|".join(dict.fromkeys(word for word in spanish if word))
    source["synonyms"] = source["synonyms_es"] = ""
    source["parent"] = edit.value


@dataclass(frozen=True)
class EditedWords:
    """The vocabulary with a network's edits; `left_out` are those that no longer apply, and why."""

    vocabulary: Vocabulary
    left_out: tuple[tuple[RowEdit, str], ...] = field(default=())


def load_edited(shipped: Path | Folder, edits: Sequence[RowEdit]) -> Vocabulary:
    """The vocabulary with all these edits.

    Raises VocabularyError (field, cause, remedy) or EditRefusedError where one does not fit.
    """
    vocabulary = load_vocabulary(EditedFolder(shipped, tuple(edits)))
    hidden = frozenset(
        (TERM_FILES[edit.file], edit.row)
        for edit in edits
        if edit.kind in {EditKind.HIDE, EditKind.MERGE} and edit.file in TERM_FILES
    )
    return replace(vocabulary, hidden=hidden) if hidden else vocabulary


def load_what_fits(shipped: Path | Folder, edits: Sequence[RowEdit]) -> EditedWords:
    """The vocabulary with every edit that still fits, as after an upgrade that took a term away.

    An edit that does not fit is left out and told; the rest stays in force.
    """
    try:
        return EditedWords(load_edited(shipped, edits))
    except (VocabularyError, EditRefusedError):
        pass
    kept: list[RowEdit] = []
    left_out: list[tuple[RowEdit, str]] = []
    for edit in edits:
        try:
            load_edited(shipped, [*kept, edit])
        except (VocabularyError, EditRefusedError) as problem:
            left_out.append((edit, str(problem)))
        else:
            kept.append(edit)
    return EditedWords(load_edited(shipped, kept), tuple(left_out))


def parts_changed(column: str, before: str, after: str) -> list[tuple[EditKind, str]]:
    """What turns one cell into another: parts for a list of words, else the whole cell."""
    if before == after:
        return []
    if column not in LISTS:
        return [(EditKind.SET, after)]
    old = [part for part in before.split("|") if part]
    new = [part for part in after.split("|") if part]
    return [(EditKind.DROP_PART, part) for part in old if part not in new] + [
        (EditKind.ADD_PART, part) for part in new if part not in old
    ]
