"""Cases, likely twins, and supervision that is confirmed or denied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from directory.db import RecordNotFound
from directory.profiles.cases import close_case, open_case, open_cases
from directory.profiles.closed_sets import Audience, CaseKind
from directory.profiles.contacts import professional_contacts
from directory.profiles.draft import ContactDraft
from directory.profiles.queries import published_listing
from directory.profiles.supervision import asked_to_confirm, confirm_supervision, deny_supervision
from directory.profiles.twins import holder_of_licence, likely_same_person
from tests.support.drafts import LPC, full_draft, plain_draft, publish, save

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@pytest.fixture
def network(session: Session) -> Session:
    """Maya, supervised by Sam for massage, and public."""
    save(session, plain_draft("sam"), full_draft("maya"))
    publish(session, "maya", "sam")
    return session


def test_the_same_case_is_opened_once_and_gathers_what_was_seen(network: Session) -> None:
    first = open_case(network, CaseKind.NEAR_SAME_PERSON, ("maya", "sam"), "one")
    again = open_case(network, CaseKind.NEAR_SAME_PERSON, ("sam", "maya"), "two")
    open_case(network, CaseKind.NEAR_SAME_PERSON, ("maya", "sam"), "one")
    other = open_case(network, CaseKind.DUPLICATE_LICENCE, ("maya", "sam"), "one")
    alone = open_case(network, CaseKind.NEAR_SAME_PERSON, ("maya",), "one")

    assert first == again
    assert len({first, other, alone}) == 3
    assert [case.id for case in open_cases(network)] == [first, other, alone]
    assert open_cases(network)[0].evidence == ("one", "two")
    assert open_cases(network)[0].handles == ("maya", "sam")


def test_a_case_is_closed_with_what_it_came_to_and_may_be_opened_anew(network: Session) -> None:
    first = open_case(network, CaseKind.DUPLICATE_LICENCE, ("maya",), "one")

    with pytest.raises(ValueError, match="came to"):
        close_case(network, first, outcome=" ")
    close_case(network, first, outcome="A mistake in typing.")

    assert open_cases(network) == ()
    with pytest.raises(RecordNotFound):
        close_case(network, first, outcome="again")
    assert open_case(network, CaseKind.DUPLICATE_LICENCE, ("maya",), "one") != first
    with pytest.raises(RecordNotFound, match="nobody"):
        open_case(network, CaseKind.DUPLICATE_LICENCE, ("nobody",), "one")


@pytest.mark.parametrize(
    ("number", "jurisdiction", "holder"),
    [
        ("123", "US-CO", "maya"),
        ("LPC.00123", "US-CO", "maya"),
        (" lpc-1 2 3", "US-CO", "maya"),
        ("123", "US-UT", None),
        ("1234", "US-CO", None),
        ("9123", "US-CO", None),
        ("", "US-CO", None),
    ],
)
def test_a_licence_is_found_however_its_number_is_written(
    network: Session, number: str, jurisdiction: str, holder: str | None
) -> None:
    stated = replace(LPC, number=number, jurisdiction=jurisdiction)

    assert holder_of_licence(network, stated, but="other") == holder
    assert holder_of_licence(network, stated, but="maya") is None


def test_a_likely_twin_has_nearly_the_name_and_the_telephone(network: Session) -> None:
    twin = replace(plain_draft("twin"), name="Maya Ful", contact=ContactDraft(phone="3035550100"))

    assert likely_same_person(network, twin) == ("maya",)
    assert likely_same_person(network, replace(twin, name="Somebody Else")) == ()
    assert likely_same_person(network, replace(twin, contact=ContactDraft(phone="303"))) == ()
    assert (
        likely_same_person(network, replace(twin, contact=ContactDraft(phone="3035550101"))) == ()
    )


def test_what_only_professionals_see_is_in_no_published_listing(network: Session) -> None:
    shown = published_listing(network, "maya")

    assert [(way.kind, way.value) for way in shown.contacts] == [
        ("website", "https://maya.example.org/")
    ]
    assert [(way.kind, way.value) for way in professional_contacts(network, "maya")] == [
        ("phone", "303-555-0100")
    ]
    hidden = ContactDraft(phone="303-555-0100", phone_for=Audience.NOBODY)
    save(network, replace(full_draft("maya"), contact=hidden))
    assert published_listing(network, "maya").contacts == ()
    assert professional_contacts(network, "maya") == ()


class TestSupervision:
    """A supervisor who is a member says whether it is so."""

    def test_it_is_asked_once_and_shown_as_confirmed(self, network: Session) -> None:
        (asked,) = asked_to_confirm(network, "sam")
        assert (asked.name, asked.title) == ("Maya Full", "LMT")
        assert asked_to_confirm(network, "maya") == ()

        confirm_supervision(network, "sam", asked.reference)

        assert asked_to_confirm(network, "sam") == ()
        assert published_listing(network, "maya").credentials[1].supervisor_confirmed is True

    def test_a_confirmation_does_not_pass_to_another_supervisor(self, network: Session) -> None:
        (asked,) = asked_to_confirm(network, "sam")
        confirm_supervision(network, "sam", asked.reference)
        draft = full_draft("maya")
        other = replace(draft.credentials[1], supervisor=None, supervisor_name="Somebody Else")

        save(network, replace(draft, credentials=(draft.credentials[0], other)))

        assert published_listing(network, "maya").credentials[1].supervisor_confirmed is False

    def test_denied_the_name_is_gone_at_once_and_a_case_is_open(self, network: Session) -> None:
        (asked,) = asked_to_confirm(network, "sam")

        deny_supervision(network, "sam", asked.reference)

        assert published_listing(network, "maya").credentials[1].supervisor_name is None
        (case,) = open_cases(network)
        assert (case.kind, case.handles) == (CaseKind.SUPERVISION_DENIED, ("maya", "sam"))

    @pytest.mark.parametrize("reference", ["0", "999999", "-1", "x", "9" * 30, "²"])
    def test_nobody_answers_for_somebody_else(self, network: Session, reference: str) -> None:
        (asked,) = asked_to_confirm(network, "sam")

        for who, what in (("maya", asked.reference), ("sam", reference)):
            with pytest.raises(RecordNotFound):
                confirm_supervision(network, who, what)
            with pytest.raises(RecordNotFound):
                deny_supervision(network, who, what)

    def test_a_private_draft_asks_nobody(self, session: Session) -> None:
        save(session, plain_draft("sam"), full_draft("maya"))

        assert asked_to_confirm(session, "sam") == ()
