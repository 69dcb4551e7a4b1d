"""A center from its name to a result that names who covers what; people come and go."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from directory import clock
from directory.accounts.closed_sets import AppliedAs, Stewardship
from directory.accounts.services.administration import give_listing
from directory.desk.center.services import permitted_services
from directory.matching.listing import LicenseStatus
from directory.matching.need import Kind
from directory.profiles.centers import (
    AskedBeforeError,
    ask_to_join,
    join,
    people_of,
    services_at,
)
from directory.profiles.draft import CredentialDraft, ModalityDraft
from directory.profiles.lifecycle import ListingStatus, Move
from directory.profiles.listing import (
    PublicCredential,
    PublicModality,
    PublicSpecialty,
    PublishedListing,
)
from directory.profiles.queries import listing_statuses, previewed_listing
from directory.profiles.services import move_listing
from directory.web.one_time_keys import new_key
from tests.support.drafts import HOME, plain_draft, publish, save
from tests.support.members import Person, delivered, make_account, signed_in, text_of

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from directory.db import Database
    from directory.profiles.centers import Service
    from directory.profiles.draft import ListingDraft
    from tests.support.members import MemberClient

HOUSE = "/desk/centers/harbor-house"
LMT = CredentialDraft(
    profession="massage-therapist",
    jurisdiction="US-CO",
    title="LMT",
    number="77",
    status=LicenseStatus.ACTIVE,
    checked_on=clock.today(),
    checked_where="state massage board",
    expires_on=clock.today() + timedelta(days=300),
)


def _worker(handle: str = "mia") -> ListingDraft:
    """A listed massage therapist with one method and one focus."""
    return replace(
        plain_draft(handle),
        professions=("massage-therapist",),
        credentials=(LMT,),
        modalities=(ModalityDraft(modality="swedish"),),
        specialties=(PublicSpecialty("neck-pain", is_focus=True, backing="training"),),
        places=(HOME,),
    )


def _listed(session: Session, email: str, draft: ListingDraft) -> int:
    person = make_account(session, email, name=draft.name)
    save(session, draft)
    publish(session, draft.handle)
    give_listing(session, person.id, draft.handle, Stewardship.OWNER, verified_on=clock.today())
    return person.id


@pytest.fixture
def mia(app: Flask, database: Database) -> MemberClient:
    """A listed massage therapist."""
    with database.transaction() as session:
        number = _listed(session, "mia@example.org", _worker())
    return signed_in(app, Person(number, "mia@example.org"))


@pytest.fixture
def ada(app: Flask, database: Database) -> MemberClient:
    """Somebody who signed up for a center."""
    with database.transaction() as session:
        person = make_account(
            session, "ada@example.org", name="Ada Invented", applied_as=AppliedAs.CENTER
        )
    return signed_in(app, person)


@pytest.fixture
def house(ada: MemberClient) -> MemberClient:
    """The manager of a private draft called Harbor House."""
    made = ada.post("/desk/start-center", {"name": "Harbor House", "one_time_key": new_key()})
    assert made.headers["Location"] == HOUSE
    return ada


def _take_in(house: MemberClient, mia: MemberClient) -> None:
    house.post(f"{HOUSE}/people", {"person": "Mia", "role": "bodyworker"})
    mia.post("/desk/belonging/harbor-house/join")


def test_a_center_from_sign_up_to_a_result_that_names_who_covers_what(
    house: MemberClient, mia: MemberClient, client: FlaskClient, database: Database, app: Flask
) -> None:
    _tell_about_people(app, house, mia, database)
    _tell_about_the_house(house)
    assert house.post(f"{HOUSE}/publish").status_code == 422
    house.post(f"{HOUSE}/publish", {"consent": "yes"})
    with database.transaction() as session:
        move_listing(session, "harbor-house", Move.PUBLISH)

    page = client.get("/centers/harbor-house").text
    for words in (
        "<em>Slowly</em>",
        "Mia, LMT. Tuesdays",
        "One shared plan for each client who wants it: A plan meeting each Tuesday",
        "Easing necks",
        "/practitioners/mia",
    ):
        assert words in page
    assert "harbor-house" in client.get("/practitioners/mia").text
    assert "Mia" in client.get("/centers?place=Lakewood, CO").text
    asked = {"words": "integrative center for neck pain", "place": "Lakewood, CO"}
    found = client.post("/find", data=asked).text
    assert "Mia" in found[found.index("Harbor House") :]


def _tell_about_people(
    app: Flask, house: MemberClient, mia: MemberClient, database: Database
) -> None:
    tasks = house.get(HOUSE).text
    assert "Somebody listed who has confirmed that they work there" in tasks
    house.post(
        f"{HOUSE}/who", {"name": "Harbor House", "about": "Two hands.", "approach": "*Slowly*."}
    )
    house.post(f"{HOUSE}/people", {"person": "Mia", "role": "bodyworker"})
    [mail] = delivered(app)
    assert mail["To"] == "mia@example.org"
    assert "Harbor" not in text_of(mail)
    assert "would like to show that you work there" in mia.get("/desk").text
    mia.post("/desk/belonging/harbor-house/join")
    assert "Swedish" in house.get(f"{HOUSE}/services").text
    house.post(f"{HOUSE}/services", {"service": "mia|swedish", "detail": "Tuesdays"})
    [service] = _services(database)
    mia.post(f"/desk/belonging/services/{service.reference}/agree")


def _tell_about_the_house(house: MemberClient) -> None:
    house.post(
        f"{HOUSE}/integration",
        {"shared-plan": "yes", "backing-shared-plan": "A plan meeting each Tuesday"},
    )
    place = {"label": "House", "street": "1 Main", "city": "Lakewood", "region": "CO"}
    house.post(f"{HOUSE}/places/new", place | {"visibility": "exact"})
    house.post(f"{HOUSE}/hours", {"weekly_times": "tue 09:00-17:00"})
    house.post(f"{HOUSE}/access", {"access-wheelchair": "yes"})
    house.post(f"{HOUSE}/programs/new", {"title": "Easing necks", "kind": "group"})


def _services(database: Database) -> tuple[Service, ...]:
    with database.session() as session:
        return services_at(session, "harbor-house")


def test_nobody_is_shown_at_a_center_without_their_own_word(
    house: MemberClient, mia: MemberClient, database: Database
) -> None:
    house.post(f"{HOUSE}/people", {"person": "Mia", "role": ""})
    assert _shown_people(database) == ()
    assert "Asked. Not shown until they confirm." in house.get(f"{HOUSE}/people").text

    mia.post("/desk/belonging/harbor-house/join")

    assert _shown_people(database) == ("mia",)


def test_who_says_no_is_not_asked_again(house: MemberClient, mia: MemberClient) -> None:
    house.post(f"{HOUSE}/people", {"person": "Mia", "role": ""})
    mia.post("/desk/belonging/harbor-house/refuse")

    again = house.post(f"{HOUSE}/people", {"person": "Mia", "role": "please"})

    assert again.status_code == 422
    assert "They were asked already." in again.text
    assert 'value="please"' in again.text
    assert "Centers ask you" not in mia.get("/desk").text


def test_leaving_holds_at_the_next_request_and_ends_services(
    house: MemberClient, mia: MemberClient, database: Database
) -> None:
    _take_in(house, mia)
    house.post(f"{HOUSE}/services", {"service": "mia|swedish"})

    mia.post("/desk/belonging/harbor-house/leave")

    assert _shown_people(database) == ()
    assert _services(database) == ()
    house.post(f"{HOUSE}/people", {"person": "Mia", "role": ""})
    assert _shown_people(database) == (), "whoever left confirms anew"


def test_a_service_waits_for_the_persons_word_and_ends_with_the_licence(
    house: MemberClient, mia: MemberClient, database: Database
) -> None:
    _take_in(house, mia)
    house.post(f"{HOUSE}/services", {"service": "mia|swedish"})
    assert _shown_services(database) == ()
    [service] = _services(database)
    mia.post(f"/desk/belonging/services/{service.reference}/agree")
    assert _shown_services(database) == ("swedish",)

    with database.transaction() as session:
        unchecked = replace(
            LMT, status=LicenseStatus.NOT_CHECKED, checked_on=None, checked_where=""
        )
        save(session, replace(_worker(), credentials=(unchecked,)))

    assert _shown_services(database) == ()


def test_a_service_outside_the_scope_is_refused(
    house: MemberClient, mia: MemberClient, database: Database
) -> None:
    _take_in(house, mia)
    for sent in ("mia|emdr", "mia|swimming", "sam|swedish", "", "mia"):
        answer = house.post(f"{HOUSE}/services", {"service": sent, "detail": "kept"})
        assert answer.status_code == 422, sent
        assert "outside their scope" in answer.text
        assert 'value="kept"' in answer.text
    assert _services(database) == ()


def test_touch_is_not_offered_by_the_licence_of_a_talking_profession(
    app: Flask, house: MemberClient, database: Database
) -> None:
    talker = replace(
        plain_draft("tom"),
        credentials=(replace(LMT, profession="professional-counselor", title="LPC", number="12"),),
        modalities=(ModalityDraft(modality="swedish"), ModalityDraft(modality="emdr")),
    )
    with database.transaction() as session:
        number = _listed(session, "tom@example.org", talker)
    tom = signed_in(app, Person(number, "tom@example.org"))
    house.post(f"{HOUSE}/people", {"person": "Tom", "role": ""})
    tom.post("/desk/belonging/harbor-house/join")

    page = house.get(f"{HOUSE}/services").text

    assert "tom|emdr" in page
    assert "tom|swedish" not in page


def test_a_wider_list_of_professions_does_not_make_a_counselor_touch(app: Flask) -> None:
    vocabulary = app.extensions["vocabulary"]
    swedish = vocabulary.modalities["swedish"]
    wider = replace(
        swedish, professions_in_scope=(*swedish.professions_in_scope, "professional-counselor")
    )
    opened = replace(vocabulary, modalities={**vocabulary.modalities, "swedish": wider})
    counselor = PublishedListing(
        handle="tom",
        kind="person",
        name="Tom",
        credentials=(
            PublicCredential("professional-counselor", "US-CO", "LPC", "independent", "active"),
        ),
        modalities=(PublicModality("swedish", "trained"), PublicModality("emdr", "trained")),
    )

    offered = permitted_services(counselor, opened, clock.today())

    assert opened.may_offer("professional-counselor", "swedish")
    assert [item.modality for item in offered] == ["emdr"]


def test_integration_needs_what_backs_it(house: MemberClient, database: Database) -> None:
    answer = house.post(
        f"{HOUSE}/integration", {"same-roof": "yes", "backing-joint-sessions": "each May"}
    )

    assert answer.status_code == 422
    assert "Say what backs it, or do not tick it." in answer.text
    assert "You wrote what backs it. Tick it too" in answer.text
    assert 'value="each May"' in answer.text
    with database.session() as session:
        assert previewed_listing(session, "harbor-house").integration == ()


def test_managers_are_asked_accept_and_leave_but_never_all(
    house: MemberClient, mia: MemberClient, database: Database
) -> None:
    house.post(f"{HOUSE}/managers", {"email": "MIA@example.org"})
    assert mia.get(HOUSE).status_code == 404
    address = re.search(r"/desk/belonging/managing/[\w-]+/accept", mia.get("/desk").text)
    assert address is not None
    mia.post(address[0])
    assert mia.get(HOUSE).status_code == 200

    own = re.search(r"managers/([\w-]+)/remove", house.get(f"{HOUSE}/managers").text)
    assert own is not None
    left = house.post(f"{HOUSE}/managers/{own[1]}/remove")
    assert left.headers["Location"] == "/desk"
    assert house.get(HOUSE).status_code == 404

    last = re.search(r"managers/([\w-]+)/remove", mia.get(f"{HOUSE}/managers").text)
    assert last is not None
    refused = mia.post(f"{HOUSE}/managers/{last[1]}/remove")
    assert refused.status_code == 422
    assert "You are the last manager." in refused.text
    with database.session() as session:
        assert listing_statuses(session, ("harbor-house",))["harbor-house"] is ListingStatus.DRAFT


def test_asking_a_stranger_to_manage_looks_like_asking_a_member(
    house: MemberClient, mia: MemberClient
) -> None:
    assert mia.get("/desk").status_code == 200
    known = house.post(f"{HOUSE}/managers", {"email": "mia@example.org"})
    unknown = house.post(f"{HOUSE}/managers", {"email": "nobody@example.org"})

    assert known.status_code == unknown.status_code == 303
    page = house.get(f"{HOUSE}/managers").text
    assert page.count("Not answered yet.") == 2


def test_another_members_center_is_not_there(house: MemberClient, mia: MemberClient) -> None:
    assert house.get(HOUSE).status_code == 200
    for path in ("", "/who", "/people", "/services", "/integration", "/managers", "/preview"):
        assert mia.get(f"{HOUSE}{path}").status_code == 404, path
    for path in ("/who", "/people", "/services", "/integration", "/managers", "/publish", "/pause"):
        assert mia.post(f"{HOUSE}{path}", {"name": "Mine"}).status_code == 404, path
    assert mia.post("/desk/belonging/harbor-house/join").status_code == 404


def test_a_center_is_made_once_however_often_it_is_sent(ada: MemberClient) -> None:
    key = new_key()
    typed = {"name": "Harbor House", "one_time_key": key}
    first, second = ada.post("/desk/start-center", typed), ada.post("/desk/start-center", typed)

    assert first.headers["Location"] == second.headers["Location"]
    nameless = ada.post("/desk/start-center", {"name": " ", "one_time_key": new_key()})
    assert nameless.status_code == 422
    assert "Enter the name" in nameless.text


def test_a_paused_center_and_one_taken_out_are_gone_at_the_next_request(
    house: MemberClient, mia: MemberClient, client: FlaskClient, database: Database
) -> None:
    _take_in(house, mia)
    with database.transaction() as session:
        publish(session, "harbor-house")
    assert client.get("/centers/harbor-house").status_code == 200

    house.post(f"{HOUSE}/pause")
    assert client.get("/centers/harbor-house").status_code == 404
    house.post(f"{HOUSE}/resume")
    assert client.get("/centers/harbor-house").status_code == 200
    house.post(f"{HOUSE}/withdraw")
    assert client.get("/centers/harbor-house").status_code == 410
    assert client.get("/practitioners/mia").status_code == 200


def test_asking_twice_is_refused_by_the_service_itself(session: Session) -> None:
    save(session, plain_draft("mia"))
    save(session, plain_draft("the-house", Kind.CENTER))
    ask_to_join(session, "the-house", "mia", "")
    with pytest.raises(AskedBeforeError):
        ask_to_join(session, "the-house", "mia", "")
    join(session, "the-house", "mia")

    assert [one.handle for one in people_of(session, "the-house")] == ["mia"]


def _shown_people(database: Database) -> tuple[str, ...]:
    with database.session() as session:
        return tuple(one.handle for one in previewed_listing(session, "harbor-house").staff)


def _shown_services(database: Database) -> tuple[str, ...]:
    with database.session() as session:
        return tuple(one.modality for one in previewed_listing(session, "harbor-house").services)
