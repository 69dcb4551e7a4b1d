"""The menus: what a role may open, where it is, and what stands behind “More”."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from directory.web import navigation
from tests.support.members import make_account, make_verified, signed_in

if TYPE_CHECKING:
    from flask import Flask

    from directory.db import Database
    from tests.support.members import MemberClient

# The kind of database makes no difference here: once is enough.
pytestmark = pytest.mark.sqlite


@pytest.fixture
def maya(app: Flask, database: Database) -> MemberClient:
    """A practitioner who is signed in."""
    with database.transaction() as session:
        person = make_account(session, "maya@example.org")
        make_verified(session, person, "maya")
    return signed_in(app, person)


def _nav(client: MemberClient, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).get_data(as_text=True), "html.parser")


def test_the_page_that_is_read_is_marked_once(maya: MemberClient) -> None:
    marked = _nav(maya, "/referrals").select(".site-nav [aria-current]")

    assert [(one["href"], one["aria-current"]) for one in marked] == [("/referrals", "page")]


def test_a_page_below_marks_the_part_that_it_belongs_to(maya: MemberClient) -> None:
    marked = _nav(maya, "/referrals/new").select(".site-nav [aria-current]")

    assert [(one["href"], one["aria-current"]) for one in marked] == [("/referrals", "true")]


def test_more_is_called_by_the_page_in_it(maya: MemberClient) -> None:
    inside = _nav(maya, "/circle").select_one(".nav-more summary")
    outside = _nav(maya, "/referrals").select_one(".nav-more summary")

    assert inside is not None
    assert outside is not None
    assert (inside.text, outside.text) == ("My circle", "More")


def test_nobody_is_shown_what_is_not_theirs(maya: MemberClient) -> None:
    shown = {str(one["href"]) for one in _nav(maya, "/referrals").select(".site-nav a")}

    assert {"/desk", "/circle", "/account/security"} <= shown
    assert shown.isdisjoint({"/curate", "/people"})


def test_what_waits_is_counted_at_its_entry(app: Flask, maya: MemberClient) -> None:
    navigation.count_waiting(app, "/referrals", lambda: 3)

    link = _nav(maya, "/circle").select_one('.site-nav a[href="/referrals"]')

    assert link is not None
    assert " ".join(link.text.split()) == "Referrals 3 waiting"
