"""Exact addresses on the desk: give mine to one colleague, take it back, open what I was given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _

from directory import db
from directory.accounts import session
from directory.accounts.blueprint import keys
from directory.accounts.session import needs_password
from directory.accounts.wording import moment
from directory.privacy.views import bp
from directory.profiles import address_grants
from directory.profiles.address_grants import NobodyThereError
from directory.web.access import access

if TYPE_CHECKING:
    from werkzeug.wrappers import Response

    from directory.accounts.member import Member

UNPROCESSABLE = 422
_HANDLE = re.compile(r"([a-z0-9-]{1,80})/?\s*$")


@bp.get("/desk/addresses")
@access("share-own-address")
@needs_password
def addresses() -> str:
    """Whom I gave my address to, and the addresses that were given to me."""
    return _page("")


@bp.post("/desk/addresses")
@access("share-own-address")
@needs_password
@db.writes
def give() -> Response:
    """Give the address of one place of mine to one colleague."""
    member = session.signed_in_member()
    typed = request.form.get("to", "").strip()[:200]
    found = _HANDLE.search(typed)
    place = request.form.get("place", "")
    try:
        address_grants.give_address(
            db.session(),
            keys(),
            _own(member),
            place_id=int(place) if place.isascii() and place.isdigit() else 0,
            to=found[1] if found else "",
            actor=member.reference,
        )
    except NobodyThereError:
        error = _("Nobody who signs in here has this page. Copy the address of their page.")
        return make_response(_page(typed, error), UNPROCESSABLE)
    return redirect("/desk/addresses", 303)


@bp.post("/desk/addresses/<reference>/take-back")
@access("share-own-address")
@db.writes
def take_back(reference: str) -> Response:
    """Close my address to somebody again; somebody else's is not there (404)."""
    member = session.signed_in_member()
    address_grants.take_address_back(
        db.session(), keys(), _own(member), reference, actor=member.reference
    )
    return redirect("/desk/addresses", 303)


@bp.post("/desk/addresses/<reference>/open")
@access("share-own-address")
@db.writes
def open_one(reference: str) -> Response:
    """Show an address that was given to me; its owner sees when. Not mine to see: 404."""
    member = session.signed_in_member()
    opened = address_grants.open_address(
        db.session(), keys(), member.account_id, reference, actor=member.reference
    )
    return make_response(render_template("privacy/address.html", opened=opened))


def _own(member: Member) -> tuple[str, ...]:
    return (member.listing_handle,) if member.listing_handle else ()


def _page(typed: str, error: str | None = None) -> str:
    member = session.signed_in_member()
    places = address_grants.own_places(db.session(), _own(member))
    return render_template(
        "privacy/addresses.html",
        places=[
            {"value": place.id, "label": place.label, "checked": len(places) == 1}
            for place in places
        ],
        given=address_grants.given_addresses(db.session(), _own(member)),
        received=address_grants.received_addresses(db.session(), member.account_id),
        moment=moment,
        typed=typed,
        error=error,
        errors=[{"field": "to", "message": error}] if error else [],
    )
