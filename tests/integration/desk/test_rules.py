"""Every rule of a step's fields, in one table: what is refused, where, and with which remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from directory.profiles.closed_sets import Audience
from tests.integration.desk.typing_in import complaints, draft_of, send
from tests.support.drafts import publish
from tests.support.members import make_account, make_verified, signed_in

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from directory.db import Database
    from tests.support.members import MemberClient

PROFILE = "/desk/profile"
LONG = "x" * 301
WEB = "Write it in full, such as https://example.org."

REFUSED = [
    ("who", "name", (("name", ""),), "Enter your name"),
    ("who", "name", (("name", "x" * 201),), "Shorten it to 200 at most."),
    ("who", "pronouns", (("name", "Maya"), ("pronouns", "x" * 81)), "Shorten it to 80 at most."),
    ("who", "about", (("name", "Maya"), ("about", "x" * 6001)), "Shorten it to 6,000 at most."),
    ("contact", "phone", (("phone", "soon"),), "Write it with its area code"),
    ("contact", "phone", (("phone", "12"),), "Write it with its area code"),
    ("contact", "phone", (("phone", "1" * 16),), "Write it with its area code"),
    ("contact", "phone", (("phone_for", "everybody"),), "You chose who may see it."),
    ("contact", "website", (("website", "javascript:alert(1)"),), WEB),
    ("contact", "website", (("website", "http://example.org"),), WEB),
    ("contact", "website", (("website", "https://127.0.0.1/"),), WEB),
    ("contact", "website", (("website", "https://me:pw@example.org/"),), WEB),
    ("contact", "website", (("website", "https://example.org:8443/"),), WEB),
    ("contact", "website", (("website", "https://localhost/"),), WEB),
    ("contact", "website", (("website", "//example.org"),), WEB),
    ("contact", "booking", (("booking", "https://[bad"),), WEB),
    ("contact", "booking", (("booking", "https://example.org/" + LONG),), "Shorten it to 300"),
    ("practice", "practice-spa", (("practice-backing-spa", "A course"),), "Tick it too"),
    ("programs/new", "title", (("kind", "group"),), "Give it a name"),
    ("programs/new", "title", (("title", "x" * 201),), "Shorten it to 200 at most."),
    ("programs/new", "price", (("title", "A"), ("price", LONG)), "Shorten it to 300 at most."),
    ("training/new", "what", (("school", "A school"),), "Write what you learned"),
    ("training/new", "hours", (("what", "A"), ("hours", "many")), "Write digits only"),
    ("clients", "language-2", (("language-1", "es"), ("language-2", "es")), "Keep one."),
    ("issues", "focus-2", (("focus-1", "ptsd"), ("focus-2", "ptsd")), "Choose another, or none."),
    ("availability", "wait_days", (("status", "open"), ("wait_days", "731")), "two years"),
    ("availability", "weekly_openings", (("status", "open"), ("weekly_openings", "99")), "Check"),
    ("fees", "currency", (("currency", "dollars"),), "Write three letters"),
    ("fees", "fee_minutes", (("fee_minutes", "2"),), "Write minutes."),
    ("reach", "home_visit_km", (("home_visit_km", "far"),), "Write digits"),
]


def test_each_refusal_stands_at_its_field_and_in_the_summary_and_what_was_typed_stays(
    counselor: MemberClient, database: Database
) -> None:
    before = draft_of(database, "maya")
    faults = {
        (step, field, remedy): fault
        for step, field, fields, remedy in REFUSED
        if (fault := _fault(send(counselor, step, *fields), field, fields, remedy))
    }

    assert faults == {}
    assert draft_of(database, "maya") == before


def _fault(
    answer: TestResponse, field: str, fields: tuple[tuple[str, str], ...], remedy: str
) -> str:
    """What is wrong with the answer to a wrong input; empty where all is well."""
    page = BeautifulSoup(answer.data, "html.parser")
    summary = page.select_one(f'.error-summary a[href="#{field}"]')
    beside = page.select_one(f"#{field}-error")
    if answer.status_code != 422 or summary is None or beside is None:
        return f"{answer.status_code}, not said twice"
    if remedy not in summary.get_text() or summary.get_text() not in beside.get_text():
        return summary.get_text()
    kept = [
        typed.get("value") or typed.get_text()
        for name, _value in fields
        for typed in page.select(f'input[type=text][name="{name}"], textarea[name="{name}"]')
    ]
    values = " ".join(value for _name, value in fields)
    return "" if all(str(one).strip() in values for one in kept) else f"kept {kept}"


def test_contacts_are_kept_with_who_may_see_them(
    counselor: MemberClient, database: Database
) -> None:
    send(
        counselor,
        "contact",
        ("phone", "+1 303-555-0100 ext. 12"),
        ("phone_for", "professionals"),
        ("website", "example.org/me"),
        ("website_for", "everybody"),
        ("booking", "https://münchen.example/zeit"),
        ("booking_for", "nonsense"),
    )

    contact = draft_of(database, "maya").contact
    assert (contact.phone, contact.phone_for) == ("+1 303-555-0100 ext. 12", Audience.PROFESSIONALS)
    assert (contact.website, contact.website_for) == (
        "https://example.org/me",
        Audience.EVERYBODY,
    )
    assert (contact.booking, contact.booking_for) == (
        "https://münchen.example/zeit",
        Audience.NOBODY,
    )


def test_a_way_for_professionals_is_shown_to_them_alone(
    app: Flask, counselor: MemberClient, newcomer: MemberClient, database: Database
) -> None:
    route = ("https://colleagues.example.org", "professionals")
    send(counselor, "contact", ("booking", route[0]), ("booking_for", route[1]))
    with database.transaction() as session:
        publish(session, "maya")
        colleague = make_account(session, "bo@example.org")
        make_verified(session, colleague, "bo")
    page = "/practitioners/maya"

    assert route[0] in signed_in(app, colleague).get(page).text
    assert route[0] not in app.test_client().get(page).text
    assert route[0] not in newcomer.get(page).text


def test_a_link_is_marked_as_nobody_s_recommendation(
    counselor: MemberClient, database: Database
) -> None:
    send(counselor, "contact", ("website", "https://example.org"), ("website_for", "everybody"))

    page = BeautifulSoup(counselor.get(f"{PROFILE}/preview").data, "html.parser")
    (link,) = page.select('a[href="https://example.org"]')

    assert {"nofollow", "noreferrer"} <= set(link["rel"])
    assert draft_of(database, "maya").contact.website == "https://example.org"


def test_kinds_of_practice_are_shown_with_what_backs_them(counselor: MemberClient) -> None:
    send(
        counselor,
        "practice",
        ("practice-medical", "yes"),
        ("practice-backing-medical", "A referral desk"),
        ("practice-spa", "yes"),
    )

    shown = counselor.get(f"{PROFILE}/preview").text
    assert "Medical (what backs it: A referral desk)" in shown
    assert "Spa (what backs it: none stated)" in shown


class TestPrograms:
    """Groups and programs, each with its own form."""

    CIRCLE = (("title", "Grief circle"), ("kind", "group"), ("schedule", "Mondays at six"))

    def test_one_is_added_once_changed_in_its_place_and_removed(
        self, counselor: MemberClient, database: Database
    ) -> None:
        for _sent in range(2):
            assert send(counselor, "programs/new", *self.CIRCLE).status_code == 303
        send(counselor, "programs/new", ("title", "Walks"), ("kind", "class"))
        address = BeautifulSoup(counselor.get(f"{PROFILE}/programs").data, "html.parser").select(
            f'a[href^="{PROFILE}/programs/"]'
        )[0]["href"]
        reference = str(address).rpartition("/")[2]

        send(counselor, f"programs/{reference}", ("title", "Grief circle"), ("kind", "workshop"))

        programs = draft_of(database, "maya").programs
        assert [(one.title, one.kind) for one in programs] == [
            ("Grief circle", "workshop"),
            ("Walks", "class"),
        ]
        assert "Grief circle" in counselor.get(f"{PROFILE}/preview").text
        taken = send(counselor, f"programs/{reference}", ("title", "Walks"), ("kind", "group"))
        assert taken.status_code == 422
        assert "Choose a different one." in complaints(taken)[0]
        send(counselor, f"programs/{reference}/remove")
        assert [one.title for one in draft_of(database, "maya").programs] == ["Walks"]


class TestCompacts:
    """A privilege stands on an independent licence of a member state."""

    LPC = (
        ("profession", "professional-counselor"),
        ("jurisdiction", "US-CO"),
        ("title", "LPC"),
        ("number", "12"),
    )

    def test_without_a_licence_at_home_nothing_is_offered(self, counselor: MemberClient) -> None:
        page = counselor.get(f"{PROFILE}/compacts").text

        assert "A compact needs an independent licence of a member state." in page
        assert "PSYPACT" in page

    def test_each_chosen_state_becomes_an_unchecked_privilege(
        self, counselor: MemberClient, database: Database
    ) -> None:
        send(counselor, "credentials/new", *self.LPC)
        chosen = [("compact-counseling-compact", state) for state in ("US-UT", "US-WY", "US-CA")]
        send(counselor, "compacts", ("compact-number-counseling-compact", "C-7"), *chosen)

        privileges = draft_of(database, "maya").credentials[1:]
        assert [(one.jurisdiction, one.number) for one in privileges] == [
            ("US-UT", "C-7"),
            ("US-WY", "C-7"),
        ]
        assert all(one.is_compact_privilege for one in privileges)
        assert all(one.status.value == "not-checked" for one in privileges)
        page = BeautifulSoup(counselor.get(f"{PROFILE}/compacts").data, "html.parser")
        ticked = page.select('input[name="compact-counseling-compact"][checked]')
        assert {one["value"] for one in ticked} == {"US-UT", "US-WY"}

        send(counselor, "compacts", ("compact-number-counseling-compact", ""))
        assert len(draft_of(database, "maya").credentials) == 1

    @pytest.mark.parametrize(
        ("fields", "complaint"),
        [
            ((("compact-counseling-compact", "US-CO"),), "You hold the licence itself there."),
            ((("compact-number-counseling-compact", "C-7"),), "Choose where you hold it"),
            (
                (
                    ("compact-counseling-compact", "US-UT"),
                    ("compact-expires-counseling-compact", "2020-01-01"),
                ),
                "This date is past.",
            ),
        ],
    )
    def test_what_does_not_go_together_is_refused(
        self, counselor: MemberClient, fields: tuple[tuple[str, str], ...], complaint: str
    ) -> None:
        send(counselor, "credentials/new", *self.LPC)

        answer = send(counselor, "compacts", *fields)

        assert answer.status_code == 422
        assert complaint in complaints(answer)[0]


def test_a_training_names_its_issues_and_methods(
    counselor: MemberClient, database: Database
) -> None:
    send(
        counselor,
        "training/new",
        ("what", "EMDR basic training"),
        ("instructor", "Somebody"),
        ("issue-1", "ptsd"),
        ("issue-2", "ptsd"),
        ("modality-1", "emdr"),
        ("modality-2", "no-such-method"),
    )

    (training,) = draft_of(database, "maya").trainings
    assert (training.issues, training.modalities) == (("ptsd",), ("emdr",))
    assert training.instructor == "Somebody"


def test_what_somebody_would_rather_not_take_is_kept_and_shown_to_nobody(
    counselor: MemberClient, database: Database
) -> None:
    send(counselor, "rather-not", ("rather-not-people", "couples-pop"), ("rather-not-people", "zz"))

    assert draft_of(database, "maya").prefers_not == ("couples-pop",)
    assert "ouples" not in counselor.get(f"{PROFILE}/preview").text


def test_naming_very_much_is_said_to_say_little(
    counselor: MemberClient,
) -> None:
    page = BeautifulSoup(counselor.get(f"{PROFILE}/issues").data, "html.parser")
    boxes = page.select('input[name^="also-"]')[:30]
    assert "You name much" not in counselor.get(PROFILE).text

    # Whatever of them is out of scope is refused, so the scope is that of a psychologist's notes.
    refused = send(counselor, "issues", *((str(one["name"]), str(one["value"])) for one in boxes))
    outside = set(complaints(refused)) if refused.status_code == 422 else set()

    assert refused.status_code == 303, outside
    assert "You also name 30 issues." in counselor.get(PROFILE).text


class TestPreview:
    """What is typed is shown as a client would see it, and nothing is saved."""

    def test_it_shows_what_is_typed_keeps_it_and_saves_nothing(
        self, counselor: MemberClient, database: Database
    ) -> None:
        before = draft_of(database, "maya")

        answer = send(
            counselor, "who/preview", ("name", "Maya Lund"), ("approach", "I *listen* first.")
        )

        page = BeautifulSoup(answer.data, "html.parser")
        assert answer.status_code == 200
        preview = page.select_one("#preview-page")
        assert preview is not None
        assert "Maya Lund" in preview.get_text()
        assert preview.select_one("em") is not None
        assert page.select_one("#name")["value"] == "Maya Lund"  # type: ignore[index]
        assert draft_of(database, "maya") == before

    def test_an_item_is_shown_with_the_rest(
        self, counselor: MemberClient, database: Database
    ) -> None:
        answer = send(counselor, "programs/new/preview", ("title", "Grief circle"))

        assert answer.status_code == 200
        preview = BeautifulSoup(answer.data, "html.parser").select_one("#preview-page")
        assert preview is not None
        assert "Grief circle" in preview.get_text()
        assert draft_of(database, "maya").programs == ()

    def test_a_mistake_is_told_instead(self, counselor: MemberClient) -> None:
        answer = send(counselor, "contact/preview", ("website", "javascript:alert(1)"))

        assert answer.status_code == 422
        assert "javascript" in complaints(answer)[0]

    def test_a_hidden_street_is_in_no_preview(self, counselor: MemberClient) -> None:
        fields = (("street", "77 Hidden Way"), ("city", "Lakewood"), ("region", "CO"))
        answer = send(counselor, "places/new/preview", *fields)

        preview = BeautifulSoup(answer.data, "html.parser").select_one("#preview-page")
        assert preview is not None
        assert "Lakewood" in preview.get_text()
        assert "Hidden Way" not in preview.get_text()

    @pytest.mark.parametrize("path", ["places/preview", "who/x/preview", "nothing/preview"])
    def test_there_is_no_preview_of_what_is_no_form(
        self, counselor: MemberClient, path: str
    ) -> None:
        assert send(counselor, path).status_code == 404
