"""A review from the first page of the desk to a public page, and what stands against it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text, update

from directory import clock
from directory.accounts.closed_sets import Stewardship
from directory.accounts.models import Account, AccountListing
from directory.accounts.services.administration import give_listing
from directory.audit.models import AuditEntry
from directory.audit.services import verify
from directory.curation.credential_reference import reference_of
from directory.profiles.closed_sets import CredentialLevel
from directory.profiles.draft import Texts
from directory.profiles.lifecycle import ListingStatus, Move
from directory.profiles.listing import PublicSpecialty
from directory.profiles.queries import listing_statuses
from directory.profiles.services import move_listing
from tests.integration.curation.conftest import asking_draft, checked
from tests.support.drafts import publish, save
from tests.support.logged import assert_logged
from tests.support.members import delivered, make_account, signed_in, text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import MemberClient

LPC = ("professional-counselor", "US-CO", "LPC")
CHECK = f"/curate/listings/nora/credentials/{reference_of(LPC)}"
FOUND = {
    "outcome": "good-standing",
    "looked_at": "state counseling board, Colorado",
    "number": "4711",
    "expires_on": "2099-08-31",
}


def _status(database: Database, handle: str = "nora") -> ListingStatus:
    with database.session() as session:
        return listing_statuses(session, (handle,))[handle]


def _is_verified(database: Database) -> bool:
    with database.session() as session:
        return session.scalars(select(AccountListing.verified_on)).one() is not None


def test_a_curator_verifies_and_publishes_in_three_pages(
    curator: MemberClient, nora: MemberClient, client: FlaskClient, database: Database
) -> None:
    desk = curator.get("/curate").text
    assert "Review the profile" in desk
    assert "due on" in desk
    page = curator.get("/curate/listings/nora").text
    assert "Nobody has checked a credential for: Professional" in page
    checklist = curator.get(CHECK).text
    assert "state counseling board" in checklist
    assert "The number there is 4711." in checklist

    done = curator.post(CHECK, FOUND)
    assert done.headers["Location"] == "/curate/listings/nora"
    assert "Nothing stands in the way" in curator.get("/curate/listings/nora").text
    curator.post("/curate/listings/nora/publish")

    shown = client.get("/practitioners/nora").text
    assert re.search(r"Licence checked</b> .* state counseling board, Colorado", shown)
    assert _is_verified(database)
    assert "Review the profile" not in curator.get("/curate").text
    assert nora.get("/invitations").status_code == 200


def test_nothing_is_published_unchecked(
    curator: MemberClient, nora: MemberClient, client: FlaskClient, database: Database
) -> None:
    assert nora.get("/desk").status_code == 200

    answer = curator.post("/curate/listings/nora/publish")

    assert answer.status_code == 422
    assert "Nobody has checked a credential" in answer.text
    assert _status(database) is ListingStatus.IN_REVIEW
    assert client.get("/practitioners/nora").status_code == 404


@pytest.mark.usefixtures("nora")
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"outcome": "proof-seen"}, "A certificate that was seen is not enough here."),
        ({"number": ""}, "The licence has no number"),
        ({"outcome": "not-found"}, "Nobody has checked a credential"),
        ({"outcome": "restricted"}, "Nobody has checked a credential"),
    ],
)
def test_a_check_that_does_not_carry_stands_in_the_way(
    curator: MemberClient, changed: dict[str, str], said: str
) -> None:
    curator.post(CHECK, FOUND | changed)

    answer = curator.post("/curate/listings/nora/publish")

    assert answer.status_code == 422
    assert said in answer.text


@pytest.mark.usefixtures("nora")
@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"outcome": "fine"}, "outcome", "Choose what you found."),
        ({"looked_at": " "}, "looked_at", "Write where you looked"),
        ({"expires_on": "tomorrow"}, "expires_on", "date"),
        ({"expires_on": "2020-01-01"}, "expires_on", "This date is past."),
        ({"checked_on": "2199-01-01"}, "checked_on", "This day is still to come."),
    ],
)
def test_a_check_that_cannot_be_read_keeps_what_was_typed(
    curator: MemberClient, changed: dict[str, str], field: str, said: str
) -> None:
    typed = FOUND | {"note": "rang the board"} | changed

    answer = curator.post(CHECK, typed)

    assert answer.status_code == 422
    assert answer.text.count(said) >= 2
    assert f'href="#{field}"' in answer.text
    assert "rang the board" in answer.text
    assert "What was looked up" not in curator.get("/curate/listings/nora").text


def test_what_is_sent_back_says_why_on_the_desk_and_in_no_mail(
    app: Flask, curator: MemberClient, nora: MemberClient, database: Database
) -> None:
    nothing = curator.post("/curate/listings/nora/act", {"action": "return", "reason": " "})
    assert nothing.status_code == 422

    reason = "The school of your training is missing."
    curator.post("/curate/listings/nora/act", {"action": "return", "reason": reason})

    assert _status(database) is ListingStatus.DRAFT
    assert reason in nora.get("/desk").text
    [mail] = delivered(app)
    assert mail["To"] == "nora@example.org"
    assert "school" not in text_of(mail)
    nora.post("/desk/decisions/nora/read")
    assert reason not in nora.get("/desk").text


def test_concerns_of_high_risk_are_looked_up_by_two(
    curator: MemberClient, other_curator: MemberClient, nora: MemberClient, database: Database
) -> None:
    assert nora.get("/desk").status_code == 200
    _name_a_high_risk(database)
    curator.post(CHECK, FOUND)
    once = curator.post("/curate/listings/nora/publish")
    assert "a second curator has to look" in once.text

    other_curator.post(CHECK, FOUND)
    curator.post("/curate/listings/nora/publish")

    assert _status(database) is ListingStatus.PUBLISHED


def test_a_lone_curator_waits_two_days_with_concerns_of_high_risk(
    curator: MemberClient, nora: MemberClient, database: Database
) -> None:
    assert nora.get("/desk").status_code == 200
    _name_a_high_risk(database)
    curator.post(CHECK, FOUND)
    assert "counts for two after 48 hours" in nora.get("/desk").text
    assert curator.post("/curate/listings/nora/publish").status_code == 422

    with database.transaction() as session:
        session.execute(
            text("UPDATE licence_checks SET recorded_at = :then"),
            {"then": (clock.now() - timedelta(hours=49)).replace(tzinfo=None)},
        )
    curator.post("/curate/listings/nora/publish")

    assert _status(database) is ListingStatus.PUBLISHED


def _name_a_high_risk(database: Database) -> None:
    with database.transaction() as session:
        risky = PublicSpecialty("suicidal-thoughts", is_focus=True, backing="training")
        save(session, replace(asking_draft(), specialties=(risky,)))


def test_nobody_decides_about_their_own_listing(
    curator: MemberClient, nora: MemberClient, database: Database
) -> None:
    assert nora.get("/desk").status_code == 200
    with database.transaction() as session:
        wren = session.scalars(select(Account).where(Account.email == "wren@example.org")).one()
        session.execute(update(AccountListing).values(account_id=wren.id))

    assert "It is yours" in curator.get("/curate/listings/nora").text
    assert "For another curator: it is yours" in curator.get("/curate").text
    assert curator.post(CHECK, FOUND).status_code == 403
    assert curator.post("/curate/listings/nora/publish").status_code == 403
    act = {"action": "return", "reason": "x"}
    assert curator.post("/curate/listings/nora/act", act).status_code == 403
    assert _status(database) is ListingStatus.IN_REVIEW


def test_a_curator_does_not_decide_about_a_center_they_manage(
    curator: MemberClient, nora: MemberClient, database: Database
) -> None:
    assert nora.get("/desk").status_code == 200
    with database.transaction() as session:
        wren = session.scalars(select(Account).where(Account.email == "wren@example.org")).one()
        give_listing(session, wren.id, "nora", Stewardship.MANAGER)

    assert curator.post("/curate/listings/nora/publish").status_code == 403


@pytest.mark.parametrize("action", ["hide", "suspend"])
def test_what_is_hidden_or_suspended_is_gone_at_the_next_request(
    action: str, curator: MemberClient, nora: MemberClient, client: FlaskClient, database: Database
) -> None:
    with database.transaction() as session:
        save(session, checked(asking_draft()))
        move_listing(session, "nora", Move.PUBLISH)
    assert client.get("/practitioners/nora").status_code == 200

    reason = "A complaint is being looked into."
    curator.post("/curate/listings/nora/act", {"action": action, "reason": reason})

    assert client.get("/practitioners/nora").status_code == (410 if action == "suspend" else 404)
    assert "Nora" not in client.get("/practitioners?discipline=talk").text
    if action == "suspend":
        assert nora.get("/desk").status_code == 303, "the sessions of the suspended end"
        assert not _is_verified(database)
    else:
        assert reason in nora.get("/desk").text
        assert _status(database) is ListingStatus.DRAFT


def test_asking_to_correct_changes_nothing_for_clients(
    curator: MemberClient, nora: MemberClient, client: FlaskClient, database: Database
) -> None:
    with database.transaction() as session:
        save(session, checked(asking_draft()))
        move_listing(session, "nora", Move.PUBLISH)
    act = {"action": "ask-to-correct", "reason": "Your fee looks like a typing error."}
    curator.post("/curate/listings/nora/act", act)

    assert client.get("/practitioners/nora").status_code == 200
    assert "typing error" in nora.get("/desk").text


@pytest.mark.usefixtures("nora")
def test_evidence_is_encrypted_and_each_reading_is_logged(
    curator: MemberClient, nora: MemberClient, database: Database, app: Flask
) -> None:
    pdf = b"%PDF-1.7 a licence of Nora"
    file = (io.BytesIO(pdf), "../../x.pdf")
    curator.post(CHECK, FOUND | {"evidence": file}, content_type="multipart/form-data")  # type: ignore[arg-type]

    page = curator.get("/curate/listings/nora").text
    found = re.search(r"/curate/evidence/[\w-]+", page)
    assert found is not None
    answer = curator.get(found[0])
    assert answer.data == pdf
    assert answer.headers["Content-Disposition"] == 'attachment; filename="evidence.pdf"'
    assert nora.get(found[0]).data == pdf
    readers = ["wren@example.org", "nora@example.org"]
    assert_logged(database, "evidence.read", by=readers, without=["a licence of Nora"])
    with database.session() as session:
        assert pdf not in session.execute(text("SELECT content FROM licence_evidence")).scalar_one()
        assert verify(session, app.extensions["keys"]).is_sound


@pytest.mark.usefixtures("nora")
@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"MZ\x90", b"GIF89a"])
def test_evidence_is_a_pdf_or_a_picture(curator: MemberClient, content: bytes) -> None:
    file = (io.BytesIO(content), "x.pdf")

    answer = curator.post(CHECK, FOUND | {"evidence": file}, content_type="multipart/form-data")  # type: ignore[arg-type]

    assert answer.status_code == 422
    assert "Send a PDF, PNG or JPEG file." in answer.text


@pytest.mark.usefixtures("nora")
def test_a_supervised_title_waits_for_the_supervisors_word(
    curator: MemberClient, database: Database
) -> None:
    with database.transaction() as session:
        draft = asking_draft()
        supervised = replace(
            draft.credentials[0],
            title="LPCC",
            level=CredentialLevel.SUPERVISED,
            supervisor_name="Sam Elsewhere",
        )
        save(session, replace(draft, credentials=(supervised,)))
    address = f"/curate/listings/nora/credentials/{reference_of(supervised.key)}"
    curator.post(address, FOUND)
    assert "The supervisor has not confirmed: LPCC" in curator.get("/curate/listings/nora").text

    curator.post(address, FOUND | {"supervisor_confirmed_on": "2026-01-02"})

    assert "Nothing stands in the way" in curator.get("/curate/listings/nora").text


@pytest.mark.usefixtures("nora")
def test_words_that_set_off_an_alarm_are_shown_with_their_sentence(
    curator: MemberClient, database: Database
) -> None:
    with database.transaction() as session:
        alarm = "about: “We process trauma.” Counselling needs a profession whose scope has it."
        save(session, replace(asking_draft(), needs_review=(alarm,), texts=Texts(about="x")))

    assert "“We process trauma.”" in curator.get("/curate/listings/nora").text


@pytest.mark.usefixtures("nora")
def test_every_act_stands_in_the_log(curator: MemberClient, database: Database) -> None:
    curator.post(CHECK, FOUND)
    curator.post("/curate/listings/nora/publish")
    act = {"action": "suspend", "reason": "A complaint."}
    curator.post("/curate/listings/nora/act", act)

    with database.session() as session:
        rows = session.execute(
            select(AuditEntry.action, AuditEntry.subject, AuditEntry.details).order_by(
                AuditEntry.number
            )
        ).all()
    acts = [(row.action, row.subject) for row in rows if row.subject == "listing:1"]
    assert acts == [
        ("licence.checked", "listing:1"),
        ("listing.publish", "listing:1"),
        ("listing.suspend", "listing:1"),
    ]
    assert "A complaint." in rows[-1].details


def test_members_who_are_no_curators_do_not_get_in(nora: MemberClient, client: FlaskClient) -> None:
    assert nora.get("/curate").status_code == 403
    assert client.get("/curate").headers["Location"] == "/sign-in?next=/curate"


def test_a_curator_without_a_second_factor_sets_one_up_first(
    app: Flask, database: Database
) -> None:
    with database.transaction() as session:
        person = make_account(session, "new@example.org", applied_as=None, is_curator=True)

    answer = signed_in(app, person).get("/curate")

    assert answer.headers["Location"] == "/account/second-factor"


@pytest.mark.usefixtures("curator")
def test_publishing_twice_gives_the_first_result(
    curator: MemberClient, nora: MemberClient, database: Database
) -> None:
    assert nora.get("/desk").status_code == 200
    with database.transaction() as session:
        publish_by_hand = checked(asking_draft("other"))
        save(session, publish_by_hand)
        publish(session, "other")
    curator.post(CHECK, FOUND)
    curator.post("/curate/listings/nora/publish")

    again = curator.post("/curate/listings/nora/publish")

    assert again.status_code == 303
    assert _status(database) is ListingStatus.PUBLISHED
