"""Many alike reviewed at once, by the rules of one: who is offered, what becomes of each."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, update

from directory import clock
from directory.accounts.closed_sets import Stewardship
from directory.accounts.models import Account
from directory.accounts.services.administration import give_listing
from directory.audit.models import AuditEntry
from directory.profiles.cases import open_case
from directory.profiles.closed_sets import CaseKind
from directory.profiles.lifecycle import ListingStatus, Move
from directory.profiles.listing import PublicSpecialty
from directory.profiles.models import Credential
from directory.profiles.queries import listing_statuses
from directory.profiles.services import move_listing
from tests.integration.curation.conftest import LPC, asking_draft
from tests.support.drafts import save
from tests.support.members import delivered, make_account

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from directory.profiles.draft import ListingDraft
    from tests.support.members import MemberClient

MANY = "/curate/review-many"
NAMES = {"amber": "Amber Quill", "boris": "Boris Tane", "celia": "Celia Voss"}
ONCE = {"looked_at": "state counseling board", "checked_on": clock.today().isoformat()}


def waiting(handle: str, number: str) -> ListingDraft:
    """A counselor who lacks nothing but a check of the licence."""
    plain = replace(asking_draft(handle), name=NAMES.get(handle, handle.title() * 2))
    return replace(plain, credentials=(replace(LPC, number=number),))


def submit(database: Database, *drafts: ListingDraft) -> None:
    """Let these ask for publication."""
    with database.transaction() as session:
        save(session, *drafts)
        for draft in drafts:
            move_listing(session, draft.handle, Move.SUBMIT)


@pytest.fixture
def three(database: Database) -> None:
    """Three counselors who are alike, the first with an account."""
    submit(database, *(waiting(handle, f"70{at}") for at, handle in enumerate(NAMES)))
    with database.transaction() as session:
        person = make_account(session, "amber@example.org")
        give_listing(session, person.id, "amber", Stewardship.OWNER)


def fields_of(page: str) -> dict[str, Any]:
    """What the form of a page holds before anybody chooses."""
    found: dict[str, list[str]] = {}
    for one in BeautifulSoup(page, "html.parser").select("main form[method=post] input[name]"):
        if one.get("type") not in {"radio", "file"} and one["name"] != "csrf_token":
            found.setdefault(str(one["name"]), []).append(str(one.get("value", "")))
    return found


def offered(curator: MemberClient) -> set[str]:
    """Who stands on the page."""
    return set(fields_of(curator.get(MANY).text).get("row", ()))


def statuses(database: Database) -> dict[str, ListingStatus]:
    """Where the three stand."""
    with database.session() as session:
        return listing_statuses(session, tuple(NAMES))


def told(database: Database) -> list[tuple[str, str]]:
    """What the log says of listings: the act, and which."""
    with database.session() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        return [(row.action, row.subject) for row in rows if row.subject.startswith("listing:")]


@pytest.mark.usefixtures("three")
def test_those_in_order_are_public_and_those_not_found_read_why(
    app: Flask, curator: MemberClient, client: FlaskClient, database: Database
) -> None:
    page = curator.get(MANY).text
    for words in (*NAMES.values(), "LPC 700", "Open the register of: state counseling board"):
        assert words in page
    form = fields_of(page) | ONCE | {"outcome-amber": "not-found", "outcome-boris": "good-standing"}
    reasonless = curator.post(f"{MANY}/check", form)
    assert reasonless.status_code == 422
    assert "Write the reason." in reasonless.text
    form["reason"] = "The board knows no such number."

    check = curator.post(f"{MANY}/check", form).text
    assert "Amber Quill, LPC 700" in check
    assert "Boris Tane, LPC 701" in check
    assert "1 is left for later." in check
    assert "Celia Voss" not in check
    assert set(statuses(database).values()) == {ListingStatus.IN_REVIEW}
    delivered(app)
    done = curator.post(MANY, fields_of(check)).text

    assert re.search(
        r"Public now.*?Boris Tane.*?Not found, and told so.*?Amber Quill", done, re.DOTALL
    )
    assert statuses(database) == {
        "amber": ListingStatus.IN_REVIEW,
        "boris": ListingStatus.PUBLISHED,
        "celia": ListingStatus.IN_REVIEW,
    }
    assert "Licence checked" in client.get("/practitioners/boris").text
    assert [mail["To"] for mail in delivered(app)] == ["amber@example.org"]
    assert told(database) == [
        ("licence.checked", "listing:1"),
        ("licence.check-told", "listing:1"),
        ("licence.checked", "listing:2"),
        ("listing.publish", "listing:2"),
    ]
    assert offered(curator) == {"celia"}


@pytest.mark.usefixtures("three")
def test_a_row_that_changed_meanwhile_is_named_and_the_others_stand(
    curator: MemberClient, database: Database
) -> None:
    form = fields_of(curator.get(MANY).text) | ONCE
    form |= {f"outcome-{handle}": "good-standing" for handle in NAMES}
    check = fields_of(curator.post(f"{MANY}/check", form).text)
    with database.transaction() as session:
        number = update(Credential).values(number="9").where(Credential.number == "700")
        session.execute(number)
        move_listing(session, "boris", Move.RETURN)

    done = curator.post(MANY, check).text

    assert re.search(
        r"Public now.*?Celia Voss.*?Not carried out.*?Amber Quill.*?Boris", done, re.DOTALL
    )
    assert statuses(database) == {
        "amber": ListingStatus.IN_REVIEW,
        "boris": ListingStatus.DRAFT,
        "celia": ListingStatus.PUBLISHED,
    }
    assert {subject for _action, subject in told(database)} == {"listing:3"}


@pytest.mark.usefixtures("three")
def test_whoever_needs_a_look_of_their_own_is_not_offered(
    curator: MemberClient, database: Database
) -> None:
    supervised = replace(waiting("dora", "801"), needs_review=("It promises a cure.",))
    two = replace(
        waiting("edda", "802"),
        credentials=(
            replace(LPC, number="802"),
            replace(LPC, jurisdiction="US-UT", number="803"),
        ),
    )
    over = waiting("fred", "804")
    past = replace(over.credentials[0], expires_on=clock.today() - timedelta(days=1))
    submit(database, supervised, two, replace(over, credentials=(past,)), waiting("greta", "805"))
    submit(database, replace(waiting("greta-2", "806"), name="Greta Greta"), waiting("hal", "807"))
    with database.transaction() as session:
        open_case(session, next(iter(CaseKind)), ("hal",), evidence="x")
        wren = session.scalars(select(Account).where(Account.email == "wren@example.org")).one()
        give_listing(session, wren.id, "celia", Stewardship.OWNER)
        greta = replace(waiting("greta", "805"), name="Greta Greta")
        save(session, greta)

    assert offered(curator) == {"amber", "boris"}
    forged = fields_of(curator.get(MANY).text) | ONCE
    forged |= {"row": ["celia"], "outcome-celia": "good-standing", "number-celia": "702"}
    assert "Not carried out" in curator.post(MANY, forged).text
    assert statuses(database)["celia"] is ListingStatus.IN_REVIEW


@pytest.mark.usefixtures("three")
def test_concerns_of_high_risk_need_two_here_as_well(
    curator: MemberClient, other_curator: MemberClient, database: Database
) -> None:
    risky = PublicSpecialty("suicidal-thoughts", is_focus=True, backing="training")
    with database.transaction() as session:
        save(session, replace(waiting("amber", "700"), specialties=(risky,)))

    for who, said in ((curator, "Recorded: a second look is needed"), (other_curator, "Public")):
        form = fields_of(who.get(MANY).text) | ONCE | {"outcome-amber": "good-standing"}
        check = who.post(f"{MANY}/check", form).text
        assert said in who.post(MANY, fields_of(check)).text
        assert "amber" not in offered(who)

    assert statuses(database)["amber"] is ListingStatus.PUBLISHED


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, "rows"),
        ({"outcome-amber": "good-standing", "looked_at": " "}, "looked_at"),
        ({"outcome-amber": "good-standing", "checked_on": "2199-01-01"}, "checked_on"),
        ({"outcome-amber": "good-standing", "expires_on-amber": "soon"}, "expires_on-amber"),
        ({"outcome-amber": "good-standing", "expires_on-amber": "2020-01-01"}, "expires_on-amber"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    curator: MemberClient, database: Database, changed: dict[str, str], field: str
) -> None:
    form = fields_of(curator.get(MANY).text) | ONCE | {"note": "rang the board"} | changed

    for address in (f"{MANY}/check", MANY):
        answer = curator.post(address, form)
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.text
        assert "rang the board" in answer.text
    assert told(database) == []
