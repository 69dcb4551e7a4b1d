"""What curators decided about one's listing or center, on one's desk until it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort, redirect
from flask_babel import format_date
from flask_babel import gettext as _

from directory import db
from directory.accounts.session import signed_in_member
from directory.desk.blueprint import bp
from directory.profiles.closed_sets import DecisionKind
from directory.profiles.decisions import mark_read, unread_decisions
from directory.web.access import access

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from directory.accounts.member import Member


@dataclass(frozen=True, slots=True)
class DecisionNote:
    """One decision as its owner reads it; who made it is not told."""

    handle: str
    name: str
    what: str
    reason: str
    day: str


@bp.post("/desk/decisions/<handle>/read")
@access("keep-own-account")
@db.writes
def read_decision(handle: str) -> ResponseReturnValue:
    """Say that one has read what was decided; somebody else's is not there (404)."""
    if handle not in _own(signed_in_member()):
        abort(404)
    mark_read(db.session(), handle)
    return redirect("/desk", 303)


def decision_notes(member: Member) -> tuple[DecisionNote, ...]:
    """What this member has not read yet, the latest first."""
    return tuple(
        DecisionNote(
            item.handle, item.name, _words(item.kind), item.reason, format_date(item.made_at)
        )
        for item in unread_decisions(db.session(), _own(member))
    )


def _own(member: Member) -> tuple[str, ...]:
    own = (member.listing_handle,) if member.listing_handle else ()
    return (*own, *member.center_handles)


def _words(kind: DecisionKind) -> str:
    return {
        DecisionKind.PUBLISH: _("It was checked, and is public"),
        DecisionKind.RETURN: _("A curator sent it back to you"),
        DecisionKind.ASK_TO_CORRECT: _("A curator asks you to correct something"),
        DecisionKind.HIDE: _("A curator took it out of sight. Correct it, and ask anew"),
        DecisionKind.SUSPEND: _("It is suspended"),
        DecisionKind.RESTORE: _("It is public again"),
        DecisionKind.ACCEPT_CHANGES: _("Your changes were checked, and are public"),
        DecisionKind.RETURN_CHANGES: _("A curator sent your changes back"),
        DecisionKind.CHECK: _("A credential was checked"),
        DecisionKind.MERGE: _("Two listings were made one"),
        DecisionKind.SPLIT: _("One listing was made two again"),
        DecisionKind.ANSWER: _("A curator answers what you told them"),
    }[kind]
