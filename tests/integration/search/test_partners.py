"""Finding a partner: seen from one's own listing, and never from another's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from directory.accounts.closed_sets import Stewardship
from directory.accounts.services.administration import give_listing
from directory.clock import today
from directory.network.closed_sets import Unmet
from directory.network.models import UnmetNeed
from tests.support.fuzzing import CANARY, SCRIPTS
from tests.support.members import make_account, signed_in

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from directory.db import Database
    from tests.support.members import MemberClient

NEED = {"words": "grief", "place": "80226"}


def shown(answer: TestResponse) -> BeautifulSoup:
    return BeautifulSoup(answer.get_data(as_text=True), "html5lib")


def words(answer: TestResponse) -> str:
    return shown(answer).get_text(" ", strip=True)


def names(answer: TestResponse) -> list[str]:
    return [link.get_text(strip=True) for link in shown(answer).select(".result-heading a")]


@pytest.fixture(scope="module")
def members(shared_app: Flask) -> dict[str, MemberClient]:
    """Lee, who has a published listing; June, who manages a center; and Nell, who has none."""
    database: Database = shared_app.extensions["database"]
    with database.transaction() as session:
        lee = make_account(session, "lee@example.org")
        june = make_account(session, "june@example.org")
        nell = make_account(session, "nell@example.org")
        give_listing(session, lee.id, "lee-back", Stewardship.OWNER, verified_on=today())
        give_listing(session, june.id, "juniper-house", Stewardship.MANAGER, verified_on=today())
    return {
        "lee": signed_in(shared_app, lee),
        "june": signed_in(shared_app, june),
        "nell": signed_in(shared_app, nell),
    }


def search(member: MemberClient, **form: str | list[str]) -> TestResponse:
    asked: dict[str, Any] = {**NEED, "does_were": "body", "does": "body", **form}
    answer = member.post("/partners", asked)
    assert answer.status_code == 303, words(answer)
    return member.get(answer.headers["Location"])


def test_what_is_known_of_me_stands_in_the_form(members: dict[str, MemberClient]) -> None:
    page = shown(members["lee"].get("/partners"))

    ticked = [str(box["value"]) for box in page.select("input[name=does][checked]")]
    place = page.select_one("#place")
    assert ticked == ["body"]
    assert place is not None
    assert place["value"] == "Lakewood, CO"
    assert "You: Lee Sørensen, Massage therapist" in page.get_text(" ", strip=True)


def test_the_way_of_trust_is_told_from_me_to_the_person(members: dict[str, MemberClient]) -> None:
    page = search(members["lee"])

    path = shown(page).select_one(".trust-path")
    assert path is not None
    assert path.get_text(" ", strip=True) == (
        "You Mid Torres (treated a client together) Hon Nguyen (referred and heard back)"
    )
    assert names(page)[0].startswith("Hon Nguyen")


def test_what_is_outside_mine_is_asked_and_the_whole_need_one_click_away(
    members: dict[str, MemberClient],
) -> None:
    need = {"words": "low back pain", "place": "80226"}
    gap = search(members["lee"], **need)
    whole = search(members["lee"], **need, whole_need="yes")

    assert "Outside yours:" in words(gap)
    assert "Inside yours:" in words(gap)
    assert shown(gap).select_one("button[name=whole_need]")
    assert "Covers, and you do not:" in words(gap)
    assert not shown(whole).select_one("button[name=whole_need]")


def test_what_i_do_can_be_changed_for_this_search(members: dict[str, MemberClient]) -> None:
    need = {"words": "low back pain", "place": "80226"}

    page = search(members["lee"], **need, does=["movement"], says_does="yes")

    gap = shown(page).select_one(".notice")
    assert gap is not None
    inside = gap.get_text(" ", strip=True).partition("Inside yours:")[2]
    assert "movement" in inside
    assert "massage" not in inside


@pytest.mark.parametrize("handle", ["mid-torres", "nobody-here", "juniper-house"])
def test_a_search_as_somebody_else_is_not_there(
    members: dict[str, MemberClient], handle: str
) -> None:
    answer = members["lee"].post("/partners", {**NEED, "as": handle})

    assert answer.status_code == 404


def test_a_link_of_another_member_shows_the_form_and_nothing_else(
    members: dict[str, MemberClient],
) -> None:
    link = members["lee"].post("/partners", NEED).headers["Location"]

    answer = members["june"].get(link)

    assert answer.status_code == 410
    assert "That link no longer opens" in words(answer)
    assert "grief" not in words(answer)
    assert "Hon Nguyen" not in words(answer)


def test_a_center_searches_with_the_scope_of_its_people(members: dict[str, MemberClient]) -> None:
    page = members["june"].get("/partners")

    assert "You: Juniper House" in words(page)


def test_without_a_listing_a_profession_is_asked_for_and_searching_goes_on(
    members: dict[str, MemberClient],
) -> None:
    form = members["nell"].get("/partners")
    refused = members["nell"].post("/partners", NEED)
    page = search(members["nell"], i_am="massage-therapist", does_were="", does=[])

    assert "Trust is seen from a published listing" in words(form)
    assert refused.status_code == 422
    assert shown(refused).select_one('.error-summary a[href="#i_am"]')
    assert any(name.startswith("Hon Nguyen") for name in names(page))
    assert shown(page).select(".trust-path") == []


def test_three_names_are_printed_without_the_need(members: dict[str, MemberClient]) -> None:
    asked = {**NEED, "kept": "hon-nguyen", "sheet": "yes"}
    answer = members["lee"].post("/partners", asked)

    sheet = members["lee"].get(answer.headers["Location"])

    assert "Hon Nguyen" in words(sheet)
    assert "grief" not in words(sheet).lower()


def test_a_wanted_discipline_stands_among_the_chips_and_can_be_taken_away(
    members: dict[str, MemberClient],
) -> None:
    page = search(members["lee"], wants="professional-counselor", joint="yes")
    chips = {str(button["value"]) for button in shown(page).select("button[name=remove]")}

    assert {"form:wants:professional-counselor", "form:joint:"} <= chips
    assert all("LPC" in name for name in names(page))
    other = search(members["lee"], wants="professional-counselor", remove="form:wants:x")
    assert "form:wants" not in str(shown(other).select("button[name=remove]"))


def test_the_desk_may_lead_here_with_a_discipline_and_a_town(
    members: dict[str, MemberClient],
) -> None:
    page = shown(members["lee"].get("/partners?wants=dietitian&place=Denver, CO"))

    chosen = page.select_one("#wants option[selected]")
    place = page.select_one("#place")
    assert chosen is not None
    assert place is not None
    assert chosen["value"] == "dietitian"
    assert place["value"] == "Denver, CO"


def test_a_search_for_a_colleague_that_found_nobody_counts_once_and_never_who_asked(
    members: dict[str, MemberClient], shared_app: Flask
) -> None:
    database: Database = shared_app.extensions["database"]
    nobody = {**NEED, "wants": "dietitian", "within": "5"}
    for name in ("lee", "june", "nell"):
        i_am = {"i_am": "massage-therapist"} if name == "nell" else {}
        link = members[name].post("/partners", nobody | i_am).headers["Location"]
        members[name].get(link)
        members[name].get(link)
    search(members["lee"])

    with database.session() as session:
        rows = [
            (row.what, row.issue, row.discipline, row.region, row.times)
            for row in session.query(UnmetNeed).filter_by(what=Unmet.PARTNER_SEARCH)
        ]
    assert rows == [(Unmet.PARTNER_SEARCH, "grief", "dietitian", "US-CO", 3)]


ODD = (*SCRIPTS, "x" * 2_000, "💔 👨‍👩‍👧", "a\x00b", "%00", CANARY, "{{7*7}} ${7*7}")


def test_odd_words_and_places_get_a_plain_page(
    members: dict[str, MemberClient], caplog: pytest.LogCaptureFixture
) -> None:
    for text in ODD:
        sent = members["lee"].post("/partners", {**NEED, "words": text, "place": text[:100]})
        page = members["lee"].get(sent.headers["Location"]) if sent.status_code == 303 else sent

        assert (sent.status_code, page.status_code) in {(303, 200), (422, 422)}, text[:20]
        assert CANARY not in page.text
        assert "{49}" not in page.text
        assert text not in caplog.text or len(text) <= 3


@pytest.mark.parametrize("within", ["-1", "10000", "1e9", "٣", "ten"])
def test_a_distance_that_cannot_be_is_told_at_its_field(
    members: dict[str, MemberClient], within: str
) -> None:
    answer = members["lee"].post("/partners", {**NEED, "words": "grief, gently", "within": within})

    assert answer.status_code == 422
    assert "Give a whole number from 1 to 500." in answer.text
    assert "grief, gently" in answer.text


@pytest.mark.parametrize("link", ["x", "A" * 200, "%00", "травма"])
def test_a_forged_link_is_not_there(members: dict[str, MemberClient], link: str) -> None:
    for kind in ("r", "sheet"):
        assert members["lee"].get(f"/partners/{kind}/{link}").status_code == 404
