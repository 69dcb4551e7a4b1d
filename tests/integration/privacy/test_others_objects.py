"""Whatever belongs to somebody else answers as if it were not there, whoever asks (D3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from directory.tables import metadata
from tests.support.checkout import ROOT
from tests.support.held import FILLERS, make_member, make_those_who_stay
from tests.support.members import make_account, make_verified, signed_in

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient

OBJECTS = {
    "/account/passkeys/<reference>": "passkeys",
    "/account/sessions/<reference>": "account_sessions",
    "/circle/<reference>": "circle_contacts",
    "/circle/hand-over/<reference>": "circle_handovers",
    "/desk/addresses/<reference>": "address_grants",
    "/desk/messages/<reference>": "message_conversations",
    "/referrals/<reference>": "referrals",
    "/two-people/<reference>": "two_person_acts",
    "/vouches/<reference>": "vouches",
}
"""The addresses of one object, and the table that holds it."""
OTHERWISE = {
    "<position>": "1",
    "<size>": "a4",
    "<move>": "accept",
    "<joint_reference>": "nobody",
    "<kind>": "referral",
}
NOBODY = "AAAAAAAAAAAAAAAAAAAAAA"
NOT_THERE = 404
NOT_OPEN = 403
"""For a function that the role has not, whatever the object."""


def _asked(prefix: str) -> list[tuple[str, str]]:
    """Every route of this object: method and address."""
    lines = (ROOT / "tests" / "contracts" / "urls.txt").read_text(encoding="utf-8").splitlines()
    found = [tuple(line.split()[:2]) for line in lines if not line.startswith("#")]
    return [
        (method, address)
        for method, address in found
        if address == prefix or address.startswith(f"{prefix}/")
    ]


def _answer(client: MemberClient, method: str, address: str) -> int:
    for word, value in OTHERWISE.items():
        address = address.replace(word, value)
    assert "<" not in address, address
    answer = client.get(address) if method == "GET" else client.post(address, {"sure": "yes"})
    return answer.status_code


@pytest.fixture
def stranger(app: Flask, database: Database) -> MemberClient:
    """A checked practitioner beside a member who has one of everything."""
    with database.transaction() as session:
        held = make_member(app, session, make_those_who_stay(session))
        for fill in FILLERS:
            fill(held)
        person = make_account(session, "stranger@example.org")
        make_verified(session, person, "stranger")
    return signed_in(app, person)


def test_each_object_of_somebody_else_answers_as_one_that_does_not_exist(
    stranger: MemberClient, database: Database
) -> None:
    before = _everything(database)
    wrong = []

    for prefix, table in OBJECTS.items():
        reference = before[table][0][0]
        routes = _asked(prefix)
        assert routes, prefix
        for method, address in routes:
            real = _answer(stranger, method, address.replace("<reference>", reference))
            none = _answer(stranger, method, address.replace("<reference>", NOBODY))
            if real not in {NOT_THERE, NOT_OPEN} or real != none:
                wrong.append((method, address, real, none))

    assert wrong == []
    after = _everything(database)
    assert [table for table in before if before[table] != after[table]] == []


def _everything(database: Database) -> dict[str, list[tuple[str, str]]]:
    """The member's first object of each kind: its reference, and all that stands in its row."""
    with database.session() as session:
        return {
            table: [
                (row.reference, repr(row))
                for row in session.execute(select(metadata.tables[table]).order_by("id"))
            ][:1]
            for table in OBJECTS.values()
        }
