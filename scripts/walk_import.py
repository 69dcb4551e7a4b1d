# ruff: noqa: S101 - a walk that goes wrong stops there, with what it saw
"""A raw file of another network brought to published pages in a browser: clicks and minutes.

    python -m scripts.walk_import 2000 20 400

The file has as many people as the first number says. The second says how many of them take their
draft over, ask for publication and are reviewed in Chromium; up to the third it is done through
the same forms without a browser.
Reviews go one by one, and then twenty who are alike at once, so that both ways can be compared.
Two networking admins review, since some issues need both. The mails of one day are not limited
here: outside, 500 a day go out, so that 2,000 people are asked on four days.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from sqlalchemy import func, select
from waitress import serve

from directory.app import create_app
from directory.config import Mode, Settings
from directory.interop import claims
from directory.profiles.lifecycle import ListingStatus
from directory.profiles.models import Listing
from directory.web import fonts
from scripts.raw_network import write
from tests.support.databases import SECRET, seed_demo
from tests.support.members import add_factor, delivered, link_in, make_account, signed_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Browser, Locator, Page

    from tests.support.members import MemberClient

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PORT = int(os.environ.get("PORT", "8167"))
ORIGIN = f"http://127.0.0.1:{PORT}"
PASSWORD = "seven lanterns by the harbor"  # noqa: S105 - of people who do not exist
ANSWERS = {"feeling stuck in life": "life-transitions", "desk neck": "posture"}
SLOW = 120_000
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@dataclass(slots=True)
class Walk:
    """What was clicked, and how long each part took."""

    page: Page
    clicks: int = 0
    parts: list[str] = field(default_factory=list)

    @contextmanager
    def part(self, name: str, times: int = 1) -> Iterator[None]:
        """Count the clicks and seconds of a part that was done so many times."""
        clicks, began = self.clicks, time.monotonic()
        yield
        took = time.monotonic() - began
        told = f"{name}: {self.clicks - clicks} clicks, {took:.1f} s"
        if times > 1:
            told += (
                f" for {times}; {(self.clicks - clicks) / times:.1f} and {took / times:.1f} s each"
            )
        print(told, flush=True)
        self.parts.append(told)

    def follow(self, target: Locator) -> None:
        """A click that leads to another page."""
        self.clicks += 1
        with self.page.expect_navigation():
            target.click()

    def button(self, name: str) -> None:
        """Press a button that leads on."""
        self.follow(self.page.get_by_role("button", name=name, exact=True).first)

    def choose(self, target: Locator, value: str) -> None:
        """Choose from a list: one click opens it, one chooses."""
        self.clicks += 2
        target.select_option(value)

    def tick(self, target: Locator) -> None:
        """Tick a box or a circle."""
        self.clicks += 1
        target.check()


def main() -> None:
    """Walk, and print each part."""
    count, in_browser, walked = (int(typed) for typed in sys.argv[1:4])
    with tempfile.TemporaryDirectory() as folder:
        app = _app(Path(folder))
        claims.INVITATIONS_A_DAY = max(claims.INVITATIONS_A_DAY, count)
        _walk(app, Path(folder), count, (in_browser, walked))
        published = select(func.count()).where(
            Listing.status == ListingStatus.PUBLISHED, Listing.is_invented.is_(False)
        )
        with app.extensions["database"].session() as session:
            print(f"public at the end: {session.scalar(published)} of {walked} that asked")


def _app(folder: Path) -> Flask:
    fonts.prepare(folder)
    url = f"sqlite:///{folder / 'walk.sqlite3'}"
    seed_demo(url)
    app = create_app(
        Settings(
            mode=Mode.TEST,
            database_url=url,
            secret_key=SECRET,
            limits_on=False,
            instance_folder=folder,
            base_url=ORIGIN,
            home_region="US-CO",
        )
    )
    threading.Thread(
        target=serve, args=(app,), kwargs={"host": "127.0.0.1", "port": PORT}, daemon=True
    ).start()
    return app


def _curator(app: Flask, email: str) -> MemberClient:
    """A networking admin who signs in now: after a quarter of an hour they would have to again."""
    with app.extensions["database"].transaction() as session:
        person = make_account(
            session, email, name="Invented Curator", applied_as=None, is_curator=True
        )
        add_factor(app, session, person)
    return signed_in(app, person)


def _walk(app: Flask, folder: Path, count: int, people: tuple[int, int]) -> None:
    in_browser, walked = people
    write(folder / "raw.csv", count)
    write(folder / "mended.csv", count, slips=False)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        walk = Walk(_page(app, browser, _curator(app, "importing@example.org")))
        _bring_in(walk, folder)
        links = [link_in(mail, f"{ORIGIN}/claim/").removeprefix(ORIGIN) for mail in delivered(app)]
        handles = _people(app, browser, links[:walked], in_browser)
        curators = _curator(app, "one@example.org"), _curator(app, "two@example.org")
        reviewing = Walk(_page(app, browser, curators[0]))
        _review(reviewing, curators, handles, in_browser)
        browser.close()


def _page(app: Flask, browser: Browser, member: MemberClient | None = None) -> Page:
    context = browser.new_context(base_url=ORIGIN, viewport={"width": 1200, "height": 900})
    context.set_default_timeout(SLOW)
    if member is not None:
        name = str(app.config["SESSION_COOKIE_NAME"])
        cookie = member.client.get_cookie(name)
        assert cookie is not None
        context.add_cookies([{"name": name, "value": cookie.value, "url": ORIGIN}])
    return context.new_page()


def _bring_in(walk: Walk, folder: Path) -> None:
    page = walk.page
    with walk.part("raw file looked at"):
        _upload(walk, folder / "raw.csv")
    with walk.part("its words answered"):
        for word, answer in ANSWERS.items():
            walk.choose(page.get_by_label(re.compile(re.escape(word))), answer)
        walk.follow(page.locator("#words").get_by_role("button", name="Look again"))
    with walk.part("the file put right in a spreadsheet and looked at again"):
        _upload(walk, folder / "mended.csv")
    with walk.part("imported as drafts"):
        walk.button("Import as drafts")
    assert page.get_by_role("button", name="Take the whole import back").is_visible()
    with walk.part("asked by mail"):
        walk.button("Ask them by mail")


def _upload(walk: Walk, path: Path) -> None:
    walk.page.goto("/curate/imports")
    walk.clicks += 2  # Choose the file, and say so in the machine's own window.
    walk.page.set_input_files("input[type=file]", str(path))
    walk.button("Look at it")


def _people(app: Flask, browser: Browser, links: list[str], in_browser: int) -> list[str]:
    """Each takes the draft over and asks for publication; the handles in that order."""
    walk = Walk(_page(app, browser))
    with walk.part("people, in the browser", times=in_browser):
        for link in links[:in_browser]:
            walk.page.context.clear_cookies()
            walk.page.goto(link)
            walk.clicks += 1
            walk.page.fill("#password", PASSWORD)
            walk.button("Take it over")
            walk.follow(walk.page.locator("a[href='/desk/profile/availability']").first)
            walk.tick(walk.page.locator("input[name=status][value=open]"))
            walk.button("Save and go on")
            walk.page.goto("/desk/profile")
            walk.clicks += 1  # Back to the steps.
            walk.tick(walk.page.locator("#consent input").first)
            walk.button("Ask for publication")
            assert walk.page.locator(".error-summary").count() == 0, walk.page.url
    began = time.monotonic()
    for link in links[in_browser:]:
        _ask_by_form(app, link)
    print(f"the other {len(links) - in_browser} people: {time.monotonic() - began:.0f} s")
    waiting = (
        select(Listing.handle)
        .where(Listing.status == ListingStatus.IN_REVIEW, Listing.is_invented.is_(False))
        .order_by(Listing.id)
    )
    with app.extensions["database"].session() as session:
        return list(session.scalars(waiting))


def _ask_by_form(app: Flask, link: str) -> None:
    client = app.test_client()
    page = client.get(link).get_data(as_text=True)
    form = {name: _value(page, name) for name in ("email", "name")} | {"password": PASSWORD}
    answer = client.post(link, data=form, headers=SAME_SITE)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    token = _value(client.get("/desk/profile").get_data(as_text=True), "csrf_token")
    said = {"csrf_token": token, "status": "open"}
    client.post("/desk/profile/availability", data=said)
    asked = client.post("/desk/profile/publish", data={"csrf_token": token, "consent": "yes"})
    assert asked.status_code == 303, asked.get_data(as_text=True)


def _value(page: str, name: str) -> str:
    field_of = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert field_of is not None, name
    found = re.search(r'value="([^"]*)"', field_of.group(0))
    return found.group(1) if found else ""


def _review(
    walk: Walk,
    curators: tuple[MemberClient, MemberClient],
    handles: list[str],
    in_browser: int,
) -> None:
    first, second = curators
    for handle in handles:
        _check_by_form(second, handle)  # The second pair of eyes, wherever two are needed.
    with walk.part("reviewed and published, in the browser", times=in_browser):
        walk.page.goto("/curate")
        for handle in handles[:in_browser]:
            _review_one(walk, handle)
    left = _review_many(walk, handles[in_browser:])
    began = time.monotonic()
    for handle in left:
        _check_by_form(first, handle)
        first.post(f"/curate/listings/{handle}/publish")
    print(f"the other {len(left)} reviews: {time.monotonic() - began:.0f} s")


def _review_one(walk: Walk, handle: str) -> None:
    walk.page.goto(f"/curate/listings/{handle}")
    walk.clicks += 1  # From the list of what to do.
    walk.follow(walk.page.locator("a[href*='/credentials/']").first)
    walk.tick(walk.page.locator("input[name=outcome]").first)
    walk.button("Record it")
    walk.follow(walk.page.locator("#in-the-way form button"))  # Its name goes on to say whom.


def _review_many(walk: Walk, handles: list[str]) -> list[str]:
    """The same for one page of those who are alike; gives the handles that are left."""
    page, clicks, began = walk.page, walk.clicks, time.monotonic()
    page.goto("/curate/review-many")
    walk.clicks += 1  # From the menu.
    rows = page.locator("main input[name=row]").evaluate_all("all => all.map(one => one.value)")
    done = [handle for handle in rows if handle in handles]
    for handle in done:
        walk.tick(page.locator(f"input[name='outcome-{handle}'][value=good-standing]"))
    if not done:
        return handles
    page.get_by_label("Where you looked").fill("the register of the board")
    walk.clicks += 1
    walk.button("Look it over")
    walk.button("Record and publish those in order")
    told = page.get_by_role("heading", level=2).first.inner_text()
    each = (walk.clicks - clicks) / len(done), (time.monotonic() - began) / len(done)
    print(
        f"{len(done)} at once ({told}): {each[0]:.1f} clicks and {each[1]:.1f} s each", flush=True
    )
    return [handle for handle in handles if handle not in done]


def _check_by_form(curator: MemberClient, handle: str) -> None:
    page = curator.get(f"/curate/listings/{handle}").get_data(as_text=True)
    found = re.search(rf'/curate/listings/{handle}/credentials/[^"]+', page)
    assert found is not None, handle
    form = curator.get(found.group(0)).get_data(as_text=True)
    names = ("looked_at", "number", "expires_on", "checked_on")
    data = {name: _value(form, name) for name in names} | {"outcome": "good-standing"}
    assert curator.post(found.group(0), data=data).status_code == 303


if __name__ == "__main__":
    main()
