"""Handing a circle over to a colleague, who must accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts.forms import FieldError
from directory.accounts.session import needs_password, signed_in_member
from directory.circle import queries, services
from directory.circle.blueprint import UNPROCESSABLE, bp, keys
from directory.circle.contact_views import CIRCLE
from directory.circle.people import called
from directory.web.access import access

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

HAND_OVER = f"{CIRCLE}/hand-over"


@bp.get(HAND_OVER)
@access("keep-circle")
@needs_password
def hand_over() -> str:
    """To whom one's circle is offered, or the form that offers it."""
    return _page()


@bp.post(HAND_OVER)
@access("keep-circle")
@needs_password
@db.writes
def offer_circle() -> ResponseReturnValue:
    """Offer one's whole circle to a member."""
    member = signed_in_member()
    typed = " ".join(request.form.get("colleague", "").split())[:200]
    found = [handle for handle in called(typed) if handle != member.listing_handle]
    receiver = queries.owner_of(db.session(), found[0]) if len(found) == 1 else None
    if receiver is None:
        return _page(typed, _complaint(typed, found)), UNPROCESSABLE
    try:
        services.offer_circle(
            db.session(),
            keys(),
            member.account_id,
            receiver,
            with_notes=request.form.get("with_notes") == "yes",
        )
    except services.HandoverError:
        message = _("You offer your circle to somebody already. Take that back first.")
        return _page(typed, message), UNPROCESSABLE
    return redirect(HAND_OVER, 303)


@bp.post(f"{HAND_OVER}/<reference>/cancel")
@access("keep-circle")
@db.writes
def take_offer_back(reference: str) -> ResponseReturnValue:
    """Offer one's circle no longer."""
    services.take_back_offer(db.session(), keys(), signed_in_member().account_id, reference)
    return redirect(HAND_OVER, 303)


@bp.post(f"{HAND_OVER}/<reference>/accept")
@access("keep-circle")
@db.writes
def accept_circle(reference: str) -> ResponseReturnValue:
    """Take over a colleague's circle."""
    return _answer(reference, is_accepted=True)


@bp.post(f"{HAND_OVER}/<reference>/refuse")
@access("keep-circle")
@db.writes
def refuse_circle(reference: str) -> ResponseReturnValue:
    """Leave a colleague's circle with them; no reason is asked."""
    return _answer(reference, is_accepted=False)


def _answer(reference: str, *, is_accepted: bool) -> ResponseReturnValue:
    services.answer_handover(
        db.session(), keys(), signed_in_member().account_id, reference, is_accepted=is_accepted
    )
    return redirect(CIRCLE, 303)


def _complaint(typed: str, found: list[str]) -> str:
    if not typed:
        return _("Write a name, so that we know who is meant.")
    if len(found) > 1:
        return _(
            "Several people have this name. Write one of these instead: %(handles)s.",
            handles=", ".join(found),
        )
    if found:
        return _("Nobody signs in for that page, so nobody could accept. Choose somebody else.")
    return _("Nobody of that name is listed. Write the name as it stands on their page.")


def _page(colleague: str = "", message: str = "") -> str:
    member = signed_in_member()
    contacts = queries.contacts_of(db.session(), keys(), member.account_id)
    return render_template(
        "circle/hand_over.html",
        offered=queries.offered_handover(db.session(), member.account_id),
        count=len(contacts),
        colleague=colleague,
        errors=[FieldError("colleague", message)] if message else [],
        message=message,
    )
