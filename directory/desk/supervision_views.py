"""Whom one is said to supervise: confirmed, or denied, on one's own desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect

from directory import db
from directory.accounts.session import signed_in_member
from directory.db import RecordNotFound
from directory.desk.blueprint import bp
from directory.profiles.supervision import confirm_supervision, deny_supervision
from directory.web.access import access

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session


@bp.post("/desk/supervision/<reference>/confirm")
@access("confirm-availability")
@db.writes
def confirm(reference: str) -> ResponseReturnValue:
    """Say that one supervises somebody."""
    return _answered(confirm_supervision, reference)


@bp.post("/desk/supervision/<reference>/deny")
@access("confirm-availability")
@db.writes
def deny(reference: str) -> ResponseReturnValue:
    """Say that one does not: the name is taken off at once."""
    return _answered(deny_supervision, reference)


def _answered(answer: Callable[[Session, str, str], None], reference: str) -> ResponseReturnValue:
    handle = signed_in_member().listing_handle
    if handle is None:
        abort(404)
    try:
        answer(db.session(), handle, reference)
    except RecordNotFound:
        abort(404)
    return redirect("/desk", 303)
