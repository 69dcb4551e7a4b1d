"""Whoever opens or prints a referral stands in the log; not a word of it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.integration.referrals.conftest import NOTE, opened, sent
from tests.support.logged import assert_logged

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from directory.db import Database
    from tests.support.members import MemberClient

WORDS = ("Canary", "pine 42", "sexual-assault")


def test_each_opening_and_each_printing_is_told(
    maya: MemberClient, sam: MemberClient, database: Database
) -> None:
    path = sent(maya)

    assert NOTE in opened(sam, path)
    opened(sam, path)
    assert NOTE in sam.post(f"{path}/print", {"sheet": "referral-form"}).text

    both = ["sam@example.org"] * 2
    assert_logged(database, "referral.opened", by=both, without=WORDS)
    assert_logged(database, "referral.printed", by=both[:1], without=WORDS)


def test_an_opening_by_a_link_is_told_as_nobodys(
    maya: MemberClient, client: FlaskClient, database: Database
) -> None:
    path = sent(maya, name_1="", name_2="", outside_name="Dr. Rivera Invented", outside_by="link")
    link = re.search(r"/referral-link/[\w-]{43}", maya.post(f"{path}/link/1").text)
    assert link is not None

    assert "Canary" in client.post(link.group()).text

    told = [*WORDS, "Rivera", link.group().rpartition("/")[2]]
    assert_logged(database, "referral.opened-by-link", by=[""], without=told)
