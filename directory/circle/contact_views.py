"""My circle: the list, one contact, and what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, redirect, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts.closed_sets import AppliedAs
from directory.accounts.forms import FieldError
from directory.accounts.session import signed_in_member
from directory.circle import queries, services
from directory.circle.blueprint import UNPROCESSABLE, bp, keys
from directory.circle.contact import LONGEST, ReadContact, read_contact
from directory.circle.importing import labels
from directory.circle.suggestions import suggestions
from directory.search.blueprint import snapshot
from directory.web.access import access
from directory.web.one_time_keys import KeyMissingError, key_of, new_key, once

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

    from directory.circle.queries import ShownContact

CIRCLE = "/circle"


@bp.get(CIRCLE)
@access("keep-circle")
def circle() -> str:
    """Everybody in one's circle, or those with one tag."""
    member = signed_in_member()
    everybody = queries.contacts_of(db.session(), keys(), member.account_id)
    tag = request.args.get("tag", "")
    tags = sorted({word for shown in everybody for word in shown.contact.tags})
    chosen = tag if tag in tags else ""
    return render_template(
        "circle/circle.html",
        contacts=[one for one in everybody if not chosen or chosen in one.contact.tags],
        count=len(everybody),
        tags=tags,
        tag=chosen,
        suggestions=suggestions(everybody, snapshot().listings),
        handovers=queries.open_handovers(db.session(), member.account_id),
    )


@bp.post(f"{CIRCLE}/add")
@access("keep-circle")
@db.writes
def add_colleague() -> ResponseReturnValue:
    """Add a listed colleague by handle; twice is once."""
    member = signed_in_member()
    handle = request.form.get("handle", "")
    if handle == member.listing_handle or handle not in snapshot().listings:
        abort(404)
    reference = services.add_colleague(db.session(), member.account_id, handle)
    return redirect(f"{CIRCLE}/{reference}", 303)


@bp.get(f"{CIRCLE}/new")
@access("keep-circle")
def new_contact() -> str:
    """The form for somebody who is not in the network."""
    return _form(None, read_contact({}), ())


@bp.post(f"{CIRCLE}/new")
@access("keep-circle")
@db.writes
def add_contact() -> ResponseReturnValue:
    """Add somebody who is not in the network."""
    member = signed_in_member()
    read = read_contact(request.form)
    errors = [*read.errors]
    if not errors:
        try:
            _once(
                "circle.add",
                lambda: services.add_contact(db.session(), keys(), member.account_id, read.contact),
            )
        except KeyMissingError:
            errors.append(FieldError("name", _("The form was open too long. Send it once more.")))
        except services.CircleFullError:
            errors.append(FieldError("name", full_message()))
    if errors:
        return _form(None, read, errors), UNPROCESSABLE
    return redirect(CIRCLE, 303)


@bp.get(f"{CIRCLE}/<reference>")
@access("keep-circle")
def contact(reference: str) -> str:
    """One contact, to be read and changed."""
    shown = _own(reference)
    return _form(shown, _as_typed(shown), ())


@bp.post(f"{CIRCLE}/<reference>")
@access("keep-circle")
@db.writes
def change_contact(reference: str) -> ResponseReturnValue:
    """Write down what changed."""
    shown = _own(reference)
    # A colleague is called as their page says, whatever the form sends.
    name = {"name": shown.contact.name} if shown.handle else {}
    read = read_contact({**request.form.to_dict(), **name})
    if read.errors:
        return _form(shown, read, read.errors), UNPROCESSABLE
    services.change_contact(
        db.session(), keys(), signed_in_member().account_id, reference, read.contact
    )
    return redirect(CIRCLE, 303)


@bp.post(f"{CIRCLE}/<reference>/remove")
@access("keep-circle")
@db.writes
def remove_contact(reference: str) -> ResponseReturnValue:
    """Forget somebody."""
    services.remove_contact(db.session(), signed_in_member().account_id, reference)
    return redirect(CIRCLE, 303)


@bp.post(f"{CIRCLE}/<reference>/link")
@access("keep-circle")
@db.writes
def link_contact(reference: str) -> ResponseReturnValue:
    """Say that a contact is the colleague whose page shows the same e-mail, phone or licence."""
    shown = _own(reference)
    found = suggestions([shown], snapshot().listings)
    if not found:
        abort(404)
    services.link_contact(db.session(), signed_in_member().account_id, reference, found[0].handle)
    return redirect(f"{CIRCLE}/{reference}", 303)


@bp.get(f"{CIRCLE}/<reference>/invite")
@access("keep-circle")
def invite_contact(reference: str) -> str:
    """The one invitation that a contact can be sent; it goes out by the form of invitations."""
    shown = _own(reference)
    if shown.handle is not None or not shown.contact.email:
        abort(404)
    kinds = [
        {"value": AppliedAs.PRACTITIONER.value, "label": _("A practitioner"), "checked": True},
        {"value": AppliedAs.CENTER.value, "label": _("A center"), "checked": False},
    ]
    return render_template("circle/invite.html", shown=shown, kinds=kinds, key=new_key())


def full_message() -> str:
    """What is said where a circle holds as many as it may."""
    return _(
        "A circle holds at most %(count)s people. Remove some first.",
        count=f"{services.MOST_CONTACTS:,}",
    )


def _own(reference: str) -> ShownContact:
    owner = signed_in_member().account_id
    return queries.contact_of(db.session(), keys(), owner, reference)


def _as_typed(shown: ShownContact) -> ReadContact:
    one = shown.contact
    typed = {field: getattr(one, field) for field in LONGEST if field != "tags"}
    return ReadContact(one, typed | {"tags": ", ".join(one.tags)}, ())


def _once(purpose: str, make: Callable[[], str]) -> str:
    member = signed_in_member()
    key = key_of(request.form)
    return once(db.session(), key, purpose=purpose, actor=member.reference, make=make)


def _form(
    shown: ShownContact | None, read: ReadContact, errors: tuple[FieldError, ...] | list[FieldError]
) -> str:
    return render_template(
        "circle/contact.html",
        shown=shown,
        typed=read.typed,
        labels=labels(),
        longest=LONGEST,
        key=new_key(),
        errors=errors,
        error_of={error.field: error.message for error in errors},
    )
