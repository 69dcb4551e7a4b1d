"""Send a step of one's profile, and read what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from werkzeug.datastructures import MultiDict

from directory.profiles.services import existing_drafts
from tests.support.members import form_token

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from directory.db import Database
    from directory.profiles.draft import ListingDraft
    from tests.support.members import MemberClient


def send(member: MemberClient, path: str, *fields: tuple[str, str]) -> TestResponse:
    """Post these fields to a step."""
    form = MultiDict([("csrf_token", form_token(member.app)), *fields])
    return member.client.post(f"/desk/profile/{path}", data=form)


def draft_of(database: Database, handle: str) -> ListingDraft:
    """The draft of a listing as it is stored."""
    with database.session() as session:
        return existing_drafts(session, (handle,))[handle]


def complaints(answer: TestResponse) -> list[str]:
    """What the summary of errors says."""
    page = BeautifulSoup(answer.data, "html.parser")
    return [link.get_text() for link in page.select(".error-summary a")]
