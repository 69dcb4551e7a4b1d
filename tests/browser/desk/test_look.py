"""Each step of a profile on a narrow phone by day and on a desk by night: axe, width, targets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from directory.desk.steps import STEPS
from tests.support.browsing import follow
from tests.support.drafts import full_draft, plain_draft, save
from tests.support.members import PASSWORD, make_account, make_verified
from tests.support.searching import add_places

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from directory.db import Database

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""What the other scheme changes: all else was looked at by day."""
ITEM_FORMS = (
    "credentials/new",
    "credentials/new?profession=professional-counselor&jurisdiction=US-CO",
    "training/new",
    "places/new",
    "programs/new",
)
PAGES = (
    "/desk",
    "/desk/profile",
    "/desk/profile/preview",
    "/desk/profile/apart",
    "/desk/profile/photo",
    *(f"/desk/profile/{step.slug}" for step in STEPS),
    *(f"/desk/profile/{form}" for form in ITEM_FORMS),
)
SOME = (
    "/desk",
    "/desk/profile",
    "/desk/profile/photo",
    "/desk/profile/who",
    "/desk/profile/clients",
    "/desk/profile/places",
    "/desk/profile/credentials/new?profession=professional-counselor&jurisdiction=US-CO",
)
"""One page of each kind: the others are made of the same parts."""
UNFOLD = """address => document.querySelectorAll('main details').forEach(part => {
  // The preview is the same on each page: it is looked at once, and is away on the others.
  part.open = !part.matches('.live-preview') || address.endsWith('/who');
  if (!part.open) part.remove();
})"""


@pytest.fixture
def maya(database: Database) -> None:
    """A checked practitioner whose profile says something in every field."""
    with database.transaction() as session:
        add_places(session)
        make_verified(session, make_account(session, "maya@example.org"), "maya")
        save(session, plain_draft("sam"), full_draft("maya"))


@pytest.mark.usefixtures("maya")
@pytest.mark.parametrize(
    ("width", "height", "scheme", "pages"),
    [(320, 700, "light", PAGES), (1200, 900, "dark", SOME)],
    ids=["phone-light", "desk-dark"],
)
def test_each_page_of_the_desk_reads_well(
    page: Page, width: int, height: int, scheme: Literal["light", "dark"], pages: tuple[str, ...]
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill("maya@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page, "Sign in")
    faults = []

    for address in pages:
        answer = page.goto(address, wait_until="domcontentloaded")
        assert answer is not None
        assert answer.status == 200, address
        _picture(page, f"{address}-{width}-{scheme}")
        page.evaluate(UNFOLD, address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults.append(f"{address} scrolls sideways")
        rules = RULES if scheme == "light" else CONTRAST
        faults += [f"{address}: {fault}" for fault in _violations(page, rules)]

    assert faults == []


def _picture(page: Page, name: str) -> None:
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        file = name.strip("/").replace("/", "-").replace("?", "-").replace("=", "-")
        page.screenshot(path=Path(folder) / f"{file[:90]}.png", full_page=True)


def _violations(page: Page, rules: dict[str, Any]) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page, options=rules).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in found
        for node in violation["nodes"][:2]
    ]
