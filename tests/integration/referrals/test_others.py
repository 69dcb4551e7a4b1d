"""The client with a slip, a colleague outside, the plan, joint sessions, questions, reflections."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.profiles.models import Listing, ReferralCounts
from directory.referrals.models import Referral, ReferralReflection
from directory.referrals.worries import open_worries, worry_words
from directory.trust.closed_sets import RelationKind
from directory.trust.models import Vouch
from directory.trust.relations import declare
from directory.trust.services import VouchDraft, save_vouches
from directory.web.one_time_keys import new_key
from tests.integration.referrals.conftest import (
    CONSENT,
    MONDAY,
    NOTE,
    accepted,
    drafted,
    opened,
    path_of,
    sent,
)
from tests.support.members import add_factor, make_account, signed_in

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import MemberClient


def _phrase(page: str) -> str:
    found = re.search(r"<strong>((?:[a-z]+ ){6}[a-z]+)</strong>", page)
    assert found
    return found.group(1)


def _sealed(page: str) -> str:
    found = re.search(r'name="sealed" value="([^"]+)"', page)
    assert found
    return found.group(1)


def _taken(maya: MemberClient, sam: MemberClient) -> str:
    path = sent(maya)
    opened(sam, path)
    assert accepted(sam, path).status_code == 303
    return path


@pytest.mark.parametrize("how", ["as-printed", "in-capitals"])
def test_a_client_sees_agrees_and_takes_back_with_seven_words(
    maya: MemberClient, sam: MemberClient, client: FlaskClient, database: Database, how: str
) -> None:
    path = drafted(maya)
    phrase = _phrase(maya.post(f"{path}/slip").text)
    typed = phrase.upper() if how == "in-capitals" else phrase
    client.get("/your-referral")

    page = client.post("/your-referral", data={"phrase": typed})
    assert NOTE in page.text
    assert "Nobody yet." in page.text
    agreed = client.post(
        "/your-referral/consent",
        data={"sealed": _sealed(page.text), "expires_on": "2027-05-20", "agreed": "yes"},
    )
    assert "The client, with the return phrase" in agreed.text
    maya.post(f"{path}/send")
    assert NOTE in opened(sam, path)

    again = client.post("/your-referral", data={"phrase": typed}).text
    assert "Sam" in again
    assert "To answer it" in again
    taken_back = client.post("/your-referral/revoke", data={"sealed": _sealed(again)})
    assert taken_back.status_code == 200
    assert sam.get(path).status_code == 410
    with database.session() as session:
        kept = session.scalars(select(Referral.phrase_hash)).one()
    assert kept is not None
    assert phrase.split()[0] not in kept


def test_wrong_words_open_nothing_and_are_not_repeated(client: FlaskClient) -> None:
    answer = client.post("/your-referral", data={"phrase": "kestrelcanary one two"})

    assert answer.status_code == 422
    assert "kestrelcanary" not in answer.text


def test_a_seal_of_another_browser_does_nothing(
    maya: MemberClient, client: FlaskClient, app: Flask
) -> None:
    path = drafted(maya)
    phrase = _phrase(maya.post(f"{path}/slip").text)
    client.get("/your-referral")
    sealed = _sealed(client.post("/your-referral", data={"phrase": phrase}).text)

    answer = app.test_client().post("/your-referral/revoke", data={"sealed": sealed})

    assert answer.status_code == 422
    assert "Draft" not in answer.text


def test_somebody_outside_opens_a_link_once_and_answers(
    maya: MemberClient, client: FlaskClient, app: Flask
) -> None:
    path = sent(maya, name_1="", name_2="", outside_name="Dr. Rheuma", outside_by="link")
    page = maya.post(f"{path}/link/1").text
    token = re.search(r"/referral-link/([\w-]{43})", page)
    assert token
    address = f"/referral-link/{token.group(1)}"

    envelope = client.get(address)
    assert NOTE not in envelope.text
    assert "Sent, not opened yet" in maya.get(path).text
    inside = client.post(address)
    assert NOTE in inside.text
    assert app.test_client().post(address).status_code == 410
    unread = client.post(
        "/referral-link", data={"sealed": _sealed(inside.text), "answer": "accept"}
    )
    assert unread.status_code == 422
    form = {"sealed": _sealed(unread.text), "answer": "accept", "read": "yes"}
    assert client.post("/referral-link", data=form).status_code == 200

    assert "Accepted" in maya.get(path).text


def test_a_link_is_too_old_after_two_weeks(maya: MemberClient, client: FlaskClient) -> None:
    path = sent(maya, name_1="", name_2="", outside_name="Dr. Rheuma", outside_by="link")
    found = re.search(r"/referral-link/([\w-]{43})", maya.post(f"{path}/link/1").text)
    assert found

    with clock.stopped(MONDAY + timedelta(days=14)):
        assert client.get(f"/referral-link/{found.group(1)}").status_code == 410


def test_a_plan_is_kept_and_agreed_by_the_other_side(maya: MemberClient, sam: MemberClient) -> None:
    path = _taken(maya, sam)
    form = {
        "sender_does": "Weekly talk therapy.",
        "receiver_does": "Slow, clothed work.",
        "rhythm": "alternating",
        "order": "together",
        "review_on": "2027-01-18",
        "hear": "first_visit",
    }

    assert sam.post(f"{path}/plan", form | {"order": ""}).status_code == 422
    assert sam.post(f"{path}/plan", form).status_code == 303
    assert "I agree to this plan" in maya.get(path).text
    maya.post(f"{path}/plan/agree")

    assert "Both agree to it." in sam.get(path).text
    assert "Slow, clothed work." in maya.get(path).text


def test_a_hold_puts_talk_before_touch_in_the_plan(maya: MemberClient, sam: MemberClient) -> None:
    path = drafted(maya)
    held = {"flags": "active-trauma"}
    maya.post(f"{path}/readiness", held)
    page = maya.get(f"{path}/readiness").text
    cautions = set(re.findall(r'name="(caution-C\d+)"', page))
    maya.post(f"{path}/readiness", held | dict.fromkeys(cautions, "will-be"))
    maya.post(f"{path}/consent", CONSENT)
    maya.post(f"{path}/send")
    opened(sam, path)
    accepted(sam, path)

    plan = sam.get(f"{path}/plan").text
    refused = sam.post(f"{path}/plan", {"order": "touch-first"})

    assert 'value="talk-first"' in plan
    assert 'value="touch-first"' not in plan
    assert refused.status_code == 422


def test_a_joint_session_is_offered_chosen_and_taken_into_a_calendar(
    maya: MemberClient, sam: MemberClient
) -> None:
    path = _taken(maya, sam)
    form = {"time_1": "2026-12-03T14:30", "minutes": "90", "one_time_key": new_key()}
    for _time in range(2):
        assert maya.post(f"{path}/joint", form).status_code == 303
    page = sam.get(path).text
    offered = re.findall(rf'action="({path}/joint/[\w-]+)"', page)
    chosen = re.search(r'name="chosen" value="([^"n][^"]+)"', page)
    assert len(offered) == 1
    assert chosen

    sam.post(offered[0], {"chosen": chosen.group(1)})

    calendar = maya.get(f"{offered[0]}/calendar")
    assert calendar.mimetype == "text/calendar"
    assert "DTSTART:20261203T143000Z\r\nDTEND:20261203T160000Z" in calendar.text
    for word in ("massage", "assault", "Sam", "Maya", "pine", "client"):
        assert word not in calendar.text


def test_a_question_without_a_client_is_answered_and_becomes_a_referral(
    maya: MemberClient, sam: MemberClient
) -> None:
    form = {"name_1": "Sam", "note": "How do you begin with startle?", "may_become_referral": "yes"}
    path = path_of(maya.post("/referrals/advice", form | {"one_time_key": new_key()}))
    assert maya.post(f"{path}/send").status_code == 303
    assert "How do you begin with startle?" in opened(sam, path)

    sam.post(f"{path}/say", {"words": "Seated, with shoes on."})

    page = maya.get(path).text
    assert "Seated, with shoes on." in page
    assert "Completed" in page
    made = maya.post(f"{path}/convert", {"one_time_key": new_key()})
    assert "How do you begin with startle?" in maya.get(made.headers["Location"]).text
    assert sam.post(f"{path}/convert", {"one_time_key": new_key()}).status_code == 404


def test_a_question_that_tells_who_the_client_is_is_not_kept(
    maya: MemberClient, database: Database
) -> None:
    form = {"name_1": "Sam", "note": "A 34-year-old from Salida who survived the plane crash?"}

    answer = maya.post("/referrals/advice", form | {"one_time_key": new_key()})

    assert answer.status_code == 422
    assert "“34-year-old”" in answer.text
    with database.session() as session:
        assert session.scalar(select(func.count()).select_from(Referral)) == 0


@pytest.mark.parametrize("outcome", ["completed", "referred-back"])
def test_closing_feeds_vouch_and_counts_and_never_how_it_went(
    maya: MemberClient, sam: MemberClient, database: Database, app: Flask, outcome: str
) -> None:
    path = _taken(maya, sam)
    sam.post(f"{path}/move/schedule", {"first": "2026-12-01"})
    sam.post(f"{path}/move/begin", {"review": "2027-01-18"})
    assert sam.post(f"{path}/move/close", {"outcome": outcome}).status_code == 303

    maya.post(f"{path}/vouch")
    maya.post(f"{path}/reflection", {"excited": "Clear notes.", "worried": "Canary worry."})

    with database.session() as session:
        counts = session.scalars(
            select(ReferralCounts).join(Listing).where(Listing.handle == "sam")
        ).one()
        assert (counts.asked, counts.accepted, counts.closed) == (1, 1, 1)
        assert session.scalars(select(Vouch.basis)).all() == ["referred-good"]
        (worry,) = open_worries(session)
        assert (worry.about_handle, worry.by) == ("sam", "Maya")
        assert worry_words(session, app.extensions["keys"], worry.id) == "Canary worry."
        assert session.scalar(select(func.count()).select_from(ReferralReflection)) == 1
    assert "Canary worry." not in sam.get(path).text
    assert "Canary worry." not in maya.get(path).text


def _closed(maya: MemberClient, sam: MemberClient) -> str:
    path = _taken(maya, sam)
    sam.post(f"{path}/move/schedule", {"first": "2026-12-01"})
    sam.post(f"{path}/move/begin", {"review": "2027-01-18"})
    assert sam.post(f"{path}/move/close", {"outcome": "completed"}).status_code == 303
    return path


def test_hearing_back_again_lets_a_vouch_hold_anew_and_keeps_what_it_said(
    maya: MemberClient, sam: MemberClient, database: Database
) -> None:
    with database.transaction() as session:
        save_vouches(
            session,
            [
                VouchDraft(
                    voucher="maya",
                    vouched="sam",
                    basis="referred-good",
                    given_on=MONDAY.date() - timedelta(days=900),
                    issues=("grief",),
                )
            ],
        )

    _closed(maya, sam)

    with database.session() as session:
        vouch = session.scalars(select(Vouch)).one()
        assert (vouch.given_on, [term.term for term in vouch.terms]) == (MONDAY.date(), ["grief"])


def test_a_closed_referral_lets_nobody_vouch_for_their_own_household(
    maya: MemberClient, sam: MemberClient, database: Database
) -> None:
    path = _closed(maya, sam)
    with database.transaction() as session:
        declare(session, "sam", "maya", RelationKind.HOUSEHOLD, on=MONDAY.date())

    answer = maya.post(f"{path}/vouch")

    assert answer.headers["Location"] == "/vouches/new/sam"
    with database.session() as session:
        assert session.scalars(select(Vouch)).all() == []


def test_the_desk_says_what_waits_and_leads_there(maya: MemberClient, sam: MemberClient) -> None:
    drafted(maya)
    path = sent(maya)

    assert "Your referral to Sam is not sent yet." in maya.get("/desk").text
    desk = sam.get("/desk").text
    assert "Maya sends you a referral." in desk
    assert f'href="{path}"' in desk
    for _more in range(2):
        sent(maya)
    assert "3 referrals and questions wait for you." in sam.get("/desk").text


def test_who_is_full_declines_in_one_form_and_the_next_name_is_asked(
    maya: MemberClient, sam: MemberClient, ada: MemberClient
) -> None:
    path = sent(maya)

    page = sam.get(f"{path}/move/decline?reason=full").text
    assert re.search(r'value="full" checked', page)
    assert sam.post(f"{path}/move/decline", {"reason": ""}).status_code == 422
    assert sam.post(f"{path}/move/decline", {"reason": "full"}).status_code == 303

    assert sam.get(path).status_code == 404
    assert NOTE in opened(ada, path)
    assert "declined: I am full" in maya.get(path).text
    assert "declined: I am full" not in ada.get(path).text


def test_the_box_puts_first_what_needs_an_answer(maya: MemberClient, sam: MemberClient) -> None:
    waits = sent(maya)
    over = sent(maya)
    maya.post(f"{over}/move/withdraw")

    page = sam.get("/referrals").text

    assert page.index(waits) < page.index('id="over"') < page.index(over)
    assert "sexual" not in page.lower()


def test_a_promise_is_shown_and_kept_track_of(maya: MemberClient, sam: MemberClient) -> None:
    sam.post("/referrals/promise", {"days": "3"})
    path = sent(maya)

    page = maya.get(path).text

    assert "They promise an answer within 3 working days." in page


def test_the_sender_answers_for_no_member(maya: MemberClient) -> None:
    path = sent(maya)

    assert maya.get(f"{path}/move/accept").status_code == 404
    assert maya.post(f"{path}/move/accept").status_code == 409


def test_a_worry_reaches_the_admin_alone_and_is_seen_to_once(
    maya: MemberClient, app: Flask, database: Database
) -> None:
    path = sent(maya)
    maya.post(f"{path}/move/withdraw")
    maya.post(f"{path}/reflection", {"worried": "Canary worry."})
    with database.transaction() as session:
        wren = make_account(session, "wren@example.org", applied_as=None, is_curator=True)
        add_factor(app, session, wren)
    curator = signed_in(app, wren)

    found = re.search(r"/curate/worries/\d+", curator.get("/curate").text)
    assert found
    assert "Canary worry." in curator.get(found.group()).text
    assert maya.get(found.group()).status_code == 403
    silent = curator.post(found.group())
    assert silent.status_code == 422
    assert "Write the reason." in silent.text
    assert curator.post(found.group(), {"reason": "We asked them about it."}).status_code == 303
    assert "We asked them about it." in maya.get("/desk").text
    assert curator.get(found.group()).status_code == 404
