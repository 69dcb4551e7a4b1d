"""Notices for tests: what is typed into the form, and the way from the desk to the board."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

from directory import clock
from directory.web.one_time_keys import new_key

if TYPE_CHECKING:
    from tests.support.members import MemberClient

TITLE = "Ground again on Thursdays"


def typed(**changed: str) -> dict[str, str]:
    """A form with everything that a notice needs."""
    form = {
        "one_time_key": new_key(),
        "kind": "group",
        "title": TITLE,
        "words": "Six people meet, one hour and a half, with time to arrive.",
        "shown_to": "everybody",
        "for_whom": "Adults",
        "starts_on": (clock.today() + timedelta(days=10)).isoformat(),
        "begins_at": "17:30",
        "ends_at": "19:00",
        "schedule": "Thursdays, eight weeks",
        "venue": "area",
        "town": "Lakewood, CO",
        "fee": "fixed",
        "fee_low": "20",
        "places": "left",
        "places_left": "3",
    }
    return form | changed


def write(member: MemberClient, **changed: str) -> str:
    """Write a notice; the address of its draft on the desk."""
    answer = member.post("/desk/noticeboard/new", typed(**changed))
    assert answer.status_code == 303, answer.text
    return answer.location


def reference_of(address: str) -> str:
    """The reference in an address."""
    return address.rsplit("/", 1)[-1]


def put_up(member: MemberClient, curator: MemberClient, **changed: str) -> str:
    """Write a notice, send it, and let the curator show it; its reference."""
    address = write(member, **changed)
    member.post(f"{address}/send")
    reference = reference_of(address)
    show(curator, reference)
    return reference


def show(curator: MemberClient, reference: str) -> None:
    """Let the curator show what waits."""
    page = curator.get(f"/curate/notices/{reference}")
    answer = curator.post(f"/curate/notices/{reference}/show", {"seen_at": seen_at(page.text)})
    assert answer.status_code == 303, answer.text


def seen_at(page: str) -> str:
    """What the form of a decision carries."""
    field = BeautifulSoup(page, "html.parser").select_one("input[name=seen_at]")
    assert field is not None
    return str(field["value"])


def board_titles(page: str) -> list[str]:
    """The titles on the board, from top to bottom."""
    titles = BeautifulSoup(page, "html.parser").select("main .notice-title")
    return [re.sub(r"\s+", " ", one.get_text(" ", strip=True)) for one in titles]
