"""One referral from draft to close, and what each side sees of it on the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.integration.referrals.conftest import CONSENT, NOTE, accepted, opened, written

if TYPE_CHECKING:
    from tests.support.members import MemberClient


def shown_content(page: str) -> list[str]:
    """The words of the article that holds what a referral says."""
    found = re.search(
        r'<div class="referral-content stack">(.*?)\n</div>\s*</section>', page, re.DOTALL
    )
    assert found
    return re.sub(r"<[^>]+>", " ", found.group(1)).split()


def test_a_referral_goes_from_draft_to_close(maya: MemberClient, sam: MemberClient) -> None:
    path = written(maya)
    maya.post(f"{path}/consent", CONSENT)
    maya.post(f"{path}/send")

    assert NOTE not in sam.get(path).text
    assert NOTE in opened(sam, path)
    assert accepted(sam, path).status_code == 303
    for move, form in (
        ("schedule", {"first": "2026-12-01"}),
        ("begin", {"review": "2027-01-18"}),
        ("update", {"kind": "going-on", "words": "All as planned.", "review": "2027-02-15"}),
        ("close", {"outcome": "completed"}),
    ):
        assert sam.post(f"{path}/move/{move}", form).status_code == 303, move
    page = maya.get(path).text
    assert "Completed" in page
    assert "FHIR Task completed, BSeR 7.0" in page


def test_the_check_page_shows_what_the_receiver_sees(maya: MemberClient, sam: MemberClient) -> None:
    path = written(maya)
    maya.post(
        f"{path}/consent", {"signed_on": "2026-11-20", "expires_on": "2027-05-20", "agreed": "yes"}
    )
    checked = shown_content(maya.get(f"{path}/check").text)
    maya.post(f"{path}/send")

    assert shown_content(opened(sam, path)) == checked
    assert "startle." in checked
