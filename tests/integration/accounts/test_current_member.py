"""Who is signed in, as the rest of the site is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import jsonify

from directory.accounts.permissions import Role
from directory.accounts.session import current_member
from directory.web.access import ANYONE, access
from tests.support.members import make_account, make_verified, signed_in

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from directory.db import Database
    from tests.support.members import Person


@access(ANYONE)
def _who() -> Response:
    member = current_member()
    if member is None:
        return jsonify(None)
    return jsonify(
        listing=member.listing_handle,
        centers=member.center_handles,
        roles=sorted(member.roles),
        may_vouch=member.may("vouch"),
    )


def test_a_visitor_is_nobody_and_a_member_has_roles_and_a_listing(
    app: Flask, database: Database, maya: Person, wren: Person
) -> None:
    app.add_url_rule("/who", view_func=_who)
    with database.transaction() as session:
        newcomer = make_account(session, "new@example.org")
        manager = make_account(session, "house@example.org")
        make_verified(session, manager, "the-house", as_center=True)

    told: dict[str, Any] = {
        person.email: signed_in(app, person).get("/who").json
        for person in (maya, wren, newcomer, manager)
    }

    assert app.test_client().get("/who").json is None
    assert told[maya.email] == {
        "listing": "maya",
        "centers": [],
        "roles": [Role.NEWCOMER, Role.PRACTITIONER],
        "may_vouch": True,
    }
    assert told[wren.email]["roles"] == [Role.CURATOR]
    assert told[newcomer.email]["roles"] == [Role.NEWCOMER]
    assert told[newcomer.email]["may_vouch"] is False
    assert told[manager.email]["centers"] == ["the-house"]
    assert told[manager.email]["listing"] is None
