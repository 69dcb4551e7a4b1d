"""One run of the benchmark: build, ask every engine every question, compare, collect."""

from __future__ import annotations

import os
import platform
import resource
import shutil
import tempfile
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.invented_names import mistyped
from benchmarks.measuring import Times, percentile, settled, unsettled
from benchmarks.memory import bytes_of
from benchmarks.ours import Ours
from benchmarks.peers.answer import same_counts, same_top
from benchmarks.peers.engines import PEERS, Engine, engine
from benchmarks.queries import COMPARED, Question, questions
from benchmarks.synthetic import TODAY, network
from benchmarks.words import measure_words
from directory import clock

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.synthetic import Network

__all__ = ["PEERS", "Plan", "run"]

NAMES_ASKED = 100
EDITS = 20
SLOW_MS = 400.0
"""A peer slower than this answers only some questions of each class."""
FEW = 6


@dataclass(frozen=True)
class Plan:
    """What to measure."""

    listings: int
    peers: tuple[str, ...]
    runs: int
    seed: int


@dataclass
class Tally:
    """Times of one engine in one class, and how its answers compare with ours."""

    theirs: Times = field(default_factory=Times)
    ours: Times = field(default_factory=Times)
    same_top: list[bool] = field(default_factory=list)
    same_counts: list[bool] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """As they stand in the report."""
        return {
            "p50_ms": round(self.theirs.p50, 3),
            "p99_ms": round(self.theirs.p99, 3),
            "ratio": round(self.theirs.p50 / self.ours.p50, 2),
            "same_top20": all(self.same_top),
            "same_counts": all(self.same_counts),
            "runs": len(self.same_top),
        }


def run(plan: Plan, say: Callable[[str], None]) -> dict[str, Any]:
    """All figures of one run; the folder it works in is removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="bt-benchmark-"))
    try:
        return _run(plan, folder, say)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(plan: Plan, folder: Path, say: Callable[[str], None]) -> dict[str, Any]:
    say(f"Inventing {plan.listings:,} listings.")
    start = time.perf_counter()
    made = network(plan.listings, plan.seed)
    asked = questions(made, plan.runs)
    say(f"Took {time.perf_counter() - start:.0f} s. Building our index.")
    ours = Ours.of(made, TODAY)
    settled()
    classes: dict[str, dict[str, Any]] = _own(ours, asked)
    engines = {"ours": _own_engine(ours)}
    for name in plan.peers:
        say(f"Building {name}.")
        start = time.perf_counter()
        peer = engine(name, made, ours, folder)
        try:
            engines[name] = {"build_s": round(time.perf_counter() - start, 3), "bytes": peer.size()}
            settled()
            say(f"Asking {name}.")
            for kind, tally in _compared(ours, peer, asked).items():
                classes[kind][name] = tally.figures()
            named = _named(peer.named, made, ours)
            if named is not None:
                classes["name"][name] = named
            engines[name]["edit_visible_ms"] = round(_edits(peer, made), 3)
        finally:
            peer.close()
            unsettled()
    say("Reading typed words.")
    words = measure_words(made.vocabulary, folder, plan.runs * 3)
    classes["words"] = {"ours": {"p50_ms": words.p50_ms, "p99_ms": words.p99_ms, "ratio": 1.0}}
    return {
        "listings": plan.listings,
        "date": clock.now().date().isoformat(),
        "machine": _machine(),
        "classes": classes,
        "engines": engines,
        "words": asdict(words),
        "all_same": all(
            one.get("same_top20", True) and one.get("same_counts", True)
            for each in classes.values()
            for one in each.values()
        ),
    }


def _own(ours: Ours, asked: tuple[Question, ...]) -> dict[str, dict[str, Any]]:
    """Ours alone: each class, with and without what is said of the twenty."""
    for question in asked[:: max(1, len(asked) // 40)]:
        ours.search(question, TODAY, told=True)
    bare, told = defaultdict[str, Times](Times), defaultdict[str, Times](Times)
    for question in asked:
        bare[question.kind].of(partial(ours.search, question, TODAY))
        told[question.kind].of(partial(ours.search, question, TODAY, told=True))
    found = {
        kind: {
            "ours": {
                "p50_ms": round(times.p50, 3),
                "p99_ms": round(times.p99, 3),
                "ratio": 1.0,
                "same_top20": True,
                "runs": len(times.wall),
                "work_p50_ms": round(percentile(times.work, 50), 3),
                "work_p99_ms": round(percentile(times.work, 99), 3),
                "told_p50_ms": round(told[kind].p50, 3),
                "told_p99_ms": round(told[kind].p99, 3),
            }
        }
        for kind, times in bare.items()
    }
    return {**found, "name": {"ours": _named(ours.named, ours.network, ours)}}


def _own_engine(ours: Ours) -> dict[str, Any]:
    held = bytes_of(ours.index)
    return {
        "build_s": round(ours.build_s, 3),
        "bytes": held,
        "bytes_per_listing": round(held / len(ours.index.listings), 1),
        "edit_visible_ms": round(ours.edit_visible_ms(EDITS), 3),
        "trust_graph_bytes": bytes_of(ours.graph),
        "process_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _compared(ours: Ours, peer: Engine, asked: tuple[Question, ...]) -> dict[str, Tally]:
    """Every compared question to the peer and to ours in turn."""
    found: dict[str, Tally] = defaultdict(Tally)
    for question in asked:
        if question.kind not in COMPARED:
            continue
        tally = found[question.kind]
        if len(tally.theirs.wall) >= FEW and tally.theirs.p50 > SLOW_MS:
            continue
        peer.prepare(question)
        if not tally.theirs.wall:
            peer.search(question)
        theirs = tally.theirs.of(partial(peer.search, question))
        mine = tally.ours.of(partial(ours.search, question, TODAY))
        tally.same_top.append(same_top(theirs, mine))
        tally.same_counts.append(same_counts(theirs, mine))
    return found


def _named(
    named: Callable[[str], list[str]] | None, made: Network, ours: Ours
) -> dict[str, Any] | None:
    """Finding people by a name with one slip; somebody of the very name has to be among ten."""
    if named is None:
        return None
    rng = np.random.default_rng(5)
    times, own, hits = Times(), Times(), 0
    # The first question builds what the others look into.
    _ = named(made.listings[0].name), ours.named(made.listings[0].name)
    chosen = rng.integers(0, len(made.listings), NAMES_ASKED).tolist()
    called = {one.id: one.name for one in made.listings}
    for number in chosen:
        name = made.listings[number].name
        typed = mistyped(name, rng)
        found = times.of(partial(named, typed))
        own.of(partial(ours.named, typed))
        hits += any(called[handle] == name for handle in found)
    return {
        "p50_ms": round(times.p50, 3),
        "p99_ms": round(times.p99, 3),
        "ratio": round(times.p50 / own.p50, 2),
        "recall_at_10": hits / NAMES_ASKED,
        "runs": NAMES_ASKED,
    }


def _edits(peer: Engine, made: Network) -> float:
    """The median from a change to its commit; the next question sees it."""
    times = Times()
    for one in made.listings[:EDITS]:
        times.of(partial(peer.edit, one.id))
    return times.p50


def _machine() -> str:
    cores = os.cpu_count()
    return (
        f"{cores} cores {platform.machine()}, load {os.getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}, numpy {np.__version__}"
    )
