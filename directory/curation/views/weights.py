"""Weights: edited within their bounds, tried on the examples, and put into force by two people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db, resources
from directory.accounts.forms import FieldError
from directory.accounts.services.two_people import ActRefusedError, Proposal, propose
from directory.accounts.session import signed_in_member
from directory.curation.blueprint import CURATE, UNPROCESSABLE, bp, keys
from directory.curation.network_edits import EDIT, to_details, told_of
from directory.curation.weights import changes_in_examples, number_fields, read_numbers
from directory.network.edits import standing_edits
from directory.network.in_force import weights_of
from directory.search.blueprint import engine, translator
from directory.vocabulary.overlay_rows import EXAMPLES_FILE, edited_rows
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

    from directory.vocabulary.overlay_rows import RowEdit

WEIGHTS = f"{CURATE}/weights"


@bp.get(WEIGHTS)
@access("edit-weights")
def weights() -> str:
    """The numbers in force, with their bounds."""
    return _form()


@bp.post(f"{WEIGHTS}/preview")
@access("edit-weights")
def preview_weights() -> ResponseReturnValue:
    """What would change in the example needs; nothing is kept."""
    edits, errors = _read()
    return (_form(errors), UNPROCESSABLE) if errors else _preview(edits)


@bp.post(WEIGHTS)
@access("edit-weights")
@db.writes
def propose_weights() -> ResponseReturnValue:
    """Propose the numbers to another networking admin."""
    edits, errors = _read()
    if errors:
        return _form(errors), UNPROCESSABLE
    reason = request.form.get("reason", "").strip()[:2000]
    proposal = Proposal(
        act=EDIT, subject="weights", reason=reason, details=to_details(edits, reason)
    )
    try:
        reference = propose(db.session(), keys(), proposal, by=signed_in_member().account_id)
    except ActRefusedError as problem:
        return _preview(edits, (FieldError("reason", str(problem)),)), UNPROCESSABLE
    return redirect(f"/two-people/{reference}", 303)


def _read() -> tuple[Sequence[RowEdit], Sequence[FieldError]]:
    fields = number_fields(engine().weights, translator())
    edits, errors = read_numbers(fields, request.form)
    if not edits and not errors:
        nothing = _("Nothing differs from what is in force. Change a number first.")
        errors = (FieldError(fields[0].name, nothing),)
    return edits, errors


def _form(errors: Sequence[FieldError] = ()) -> str:
    fields = number_fields(engine().weights, translator())
    return render_template(
        "curation/weights.html",
        fields=fields,
        typed={one.name: request.form.get(one.name, f"{one.value:g}") for one in fields},
        errors=errors,
        error_of={error.field: error.message for error in errors},
        address=WEIGHTS,
    )


def _preview(edits: Sequence[RowEdit], errors: Sequence[FieldError] = ()) -> str:
    session, say = db.session(), translator()
    standing = standing_edits(session)
    examples = edited_rows(resources.seed_data(), EXAMPLES_FILE, standing)
    changes = changes_in_examples(
        engine(),
        session,
        weights_of((*standing, *edits)),
        examples=examples.values(),
        say=say,
        today=clock.today(),
    )
    return render_template(
        "curation/weights_preview.html",
        told=[told_of(edit) for edit in edits],
        changes=tuple(changes),
        tried=len(examples),
        fields=number_fields(engine().weights, say),
        typed=request.form,
        reason=request.form.get("reason", ""),
        errors=errors,
        error_of={error.field: error.message for error in errors},
        address=WEIGHTS,
    )
