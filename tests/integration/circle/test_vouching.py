"""Vouches through the pages: two judgements, a ground, who sees it, and what takes it back."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from directory import clock
from directory.profiles.lifecycle import Move
from directory.profiles.listing import PublicSpecialty
from directory.profiles.models import Affiliation, Listing
from directory.profiles.services import move_listing
from directory.search.snapshot import SnapshotHolder
from directory.trust.budget import MOST_STRONG
from directory.trust.closed_sets import Visibility
from directory.trust.giving import Word, give
from directory.trust.models import Vouch
from directory.trust.services import record_founders
from tests.integration.circle.conftest import key_in, person
from tests.support.drafts import publish, save
from tests.support.members import form_token
from tests.support.vouching import vouch_bases

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from directory.db import Database
    from directory.matching.trust.table import TrustTable
    from tests.support.members import MemberClient

HALF_LIFE_DAYS = 1095


def _rows(database: Database) -> list[Vouch]:
    with database.session() as session:
        return list(session.scalars(select(Vouch).order_by(Vouch.id)))


def _seen(app: Flask, database: Database, viewer: str) -> TrustTable:
    holder = SnapshotHolder(app.extensions["vocabulary"])
    with database.session() as session:
        return holder.current(session, today=clock.today()).trust.seen_by(viewer)


def _reference(page: str, act: str) -> str:
    found = re.search(rf"/vouches/([A-Za-z0-9_-]{{22}})/{act}", page)
    assert found
    return found[1]


def test_a_vouch_says_two_things_a_ground_and_what_it_is_about(
    maya: MemberClient, database: Database, vouch: Callable[..., str]
) -> None:
    page = vouch(maya, "sam", basis="colleague", detail="Maple Clinic", issue="grief")

    assert page == ""
    row = _rows(database)[0]
    assert (row.trusts_approach, row.trusts_skills) == (False, True)
    assert (row.basis, row.detail, row.visibility) == (
        "colleague",
        "Maple Clinic",
        Visibility.PUBLIC,
    )
    shown = maya.get("/vouches").text
    assert "Trusts their skills: Grief" in shown
    assert "Maple Clinic" in shown


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"judgement": ""}, "judgement", "Tick what you trust"),
        ({"basis": ""}, "basis", "Choose how you know their work"),
        ({"basis": "invented"}, "basis", "Choose how you know their work"),
        ({"visibility": "world"}, "visibility", "Choose who may learn of it"),
        ({"basis": "trained-with"}, "detail", "Say in which role and year"),
        ({"basis": "colleague"}, "detail", "Say where you work"),
        ({"basis": "referred-good"}, "detail", "Say about how many"),
        ({"detail": "x" * 201}, "detail", "This is too long"),
        ({"one_time_key": ""}, "judgement", "The form was open too long"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_nothing_is_given(
    maya: MemberClient,
    database: Database,
    vouch: Callable[..., str],
    said: dict[str, str],
    field: str,
    words: str,
) -> None:
    page = vouch(maya, "sam", **said)

    assert page.count(words) == 2
    assert f'href="#{field}"' in page
    assert _rows(database) == []


def test_own_care_counts_and_is_shown_to_nobody_whatever_the_form_says(
    app: Flask,
    members: dict[str, MemberClient],
    database: Database,
    vouch: Callable[..., str],
) -> None:
    vouch(members["maya"], "sam", basis="received-care", visibility="public")
    vouch(members["ada"], "maya")

    assert _rows(database)[0].visibility is Visibility.PRIVATE
    assert _seen(app, database, "maya").value_of("sam") == pytest.approx(0.65)
    through = _seen(app, database, "ada").get("sam")
    if through is not None:
        assert through.path == ()
    for page in (
        members["sam"].get("/vouches").text,
        members["ada"].get("/vouches/about/sam").text,
        app.test_client().get("/practitioners/sam").text,
    ):
        assert "Maya" not in page.partition("<main")[2]
        assert "first hand" not in page
    assert "Nobody that members may see" in members["ada"].get("/network").text


def test_anybody_may_have_the_ground_left_out(
    members: dict[str, MemberClient], vouch: Callable[..., str]
) -> None:
    assert "Anybody may choose this" in members["maya"].get("/vouches/new/sam").text
    vouch(members["maya"], "sam", basis="co-treated", hides_basis="yes", detail="Aspen")

    for page in (
        members["sam"].get("/vouches").text,
        members["ada"].get("/vouches/about/sam").text,
    ):
        assert "knows their work first hand" in page
        assert "shared care" not in page
        assert "Aspen" not in page
        assert "/confirm" not in page


@pytest.mark.parametrize(
    ("visibility", "told"),
    [("public", ("counted", "named")), ("members", ("named",)), ("private", ())],
)
def test_who_learns_of_a_vouch_is_as_its_giver_chose(
    members: dict[str, MemberClient],
    database: Database,
    vouch: Callable[..., str],
    visibility: str,
    told: tuple[str, ...],
) -> None:
    _give_standing(database, "maya")
    vouch(members["maya"], "sam", visibility=visibility)

    public = members["maya"].app.test_client().get("/practitioners/sam").text
    assert ("1 colleague" in public) is ("counted" in told)
    assert "Maya" not in public
    assert ("Maya</a>" in members["ada"].get("/vouches/about/sam").text) is ("named" in told)
    assert ("Maya</a>" in members["sam"].get("/vouches").text) is ("named" in told)


def _give_standing(database: Database, handle: str) -> None:
    with database.transaction() as session:
        record_founders(session, [handle])


def test_a_withdrawn_vouch_is_out_at_the_next_request_and_nobody_is_told(
    app: Flask, maya: MemberClient, sam: MemberClient, database: Database, vouch: Callable[..., str]
) -> None:
    _give_standing(database, "maya")
    vouch(maya, "sam")
    assert "1 colleague" in app.test_client().get("/practitioners/sam").text
    engine = app.extensions["search"]
    with database.session() as session:
        before = engine.snapshot(session, today=clock.today()).trust
    assert before.seen_by("maya").value_of("sam") > 0
    assert before.seen_by_clients().value_of("sam") > 0

    maya.post(f"/vouches/{_reference(maya.get('/vouches').text, 'withdraw')}/withdraw")

    with database.session() as session:
        after = engine.snapshot(session, today=clock.today()).trust
    assert after.seen_by("maya").value_of("sam") == 0
    assert after.seen_by_clients().value_of("sam") == 0
    assert "1 colleague" not in app.test_client().get("/practitioners/sam").text
    assert "Maya" not in sam.get("/vouches").text.partition("<main")[2]


def test_shared_care_is_offered_and_a_no_ends_it_for_good(
    app: Flask, maya: MemberClient, sam: MemberClient, database: Database, vouch: Callable[..., str]
) -> None:
    vouch(maya, "sam", basis="co-treated")
    assert _seen(app, database, "maya").value_of("sam") == pytest.approx(0.9)
    assert "not yet confirmed" in maya.get("/vouches").text
    page = sam.get("/vouches").text
    assert "Is it so?" in page

    sam.post(f"/vouches/{_reference(page, 'decline')}/decline")

    assert _seen(app, database, "maya").value_of("sam") == 0
    assert "did not confirm this ground" in maya.get("/vouches").text
    assert "did not confirm" in vouch(maya, "sam", basis="co-treated")
    assert vouch(maya, "sam", basis="met") == ""


def test_shared_care_is_confirmed_once(
    maya: MemberClient, sam: MemberClient, vouch: Callable[..., str]
) -> None:
    vouch(maya, "sam", basis="co-treated")
    reference = _reference(sam.get("/vouches").text, "confirm")

    assert sam.post(f"/vouches/{reference}/confirm").status_code == 303

    assert "confirmed by them" in maya.get("/vouches").text
    assert "Is it so?" not in sam.get("/vouches").text
    assert sam.post(f"/vouches/{reference}/decline").status_code == 404


def test_a_refused_vouch_leaves_the_page_and_goes_on_counting(
    app: Flask, members: dict[str, MemberClient], database: Database, vouch: Callable[..., str]
) -> None:
    _give_standing(database, "maya")
    vouch(members["maya"], "sam")
    reference = _reference(members["sam"].get("/vouches").text, "hide")

    members["sam"].post(f"/vouches/{reference}/hide")

    assert "1 colleague" not in app.test_client().get("/practitioners/sam").text
    assert "Maya</a>" not in members["ada"].get("/vouches/about/sam").text
    assert _seen(app, database, "maya").value_of("sam") == pytest.approx(0.65)
    members["sam"].post(f"/vouches/{reference}/show")
    assert "1 colleague" in app.test_client().get("/practitioners/sam").text


def test_a_vouch_is_due_after_one_half_life_and_renewed_by_one_tap(
    maya: MemberClient, database: Database, vouch: Callable[..., str]
) -> None:
    vouch(maya, "sam")
    assert "Do they still hold?" not in maya.get("/vouches").text
    with database.transaction() as session:
        old = clock.today() - timedelta(days=HALF_LIFE_DAYS)
        session.execute(update(Vouch).values(given_on=old))
    page = maya.get("/vouches").text
    assert "Do they still hold?" in page
    reference = _reference(page, "renew")
    assert "It still holds" in maya.get(f"/vouches/{reference}/renew").text
    assert "Do they still hold?" in maya.get("/vouches").text

    assert maya.post(f"/vouches/{reference}/renew").status_code == 303

    assert "Do they still hold?" not in maya.get("/vouches").text
    assert _rows(database)[0].given_on == clock.today()


def test_nobody_touches_the_vouches_of_others(
    members: dict[str, MemberClient], database: Database, vouch: Callable[..., str]
) -> None:
    vouch(members["maya"], "sam", basis="co-treated")
    vouch(members["ada"], "sam", visibility="private")
    shown, private = (row.reference for row in _rows(database))
    before = [repr(row.__dict__) for row in _rows(database)]

    for reference in (shown, private):
        for act in ("renew", "withdraw"):
            assert members["sam"].post(f"/vouches/{reference}/{act}").status_code == 404
        assert members["sam"].get(f"/vouches/{reference}/renew").status_code == 404
    for member in (members["maya"], members["ada"], members["the-house"]):
        for act in ("confirm", "decline", "hide", "show"):
            assert member.post(f"/vouches/{shown}/{act}").status_code == 404
    # Not even the one it is about learns of a private vouch.
    for act in ("confirm", "decline", "hide", "show"):
        assert members["sam"].post(f"/vouches/{private}/{act}").status_code == 404

    assert _without_state(before) == _without_state([repr(row.__dict__) for row in _rows(database)])


def _without_state(rows: list[str]) -> list[str]:
    return [re.sub(r"'_sa_instance_state': <[^>]*>, ", "", row) for row in rows]


def test_extra_fields_of_the_form_change_nothing(
    maya: MemberClient, database: Database, vouch: Callable[..., str]
) -> None:
    vouch(
        maya,
        "sam",
        voucher_id="1",
        voucher="ada",
        confirmed_on="2026-01-01",
        given_on="2020-01-01",
        reference="A" * 22,
        score="1",
        issue="bulimia",
    )

    row = _rows(database)[0]
    with database.session() as session:
        voucher = session.get_one(Listing, row.voucher_id).handle
    assert voucher == "maya"
    assert row.confirmed_on is None
    assert row.given_on == clock.today()
    assert row.reference != "A" * 22
    with database.session() as session:
        assert session.get_one(Vouch, row.id).terms == []


def test_nobody_vouches_for_themselves(maya: MemberClient, vouch: Callable[..., str]) -> None:
    assert "neither of you" in vouch(maya, "maya")


def test_a_household_ends_vouches_both_ways_and_stops_new_ones(
    maya: MemberClient, sam: MemberClient, database: Database, vouch: Callable[..., str]
) -> None:
    vouch(maya, "sam")
    vouch(sam, "maya")

    answer = maya.post("/vouches/related", {"colleague": "Sam", "kind": "household"})

    assert answer.status_code == 303
    assert all(row.revoked_on == clock.today() for row in _rows(database))
    assert "share a household" in vouch(maya, "sam")
    assert "share a household" in vouch(sam, "maya")
    assert sam.post("/vouches/related/maya/remove").status_code == 404
    assert maya.post("/vouches/related/sam/remove").status_code == 303
    assert vouch(sam, "maya") == ""


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"colleague": "", "kind": "household"}, "Write a name"),
        ({"colleague": "Nobody", "kind": "household"}, "Nobody of that name"),
        ({"colleague": "Maya", "kind": "household"}, "Nobody of that name"),
        ({"colleague": "Sam", "kind": "friends"}, "Choose what you share"),
    ],
)
def test_a_relation_needs_somebody_and_a_kind(
    maya: MemberClient, form: dict[str, str], words: str
) -> None:
    answer = maya.post("/vouches/related", form)

    assert answer.status_code == 422
    assert answer.text.count(words) == 2


def test_owners_of_one_center_do_not_vouch_for_each_other_or_for_it(
    maya: MemberClient, database: Database, vouch: Callable[..., str]
) -> None:
    with database.transaction() as session:
        ids = {row.handle: row.id for row in session.scalars(select(Listing))}
        for handle, role in (("maya", "Co-owner"), ("sam", "Owner"), ("ada", "Therapist")):
            session.add(Affiliation(center_id=ids["the-house"], person_id=ids[handle], role=role))

    assert "neither of you" in vouch(maya, "sam")
    assert "neither of you" in vouch(maya, "the-house")
    assert vouch(maya, "ada") == ""


def test_shared_care_is_between_two_practitioners(
    maya: MemberClient, vouch: Callable[..., str]
) -> None:
    assert "Only two practitioners" in vouch(maya, "the-house", basis="co-treated")


def test_a_center_answers_for_vouches_about_itself_and_gives_none(
    members: dict[str, MemberClient], vouch: Callable[..., str]
) -> None:
    vouch(members["maya"], "the-house")
    house = members["the-house"]

    page = house.get("/vouches").text

    assert "Maya</a>" in page
    assert house.post(f"/vouches/{_reference(page, 'hide')}/hide").status_code == 303
    assert house.get("/vouches/new/sam").status_code == 403


def _many(database: Database, count: int) -> list[str]:
    """So many listed colleagues, for all but the last two of whom Maya has vouched."""
    handles = [f"colleague-{number:02d}" for number in range(count)]
    word = Word(
        basis="consults-with",
        trusts_approach=True,
        trusts_skills=True,
        visibility=Visibility.PUBLIC,
    )
    with database.transaction() as session:
        save(session, *(person(handle, f"c{handle}") for handle in handles))
        publish(session, *handles)
        for handle in handles[:-2]:
            give(
                session,
                voucher="maya",
                vouched=handle,
                word=word,
                bases=vouch_bases(),
                on=clock.today(),
            )
    return handles


def test_of_two_tabs_that_give_the_last_strong_vouch_one_is_told_that_it_is_gone(
    members: dict[str, MemberClient], app: Flask, database: Database
) -> None:
    *_given, first, second = _many(database, MOST_STRONG + 1)
    maya = members["maya"]
    app.test_client_class = None
    tabs = [(handle, key_in(maya.get(f"/vouches/new/{handle}").text)) for handle in (first, second)]

    def send(tab: tuple[str, str]) -> tuple[int, str]:
        handle, key = tab
        form = {
            "one_time_key": key,
            "judgement": "skills",
            "basis": "consults-with",
            "visibility": "public",
        }
        answer = maya.copied_cookies().post(
            f"/vouches/new/{handle}", data=form | {"csrf_token": form_token(app)}
        )
        return answer.status_code, answer.text

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(send, tabs))

    assert [status for status, _page in answers] == [303, 422]
    assert "You have given all your strong vouches" in answers[1][1]
    with database.session() as session:
        standing = select(func.count()).select_from(Vouch).where(Vouch.revoked_on.is_(None))
        assert session.scalar(standing) == MOST_STRONG
    page = maya.get("/vouches").text
    assert f"You have given {MOST_STRONG} of {MOST_STRONG} strong vouches." in page
    assert "Withdraw one before you give the next." in page


def test_the_same_vouch_sent_from_two_tabs_is_one(
    maya: MemberClient, database: Database, vouch: Callable[..., str]
) -> None:
    assert vouch(maya, "sam") == ""
    assert vouch(maya, "sam", judgement="approach") == ""

    rows = _rows(database)
    assert len(rows) == 1
    assert rows[0].trusts_approach


def test_a_suspended_colleague_is_vouched_for_by_nobody(
    maya: MemberClient, database: Database
) -> None:
    key_page = maya.get("/vouches/new/sam").text
    with database.transaction() as session:
        move_listing(session, "sam", Move.SUSPEND, reason="a report")

    answer = maya.post(
        "/vouches/new/sam",
        {
            "one_time_key": key_in(key_page),
            "judgement": "skills",
            "basis": "met",
            "visibility": "public",
        },
    )

    assert answer.status_code == 404
    assert _rows(database) == []


def test_the_network_shows_whom_they_trust_as_they_allow_and_a_gap_is_one_step_from_a_search(
    members: dict[str, MemberClient], vouch: Callable[..., str]
) -> None:
    vouch(members["maya"], "sam")
    vouch(members["sam"], "ada", visibility="members", basis="met")
    vouch(members["sam"], "the-house", visibility="private")

    page = members["maya"].get("/network").text

    assert "has met Ada" in page
    assert "The-House" not in page
    assert "Nobody for “Bulimia" in page
    gap = re.search(r'<form method="post" action="(/partners|/find)">(.*?)</form>', page, re.DOTALL)
    assert gap
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', gap[2]))
    assert fields["words"].startswith("Bulimia")
    assert fields["within"] == "10"
    answer = members["maya"].post(gap[1], fields)
    assert answer.status_code in {200, 303}


def test_a_gap_closes_with_somebody_trusted_near_by(
    members: dict[str, MemberClient], database: Database, vouch: Callable[..., str]
) -> None:
    assert "Nobody for “Bulimia" in members["maya"].get("/network").text
    with database.transaction() as session:
        able = replace(
            person("rosa", "7"), specialties=(PublicSpecialty("bulimia", is_focus=True),)
        )
        save(session, able)
        publish(session, "rosa")

    assert "1 member near you works with it." in members["maya"].get("/network").text
    vouch(members["maya"], "rosa")

    assert "Nobody for “Bulimia" not in members["maya"].get("/network").text


def test_the_desk_tells_what_colleagues_wait_for(
    maya: MemberClient, sam: MemberClient, database: Database, vouch: Callable[..., str]
) -> None:
    vouch(maya, "sam", basis="co-treated")
    with database.transaction() as session:
        old = clock.today() - timedelta(days=HALF_LIFE_DAYS)
        session.execute(update(Vouch).values(given_on=old))

    assert "Maya says that you treated a client together." in sam.get("/desk").text
    page = maya.get("/desk").text
    assert "Does your vouch for Sam still hold?" in page
    maya.post(f"/vouches/{_reference(page, 'renew')}/renew")

    assert "still hold?" not in maya.get("/desk").text
