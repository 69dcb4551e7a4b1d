"""What two curators do besides restoring: remove somebody for good, open a hidden address."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from directory.accounts.closed_sets import AppliedAs, Stewardship
from directory.accounts.services.administration import give_listing
from directory.profiles.lifecycle import Move
from directory.profiles.queries import listing_statuses
from directory.profiles.services import move_listing
from tests.integration.curation.conftest import LPC, asking_draft, checked
from tests.support.drafts import save
from tests.support.members import make_account

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import MemberClient

NORA = "/curate/listings/nora"
WHY = {"reason": "The board took the licence for good."}


def _suspend(database: Database) -> None:
    with database.transaction() as session:
        save(session, checked(asking_draft()))
        move_listing(session, "nora", Move.PUBLISH)
        move_listing(session, "nora", Move.SUSPEND, reason="A complaint.")


def _back_with_one_letter_changed(database: Database) -> None:
    licence = replace(LPC, number="LPC 47-11")
    with database.transaction() as session:
        person = make_account(session, "again@example.org", applied_as=AppliedAs.PRACTITIONER)
        draft = replace(asking_draft("norah"), name="Norah", credentials=(licence,))
        save(session, draft)
        give_listing(session, person.id, "norah", Stewardship.OWNER)
        move_listing(session, "norah", Move.SUBMIT)


def test_who_was_removed_for_good_by_two_is_told_to_curators_when_they_come_back(
    curator: MemberClient,
    other_curator: MemberClient,
    nora: MemberClient,
    client: FlaskClient,
    database: Database,
) -> None:
    assert curator.post(f"{NORA}/remove", WHY).headers["Location"] == NORA, "not suspended yet"
    _suspend(database)

    act = curator.post(f"{NORA}/remove", WHY).headers["Location"]
    assert nora.post(f"{act}/cancel").status_code == 404, "whom it stops does not stop it"
    curator.post(f"{act}/confirm")
    with database.session() as session:
        assert listing_statuses(session, ("nora",)), "nobody is both halves"
    other_curator.post(f"{act}/confirm")

    with database.session() as session:
        assert listing_statuses(session, ("nora",)) == {}
    assert client.get("/practitioners/nora").status_code == 404
    _back_with_one_letter_changed(database)
    assert "was removed for good" in curator.get("/curate/listings/norah").text


def test_nobody_is_taken_for_somebody_else_who_was_removed(
    curator: MemberClient, nora: MemberClient
) -> None:
    assert nora.get("/desk").status_code == 200

    assert "was removed for good" not in curator.get(NORA).text


def test_a_hidden_address_opens_to_a_curator_by_two_and_its_owner_sees_it(
    curator: MemberClient, other_curator: MemberClient, nora: MemberClient
) -> None:
    door = "17 Hidden Hollow Road"
    assert door not in curator.get(NORA).text
    assert curator.post(f"{NORA}/address", {"reason": ""}).status_code == 422

    act = curator.post(f"{NORA}/address", WHY).headers["Location"]
    curator.post(f"{act}/confirm")
    assert "Given to you" not in curator.get("/desk/addresses").text, "nobody is both halves"
    other_curator.post(f"{act}/confirm")

    assert "Given to you" not in other_curator.get("/desk/addresses").text
    received = curator.get("/desk/addresses").text
    assert door not in received
    found = re.search(r'action="(/desk/addresses/[\w-]+/open)"', received)
    assert found
    assert "Not opened yet." in nora.get("/desk/addresses").text
    assert door in curator.post(found[1]).text
    assert "Last opened on" in nora.get("/desk/addresses").text


def test_an_owner_objects_to_the_opening_of_their_address(
    curator: MemberClient, other_curator: MemberClient, nora: MemberClient
) -> None:
    assert nora.get("/desk").status_code == 200
    act = curator.post(f"{NORA}/address", WHY).headers["Location"]

    assert nora.post(f"{act}/cancel").status_code == 303
    other_curator.post(f"{act}/confirm")

    assert "Given to you" not in curator.get("/desk/addresses").text
