"""Changes of a shown profile: the approved version stays public while a curator looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from directory.profiles.cases import open_cases
from directory.profiles.closed_sets import CaseKind
from directory.profiles.lifecycle import Move
from directory.profiles.proposals import pending_changes
from directory.profiles.services import existing_drafts, move_listing
from tests.integration.desk.typing_in import complaints, draft_of, send
from tests.support.drafts import full_draft, plain_draft, publish, save
from tests.support.members import make_account, make_verified, signed_in

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient

PROFILE = "/desk/profile"


@pytest.fixture
def maya(app: Flask, database: Database) -> MemberClient:
    """A practitioner who is public and says something in every field."""
    with database.transaction() as session:
        person = make_account(session, "maya@example.org")
        make_verified(session, person, "maya")
        save(session, plain_draft("sam"), full_draft("maya"))
        publish(session, "maya", "sam")
    return signed_in(app, person)


def _parts(database: Database) -> list[str]:
    with database.session() as session:
        waiting = pending_changes(session, "maya")
    return [one.part for one in waiting.differences] if waiting else []


def test_a_new_name_waits_and_the_rest_of_the_step_is_live_at_once(
    maya: MemberClient, database: Database
) -> None:
    answer = send(maya, "who", ("name", "Maya New"), ("about", "I listen first."))

    shown = maya.client.get("/practitioners/maya").text
    assert answer.status_code == 303
    assert "I listen first." in shown
    assert "Maya Full" in shown
    assert "Maya New" not in shown
    assert _parts(database) == ["name"]
    assert 'value="Maya New"' in maya.get(f"{PROFILE}/who").text
    assert "Maya New" in maya.get(f"{PROFILE}/preview").text
    tasks = maya.get(PROFILE).text
    assert "Waits for a curator" in tasks
    assert "Your name" in tasks


def test_what_waits_lives_through_other_steps_and_can_be_taken_back(
    maya: MemberClient, database: Database
) -> None:
    send(maya, "who", ("name", "Maya New"), ("about", "c"), ("approach", "d"))
    send(maya, "sessions", ("lengths", "30"), ("setting", "A quiet room"))

    assert draft_of(database, "maya").session_lengths == (30,)
    assert _parts(database) == ["name"]

    maya.post(f"{PROFILE}/changes/drop")

    assert _parts(database) == []
    assert 'value="Maya Full"' in maya.get(f"{PROFILE}/who").text


@pytest.mark.parametrize(
    ("words", "part_of_the_reason"),
    [
        ("I do spinal adjustments and medication management.", "medication management"),
        ("Write me at www.example.org today.", "It looks like a link."),
        ("Call 303-555-0199.", "It looks like a telephone number."),
        ("I cure depression.", "It claims a cure."),
        ("Online betting tips.", "It names betting."),
    ],
)
def test_words_that_set_off_an_alarm_wait_with_their_sentence(
    maya: MemberClient, database: Database, words: str, part_of_the_reason: str
) -> None:
    send(maya, "who", ("name", "Maya Full"), ("about", f"I listen. {words}"), ("approach", "d"))

    assert words not in maya.client.get("/practitioners/maya").text
    assert _parts(database) == ["about"]
    with database.session() as session:
        waiting = pending_changes(session, "maya")
    assert waiting is not None
    assert any(part_of_the_reason in reason for reason in waiting.reasons)
    assert not any("I listen" in reason for reason in waiting.reasons)


def test_the_same_words_of_a_private_draft_are_remarks_for_its_review(
    counselor: MemberClient, database: Database
) -> None:
    send(counselor, "who", ("name", "Maya"), ("about", "See www.example.org."))

    (remark,) = draft_of(database, "maya").needs_review
    assert remark.startswith("about: “See www.example.org.” It looks like a link.")
    assert draft_of(database, "maya").texts.about == "See www.example.org."
    assert _parts(database) == []


def test_a_new_licence_waits_with_the_method_that_stands_on_it(
    maya: MemberClient, database: Database
) -> None:
    where = (("profession", "massage-therapist"), ("jurisdiction", "US-UT"))
    send(maya, "credentials/new", *where, ("title", "LMT"), ("number", "77"))

    assert _parts(database) == ["credentials"]
    shown = maya.client.get("/practitioners/maya").text
    assert "number 77" not in shown
    assert "number 123" in shown


def test_out_of_scope_is_refused_whether_shown_or_not(
    maya: MemberClient, database: Database
) -> None:
    answer = send(maya, "modalities", ("modality-acupuncture", "trained"))

    assert answer.status_code == 422
    assert "is outside the scope of" in complaints(answer)[0]
    assert "Outside it:" in complaints(answer)[0]
    assert _parts(database) == []


def test_a_suspended_profile_cannot_change_what_was_checked_behind_the_suspension(
    maya: MemberClient, database: Database
) -> None:
    with database.transaction() as session:
        move_listing(session, "maya", Move.SUSPEND, reason="A report.")

    send(maya, "who", ("name", "Somebody Else"), ("about", "c"))
    with database.transaction() as session:
        move_listing(session, "maya", Move.RESTORE)

    assert "Somebody Else" not in maya.client.get("/practitioners/maya").text


def test_once_a_draft_again_what_waited_is_part_of_the_draft(
    maya: MemberClient, database: Database
) -> None:
    send(maya, "who", ("name", "Maya New"), ("about", "c"))
    maya.post(f"{PROFILE}/withdraw")
    maya.post(f"{PROFILE}/return")

    send(maya, "sessions", ("lengths", "60"))

    assert draft_of(database, "maya").name == "Maya New"
    assert _parts(database) == []


class TestTwins:
    """One licence stands in one listing, and near-same people are looked at."""

    def test_a_licence_of_somebody_else_is_refused_and_opens_a_case(
        self, maya: MemberClient, counselor_bo: MemberClient, database: Database
    ) -> None:
        del maya
        where = (("profession", "professional-counselor"), ("jurisdiction", "US-CO"))

        answer = send(counselor_bo, "credentials/new", *where, ("title", "LPC"), ("number", "0123"))

        assert answer.status_code == 422
        assert complaints(answer)[0].startswith("Another listing states this number.")
        assert 'value="0123"' in answer.text
        assert draft_of(database, "bo").credentials == ()
        with database.session() as session:
            (case,) = open_cases(session)
        assert (case.kind, case.handles) == (CaseKind.DUPLICATE_LICENCE, ("bo", "maya"))
        assert "number 0123" in case.evidence[0]

    def test_nearly_the_same_name_and_telephone_are_saved_and_open_a_case(
        self, maya: MemberClient, counselor_bo: MemberClient, database: Database
    ) -> None:
        del maya
        send(counselor_bo, "who", ("name", "Maya Ful"))
        assert send(counselor_bo, "contact", ("phone", "(303) 555 0100")).status_code == 303

        with database.session() as session:
            (case,) = open_cases(session)
        assert (case.kind, case.handles) == (CaseKind.NEAR_SAME_PERSON, ("bo", "maya"))
        assert "303" not in case.evidence[0]
        with database.session() as session:
            assert existing_drafts(session, ("bo",))["bo"].contact.phone == "(303) 555 0100"


@pytest.fixture
def counselor_bo(app: Flask, database: Database) -> MemberClient:
    """Another practitioner, whose listing `bo` is a private draft."""
    with database.transaction() as session:
        person = make_account(session, "bo@example.org")
        make_verified(session, person, "bo")
    return signed_in(app, person)


class TestSupervision:
    """A supervisor is named, or chosen among members, who confirm it on their own desk."""

    WHERE = (("profession", "professional-counselor"), ("jurisdiction", "US-CO"))

    def _named(self, member: MemberClient, name: str) -> None:
        fields = (("title", "LPCC"), ("number", "5"), ("supervisor_name", name))
        assert send(member, "credentials/new", *self.WHERE, *fields).status_code == 303

    def test_a_member_is_asked_on_their_desk_and_confirms(
        self, maya: MemberClient, counselor_bo: MemberClient, database: Database
    ) -> None:
        self._named(counselor_bo, "maya full")
        with database.transaction() as session:
            publish(session, "bo")

        assert "Do you supervise them?" in maya.get("/desk").text
        reference = _reference(maya)
        assert counselor_bo.post(f"/desk/supervision/{reference}/confirm").status_code == 404
        assert maya.post(f"/desk/supervision/{reference}/confirm").status_code == 303

        (kept,) = draft_of(database, "bo").credentials
        assert (kept.supervisor, kept.supervisor_name) == ("maya", "Maya Full")
        assert "Do you supervise them?" not in maya.get("/desk").text

    def test_somebody_who_is_no_member_is_only_named(
        self, maya: MemberClient, counselor_bo: MemberClient, database: Database
    ) -> None:
        del maya
        self._named(counselor_bo, "Sam")  # a member without a licence

        (kept,) = draft_of(database, "bo").credentials
        assert (kept.supervisor, kept.supervisor_name) == (None, "Sam")

    def test_a_denial_takes_the_name_off(
        self, maya: MemberClient, counselor_bo: MemberClient, database: Database
    ) -> None:
        self._named(counselor_bo, "Maya Full")
        with database.transaction() as session:
            publish(session, "bo")

        maya.post(f"/desk/supervision/{_reference(maya)}/deny")

        (kept,) = draft_of(database, "bo").credentials
        assert (kept.supervisor, kept.supervisor_name) == (None, "")


def _reference(member: MemberClient) -> str:
    text = member.get("/desk").text
    start = text.index("/desk/supervision/") + len("/desk/supervision/")
    return text[start : text.index("/", start)]
