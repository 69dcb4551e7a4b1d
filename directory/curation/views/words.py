"""Words and rules: found, edited with their source, hidden, merged, added, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts.forms import FieldError
from directory.accounts.services.two_people import ActRefusedError, Proposal, propose
from directory.accounts.session import signed_in_member
from directory.curation import network_edits, words
from directory.curation.blueprint import CURATE, UNPROCESSABLE, bp, keys
from directory.curation.services import Curator
from directory.curation.undoing import (
    UNDO,
    Undoing,
    act_numbers,
    shown_edit,
    shown_edits,
    words_of,
)
from directory.network.in_force import in_force
from directory.vocabulary.errors import VocabularyError
from directory.vocabulary.overlay_rows import EditKind, EditRefusedError, RowEdit
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from flask.typing import ResponseReturnValue

    from directory.curation.undoing import ShownEdit

WORDS = f"{CURATE}/words"
REFUSALS = (VocabularyError, EditRefusedError, ValueError)
SOURCE_AT_MOST = 500


@bp.get(WORDS)
@access("edit-words")
def all_words() -> str:
    """The files that can be edited, and the last edits, each to be taken back."""
    return _start()


@bp.get(f"{WORDS}/<file>")
@access("edit-words")
def word_rows(file: str) -> str:
    """The rows of a file, found by any word in them."""
    name = _file(file)
    called = " ".join(request.args.get("called", "").split())[:100]
    return render_template(
        "curation/word_rows.html",
        title=words.FILES[name],
        lines=words.lines(db.session(), name, called),
        called=called,
        address=f"{WORDS}/{file}",
        back=WORDS,
    )


@bp.get(f"{WORDS}/<file>/new")
@access("edit-words")
def new_word(file: str) -> str:
    """An empty row."""
    name = _file(file)
    return _page(name, None, dict.fromkeys(_columns(name), ""))


@bp.post(f"{WORDS}/<file>/new")
@access("edit-words")
@db.writes
def add_word(file: str) -> ResponseReturnValue:
    """Add a row of the network's own."""
    name = _file(file)
    cells = words.typed_cells(_columns(name), request.form)
    return _kept(name, None, cells, (words.new_row(name, cells),))


@bp.get(f"{WORDS}/<file>/row/<row>")
@access("edit-words")
def word(file: str, row: str) -> str:
    """One row, to be edited."""
    name = _file(file)
    return _page(name, row, _cells(name, row))


@bp.post(f"{WORDS}/<file>/row/<row>")
@access("edit-words")
@db.writes
def edit_word(file: str, row: str) -> ResponseReturnValue:
    """Save the row, hide it, or let it lead to another."""
    name = _file(file)
    before = _cells(name, row)
    action = request.form.get("action", "")
    if action == "hide":
        return _kept(name, row, before, (RowEdit(EditKind.HIDE, name, row),))
    if action == "merge" and words.may_merge(name):
        into = request.form.get("into", "").strip()
        return _kept(name, row, before, (RowEdit(EditKind.MERGE, name, row, "", into),))
    # The first cell names the row, and listings carry it: it stays.
    naming = next(iter(before))
    after = words.typed_cells(tuple(before), request.form) | {naming: before[naming]}
    return _kept(name, row, after, words.edits_between(name, row, before, after))


@bp.get(f"{WORDS}/edits/<number>")
@access("edit-words")
def one_edit(number: str) -> str:
    """An edit with who made it and why, and the form that takes it back."""
    return _edit_page(_shown(number))


@bp.post(f"{WORDS}/edits/<number>/undo")
@access("edit-words")
@db.writes
def undo_word(number: str) -> ResponseReturnValue:
    """Take an edit back at once; what two put into force is proposed to another, with a reason."""
    shown = _shown(number)
    if shown.undoing is Undoing.BY_TWO:
        return _propose_undo(shown)
    if shown.undoing is not Undoing.ALONE:
        return redirect(f"{WORDS}/edits/{shown.number}", 303)
    curator, reason = Curator(signed_in_member().reference, keys()), _typed_reason()
    try:
        network_edits.take_back(db.session(), curator, (shown.number,), reason=reason)
    except db.StaleStateError:
        return redirect(WORDS, 303)
    except REFUSALS as problem:
        db.session().rollback()
        return _start((FieldError("edits", str(problem)),)), UNPROCESSABLE
    return redirect(WORDS, 303)


def _propose_undo(shown: ShownEdit) -> ResponseReturnValue:
    session, reason = db.session(), _typed_reason()
    numbers = " ".join(str(one) for one in act_numbers(session, shown.number))
    proposal = Proposal(
        act=UNDO,
        subject=f"{shown.edit.edit.file}:{shown.edit.edit.row}"[:100],
        reason=reason,
        details={"edits": numbers, "reason": reason},
    )
    try:
        made = propose(session, keys(), proposal, by=signed_in_member().account_id)
    except ActRefusedError as problem:
        return _edit_page(shown, (FieldError("reason", str(problem)),)), UNPROCESSABLE
    return redirect(f"/two-people/{made}", 303)


def _edit_page(shown: ShownEdit, errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "curation/edit.html",
        one=shown,
        why_not=words_of(shown.undoing),
        errors=errors,
        error_of={error.field: error.message for error in errors},
        reason=request.form.get("reason", ""),
        back=WORDS,
    )


def _shown(number: str) -> ShownEdit:
    try:
        return shown_edit(db.session(), int(number))
    except (ValueError, db.RecordNotFound):
        abort(404)


def _typed_reason() -> str:
    return request.form.get("reason", "").strip()[:SOURCE_AT_MOST]


def _kept(
    file: str, row: str | None, cells: Mapping[str, str], edits: Sequence[RowEdit]
) -> ResponseReturnValue:
    source = request.form.get("source", "").strip()[:SOURCE_AT_MOST]
    try:
        errors = _problems(edits, source)
        if not errors:
            return _done(file, edits, source)
    except ActRefusedError as problem:
        errors = (FieldError("source", str(problem)),)
    except REFUSALS as problem:
        errors = (words.error_of(problem, tuple(cells)),)
    db.session().rollback()
    return _page(file, row, cells, errors), UNPROCESSABLE


def _problems(edits: Sequence[RowEdit], source: str) -> tuple[FieldError, ...]:
    if not edits:
        return (FieldError("source", _("Nothing differs from what is in force.")),)
    if not source:
        return (FieldError("source", _("Say where it is from, or why. Other admins read it.")),)
    return ()


def _done(file: str, edits: Sequence[RowEdit], source: str) -> ResponseReturnValue:
    member = signed_in_member()
    if any(network_edits.needs_two(edit) for edit in edits):
        network_edits.judge(db.session(), edits)
        proposal = Proposal(
            act=network_edits.EDIT,
            subject=f"{file}:{edits[0].row}"[:100],
            reason=source,
            details=network_edits.to_details(edits, source),
        )
        return redirect(
            f"/two-people/{propose(db.session(), keys(), proposal, by=member.account_id)}", 303
        )
    network_edits.save(db.session(), Curator(member.reference, keys()), edits, source)
    return redirect(f"{WORDS}/{words.slug_of(file)}?called={edits[0].row}", 303)


def _start(errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "curation/words.html",
        files=[(words.slug_of(file), label) for file, label in words.FILES.items()],
        edits=[(one, words_of(one.undoing)) for one in shown_edits(db.session())],
        left_out=[(network_edits.told_of(edit), why) for edit, why in in_force().left_out],
        errors=errors,
        address=WORDS,
    )


def _page(
    file: str, row: str | None, cells: Mapping[str, str], errors: Sequence[FieldError] = ()
) -> str:
    shipped = words.shipped_cells(file, row) if row else None
    slug = words.slug_of(file)
    return render_template(
        "curation/word.html",
        title=words.label_of(file, cells) or row if row else _("A new row"),
        row=row or "",
        file_title=words.FILES[file],
        cells=words.cells_of(cells),
        differs=shipped is not None and dict(shipped) != dict(cells),
        is_new=row is None,
        is_hidden=row in words.hidden_rows(db.session(), file),
        may_merge=words.may_merge(file) and row is not None,
        of_two=words.is_of_two(file),
        errors=errors,
        error_of={error.field: error.message for error in errors},
        source=request.form.get("source", ""),
        into=request.form.get("into", ""),
        address=f"{WORDS}/{slug}/row/{row}" if row else f"{WORDS}/{slug}/new",
        back=f"{WORDS}/{slug}",
    )


def _file(slug: str) -> str:
    try:
        return words.file_of(slug)
    except LookupError:
        abort(404)


def _cells(file: str, row: str) -> dict[str, str]:
    found = words.rows_now(db.session(), file).get(row)
    return found if found is not None else abort(404)


def _columns(file: str) -> tuple[str, ...]:
    return tuple(next(iter(words.rows_now(db.session(), file).values())))
