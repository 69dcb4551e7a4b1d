"""How long the results page takes in a network of 10,000, and which part of it takes how much.

Run: python -m benchmarks.pages [--listings N] [--rounds N] [--dense] [--load] [--json]

The network is the invented one of the other benchmarks, spread over the country as people are;
with `--dense` the demo network under other names, all of it around a few towns, with thousands of
results to a search. Every question is another one: six concerns in each of forty towns.

Times of the parts are this process's own processor time, the share of each taken within one page.
With `--load` two processes serve the same pages on loopback, one connection asks, then sixteen;
those times are wall time, the asking process shares the cores.
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

from benchmarks.cold_start import published_network
from benchmarks.measuring import percentile, settled
from benchmarks.page_load import Load, loaded
from benchmarks.towns import LARGEST, MIDDLE, towns
from directory import clock, db
from directory.app import create_app
from directory.config import Mode, Settings
from directory.profiles import queries
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
    from directory.search.snapshot import SnapshotHolder

SEARCHES = (
    "rape recovery",
    "bulimia therapist medicaid",
    "chronic pain",
    "gentle massage after trauma",
    "grief, evenings",
    "an integrative center for eating disorders",
)
DENSE_TOWNS = ("Lakewood, CO", "Denver, CO", "Boulder, CO", "Pueblo, CO")
TOWNS = 40
Result = TypeVar("Result")
PARTS = ("understand", "rank", "page", "render")


@dataclass(frozen=True)
class Figures:
    """Milliseconds of processor time, and shares of 1."""

    listings: int
    pages: int
    p50: float
    p95: float
    p99: float
    shares: dict[str, float]
    load: tuple[Load, ...] = ()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listings", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--dense", action="store_true")
    parser.add_argument("--load", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        app = _app(Path(folder))
        hold = grow if asked.dense else spread
        with app.test_request_context("/find"):
            held = hold(app.extensions["search"], asked.listings)
        questions = asked_in(DENSE_TOWNS if asked.dense else _towns())
        figures = replace(measured(app, questions, asked.rounds), listings=held)
        if asked.load:
            figures = replace(figures, load=loaded(app, questions))
    if asked.json:
        print(json.dumps(asdict(figures), indent=2))
        return
    print("\n".join(_lines(figures)))


def _lines(figures: Figures) -> Iterator[str]:
    yield (
        f"{figures.listings} listings, {figures.pages} pages: p50 {figures.p50:.1f} ms, "
        f"p95 {figures.p95:.1f} ms, p99 {figures.p99:.1f} ms of own work"
    )
    yield "of which " + ", ".join(f"{name} {share:.0%}" for name, share in figures.shares.items())
    for load in figures.load:
        yield (
            f"{load.connections} connections, {load.processes} processes: {load.per_second:.0f} "
            f"pages/s, p50 {load.p50:.1f} ms, p95 {load.p95:.1f} ms, p99 {load.p99:.1f} ms"
        )


def asked_in(places: tuple[str, ...]) -> tuple[SearchRequest, ...]:
    """Each search in each town, one town after the other."""
    return tuple(SearchRequest(words=words, place=place) for place in places for words in SEARCHES)


def _towns() -> tuple[str, ...]:
    """Half of them large, half of middle size."""
    known = towns()
    numbers = [*range(min(LARGEST, TOWNS // 2)), *range(MIDDLE.start, MIDDLE.stop, 37)]
    return tuple(
        f"{known.names[number]}, {known.regions[number].rpartition('-')[2]}"
        for number in numbers[:TOWNS]
    )


def measured(app: Flask, questions: tuple[SearchRequest, ...], rounds: int) -> Figures:
    """Each question so many times after one round that warms up."""
    engine: SearchEngine = app.extensions["search"]
    times: list[float] = []
    spent = dict.fromkeys(PARTS, 0.0)
    for number in range(rounds + 1):
        for question in questions:
            with app.test_request_context("/find"):
                parts = dict(_parts(engine, question))
            if number:
                times.append(sum(parts.values()))
                spent = {name: spent[name] + parts[name] for name in PARTS}
        settled()
    total = sum(spent.values())
    return Figures(
        0,
        len(times),
        percentile(times, 50),
        percentile(times, 95),
        percentile(times, 99),
        {name: value / total for name, value in spent.items()},
    )


def spread(engine: SearchEngine, listings: int) -> int:
    """Let the engine hold an invented network all over the country; how many it then holds."""
    holder, today = _holder(engine), clock.today()
    made, _seconds = published_network(listings)
    revision = queries.current_revision(db.session())
    holder._held = replace(made, revision=revision)  # noqa: SLF001
    return len(holder.current(db.session(), today=today).listings)


def grow(engine: SearchEngine, listings: int) -> int:
    """Let the engine hold the network's listings again and again; how many it then holds."""
    holder = _holder(engine)
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


def _holder(engine: SearchEngine) -> SnapshotHolder:
    return engine._holder  # noqa: SLF001  # there is no other way to put in what no database holds


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
