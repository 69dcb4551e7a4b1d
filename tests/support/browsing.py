"""Follow a button or a link in a real browser, and go on when the next page stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def follow(page: Page, name: str, role: Literal["button", "link"] = "button") -> None:
    """Click what is called `name`, and wait until the page that it leads to has loaded."""
    follow_to(page, page.get_by_role(role, name=name))


def follow_to(page: Page, target: Locator) -> None:
    """Click `target`, and wait until the page that it leads to has loaded.

    A click alone returns while the answer is still being read, so that whatever is read
    next would be read from a page half there.
    """
    with page.expect_navigation():
        target.click()
