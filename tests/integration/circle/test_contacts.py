"""A circle: kept, sorted, found in the network, handed over; and nobody else’s."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from directory.audit.models import AuditEntry
from directory.circle.models import CircleContact
from directory.profiles.closed_sets import Audience, ContactKind
from directory.profiles.models import Listing
from directory.profiles.models.facts import Contact as ContactRoute
from directory.profiles.revision import record_changes
from tests.integration.circle.conftest import key_in

if TYPE_CHECKING:
    from directory.db import Database
    from tests.support.members import MemberClient

WRITTEN = {
    "name": "Ines Outside",
    "discipline": "Acupuncture",
    "town": "Golden",
    "phone": "(303) 555-0177",
    "email": "Ines@Example.org",
    "licence": "AC-77",
    "sent_for": "migraine",
    "tags": "Needles, pain,  needles",
    "notes": "Zitronenfalter: answers in the evening.",
}


def _add(member: MemberClient, **changed: str) -> str:
    key = key_in(member.get("/circle/new").text)
    answer = member.post("/circle/new", WRITTEN | {"one_time_key": key} | changed)
    assert answer.status_code == 303
    found = re.findall(r'href="/circle/([A-Za-z0-9_-]{22})"', member.get("/circle").text)
    return str(found[0])


def test_a_contact_is_kept_with_its_tags_and_its_notes_are_encrypted(
    maya: MemberClient, database: Database
) -> None:
    reference = _add(maya)

    page = maya.get(f"/circle/{reference}").text
    assert "Zitronenfalter" in page
    assert 'value="needles, pain"' in page
    assert 'value="ines@example.org"' in page
    with database.session() as session:
        stored = session.scalars(select(CircleContact)).one()
        assert b"Zitronenfalter" not in bytes(stored.notes or b"")
        rows = session.execute(text("SELECT * FROM circle_contacts")).all()
    assert "Zitronenfalter" not in repr(rows)


def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(maya: MemberClient) -> None:
    key = key_in(maya.get("/circle/new").text)
    wrong = {"name": " ", "email": "no address", "phone": "call me", "sent_for": "knees"}

    answer = maya.post("/circle/new", wrong | {"one_time_key": key})

    assert answer.status_code == 422
    for field, words in (
        ("name", "Write a name"),
        ("email", "This is no e-mail address"),
        ("phone", "This is no phone number"),
    ):
        assert answer.text.count(words) == 2
        assert f'href="#{field}"' in answer.text
    assert 'value="knees"' in answer.text
    assert "Nobody yet" in maya.get("/circle").text


def test_the_form_sent_twice_makes_one_contact(maya: MemberClient, database: Database) -> None:
    key = key_in(maya.get("/circle/new").text)
    for _time in range(2):
        assert maya.post("/circle/new", WRITTEN | {"one_time_key": key}).status_code == 303

    with database.session() as session:
        assert len(session.scalars(select(CircleContact)).all()) == 1


def test_a_colleague_is_added_once_and_called_as_on_their_page(
    maya: MemberClient, database: Database
) -> None:
    for _time in range(2):
        assert maya.post("/circle/add", {"handle": "sam"}).status_code == 303
    answer = maya.post("/circle/add", {"handle": "sam"})

    maya.post(answer.headers["Location"], {"name": "Somebody Else", "sent_for": "knees"})

    page = maya.get("/circle").text
    assert "Sam</a>" in page
    assert "In the network" in page
    assert "knees" in page
    with database.session() as session:
        assert [row.name for row in session.scalars(select(CircleContact))] == ["Sam"]


@pytest.mark.parametrize("handle", ["maya", "nobody", ""])
def test_only_others_who_are_listed_are_added(maya: MemberClient, handle: str) -> None:
    assert maya.post("/circle/add", {"handle": handle}).status_code == 404


def test_a_tag_shows_those_who_have_it(maya: MemberClient) -> None:
    _add(maya)
    _add(maya, name="Otto Outside", tags="other", email="", phone="", licence="")

    page = maya.get("/circle?tag=other").text

    assert "Otto Outside" in page
    assert "Ines Outside" not in page


def test_a_contact_is_removed(maya: MemberClient) -> None:
    reference = _add(maya)

    assert maya.post(f"/circle/{reference}/remove").status_code == 303

    assert maya.get(f"/circle/{reference}").status_code == 404


def test_nobody_opens_or_changes_the_contacts_of_others(
    maya: MemberClient, sam: MemberClient
) -> None:
    reference = _add(maya)
    before = maya.get(f"/circle/{reference}").text.partition("<main")[2]

    for path in ("", "/invite"):
        assert sam.get(f"/circle/{reference}{path}").status_code == 404
    for path in ("", "/remove", "/link"):
        assert sam.post(f"/circle/{reference}{path}", WRITTEN).status_code == 404

    assert "Ines Outside" not in sam.get("/circle").text
    after = maya.get(f"/circle/{reference}").text.partition("<main")[2]
    assert _without_keys(after) == _without_keys(before)


def _without_keys(page: str) -> str:
    return re.sub(r'(one_time_key|csrf_token)" value="[^"]*"', "", page)


def test_an_invitation_names_one_person_and_goes_out_by_the_form_of_invitations(
    maya: MemberClient,
) -> None:
    reference = _add(maya)
    page = maya.get(f"/circle/{reference}/invite").text

    assert page.count('action="/invitations"') == 1
    assert "migraine" not in page
    answer = maya.post(
        "/invitations",
        {
            "one_time_key": key_in(page),
            "name": "Ines Outside",
            "email": "ines@example.org",
            "applied_as": "practitioner",
        },
    )
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("field", "value", "by"),
    [
        ("email", "SAM.rooms@example.org", "e-mail address"),
        ("phone", "+1 303 555 0199", "phone number"),
        ("licence", "101", "licence number"),
    ],
)
def test_a_contact_is_found_in_the_network_by_what_the_page_shows(
    maya: MemberClient, database: Database, field: str, value: str, by: str
) -> None:
    _show_routes(database, Audience.EVERYBODY)
    empty = {"email": "", "phone": "", "licence": ""}
    reference = _add(maya, **(empty | {field: value}))

    page = maya.get("/circle").text
    assert f"shows the same {by}" in page
    assert maya.post(f"/circle/{reference}/link").status_code == 303

    assert "shows the same" not in maya.get("/circle").text
    assert "/vouches/new/sam" in maya.get(f"/circle/{reference}").text


def test_what_somebody_keeps_to_themselves_finds_nobody(
    maya: MemberClient, database: Database
) -> None:
    _show_routes(database, Audience.PROFESSIONALS)
    reference = _add(maya, email="sam.rooms@example.org", phone="303-555-0199", licence="")

    assert "shows the same" not in maya.get("/circle").text
    assert maya.post(f"/circle/{reference}/link").status_code == 404


def _show_routes(database: Database, audience: Audience) -> None:
    with database.transaction() as session:
        sam = session.scalars(select(Listing).where(Listing.handle == "sam")).one()
        for kind, value in (
            (ContactKind.EMAIL, "sam.rooms@example.org"),
            (ContactKind.PHONE, "(303) 555-0199"),
        ):
            session.add(ContactRoute(listing_id=sam.id, kind=kind, value=value, audience=audience))
        record_changes(session, ["sam"])


def _offer(maya: MemberClient, **more: str) -> str:
    answer = maya.post("/circle/hand-over", {"colleague": "Sam"} | more)
    assert answer.status_code == 303
    found = re.search(
        r"/circle/hand-over/([A-Za-z0-9_-]{22})/cancel", maya.get("/circle/hand-over").text
    )
    assert found
    return found[1]


def test_a_circle_moves_once_the_colleague_accepts_and_the_log_tells_no_names(
    maya: MemberClient, sam: MemberClient, database: Database
) -> None:
    _add(maya)
    maya.post("/circle/add", {"handle": "ada"})
    sam.post("/circle/add", {"handle": "ada"})
    reference = _offer(maya, with_notes="yes")
    assert "Ines Outside" not in sam.get("/circle").text

    assert sam.post(f"/circle/hand-over/{reference}/accept").status_code == 303

    page = sam.get("/circle").text
    assert "Ines Outside" in page
    assert page.count("Ada</a>") == 1
    assert "Nobody yet" in maya.get("/circle").text
    contact = re.search(r'href="(/circle/[A-Za-z0-9_-]{22})">Ines', page)
    assert contact
    assert "Zitronenfalter" in sam.get(contact[1]).text
    with database.session() as session:
        log = [
            (entry.action, entry.details)
            for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.number))
            if entry.action.startswith("circle.")
        ]
    assert [action for action, _details in log] == ["circle.offered", "circle.taken-over"]
    assert "Ines" not in repr(log)


def test_notes_stay_behind_unless_they_are_given_along(
    maya: MemberClient, sam: MemberClient, database: Database
) -> None:
    _add(maya)
    reference = _offer(maya)

    sam.post(f"/circle/hand-over/{reference}/accept")

    with database.session() as session:
        assert [row.notes for row in session.scalars(select(CircleContact))] == [None]


def test_a_refused_circle_stays_and_a_taken_back_offer_is_gone(
    maya: MemberClient, sam: MemberClient
) -> None:
    _add(maya)
    refused = _offer(maya)
    sam.post(f"/circle/hand-over/{refused}/refuse")
    assert sam.post(f"/circle/hand-over/{refused}/accept").status_code == 404

    taken_back = _offer(maya)
    assert sam.post(f"/circle/hand-over/{taken_back}/cancel").status_code == 404
    assert maya.post(f"/circle/hand-over/{taken_back}/accept").status_code == 404
    maya.post(f"/circle/hand-over/{taken_back}/cancel")

    assert sam.post(f"/circle/hand-over/{taken_back}/accept").status_code == 404
    assert "Ines Outside" in maya.get("/circle").text


@pytest.mark.parametrize(
    ("colleague", "words"),
    [
        ("", "Write a name"),
        ("Maya", "Nobody of that name"),
        ("Nobody", "Nobody of that name"),
        ("The-House", "nobody could accept"),
    ],
)
def test_a_circle_is_offered_to_a_member_who_can_accept(
    maya: MemberClient, colleague: str, words: str
) -> None:
    _add(maya)

    answer = maya.post("/circle/hand-over", {"colleague": colleague})

    assert answer.status_code == 422
    assert words in answer.text
