"""The steps of a profile: each is saved by itself, inside the scope, and keeps what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from werkzeug.datastructures import MultiDict

from directory.desk.forms.credentials import reference_of
from directory.desk.steps import STEPS
from directory.profiles.closed_sets import CredentialLevel, Topic
from directory.profiles.lifecycle import ListingStatus, Move
from directory.profiles.listing import Visibility
from directory.profiles.queries import current_revision, listing_statuses, private_facts
from directory.profiles.services import existing_drafts, move_listing
from tests.support.drafts import plain_draft, publish, save
from tests.support.members import form_token

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from directory.db import Database
    from directory.profiles.draft import ListingDraft
    from tests.support.members import MemberClient

PROFILE = "/desk/profile"


def _post(member: MemberClient, path: str, *fields: tuple[str, str]) -> TestResponse:
    form = MultiDict([("csrf_token", form_token(member.app)), *fields])
    return member.client.post(f"{PROFILE}/{path}", data=form)


def _draft(database: Database, handle: str = "maya") -> ListingDraft:
    with database.session() as session:
        return existing_drafts(session, (handle,))[handle]


def _publish(database: Database, handle: str = "maya") -> None:
    with database.transaction() as session:
        publish(session, handle)


def _complaints(answer: TestResponse) -> list[str]:
    page = BeautifulSoup(answer.data, "html.parser")
    return [link.get_text() for link in page.select(".error-summary a")]


def test_a_profile_is_begun_once_and_is_a_private_draft(
    newcomer: MemberClient, database: Database
) -> None:
    for _sent in range(2):
        assert newcomer.post(f"{PROFILE}/start").headers["Location"] == PROFILE

    with database.session() as session:
        statuses = listing_statuses(session, ("nora-invented", "nora-invented-2"))
    assert statuses == {"nora-invented": ListingStatus.DRAFT}
    assert newcomer.client.get("/practitioners/nora-invented").status_code == 404


@pytest.mark.parametrize("step", [step.slug for step in STEPS])
def test_each_step_opens_and_says_what_it_is_for(counselor: MemberClient, step: str) -> None:
    answer = counselor.get(f"{PROFILE}/{step}")

    assert answer.status_code == 200
    assert str(next(one.why for one in STEPS if one.slug == step)) in answer.text.replace(
        "&#39;", "'"
    )


def test_lists_offer_their_answers_and_show_what_is_stored(counselor: MemberClient) -> None:
    page = BeautifulSoup(counselor.get(f"{PROFILE}/professions").data, "html.parser")

    options = page.select("#profession option")
    chosen = [option["value"] for option in options if option.has_attr("selected")]
    assert len(options) > 50
    assert chosen == ["professional-counselor"]


def test_a_step_is_saved_and_moves_the_revision(
    counselor: MemberClient, database: Database
) -> None:
    with database.session() as session:
        before = current_revision(session)

    answer = _post(counselor, "who", ("name", "Maya  Lund"), ("pronouns", "she/her"))

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PROFILE}/professions")
    assert (_draft(database).name, _draft(database).pronouns) == ("Maya Lund", "she/her")
    with database.session() as session:
        assert current_revision(session) > before


def test_an_error_names_the_remedy_twice_and_keeps_what_was_typed(
    counselor: MemberClient, database: Database
) -> None:
    answer = _post(counselor, "who", ("name", ""), ("about", "I listen first."))

    assert answer.status_code == 422
    assert _complaints(answer) == ["Enter your name, so that clients know who you are."]
    assert answer.text.count("Enter your name, so that clients know who you are.") == 2
    assert "I listen first." in answer.text
    assert _draft(database).name == "Maya"


def test_extra_fields_change_nothing(counselor: MemberClient, database: Database) -> None:
    _post(counselor, "who", ("name", "Maya"))
    before = _draft(database)

    _post(
        counselor,
        "who",
        ("name", "Maya"),
        ("status", "published"),
        ("is_invented", "yes"),
        ("handle", "other"),
        ("joined_on", "2001-01-01"),
        ("checked_on", "2026-01-01"),
    )

    assert _draft(database) == before


def test_nobody_without_a_profile_finds_a_step(newcomer: MemberClient) -> None:
    assert newcomer.get(f"{PROFILE}/who").status_code == 404
    assert _post(newcomer, "who", ("name", "Nora")).status_code == 404


class TestCredentials:
    """The exact title of a place, and what it permits there."""

    WHERE = (("profession", "professional-counselor"), ("jurisdiction", "US-CO"))

    def _add(self, member: MemberClient, *fields: tuple[str, str]) -> TestResponse:
        return _post(member, "credentials/new", *self.WHERE, *fields)

    def test_the_titles_are_those_of_the_place_with_their_traps(
        self, counselor: MemberClient
    ) -> None:
        page = counselor.get(
            f"{PROFILE}/credentials/new?profession=professional-counselor&jurisdiction=US-CO"
        ).text

        assert "LPCC" in page
        assert "Practice under supervision" in page
        assert "The same letters mean something else in other places." in page
        assert "LPCC = candidate here" in page

    def test_a_supervised_title_needs_its_supervisor(
        self, counselor: MemberClient, database: Database
    ) -> None:
        refused = self._add(counselor, ("title", "LPCC"), ("number", "77"))
        assert refused.status_code == 422
        assert _complaints(refused) == ["This title is supervised. Write who supervises you."]
        assert 'value="77"' in refused.text

        self._add(counselor, ("title", "LPCC"), ("supervisor_name", "Sam Invented"))
        (kept,) = _draft(database).credentials
        assert (kept.title, kept.level) == ("LPCC", CredentialLevel.SUPERVISED)
        assert kept.supervisor_name == "Sam Invented"

    def test_sent_twice_it_is_there_once_and_never_counts_as_checked(
        self, counselor: MemberClient, database: Database
    ) -> None:
        for _sent in range(2):
            self._add(
                counselor,
                ("title", "LPC"),
                ("number", "12"),
                ("status", "active"),
                ("checked_on", "2026-01-01"),
                ("level", "certification"),
            )

        (kept,) = _draft(database).credentials
        assert (kept.status.value, kept.checked_on) == ("not-checked", None)
        assert kept.level is CredentialLevel.INDEPENDENT

    def test_an_unknown_title_says_what_it_permits(self, counselor: MemberClient) -> None:
        refused = self._add(counselor, ("title", "other"), ("other_title", "XYZ"))

        assert refused.status_code == 422
        assert "It is not known what “XYZ” permits" in _complaints(refused)[0]

    def test_it_can_be_removed_and_somebody_elses_is_not_there(
        self, counselor: MemberClient, database: Database
    ) -> None:
        self._add(counselor, ("title", "LPC"))
        (kept,) = _draft(database).credentials

        assert _post(counselor, "credentials/0123456789abcdef/remove").status_code == 404
        assert _post(counselor, f"credentials/{reference_of(kept)}/remove").status_code == 303
        assert _draft(database).credentials == ()


class TestScope:
    """Nothing outside the scope, and the reason is told with the scope's own text."""

    def test_touch_is_blocked_for_a_psychotherapist_without_a_bodywork_credential(
        self, counselor: MemberClient, database: Database
    ) -> None:
        answer = _post(counselor, "modalities", ("modality-swedish", "trained"))

        assert answer.status_code == 422
        assert "outside the scope of" in _complaints(answer)[0]
        assert "Outside it:" in _complaints(answer)[0]
        assert _draft(database).modalities == ()

    def test_the_credential_lifts_the_block(
        self, counselor: MemberClient, database: Database
    ) -> None:
        professions = (
            ("profession", "professional-counselor"),
            ("second_profession", "massage-therapist"),
        )
        _post(counselor, "professions", *professions)
        where = (("profession", "massage-therapist"), ("jurisdiction", "US-CO"))
        _post(counselor, "credentials/new", *where, ("title", "LMT"), ("number", "5"))

        _post(counselor, "modalities", ("modality-swedish", "trained"))

        (method,) = _draft(database).modalities
        assert method.credential == ("massage-therapist", "US-CO", "LMT")
        (massage,) = (
            item for item in _draft(database).credentials if item.profession == "massage-therapist"
        )
        refused = _post(counselor, f"credentials/{reference_of(massage)}/remove")
        assert refused.status_code == 422
        assert len(_draft(database).credentials) == 1

    def test_an_issue_outside_is_refused_and_counselling_under_massage_goes_to_review(
        self, counselor: MemberClient, database: Database
    ) -> None:
        _post(counselor, "professions", ("profession", "massage-therapist"))

        refused = _post(counselor, "issues", ("focus-1", "ocd"))
        _post(counselor, "who", ("name", "Maya"), ("about", "I offer counselling for grief."))

        assert refused.status_code == 422
        assert "is outside the scope of" in _complaints(refused)[0]
        assert "counselling" in _draft(database).needs_review[0]
        assert "counselling" in counselor.get(PROFILE).text


class TestIssues:
    """Five as a focus, with what backs each; the rest also."""

    def test_focus_with_backing_and_the_rest_also(
        self, counselor: MemberClient, database: Database
    ) -> None:
        also = _group_of(counselor, "issues", "grief")
        _post(
            counselor,
            "issues",
            ("focus-1", "ptsd"),
            ("backing-1", "training"),
            ("detail-1", "EMDR, 2019"),
            (also, "grief"),
            (also, "no-such-issue"),
        )

        first, second = _draft(database).specialties
        assert (first.issue, first.is_focus, first.backing) == ("ptsd", True, "training")
        assert (second.issue, second.is_focus) == ("grief", False)

    def test_the_page_says_how_much_dilutes_by_the_formula(self, counselor: MemberClient) -> None:
        assert "with 24 it would count 71 of a hundred" in counselor.get(f"{PROFILE}/issues").text

    def test_only_the_groups_that_say_something_stand_open(self, counselor: MemberClient) -> None:
        _post(counselor, "issues", (_group_of(counselor, "issues", "grief"), "grief"))

        page = BeautifulSoup(counselor.get(f"{PROFILE}/issues").data, "html.parser")

        (shown,) = page.select("details.more[open]")
        assert shown.select('input[value="grief"][checked]')


class TestPlaces:
    """What is hidden reaches nobody, and the page shows exactly what the public sees."""

    HOME = (
        ("label", "Home studio"),
        ("street", "77 Hidden Way"),
        ("city", "Lakewood"),
        ("region", "CO"),
        ("postal_code", "80226"),
    )

    def test_a_place_is_an_area_unless_its_owner_says_otherwise(
        self, counselor: MemberClient, database: Database
    ) -> None:
        assert _post(counselor, "places/new", *self.HOME).status_code == 303

        (place,) = _draft(database).places
        assert (place.visibility, place.street) == (Visibility.AREA, "77 Hidden Way")
        page = counselor.get(f"{PROFILE}/places").text
        assert "Clients see: Home studio: Lakewood, CO area, never the street" in page
        assert "Hidden Way" not in page
        assert "Hidden Way" not in counselor.get(f"{PROFILE}/preview").text

    def test_a_wrong_code_names_the_field_and_keeps_the_street(
        self, counselor: MemberClient
    ) -> None:
        answer = _post(counselor, "places/new", *self.HOME[:4], ("postal_code", "99999"))

        assert answer.status_code == 422
        assert "99999" in _complaints(answer)[0]
        assert "77 Hidden Way" in answer.text


def test_three_answers_stay_three(counselor: MemberClient, database: Database) -> None:
    _post(counselor, "access", ("access-wheelchair", "no"), ("access-elevator", "yes"))

    answers = _draft(database).answers[Topic.ACCESS]
    assert (answers.yes, answers.no) == (("elevator",), ("wheelchair",))
    _post(counselor, "access", ("access-wheelchair", "not-stated"), ("access-elevator", "yes"))
    assert _draft(database).answers[Topic.ACCESS].no == ()


@pytest.mark.parametrize(
    ("step", "fields", "complaint"),
    [
        ("availability", (("status", "closed"), ("wait_days", "9")), "there is no wait"),
        ("availability", (), "Say whether you take new clients."),
        ("availability", (("status", "open"), ("weekly_times", "soon")), "is no weekly time"),
        ("fees", (("fee", "90"), ("sliding_min", "120")), "goes down from the fee"),
        ("fees", (("fee", "ninety"),), "is no amount in whole units"),
        ("sessions", (("pressure_from", "light"),), "Choose both, or neither."),
        ("sessions", (("pressure_from", "deep"), ("pressure_to", "light")), "Swap them."),
        ("clients", (("language-1", "es"), ("language-2", "es")), "Keep one."),
        ("reach", (("home_visit_km", "4000"),), "Write a distance from 1"),
        ("professions", (), "Choose your profession"),
        ("training/new", (("what", "Hot stone"), ("year", "1700")), "This cannot be the year."),
        ("boundaries", (("commitment-backing-trauma-informed", "A course"),), "Tick it too"),
    ],
)
def test_bad_input_is_refused_with_a_remedy(
    counselor: MemberClient,
    database: Database,
    step: str,
    fields: tuple[tuple[str, str], ...],
    complaint: str,
) -> None:
    before = _draft(database)

    answer = _post(counselor, step, *fields)

    assert answer.status_code == 422
    assert complaint in " ".join(_complaints(answer))
    assert _draft(database) == before


class TestPublication:
    """Nothing public without the person's own act, and what was checked stays as it was."""

    def test_it_waits_for_what_is_needed_and_for_consent(
        self, counselor: MemberClient, database: Database
    ) -> None:
        answer = counselor.post(f"{PROFILE}/publish")

        assert answer.status_code == 422
        assert "A licence, registration or certificate" in _complaints(answer)
        assert "Tick that you want this to be public." in _complaints(answer)
        with database.session() as session:
            assert listing_statuses(session, ("maya",))["maya"] is ListingStatus.DRAFT

    def test_a_whole_profile_goes_to_review_and_is_not_public_yet(
        self, counselor: MemberClient, database: Database
    ) -> None:
        where = (("profession", "professional-counselor"), ("jurisdiction", "US-CO"))
        _post(counselor, "credentials/new", *where, ("title", "LPC"), ("number", "12"))
        _post(counselor, "issues", ("focus-1", "ptsd"))
        _post(counselor, "places/new", *TestPlaces.HOME)
        _post(counselor, "availability", ("status", "open"), ("wait_days", "10"))

        answer = counselor.post(f"{PROFILE}/publish", {"consent": "yes"})

        assert answer.status_code == 303
        with database.session() as session:
            assert listing_statuses(session, ("maya",))["maya"] is ListingStatus.IN_REVIEW
        assert counselor.client.get("/practitioners/maya").status_code == 404

    def test_a_change_is_seen_at_the_next_request(
        self, counselor: MemberClient, database: Database
    ) -> None:
        _publish(database)
        _post(counselor, "who", ("name", "Maya"), ("about", "I listen first."))
        assert "I listen first." in counselor.client.get("/practitioners/maya").text

    def test_leaving_takes_one_step_and_coming_back_is_a_draft(
        self, counselor: MemberClient, database: Database
    ) -> None:
        _publish(database)

        counselor.post(f"{PROFILE}/withdraw")
        assert counselor.client.get("/practitioners/maya").status_code == 410
        counselor.post(f"{PROFILE}/return")

        with database.session() as session:
            assert listing_statuses(session, ("maya",))["maya"] is ListingStatus.DRAFT

    def test_nobody_takes_their_own_profile_out_of_the_review_or_publishes_it(
        self, counselor: MemberClient, database: Database
    ) -> None:
        with database.transaction() as session:
            move_listing(session, "maya", Move.SUBMIT)

        for address in ("return", "resume", "review", "publish"):
            counselor.post(f"{PROFILE}/{address}", {"consent": "yes"})

        with database.session() as session:
            assert listing_statuses(session, ("maya",))["maya"] is ListingStatus.IN_REVIEW

    def test_pause_and_resume_work_at_once(
        self, counselor: MemberClient, database: Database
    ) -> None:
        _publish(database)
        public = counselor.client
        counselor.post(f"{PROFILE}/publish", {"consent": "yes"})
        assert public.get("/practitioners/maya").status_code == 200

        counselor.post(f"{PROFILE}/pause")
        assert public.get("/practitioners/maya").status_code == 404
        counselor.post(f"{PROFILE}/resume")
        assert public.get("/practitioners/maya").status_code == 200


def test_availability_in_one_tap_with_todays_date(
    counselor: MemberClient, database: Database
) -> None:
    _post(counselor, "availability", ("status", "open"), ("wait_days", "10"))

    assert counselor.post("/desk/availability", {"status": "open"}).status_code == 303
    assert _draft(database).availability.wait_days == 10
    counselor.post("/desk/availability", {"status": "closed"})
    stated = _draft(database).availability
    assert (stated.status, stated.wait_days) == ("closed", None)
    assert stated.confirmed_on is not None
    assert counselor.post("/desk/availability", {"status": "maybe"}).status_code == 400


def _group_of(member: MemberClient, step: str, value: str) -> str:
    page = BeautifulSoup(member.get(f"{PROFILE}/{step}").data, "html.parser")
    (box,) = page.select(f'input[type=checkbox][value="{value}"]')
    return str(box["name"])


def test_a_licence_is_not_stated_twice_in_the_same_place(
    counselor: MemberClient, newcomer: MemberClient, database: Database
) -> None:
    where = (("profession", "professional-counselor"), ("jurisdiction", "US-CO"))
    _post(counselor, "credentials/new", *where, ("title", "LPC"), ("number", "ab12"))
    newcomer.post(f"{PROFILE}/start")
    _post(newcomer, "professions", ("profession", "professional-counselor"))

    refused = _post(newcomer, "credentials/new", *where, ("title", "LPC"), ("number", "AB12"))

    assert refused.status_code == 422
    assert "Another listing states this number." in _complaints(refused)[0]
    assert _draft(database, "nora-invented").credentials == ()


def test_whom_somebody_is_kept_apart_from_is_known_to_them_alone(
    counselor: MemberClient, newcomer: MemberClient, database: Database
) -> None:
    with database.transaction() as session:
        save(session, plain_draft("sam"))
        publish(session, "sam", "maya")

    assert _post(counselor, "apart", ("colleague", "Nobody Known")).status_code == 422
    for _sent in range(2):
        assert _post(counselor, "apart", ("colleague", "sam")).status_code == 303

    with database.session() as session:
        assert private_facts(session)["maya"].does_not_match_with == {"sam"}
        assert private_facts(session)["sam"].does_not_match_with == frozenset()
    newcomer.post(f"{PROFILE}/start")
    assert _post(newcomer, "apart/sam/remove").status_code == 404
    assert _post(counselor, "apart/sam/remove").status_code == 303
    with database.session() as session:
        assert private_facts(session)["maya"].does_not_match_with == frozenset()
