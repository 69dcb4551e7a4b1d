"""How long the results page takes in a network of 10,000, and which part of it takes how much.

Run: python -m benchmarks.pages [--listings N] [--rounds N] [--json]

The demo network is repeated under other names until there are as many listings, so that every
search finds many more than one page shows. Times are of this process's own processor time; the
share of each part is taken within one page.
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from flask import render_template

from benchmarks.measuring import percentile
from directory import clock, db
from directory.app import create_app
from directory.config import Mode, Settings
from directory.search.blueprint import translator
from directory.search.engine import answered
from directory.search.links import links
from directory.search.list_order import Viewing
from directory.search.presentation import card_context
from directory.search.request import SearchRequest
from directory.search.results_page import results_page
from tests.support.databases import SECRET, seed_demo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask

    from directory.search.engine import SearchEngine

SEARCHES = (
    "rape recovery",
    "bulimia therapist medicaid",
    "chronic pain",
    "gentle massage after trauma",
    "grief, evenings",
    "an integrative center for eating disorders",
)
PLACE = "Lakewood, CO"
Result = TypeVar("Result")
PARTS = ("understand", "rank", "page", "render")


@dataclass(frozen=True)
class Figures:
    """Milliseconds of processor time, and shares of 1."""

    listings: int
    p50: float
    p95: float
    shares: dict[str, float]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        app = _app(Path(folder))
        figures = measured(app, asked.listings, asked.rounds)
    if asked.json:
        print(json.dumps(asdict(figures)))
        return
    parts = ", ".join(f"{name} {share:.0%}" for name, share in figures.shares.items())
    print(f"{figures.listings} listings: p50 {figures.p50:.1f} ms, p95 {figures.p95:.1f} ms")
    print(f"of which {parts}")


def measured(app: Flask, listings: int, rounds: int) -> Figures:
    """Each search so many times, warm."""
    engine: SearchEngine = app.extensions["search"]
    with app.test_request_context("/find"):
        grown = grow(engine, listings)
    times: list[float] = []
    spent = dict.fromkeys(PARTS, 0.0)
    for number in range(rounds + 1):
        for words in SEARCHES:
            with app.test_request_context("/find"):
                parts = dict(_parts(engine, SearchRequest(words=words, place=PLACE)))
            if number:  # The first round warms up.
                times.append(sum(parts.values()))
                spent = {name: spent[name] + parts[name] for name in PARTS}
    total = sum(spent.values())
    return Figures(
        grown,
        percentile(times, 50),
        percentile(times, 95),
        {name: value / total for name, value in spent.items()},
    )


def grow(engine: SearchEngine, listings: int) -> int:
    """Let the engine hold the network's listings again and again; how many it then holds."""
    holder = engine._holder  # noqa: SLF001  # there is no other way to put in what no database holds
    held = holder.current(db.session(), today=clock.today())
    published = dict(held.published)
    times = max(0, listings // max(1, len(held.published)) - 1)
    for number in range(times):
        for handle, listing in held.published.items():
            published[f"{handle}-{number}"] = replace(listing, handle=f"{handle}-{number}")
    holder._held = holder._made(  # noqa: SLF001
        held.revision, published, held.private, held.trust, today=held.today
    )
    return len(published)


def _parts(engine: SearchEngine, asked: SearchRequest) -> Iterator[tuple[str, float]]:
    """What `views.results_html` does, part by part, with the milliseconds of each."""
    say = translator()
    session, today = db.session(), clock.today()
    found, spent = _timed(lambda: engine.prepare(session, asked, say, today=today))
    yield "understand", spent
    found, spent = _timed(lambda: answered(found))
    yield "rank", spent
    context = card_context(
        found.snapshot, say, unit=found.unit, for_clinician=False, matches=found.answer.matches
    )
    view, spent = _timed(lambda: results_page(found, context, Viewing()))
    yield "page", spent
    _html, spent = _timed(lambda: render_template("search/results.html", view=view, links=links()))
    yield "render", spent


def _timed(run: Callable[[], Result]) -> tuple[Result, float]:
    start = time.process_time()
    result = run()
    return result, (time.process_time() - start) * 1000


def _app(folder: Path) -> Flask:
    url = f"sqlite:///{folder / 'pages.sqlite3'}"
    seed_demo(url)
    settings = Settings(
        mode=Mode.TEST,
        database_url=url,
        secret_key=SECRET,
        limits_on=False,
        instance_folder=folder,
    )
    return create_app(settings)


if __name__ == "__main__":
    main()
