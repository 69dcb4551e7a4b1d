"""With whom a member shares a household or a business; those two do not vouch for each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request
from flask_babel import gettext as _

from directory import clock, db
from directory.accounts.forms import FieldError
from directory.circle import vouch_words
from directory.circle.blueprint import UNPROCESSABLE, bp, own_handle
from directory.circle.people import called
from directory.circle.vouch_views import VOUCHES
from directory.trust import relations
from directory.trust.closed_sets import RelationKind
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask.typing import ResponseReturnValue

RELATED = f"{VOUCHES}/related"


@bp.get(RELATED)
@access("vouch")
def related() -> str:
    """Whom one declared a relation to, and the form."""
    return _page()


@bp.post(RELATED)
@access("vouch")
@db.writes
def declare() -> ResponseReturnValue:
    """Say that one shares a household or a business with somebody; vouches between them end."""
    typed = " ".join(request.form.get("colleague", "").split())[:200]
    kind = request.form.get("kind", "")
    found = [handle for handle in called(typed) if handle != own_handle()]
    errors = _errors(typed, found, kind)
    if errors:
        return _page(typed, kind, errors), UNPROCESSABLE
    relations.declare(db.session(), own_handle(), found[0], RelationKind(kind), on=clock.today())
    return redirect(RELATED, 303)


@bp.post(f"{RELATED}/<handle>/remove")
@access("vouch")
@db.writes
def undo_declaration(handle: str) -> ResponseReturnValue:
    """Undo what one declared; vouches that ended stay ended."""
    relations.take_back(db.session(), own_handle(), handle)
    return redirect(RELATED, 303)


def _errors(typed: str, found: list[str], kind: str) -> list[FieldError]:
    errors = []
    if not typed:
        message = _("Write a name, so that we know who is meant.")
        errors.append(FieldError("colleague", message))
    elif not found:
        message = _("Nobody of that name is listed. Write the name as it stands on their page.")
        errors.append(FieldError("colleague", message))
    elif len(found) > 1:
        message = _(
            "Several people have this name. Write one of these instead: %(handles)s.",
            handles=", ".join(found),
        )
        errors.append(FieldError("colleague", message))
    if kind not in set(RelationKind):
        errors.append(FieldError("kind", _("Choose what you share.")))
    return errors


def _page(colleague: str = "", kind: str = "", errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "trust/related.html",
        people=relations.declared_by(db.session(), own_handle()),
        kinds=vouch_words.relation_options(kind),
        colleague=colleague,
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )
