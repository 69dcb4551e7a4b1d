"""Every kind of task on the first page, what it says, and the one form that does it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from directory import clock
from directory.audit.models import AuditEntry
from directory.curation.queries import help_lines
from directory.curation.tasks import business_days_after
from directory.mail.message import Mail
from directory.mail.services import put_out
from directory.profiles.cases import open_case, open_cases
from directory.profiles.closed_sets import CaseKind
from directory.profiles.lifecycle import Move
from directory.profiles.proposals import pending_changes, propose
from directory.profiles.queries import previewed_listing
from directory.profiles.services import existing_drafts, move_listing
from tests.integration.curation.conftest import asking_draft, checked
from tests.support.drafts import plain_draft, publish, save

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import MemberClient

MONDAY, FRIDAY = datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def published(nora: MemberClient, database: Database) -> MemberClient:
    """The owner of a checked, public listing."""
    with database.transaction() as session:
        save(session, checked(asking_draft()))
        move_listing(session, "nora", Move.PUBLISH)
    return nora


@pytest.mark.parametrize(
    ("since", "days", "due"),
    [(MONDAY, 2, datetime(2026, 11, 25, 9, tzinfo=UTC)),
     (FRIDAY, 1, MONDAY),
     (FRIDAY, 2, datetime(2026, 11, 24, 9, tzinfo=UTC))],
)  # fmt: skip
def test_saturdays_and_sundays_do_not_count(since: datetime, days: int, due: datetime) -> None:
    assert business_days_after(since, days) == due


@pytest.mark.usefixtures("published")
def test_a_licence_that_runs_out_loses_its_badge_that_day_and_waits_for_a_check(
    curator: MemberClient, client: FlaskClient, database: Database
) -> None:
    assert "Check the licence" not in curator.get("/curate?kind=verify").text
    with database.transaction() as session:
        yesterday = clock.today() - timedelta(days=1)
        save(session, checked(asking_draft(), expires_on=yesterday))

    desk = curator.get("/curate?kind=verify").text
    page = client.get("/practitioners/nora").text

    assert "Run out, so its badge is gone. Was it renewed? LPC" in desk
    assert "1 day late" in desk
    assert "Licence checked" not in page
    assert "Licence ran out" in page
    asked = {"words": "grief counselor", "place": "Lakewood, CO"}
    assert "/practitioners/nora" not in client.post("/find", data=asked).text


@pytest.mark.usefixtures("published")
def test_a_listing_that_nobody_confirmed_is_asked_with_one_form(
    curator: MemberClient, database: Database
) -> None:
    with database.transaction() as session:
        old = clock.today() - timedelta(days=100)
        stale = checked(asking_draft())
        save(session, replace(stale, availability=replace(stale.availability, confirmed_on=old)))

    assert "Nobody confirmed its openings for 90 days." in curator.get("/curate").text
    form = curator.get("/curate/listings/nora?about=availability").text
    assert "Please say whether you still take new clients." in form


@pytest.mark.usefixtures("nora")
def test_where_one_kind_is_done_and_others_wait_the_desk_says_so(curator: MemberClient) -> None:
    done = curator.get("/curate?kind=message-reports").text

    assert "Nothing waits here" in done
    assert "Other kinds still wait." in done
    assert "as true as it can be" not in done


@pytest.mark.usefixtures("published")
def test_changes_are_shown_as_a_difference_and_accepted_as_they_were_seen(
    curator: MemberClient, database: Database, client: FlaskClient
) -> None:
    seen = _propose(database, "Nora Newname")
    assert "Look at changes to what was checked" in curator.get("/curate").text
    page = curator.get("/curate/changes/nora").text
    assert "<del" in page
    assert "Nora Newname" in page
    assert "Newname" not in client.get("/practitioners/nora").text

    _propose(database, "Nora Otherwise")
    late = curator.post("/curate/changes/nora/accept", {"seen_at": seen})
    assert late.status_code == 422
    assert "They changed it since you opened this." in late.text

    with database.session() as session:
        waiting = pending_changes(session, "nora")
    assert waiting is not None
    curator.post("/curate/changes/nora/accept", {"seen_at": waiting.proposed_at.isoformat()})
    assert "Nora Otherwise" in client.get("/practitioners/nora").text
    assert curator.get("/curate/changes/nora").status_code == 404


def test_changes_that_are_sent_back_keep_what_is_shown(
    published: MemberClient, curator: MemberClient, database: Database, client: FlaskClient
) -> None:
    seen = _propose(database, "Dr. Nora")
    assert curator.post("/curate/changes/nora/return", {"seen_at": seen}).status_code == 422

    reason = "Your licence is for counseling, not a doctorate."
    curator.post("/curate/changes/nora/return", {"seen_at": seen, "reason": reason})

    assert "Dr. Nora" not in client.get("/practitioners/nora").text
    assert reason in published.get("/desk").text


def _propose(database: Database, name: str) -> str:
    with database.transaction() as session:
        live = existing_drafts(session, ("nora",))["nora"]
        propose(session, replace(live, name=name), ("name",), ())
    with database.session() as session:
        waiting = pending_changes(session, "nora")
    assert waiting is not None
    return waiting.proposed_at.isoformat()


def test_a_case_is_closed_with_what_it_came_to(curator: MemberClient, database: Database) -> None:
    with database.transaction() as session:
        save(session, plain_draft("one"), plain_draft("two"))
        number = open_case(session, CaseKind.DUPLICATE_LICENCE, ("one", "two"), "Both say LPC 12.")

    assert "Two listings state the same licence" in curator.get("/curate").text
    assert "Both say LPC 12." in curator.get(f"/curate/cases/{number}").text
    assert curator.post(f"/curate/cases/{number}", {"reason": " "}).status_code == 422
    curator.post(f"/curate/cases/{number}", {"reason": "A typing error of two."})

    with database.session() as session:
        assert open_cases(session) == ()
        actions = session.scalars(select(AuditEntry.action)).all()
    assert "case.closed" in actions


def test_a_help_line_is_called_and_waits_ninety_days(
    curator: MemberClient, database: Database, app: Flask
) -> None:
    vocabulary = app.extensions["vocabulary"]
    with database.session() as session:
        known = help_lines(session, vocabulary)
    line, due = known[0], sum(one.is_due(clock.today()) for one in known)
    assert f"Call {due} help lines" in curator.get("/curate?kind=help-lines").text

    curator.post(f"/curate/help-lines/{line.reference}/answers")

    with database.session() as session:
        called = {item.reference: item for item in help_lines(session, vocabulary)}[line.reference]
    assert called.checked_on == clock.today()
    assert f"Call {due - 1} help lines" in curator.get("/curate").text
    assert not called.is_due(clock.today() + timedelta(days=89))
    assert called.is_due(clock.today() + timedelta(days=90))


def test_a_mail_that_failed_is_tried_again_without_showing_to_whom(
    curator: MemberClient, database: Database, app: Flask
) -> None:
    with database.transaction() as session:
        mail = Mail(to="secret@example.org", subject="s", text="t", html="h")
        put_out(session, app.extensions["keys"], mail, event="reset", base_url="http://x.org")
        parked = {"now": clock.now().replace(tzinfo=None)}
        session.execute(
            text("UPDATE outgoing_mails SET parked_at = :now, last_problem = '550 no such'"), parked
        )

    page = curator.get("/curate/mail").text
    assert "550 no such" in page
    assert "secret@example.org" not in page
    with database.session() as session:
        number = session.execute(text("SELECT id FROM outgoing_mails")).scalar_one()
    curator.post(f"/curate/mail/{number}/again")

    with database.session() as session:
        assert session.execute(text("SELECT parked_at FROM outgoing_mails")).scalar_one() is None
    assert "Every mail went out." in curator.get("/curate/mail").text
    assert curator.post(f"/curate/mail/{number}/drop").status_code == 404


def test_the_earliest_due_comes_first_and_counts_are_told(
    curator: MemberClient, database: Database
) -> None:
    with database.transaction() as session:
        save(session, checked(asking_draft("late"), expires_on=clock.today() - timedelta(days=9)))
        save(session, checked(asking_draft("soon"), expires_on=clock.today() + timedelta(days=9)))
        publish(session, "late", "soon")

    page = curator.get("/curate?kind=verify").text

    assert page.index(">Late<") < page.index(">Soon<")
    assert "9 days late" in page
    assert "<b>2</b> To verify" in page


def test_a_listing_is_found_by_a_part_of_its_name(
    curator: MemberClient, database: Database
) -> None:
    with database.transaction() as session:
        save(session, plain_draft("oda"), plain_draft("per-cent"))

    assert "Oda" in curator.get("/curate/listings?called=od").text
    assert "Per-Cent" not in curator.get("/curate/listings?called=od").text
    assert "No listing has this in its name." in curator.get("/curate/listings?called=%25").text
    with database.session() as session:
        assert previewed_listing(session, "oda").name == "Oda"
