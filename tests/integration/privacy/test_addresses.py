"""An exact address reaches the one it was given to, on their desk, until it is taken back."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from directory import clock
from directory.accounts.closed_sets import Stewardship
from directory.accounts.services.administration import give_listing
from tests.support.drafts import full_draft, publish, save
from tests.support.logged import assert_logged
from tests.support.members import make_account, signed_in

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient, Person

STREET = "4 Zyxcanary Lane"


@pytest.fixture
def people(database: Database) -> dict[str, Person]:
    """Maya with a home office, and Ana and Sam who are published as well."""
    with database.transaction() as session:
        maya, ana, sam = (full_draft(name) for name in ("maya", "ana", "sam"))
        maya = replace(maya, places=(replace(maya.places[0], street=STREET),))
        others = [
            replace(
                draft,
                name=f"{draft.handle} Invented",
                credentials=tuple(
                    replace(one, number=f"{draft.handle}{one.number}", supervisor=None)
                    for one in draft.credentials
                ),
                places=draft.places[:1],
            )
            for draft in (ana, sam)
        ]
        save(session, replace(maya, credentials=others[0].credentials), *others)
        publish(session, "maya", "ana", "sam")
        made = {}
        for handle in ("maya", "ana", "sam"):
            made[handle] = make_account(session, f"{handle}@example.org", name=handle)
            give_listing(
                session, made[handle].id, handle, Stewardship.OWNER, verified_on=clock.today()
            )
    return made


def _give(client: MemberClient, to: str) -> int:
    page = client.get("/desk/addresses").get_data(as_text=True)
    found = re.search(r'name="place" value="(\d+)"', page)
    assert found
    return client.post("/desk/addresses", {"place": found[1], "to": to}).status_code


def _first_form(client: MemberClient, ending: str) -> str | None:
    page = client.get("/desk/addresses").get_data(as_text=True)
    found = re.search(rf'action="(/desk/addresses/[^"]+/{ending})"', page)
    return found[1] if found else None


def test_it_is_given_opened_logged_and_taken_back(
    app: Flask, database: Database, people: dict[str, Person]
) -> None:
    maya, ana = signed_in(app, people["maya"]), signed_in(app, people["ana"])
    assert _give(maya, "https://example.org/practitioners/ana") == 303
    opening = _first_form(ana, "open")
    assert opening is not None
    assert STREET not in ana.get("/desk/addresses").get_data(as_text=True)

    assert STREET in ana.post(opening).get_data(as_text=True)
    assert "Last opened" in maya.get("/desk/addresses").get_data(as_text=True)

    closing = _first_form(maya, "take-back")
    assert closing is not None
    assert ana.post(closing).status_code == 404, "only the owner takes it back"
    assert maya.post(closing).status_code == 303
    assert ana.post(opening).status_code == 404
    assert_logged(database, "address.opened", by=["ana@example.org"], without=[STREET])
    with database.session() as session:
        actions = session.scalars(text("SELECT action FROM audit_entries")).all()
    assert {"address.given", "address.opened", "address.taken-back"} <= set(actions)


def test_nobody_else_gets_it(app: Flask, people: dict[str, Person]) -> None:
    maya, ana, sam = (signed_in(app, people[name]) for name in ("maya", "ana", "sam"))
    assert _give(maya, "ana") == 303
    opening = _first_form(ana, "open")
    assert opening is not None

    assert sam.post(opening).status_code == 404
    assert maya.post(opening).status_code == 404, "not even by its own sign"
    assert _first_form(sam, "open") is None
    assert STREET not in app.test_client().get("/practitioners/maya").get_data(as_text=True)


@pytest.mark.parametrize("to", ["nobody", "maya", "", "sam' --"])
def test_only_a_colleague_who_is_shown_can_be_given_it(
    app: Flask, people: dict[str, Person], to: str
) -> None:
    assert _give(signed_in(app, people["maya"]), to) == 422


def test_another_ones_place_cannot_be_given_away(
    app: Flask, database: Database, people: dict[str, Person]
) -> None:
    with database.session() as session:
        hers = session.scalar(
            text(
                "SELECT places.id FROM places JOIN listings ON listings.id = listing_id"
                " WHERE handle = 'maya'"
            )
        )
    ana = signed_in(app, people["ana"])

    assert ana.post("/desk/addresses", {"place": str(hers), "to": "sam"}).status_code == 404
    assert ana.post("/desk/addresses", {"place": "x", "to": "sam"}).status_code == 404


def test_no_copy_of_the_database_tells_the_street(
    database: Database, people: dict[str, Person]
) -> None:
    assert people
    with database.session() as session:
        sealed = session.scalars(text("SELECT sealed FROM place_exact")).all()

    assert len(sealed) == 3
    assert all(STREET.encode() not in bytes(value) for value in sealed)
