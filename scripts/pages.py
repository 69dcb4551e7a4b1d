"""Every page × role × scheme × width in a real browser, by hand: `make pages`.

Prints what axe finds, what scrolls sideways, which targets are small; then, where a Lighthouse is
named (LIGHTHOUSE=/path/to/lighthouse), its figures for the pages that a client meets first.
"""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from directory.app import create_app
from directory.config import Mode, Settings
from directory.web import fonts
from tests.support.busy_network import make_busy
from tests.support.databases import SECRET, seed_demo
from tests.support.every_page import (
    LATER_ROLES,
    ROLES,
    add_people,
    addresses_by_first_reader,
    addresses_where_it_differs,
    every_page,
    session_cookie,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = (320, 375, 768, 1200)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SMALL = """() => [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]):not([tabindex]), select, summary')]
  .filter(element => {
    const box = element.getBoundingClientRect();
    const inline = getComputedStyle(element).display === 'inline';
    return box.width && box.bottom > 0 && !inline && (box.width < 23.9 || box.height < 23.9);
  }).map(element => element.outerHTML.slice(0, 80))"""
FIRST_MET = (
    "/",
    "/find?go=on",
    "/centers",
    "/practitioners/maya-okafor",
    "/centers/cottonwood-trauma",
)


def main() -> int:
    """Walk and print, at the widths that are named (320 1200); 1 where anything was found.

    With `own`, a page that several roles read is looked at as the first of them alone; with
    `differs`, the pages behind sign-in are, and as later ones where they find something new
    there. The names of roles leave out the others.
    """
    named = sys.argv[1:]
    widths = tuple(int(word) for word in named if word.isdigit()) or WIDTHS
    with tempfile.TemporaryDirectory() as folder:
        app = _app(Path(folder))
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_port}"
        found = _walk(app, origin, widths, _pages(app, named))
        _lighthouse(origin)
        server.shutdown()
    for complaint, times in found.most_common():
        print(f"{times:5} × {complaint}")
    return 1 if found else 0


def _app(folder: Path) -> Flask:
    fonts.prepare(folder)
    url = f"sqlite:///{folder / 'pages.sqlite3'}"
    seed_demo(url)
    # Not the demo's own mode: its pages ask search engines to stay away.
    settings = Settings(
        mode=Mode.TEST,
        database_url=url,
        secret_key=SECRET,
        limits_on=False,
        instance_folder=folder,
    )
    app = create_app(settings)
    add_people(app)
    make_busy(app)
    return app


def _pages(app: Flask, named: list[str]) -> dict[str, list[str]]:
    """Role → the addresses that are looked at."""
    if "differs" in named:
        members = [role for role in ROLES | LATER_ROLES if role != "visitor"]
        chosen = [role for role in members if role in named] or members
        return addresses_where_it_differs(app, chosen)
    roles = [role for role in ROLES if role in named] or list(ROLES)
    if "own" in named:
        own = addresses_by_first_reader(app)
        return {role: own[role] for role in roles}
    return {role: _addresses(app, role) for role in roles}


def _walk(
    app: Flask, origin: str, widths: tuple[int, ...], addresses: dict[str, list[str]]
) -> Counter[str]:
    found: Counter[str] = Counter()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for role, (width, scheme) in itertools.product(
            addresses, itertools.product(widths, SCHEMES)
        ):
            page = _page(browser, origin, session_cookie(app, (ROLES | LATER_ROLES)[role]))
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            for address in addresses[role]:
                for complaint in _complaints(page, address, width):
                    found[f"{address} as {role}: {complaint}"] += 1
                    print(f"{address}, {width} px, {scheme}: {complaint}", file=sys.stderr)
            page.context.close()
            print(
                f"{role}, {width} px, {scheme}: {len(addresses[role])} pages,"
                f" {found.total()} complaints so far",
                file=sys.stderr,
            )
        browser.close()
    read = sum(map(len, addresses.values()))
    print(f"{read} pages, each at {len(widths)} widths in 2 schemes: {found.total()} faults")
    return found


def _addresses(app: Flask, role: str) -> list[str]:
    """One page of each kind: every address that the walk of this role reads first."""
    return [
        page.address
        for page in every_page(app, roles=(role,), each_route=1)
        if " " not in page.address
    ]


def _page(browser: Browser, origin: str, cookie: tuple[str, str] | None) -> Page:
    context = browser.new_context(base_url=origin)
    if cookie:
        context.add_cookies([{"name": cookie[0], "value": cookie[1], "url": origin}])
    return context.new_page()


def _complaints(page: Page, address: str, width: int) -> Iterator[str]:
    answer = page.goto(address)
    if answer is None or answer.status >= 500:
        yield "no answer"
        return
    violations: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    for violation in violations:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {node['html'][:120]}"
    if page.evaluate("document.documentElement.scrollWidth") > width:
        yield "it scrolls sideways"
    for target in page.evaluate(SMALL):
        yield f"small target {target}"


def _lighthouse(origin: str) -> None:
    program = os.environ.get("LIGHTHOUSE")
    if not program:
        print("LIGHTHOUSE names no program: its figures are left out")
        return
    print("| Page | Performance | Accessibility | Best practices | SEO | CLS | KB | Requests |")
    print("|---|---|---|---|---|---|---|---|")
    for address in FIRST_MET:
        print(_figures(program, origin + address, address))


def _figures(program: str, url: str, name: str) -> str:
    done = subprocess.run(  # noqa: S603  # the program that who runs this has named
        [program, url, "--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"],
        capture_output=True,
        text=True,
        check=True,
        timeout=180,
        env=os.environ | {"CHROME_PATH": CHROMIUM},
    )
    report = json.loads(done.stdout)
    scores = [
        str(round(report["categories"][name]["score"] * 100))
        for name in ("performance", "accessibility", "best-practices", "seo")
    ]
    audits = report["audits"]
    shift = audits["cumulative-layout-shift"]["numericValue"]
    weight = audits["total-byte-weight"]["numericValue"] / 1000
    requests = len(audits["network-requests"]["details"]["items"])
    return f"| {name} | {' | '.join(scores)} | {shift:.3f} | {weight:.0f} | {requests} |"


if __name__ == "__main__":
    sys.exit(main())
