"""Edits of the network as the desk makes them: judged by the loader, by one curator or by two."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from directory import resources
from directory.accounts.services.two_people import Act, ActRefusedError
from directory.curation.services import Curator, log_act
from directory.network.edits import add_edits, edit_of, standing_edits, undo_edits
from directory.network.in_force import WEIGHTS, weights_of
from directory.vocabulary.errors import VocabularyError
from directory.vocabulary.overlay_rows import (
    EDITABLE_FILES,
    RULE_FILES,
    EditKind,
    EditRefusedError,
    RowEdit,
    load_edited,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from directory.accounts.services.two_people import Proposed
    from directory.keys.ring import KeyRing

SHOWN_OF_A_VALUE = 120
_BY_TWO_COLUMNS = {
    "professions.csv": frozenset(
        {
            "parent", "facets_in_scope", "may_touch", "may_diagnose_mental",
            "may_diagnose_physical", "may_prescribe", "may_do_psychotherapy", "regulated",
            "scope", "outside_scope",
        }
    ),
    "modalities.csv": frozenset({"professions_in_scope", "facets_served", "touch", "domain"}),
    "issues.csv": frozenset({"facets", "sensitive", "crisis_resource_key"}),
    "flags.csv": frozenset({"kind", "crisis_resource_key", "only_with", "not_with", "fades"}),
}  # fmt: skip


def needs_two(edit: RowEdit) -> bool:
    """Whether an edit touches weights, scope, cautions or triage (DESIGN.md decision 19)."""
    if edit.file == WEIGHTS or edit.file in RULE_FILES:
        return True
    if edit.kind is EditKind.ADD_ROW:
        # A new profession states a scope; a flag alone could silence a safety rule.
        return edit.file in {"professions.csv", "flags.csv"}
    if edit.file == "flags.csv" and edit.kind is EditKind.HIDE:
        return True
    if edit.file == "professions.csv" and edit.kind is EditKind.MERGE:
        # It puts one profession below another, and so under that one's scope.
        return True
    return edit.column in _BY_TWO_COLUMNS.get(edit.file, frozenset())


def judge(session: Session, edits: Sequence[RowEdit]) -> None:
    """Let the loader read everything as it would be with these edits.

    Raises VocabularyError, EditRefusedError or ValueError with cause and remedy.
    """
    _judge((*standing_edits(session), *edits))


def save(session: Session, curator: Curator, edits: Sequence[RowEdit], source: str) -> None:
    """Put edits into force by one person; flushes, and logs each. Raises as `judge` does."""
    judge(session, edits)
    add_edits(session, edits, source=source, made_by=curator.reference)
    for edit in edits:
        _log(session, curator, "network.edited", edit, source)


def take_back(
    session: Session, curator: Curator, numbers: Sequence[int], *, reason: str = ""
) -> None:
    """Undo edits; flushes and logs each.

    Raises RecordNotFound, StaleStateError where one is undone, and as `judge` where what was
    edited since rests on it.
    """
    undone = [edit_of(session, number) for number in numbers]
    undo_edits(session, numbers, by=curator.reference)
    _judge(standing_edits(session))
    for edit in undone:
        _log(session, curator, "network.edit-undone", edit, reason)


def to_details(edits: Sequence[RowEdit], source: str) -> dict[str, str]:
    """Edits as the details of a proposal."""
    return {"edits": json.dumps([asdict(edit) for edit in edits]), "source": source}


def from_details(proposed: Proposed) -> tuple[RowEdit, ...]:
    """The edits of a proposal."""
    return tuple(
        RowEdit(EditKind(one["kind"]), one["file"], one["row"], one["column"], one["value"])
        for one in json.loads(proposed.details["edits"])
    )


def told_of(edit: RowEdit) -> str:
    """One edit in words, for curators: where, and what it becomes."""
    where = f"{edit.file.removesuffix('.csv')} · {edit.row}"
    value = edit.value[:SHOWN_OF_A_VALUE]
    words = {
        EditKind.SET: _("%(column)s becomes “%(value)s”", column=edit.column, value=value),
        EditKind.ADD_PART: _("adds “%(value)s” to %(column)s", column=edit.column, value=value),
        EditKind.DROP_PART: _("takes “%(value)s” from %(column)s", column=edit.column, value=value),
        EditKind.ADD_ROW: _("is new"),
        EditKind.HIDE: _("is hidden"),
        EditKind.MERGE: _("leads to %(value)s", value=value),
    }
    return f"{where}: {words[edit.kind]}"


def _judge(edits: Sequence[RowEdit]) -> None:
    load_edited(
        resources.seed_data() / "vocabulary", [one for one in edits if one.file in EDITABLE_FILES]
    )
    weights_of(edits)


def _log(session: Session, curator: Curator, action: str, edit: RowEdit, source: str) -> None:
    details = {
        "kind": edit.kind.value,
        "column": edit.column,
        "value": edit.value[:SHOWN_OF_A_VALUE],
        "source": source[:SHOWN_OF_A_VALUE],
    }
    log_act(session, curator, action, f"{edit.file}:{edit.row}"[:200], details)


def _told(session: Session, proposed: Proposed) -> str:
    del session
    return ". ".join(told_of(edit) for edit in from_details(proposed))


def _carry_out(session: Session, keys: KeyRing, proposed: Proposed, actor: str) -> None:
    try:
        save(session, Curator(actor, keys), from_details(proposed), proposed.details["source"])
    except (VocabularyError, EditRefusedError, ValueError) as problem:
        raise ActRefusedError(str(problem)) from None


EDIT = Act(kind="network.edit", permission="edit-weights", told=_told, carry_out=_carry_out)
