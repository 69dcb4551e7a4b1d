"""A network's edits lie over the shipped rows, are judged by the loader, and survive upgrades."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest

from directory import resources
from directory.vocabulary.errors import VocabularyError
from directory.vocabulary.overlay_rows import (
    EDITABLE_FILES,
    EditKind,
    EditRefusedError,
    RowEdit,
    edited_rows,
    load_edited,
    load_what_fits,
    name_of_row,
    parts_changed,
    rows_of,
)
from directory.vocabulary.terms import TermKind

FOLDER = resources.seed_data() / "vocabulary"
WORD = RowEdit(EditKind.ADD_PART, "issues.csv", "grief", "synonyms", "heartsore")


def test_a_synonym_is_added_and_taken_without_touching_the_others() -> None:
    shipped = rows_of(FOLDER, "issues.csv")["grief"]["synonyms"]
    added = edited_rows(FOLDER, "issues.csv", [WORD])["grief"]["synonyms"]
    gone = replace(WORD, kind=EditKind.DROP_PART)

    assert added == f"{shipped}|heartsore"
    assert edited_rows(FOLDER, "issues.csv", [WORD, gone])["grief"]["synonyms"] == shipped
    assert "heartsore" in load_edited(FOLDER, [WORD]).issues["grief"].synonyms


def test_a_label_a_hidden_term_and_a_merge() -> None:
    label = RowEdit(EditKind.SET, "issues.csv", "grief", "label", "Mourning")
    hidden = RowEdit(EditKind.HIDE, "modalities.csv", "reiki")
    local = {"slug": "grief-of-elders", "label": "Grief of elders", "kind": "issue",
             "parent": "loss", "sensitive": "no", "facets": "mind:core", "synonyms": "elder tears",
             }  # fmt: skip
    local["parent"] = rows_of(FOLDER, "issues.csv")["grief"]["parent"]
    new = RowEdit(EditKind.ADD_ROW, "issues.csv", "grief-of-elders", "", json.dumps(local))
    merged = RowEdit(EditKind.MERGE, "issues.csv", "grief-of-elders", "", "grief")

    found = load_edited(FOLDER, [label, new, merged, hidden])

    assert found.issues["grief"].label == "Mourning"
    assert "elder tears" in found.issues["grief"].synonyms
    assert found.issues["grief-of-elders"].parent == "grief", "what carries it is still found"
    assert found.hidden == {
        (TermKind.ISSUE, "grief-of-elders"), (TermKind.MODALITY, "reiki")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (RowEdit(EditKind.SET, "issues.csv", "grief", "parent", "nowhere"), "parent"),
        (RowEdit(EditKind.SET, "issues.csv", "grief", "facets", "mind:much"), "facets"),
        (RowEdit(EditKind.SET, "issues.csv", "grief", "sensitive", "perhaps"), "sensitive"),
        (RowEdit(EditKind.SET, "cautions.csv", "C01", "severity", "hard"), "severity"),
        (RowEdit(EditKind.SET, "cautions.csv", "C01", "trigger", "((("), ""),
    ],
)
def test_the_loader_refuses_with_field_cause_and_remedy(edit: RowEdit, says: str) -> None:
    with pytest.raises(VocabularyError) as problem:
        load_edited(FOLDER, [edit])

    assert says in problem.value.cause
    assert problem.value.remedy


def test_what_no_longer_fits_after_an_upgrade_is_left_out_and_told() -> None:
    lost = RowEdit(EditKind.SET, "issues.csv", "gone-with-the-upgrade", "label", "x")
    found = load_what_fits(FOLDER, [lost, WORD])

    assert [edit for edit, _why in found.left_out] == [lost]
    assert "heartsore" in found.vocabulary.issues["grief"].synonyms


@pytest.mark.parametrize(
    "edit",
    [
        RowEdit(EditKind.SET, "issues.csv", "grief", "no-such-column", "x"),
        RowEdit(EditKind.MERGE, "modalities.csv", "reiki", "", "massage"),
        RowEdit(EditKind.MERGE, "issues.csv", "grief", "", "grief"),
        RowEdit(EditKind.ADD_ROW, "issues.csv", "grief", "", '{"slug": "grief"}'),
    ],
)
def test_an_edit_of_what_is_not_there_is_refused(edit: RowEdit) -> None:
    with pytest.raises(EditRefusedError):
        load_edited(FOLDER, [edit])


@pytest.mark.parametrize("file", EDITABLE_FILES)
def test_each_row_has_a_name_of_its_own(file: str) -> None:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        count = sum(1 for _row in csv.DictReader(lines))
    names = rows_of(FOLDER, file)

    assert len(names) == count
    assert all(name_of_row(file, cells) == name for name, cells in names.items())


def test_parts_are_told_one_by_one_and_other_cells_whole() -> None:
    assert parts_changed("synonyms", "a|b", "b|c") == [
        (EditKind.DROP_PART, "a"),
        (EditKind.ADD_PART, "c"),
    ]
    assert parts_changed("label", "a|b", "b") == [(EditKind.SET, "b")]
    assert parts_changed("label", "a", "a") == []
